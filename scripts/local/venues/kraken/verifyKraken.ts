import { claimOf } from '../claimOf.ts'
import type {
  Answer,
  Parameter,
  ReceivedRequest,
  RefusalReason,
  Refusals,
  Setting,
  Verdict,
} from '../localVenue.ts'
import { refused } from '../localVenue.ts'
import {
  digest,
  header,
  hmac,
  isHigher,
  jsonParams,
  pairsOf,
  same,
  splitUrl,
  textOf,
  without,
} from '../primitives.ts'

/**
 * Signature of a spot request: over the path and the digest of nonce and body. The nonce is in the body, a form or JSON, and has to rise
 * with every request of a key. The secret is base64.
 */
export function verifyKraken(request: ReceivedRequest, setting: Setting): Verdict {
  const claim = claimOf(request, setting.keys, { apiKey: 'API-Key', signature: 'API-Sign' })
  if ('reason' in claim) return claim
  const { apiKey, key, signature } = claim
  const isJson = header(request, 'Content-Type').includes('json')
  const params: readonly Parameter[] = isJson ? jsonParams(request.body) : pairsOf(request.body)
  const nonce = textOf(params, 'nonce')
  if (!/^\d{1,20}$/.test(nonce)) return refused('replay')
  const path = Buffer.from(splitUrl(request.url).path)
  const payload = Buffer.concat([path, digest('sha256', nonce + request.body)])
  const wanted = hmac('sha512', Buffer.from(key.secret, 'base64'), payload, 'base64')
  if (!same(wanted, signature)) return refused('bad signature')
  if (!isHigher(setting.seen, apiKey, BigInt(nonce))) return refused('replay')
  return { accepted: true, apiKey, params: without(params, 'nonce'), nonce: BigInt(nonce) }
}

const MESSAGES: Refusals<string> = {
  'missing header': 'EAPI:Invalid key',
  'unknown key': 'EAPI:Invalid key',
  'bad signature': 'EAPI:Invalid signature',
  clock: 'EAPI:Invalid nonce',
  replay: 'EAPI:Invalid nonce',
  'wrong passphrase': 'EAPI:Invalid key',
  ip: 'EGeneral:Permission denied',
  permission: 'EGeneral:Permission denied',
  'expired key': 'EAPI:Invalid key',
  'unknown path': 'EGeneral:Unknown method',
  'bad request': 'EGeneral:Invalid arguments',
}

/** How Kraken says no: always with status 200. */
export function refuseKraken(reason: RefusalReason): Answer {
  return { status: 200, body: { error: [MESSAGES[reason]] } }
}
