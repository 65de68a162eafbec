import { objectOf } from '../encodings.ts'
import type {
  Answer,
  LocalKey,
  Parameter,
  ReceivedRequest,
  RefusalReason,
  Refusals,
  Setting,
  Verdict,
} from '../localVenue.ts'
import { refused } from '../localVenue.ts'
import { header, hmac, isNear, isSpent, pairsOf, same, splitUrl } from '../primitives.ts'

/** How far a request's time may be from the venue's, in milliseconds. */
const WINDOW_MS = 60_000

type Claim = { readonly [name in 'apiKey' | 'timestamp' | 'nonce' | 'signature']: string }

/** Signature of a REST request: over time, nonce, method, path with query as sent, and body, one a line. */
export function verifyDeribit(request: ReceivedRequest, setting: Setting): Verdict {
  const [scheme, rest = ''] = header(request, 'Authorization').split(' ')
  if (scheme !== 'deri-hmac-sha256') return refused('missing header')
  const parts = new Map(
    rest.split(',').map((part) => [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)]),
  )
  const claim = {
    apiKey: parts.get('id') ?? '',
    timestamp: parts.get('ts') ?? '',
    nonce: parts.get('nonce') ?? '',
    signature: parts.get('sig') ?? '',
  }
  const data = `${request.method}\n${request.url}\n${request.body}\n`
  const verdict = verifyClaim(claim, data, setting)
  if (!verdict.accepted) return verdict
  return { ...verdict, params: [...pairsOf(splitUrl(request.url).query), ...rpcParams(request.body)] }
}

/** What both halves sign: time, nonce and data, one a line. */
export function verifyClaim(
  { apiKey, timestamp, nonce, signature }: Claim,
  data: string,
  setting: Setting,
): Verdict {
  if ([apiKey, timestamp, nonce, signature].includes('')) return refused('missing header')
  const key = setting.keys.get(apiKey)
  if (!key || isDisabled(key)) return refused('unknown key')
  if (!isNear(Number(timestamp), setting.nowMs, WINDOW_MS)) return refused('clock')
  const wanted = hmac('sha256', key.secret, `${timestamp}\n${nonce}\n${data}`, 'hex')
  if (!same(wanted, signature)) return refused('bad signature')
  const once = `${timestamp}:${nonce}`
  return isSpent(setting.seen, apiKey, once)
    ? refused('replay')
    : { accepted: true, apiKey, params: [], once }
}

const isDisabled = (key: LocalKey): boolean => key.detail?.['enabled'] === false

/** A body is a call of JSON-RPC. */
function rpcParams(body: string): Parameter[] {
  const { params } = objectOf(body)
  return typeof params === 'object' && params !== null ? Object.entries(params) : []
}

const ERRORS: Refusals<readonly [status: number, code: number, message: string]> = {
  'missing header': [400, 13_009, 'unauthorized'],
  'unknown key': [400, 13_004, 'invalid_credentials'],
  'bad signature': [400, 13_009, 'unauthorized'],
  clock: [400, 13_009, 'unauthorized'],
  replay: [400, 13_009, 'unauthorized'],
  'wrong passphrase': [400, 13_004, 'invalid_credentials'],
  ip: [400, 13_004, 'invalid_credentials'],
  permission: [400, 13_021, 'forbidden'],
  'expired key': [400, 13_004, 'invalid_credentials'],
  'unknown path': [404, -32_601, 'Method not found'],
  'bad request': [400, -32_602, 'Invalid params'],
}

const REASONS: Readonly<Partial<Record<RefusalReason, string>>> = {
  'bad signature': 'invalid_signature',
  clock: 'timestamp_out_of_range',
  replay: 'nonce_already_used',
}

/** The error of JSON-RPC that stands for a reason. */
export function deribitError(reason: RefusalReason): Record<string, unknown> {
  const [, code, message] = ERRORS[reason]
  return { code, message, ...(REASONS[reason] && { data: { reason: REASONS[reason] } }) }
}

/** How Deribit says no. */
export function refuseDeribit(reason: RefusalReason): Answer {
  const [status] = ERRORS[reason]
  return {
    status,
    body: { jsonrpc: '2.0', error: deribitError(reason), usIn: 0, usOut: 0, usDiff: 0, testnet: false },
  }
}
