import { byName, encodedQuery, memberText } from '../encodings.ts'
import type { ReceivedRequest, Refusals, Setting, Verdict } from '../localVenue.ts'
import { refused } from '../localVenue.ts'
import { hmac, isNear, jsonParams, pairsOf, same, splitUrl, textOf, without } from '../primitives.ts'

/** HTX takes a time this far from its own. */
const WINDOW_MS = 300_000
const SCHEME = ['AccessKeyId', 'SignatureMethod', 'SignatureVersion', 'Timestamp', 'Signature']

/** A date and time without zone, which is UTC, as milliseconds; NaN if it is none. */
const timeOf = (text: string): number =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(text) ? Date.parse(`${text}Z`) : Number.NaN

/** Whether a request is signed as HTX has it: all of its query, sorted, with method, host and path. */
export function verify(request: ReceivedRequest, { keys, nowMs }: Setting): Verdict {
  const { path, query } = splitUrl(request.url)
  const pairs = pairsOf(query)
  const signature = textOf(pairs, 'Signature')
  const known = textOf(pairs, 'SignatureMethod') === 'HmacSHA256' && textOf(pairs, 'SignatureVersion') === '2'
  if (!known || signature === '') return refused('missing header')
  const key = keys.get(textOf(pairs, 'AccessKeyId'))
  if (!key) return refused('unknown key')
  const signed = encodedQuery(byName(without(pairs, 'Signature')))
  const text = [request.method, request.host.toLowerCase(), path, signed].join('\n')
  if (!same(hmac('sha256', key.secret, text, 'base64'), signature)) return refused('bad signature')
  if (!isNear(timeOf(textOf(pairs, 'Timestamp')), nowMs, WINDOW_MS)) return refused('clock')
  const params = [...without(pairs, ...SCHEME), ...jsonParams(request.body)]
  return { accepted: true, apiKey: key.apiKey, params }
}

/** What HTX says. */
export const MESSAGES: Refusals<string> = {
  'missing header': 'Incorrect request parameters',
  'unknown key': 'Incorrect Access key [Access key错误]',
  'bad signature': 'Verification failure [校验失败]',
  clock: 'Incorrect timestamp [时间戳错误]',
  replay: 'Verification failure [校验失败]',
  'wrong passphrase': 'Verification failure [校验失败]',
  ip: 'Incorrect IP address [ip地址错误]',
  permission: 'API key has no permission [API Key没有权限]',
  'expired key': 'API Key expired [API Key已过期]',
  'unknown path': 'Api does not exist',
  'bad request': 'Incorrect request parameters',
}

/** A login frame signs the names it carries, sorted, for `GET` of the socket's own host and path. */
export function verifyLogin(
  members: Readonly<Record<string, unknown>>,
  names: readonly string[],
  signature: string,
  request: ReceivedRequest,
  { keys, nowMs }: Setting,
): Verdict {
  const [keyName = '', , , timeName = ''] = names
  const key = keys.get(memberText(members, keyName))
  if (!key) return refused('unknown key')
  const signed = encodedQuery(byName(names.map((name) => [name, memberText(members, name)])))
  const text = ['GET', request.host.toLowerCase(), splitUrl(request.url).path, signed].join('\n')
  if (!same(hmac('sha256', key.secret, text, 'base64'), signature)) return refused('bad signature')
  if (!isNear(timeOf(memberText(members, timeName)), nowMs, WINDOW_MS)) return refused('clock')
  return { accepted: true, apiKey: key.apiKey, params: [] }
}
