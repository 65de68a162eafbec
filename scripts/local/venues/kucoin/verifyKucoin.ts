import { claimOf } from '../claimOf.ts'
import type { Answer, ReceivedRequest, RefusalReason, Refusals, Setting, Verdict } from '../localVenue.ts'
import { refused } from '../localVenue.ts'
import { hmac, isNear, jsonParams, pairsOf, rawQuery, same, splitUrl } from '../primitives.ts'

/** How far a request's time may be from the venue's, in milliseconds. */
const WINDOW_MS = 5000

/**
 * Signature of a REST request: over time, method, path, the query in plain text, and the body. Keys of version 2 and 3 send the passphrase
 * signed with the secret; plain ones are of version 1, which is no longer given out.
 */
export function verifyKucoin(request: ReceivedRequest, setting: Setting): Verdict {
  const claim = claimOf(request, setting.keys, {
    apiKey: 'KC-API-KEY',
    timestamp: 'KC-API-TIMESTAMP',
    signature: 'KC-API-SIGN',
    passphrase: 'KC-API-PASSPHRASE',
    version: 'KC-API-KEY-VERSION',
  })
  if ('reason' in claim) return claim
  const { apiKey, key, timestamp, signature, passphrase, version } = claim
  if (!isNear(Number(timestamp), setting.nowMs, WINDOW_MS)) return refused('clock')
  const { path, query } = splitUrl(request.url)
  const raw = query === '' ? path : `${path}?${rawQuery(query)}`
  const payload = timestamp + request.method + raw + request.body
  if (!same(hmac('sha256', key.secret, payload, 'base64'), signature)) return refused('bad signature')
  // With another secret the passphrase is another as well: the signature is the better word for what is wrong.
  const signedPassphrase = hmac('sha256', key.secret, key.passphrase ?? '', 'base64')
  if (!['2', '3'].includes(version) || !same(passphrase, signedPassphrase)) return refused('wrong passphrase')
  return { accepted: true, apiKey, params: [...pairsOf(query), ...jsonParams(request.body)] }
}

const ANSWERS: Refusals<readonly [status: number, code: string, message: string]> = {
  'missing header': [
    401,
    '400001',
    'Any of KC-API-KEY, KC-API-SIGN, KC-API-TIMESTAMP, KC-API-PASSPHRASE is missing in your request header.',
  ],
  'unknown key': [401, '400003', 'KC-API-KEY not exists'],
  'bad signature': [401, '400005', 'Invalid KC-API-SIGN'],
  clock: [401, '400002', 'KC-API-TIMESTAMP Invalid'],
  replay: [401, '400002', 'KC-API-TIMESTAMP Invalid'],
  'wrong passphrase': [401, '400004', 'Invalid KC-API-PASSPHRASE'],
  ip: [401, '400006', 'The requested ip address is not in the api whitelist'],
  permission: [401, '400007', 'Access denied, please check your api key permissions.'],
  'expired key': [401, '400003', 'KC-API-KEY not exists'],
  'unknown path': [404, '404000', 'Url Not Found'],
  'bad request': [400, '400100', 'Parameter Error'],
}

/** How KuCoin says no. */
export function refuseKucoin(reason: RefusalReason): Answer {
  const [status, code, msg] = ANSWERS[reason]
  return { status, body: { code, msg } }
}
