import { claimOf } from '../claimOf.ts'
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
import { hmac, pairsOf, same, signedBy, splitUrl, textOf, without } from '../primitives.ts'

/** Longest window that may be asked for, and the one that holds if none is. */
const WINDOWS = { longest: 60_000, usual: 5000 }

/** Paths that take a key and no signature. */
const KEY_ONLY = new Set(['/api/v3/userDataStream', '/fapi/v1/listenKey'])

/**
 * The signature of a REST request: over the query and then the body, as sent and without what signs them. What is signed has to be
 * percent-encoded.
 */
export function verifyBinance(request: ReceivedRequest, setting: Setting): Verdict {
  const { path, query } = splitUrl(request.url)
  const claim = claimOf(request, setting.keys, { apiKey: 'X-MBX-APIKEY' })
  if ('reason' in claim) return claim
  const { apiKey, key } = claim
  const params: Parameter[] = [...pairsOf(query), ...pairsOf(request.body)]
  if (KEY_ONLY.has(path)) return { accepted: true, apiKey, params }
  const signature = textOf(params, 'signature')
  if (signature === '') return refused('missing header')
  if (!isInWindow(params, setting.nowMs)) return refused('clock')
  const payload = unsigned(query) + unsigned(request.body)
  if (!/^[\x21-\x7e]*$/.test(payload) || !isSigned(key, payload, signature)) return refused('bad signature')
  return { accepted: true, apiKey, params: without(params, 'signature', 'timestamp', 'recvWindow') }
}

/** A signature over the parameters of a WebSocket request: sorted by name, in plain text. */
export function verifyBinanceFrame(params: Readonly<Record<string, unknown>>, setting: Setting): Verdict {
  const apiKey = String(params['apiKey'] ?? '')
  if (apiKey === '') return refused('missing header')
  const key = setting.keys.get(apiKey)
  if (!key) return refused('unknown key')
  const pairs = Object.entries(params)
  if (!isInWindow(pairs, setting.nowMs)) return refused('clock')
  const payload = without(pairs, 'signature')
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
  if (!isSigned(key, payload, textOf(pairs, 'signature'))) return refused('bad signature')
  return { accepted: true, apiKey, params: without(pairs, 'signature', 'timestamp', 'recvWindow', 'apiKey') }
}

function isSigned(key: LocalKey, payload: string, signature: string): boolean {
  if (key.kind === 'rsa' || key.kind === 'ed25519') return signedBy(key.kind, key.secret, payload, signature)
  return same(hmac('sha256', key.secret, payload, 'hex'), signature)
}

function unsigned(text: string): string {
  return text
    .split('&')
    .filter((pair) => !pair.startsWith('signature='))
    .join('&')
}

function isInWindow(params: readonly Parameter[], nowMs: number): boolean {
  const timestamp = Number(textOf(params, 'timestamp') || Number.NaN)
  const window = Number(textOf(params, 'recvWindow') || WINDOWS.usual)
  return timestamp < nowMs + 1000 && nowMs - timestamp <= Math.min(window, WINDOWS.longest)
}

const ANSWERS: Refusals<readonly [status: number, code: number, message: string]> = {
  'missing header': [401, -2014, 'API-key format invalid.'],
  'unknown key': [401, -2015, 'Invalid API-key, IP, or permissions for action.'],
  'bad signature': [400, -1022, 'Signature for this request is not valid.'],
  clock: [400, -1021, 'Timestamp for this request is outside of the recvWindow.'],
  replay: [400, -1021, 'Timestamp for this request is outside of the recvWindow.'],
  'wrong passphrase': [401, -2015, 'Invalid API-key, IP, or permissions for action.'],
  ip: [401, -2015, 'Invalid API-key, IP, or permissions for action.'],
  permission: [401, -2015, 'Invalid API-key, IP, or permissions for action.'],
  'expired key': [401, -2015, 'Invalid API-key, IP, or permissions for action.'],
  'unknown path': [404, -1000, 'Path not found.'],
  'bad request': [400, -1102, 'A mandatory parameter was not sent, was empty/null, or malformed.'],
}

/** How Binance says no. */
export function refuseBinance(reason: RefusalReason): Answer {
  const [status, code, msg] = ANSWERS[reason]
  return { status, body: { code, msg } }
}
