import type { Answer, Call, LocalKey, Route } from '../localVenue.ts'
import { keyOf, param } from '../venueState.ts'

function keyInformation(call: Call): Answer {
  const data = [...call.state.keys.values()].filter(isOf(keyOf(call))).map((key) => ({
    accessKey: key.apiKey,
    note: key.label,
    permission: { read: 'readOnly', trade: 'readOnly,trade', full: 'readOnly,trade,withdraw' }[key.access],
    ipAddresses: key.ips.join(','),
    validDays: key.expiresAtMs === undefined ? -1 : Math.ceil((key.expiresAtMs - call.nowMs) / 86_400_000),
    status: 'normal',
    createTime: key.createdAtMs,
    updateTime: key.createdAtMs,
  }))
  const wanted = param(call, 'accessKey')
  return {
    status: 200,
    body: { code: 200, data: data.filter((key) => wanted === '' || key.accessKey === wanted) },
  }
}

const isOf =
  (own: LocalKey) =>
  (key: LocalKey): boolean =>
    key.account === own.account

/** What HTX says of a key. One key is for spot and swaps; here both doubles answer, at the venue the host of spot does. */
export const htxKeyRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/v2/user/uid',
    access: 'read',
    answer: () => ({ status: 200, body: { code: 200, data: 1_528_640 } }),
  },
  { method: 'GET', path: '/v2/user/api-key', access: 'read', answer: keyInformation },
]
