import { claimOf } from '../claimOf.ts'
import { byName, encodedQuery, membersOf, memberText, objectOf } from '../encodings.ts'
import type {
  Answer,
  Call,
  LocalOrder,
  LocalSocket,
  LocalVenue,
  ReceivedRequest,
  RefusalReason,
  Refusals,
  Route,
  Setting,
  Verdict,
} from '../localVenue.ts'
import { refused } from '../localVenue.ts'
import { orderDesk } from '../orderDesk.ts'
import { header, hmac, isNear, jsonParams, pairsOf, same, splitUrl } from '../primitives.ts'
import { cancelOrder } from '../venueState.ts'

const DEFAULT_WINDOW_S = 10
const LONGEST_WINDOW_S = 60

/** The key, the time, and the query sorted by name or, for POST, the body as received. */
function verify(request: ReceivedRequest, { keys, nowMs }: Setting): Verdict {
  const claim = claimOf(request, keys, { apiKey: 'apikey', time: 'request-time', signature: 'signature' })
  if ('reason' in claim) return claim
  const { apiKey, key, time, signature } = claim
  const pairs = pairsOf(splitUrl(request.url).query)
  const signed = request.method === 'POST' ? request.body : encodedQuery(byName(pairs))
  if (!same(hmac('sha256', key.secret, apiKey + time + signed, 'hex'), signature)) {
    return refused('bad signature')
  }
  const windowS = Number(header(request, 'recv-window') || DEFAULT_WINDOW_S)
  if (windowS > LONGEST_WINDOW_S || !isNear(Number(time), nowMs, windowS * 1000)) return refused('clock')
  return { accepted: true, apiKey, params: request.method === 'POST' ? jsonParams(request.body) : pairs }
}

const REFUSALS: Refusals<readonly [code: number, message: string]> = {
  'missing header': [401, 'No authority'],
  'unknown key': [402, 'Api_key expired'],
  'bad signature': [602, 'Signature verification failed'],
  clock: [513, 'Invalid request(for open api serves time error)'],
  replay: [513, 'Invalid request(for open api serves time error)'],
  'wrong passphrase': [602, 'Signature verification failed'],
  ip: [406, 'Accessing IP is not in the whitelist'],
  permission: [704, 'Please enable API Key trading information write access'],
  'expired key': [402, 'Api_key expired'],
  'unknown path': [404, 'Not Found'],
  'bad request': [600, 'Parameter error'],
}

function refusal(reason: RefusalReason): Answer {
  const [code, message] = REFUSALS[reason]
  return { status: 200, body: { success: false, code, message } }
}

const ok = (data: unknown): Answer => ({ status: 200, body: { success: true, code: 0, data } })

const orderOf = (order: LocalOrder) => ({
  orderId: order.id,
  symbol: order.symbol,
  price: order.price,
  vol: order.quantity,
  side: order.side,
  orderType: order.type,
  dealAvgPrice: '0',
  dealVol: '0',
  state: order.status === 'open' ? '2' : '4',
  externalOid: order.clientId,
  createTime: String(order.createdAtMs),
})

const orders = orderDesk({
  names: {
    symbol: 'symbol',
    side: 'side',
    type: 'type',
    price: 'price',
    quantity: 'vol',
    clientId: 'externalOid',
  },
  ids: ['id'],
  shown: (order) => ok(orderOf(order)),
  placed: ({ id, createdAtMs }) => ok({ orderId: id, ts: createdAtMs }),
  none: () => ({ status: 200, body: { success: false, code: 2040, message: 'order not exist' } }),
})

function cancelAll(call: Call): Answer {
  const ids = call.params['[]']
  if (!Array.isArray(ids)) return refusal('bad request')
  return ok(
    ids.map((id) =>
      cancelOrder(call, id)
        ? { orderId: String(id), errorCode: 0, errorMsg: 'success' }
        : { orderId: String(id), errorCode: 2040, errorMsg: 'order not exist' },
    ),
  )
}

const routes: readonly Route[] = [
  { method: 'GET', path: '/api/v1/contract/ping', access: 'public', answer: ({ nowMs }) => ok(nowMs) },
  {
    method: 'GET',
    path: '/api/v1/private/account/assets',
    access: 'read',
    answer: ({ state }) =>
      ok(
        [...state.balances].map(([currency, amount]) => ({
          currency,
          positionMargin: 0,
          availableBalance: Number(amount),
          cashBalance: Number(amount),
          frozenBalance: 0,
          equity: Number(amount),
        })),
      ),
  },
  { method: 'POST', path: '/api/v1/private/order/create', access: 'trade', answer: orders.place },
  { method: 'GET', path: '/api/v1/private/order/get/:id', access: 'read', answer: orders.query },
  { method: 'POST', path: '/api/v1/private/order/cancel', access: 'trade', answer: cancelAll },
]

const socket: LocalSocket = {
  receive: (frame, _session, { keys, nowMs }) => {
    const { method, param: given } = objectOf(frame)
    if (method === 'ping') return { send: [{ channel: 'pong', data: nowMs }] }
    if (method !== 'login') return { send: [] }
    const members = membersOf(given)
    const login = verifyLogin(members, keys, nowMs)
    const send = login.accepted
      ? { channel: 'rs.login', data: 'success', ts: nowMs }
      : { channel: 'rs.error', data: REFUSALS[login.reason][1], ts: nowMs }
    return { send: [send], login }
  },
}

function verifyLogin(
  members: Readonly<Record<string, unknown>>,
  keys: Setting['keys'],
  nowMs: number,
): Verdict {
  const apiKey = memberText(members, 'apiKey')
  const time = memberText(members, 'reqTime')
  const key = keys.get(apiKey)
  if (!key) return refused('unknown key')
  if (!same(hmac('sha256', key.secret, apiKey + time, 'hex'), memberText(members, 'signature'))) {
    return refused('bad signature')
  }
  if (!isNear(Number(time), nowMs, DEFAULT_WINDOW_S * 1000)) return refused('clock')
  return { accepted: true, apiKey, params: [] }
}

/** MEXC contracts. */
export const mexcContract: LocalVenue = { id: 'mexc-contract', verify, refusal, routes, socket }
