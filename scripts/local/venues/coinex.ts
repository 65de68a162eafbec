import { claimOf } from './claimOf.ts'
import { membersOf, memberText, objectOf } from './encodings.ts'
import type {
  Answer,
  LocalOrder,
  LocalSocket,
  LocalVenue,
  ReceivedRequest,
  RefusalReason,
  Refusals,
  Route,
  Setting,
  Verdict,
} from './localVenue.ts'
import { refused } from './localVenue.ts'
import { orderDesk } from './orderDesk.ts'
import { header, hmac, isNear, jsonParams, pairsOf, rawQuery, same, splitUrl } from './primitives.ts'

const DEFAULT_WINDOW_MS = 5000

/** Method, path with the query as it reads before it was percent-encoded, body and time: an HMAC, as the documents say. */
function verify(request: ReceivedRequest, { keys, nowMs }: Setting): Verdict {
  const claim = claimOf(request, keys, {
    apiKey: 'x-coinex-key',
    time: 'x-coinex-timestamp',
    signature: 'x-coinex-sign',
  })
  if ('reason' in claim) return claim
  const { apiKey, key, time, signature } = claim
  const { path, query } = splitUrl(request.url)
  const target = query === '' ? path : `${path}?${rawQuery(query)}`
  const text = request.method + target + request.body + time
  if (!same(hmac('sha256', key.secret, text, 'hex'), signature)) return refused('bad signature')
  const windowMs = Number(header(request, 'x-coinex-windowtime') || DEFAULT_WINDOW_MS)
  if (!isNear(Number(time), nowMs, windowMs)) return refused('clock')
  return { accepted: true, apiKey, params: [...pairsOf(query), ...jsonParams(request.body)] }
}

const REFUSALS: Refusals<readonly [code: number, message: string]> = {
  'missing header': [4008, 'Abnormal X-COIN-SIGN value, please check.'],
  'unknown key': [
    4005,
    'Abnormal access_id, please check whether the value passed by X-COINEX-KEY is normal.',
  ],
  'bad signature': [
    4006,
    'Signature verification failed, please check the signature according to the documentation instructions.',
  ],
  clock: [4010, 'Expired request, please try again later.'],
  replay: [4010, 'Expired request, please try again later.'],
  'wrong passphrase': [4006, 'Signature verification failed.'],
  ip: [4007, 'IP address prohibited, please check whether the whitelist or export IP is normal.'],
  permission: [158, 'API permission is not allowed'],
  'expired key': [34, 'Access id is expires'],
  'unknown path': [4009, 'Abnormal request method, please check.'],
  'bad request': [4004, 'Parameter error, please check whether the request parameters are abnormal.'],
}

function refusal(reason: RefusalReason): Answer {
  const [code, message] = REFUSALS[reason]
  return { status: 200, body: { code, data: {}, message } }
}

const ok = (data: unknown): Answer => ({ status: 200, body: { code: 0, data, message: 'OK' } })

const orderOf = (order: LocalOrder) => ({
  order_id: Number(order.id),
  client_id: order.clientId,
  market: order.symbol,
  market_type: 'SPOT',
  ccy: 'BTC',
  side: order.side,
  type: order.type,
  amount: order.quantity,
  price: order.price,
  unfilled_amount: order.quantity,
  filled_amount: '0',
  filled_value: '0',
  base_fee: '0',
  quote_fee: '0',
  status: order.status === 'open' ? 'open' : 'canceled',
  created_at: order.createdAtMs,
  updated_at: order.createdAtMs,
})

const noOrder: Answer = { status: 200, body: { code: 3600, data: {}, message: 'Order not found' } }

const orders = orderDesk({
  names: {
    symbol: 'market',
    side: 'side',
    type: 'type',
    price: 'price',
    quantity: 'amount',
    clientId: 'client_id',
  },
  ids: ['order_id'],
  shown: (order) => ok(orderOf(order)),
  none: () => noOrder,
})

const routes: readonly Route[] = [
  { method: 'GET', path: '/v2/time', access: 'public', answer: ({ nowMs }) => ok({ timestamp: nowMs }) },
  {
    method: 'GET',
    path: '/v2/assets/spot/balance',
    access: 'read',
    answer: ({ state }) =>
      ok([...state.balances].map(([ccy, available]) => ({ ccy, available, frozen: '0' }))),
  },
  { method: 'POST', path: '/v2/spot/order', access: 'trade', answer: orders.place },
  { method: 'GET', path: '/v2/spot/order-status', access: 'read', answer: orders.query },
  { method: 'POST', path: '/v2/spot/cancel-order', access: 'trade', answer: orders.cancel },
]

/** `server.sign` carries an HMAC of the time. The venue compresses its frames; this double does not. */
const socket: LocalSocket = {
  receive: (frame, _session, { keys, nowMs }) => {
    const { id, method, params } = objectOf(frame)
    if (method === 'server.ping') return { send: [{ id, result: 'pong' }] }
    if (method !== 'server.sign') return { send: [] }
    const login = verifyLogin(membersOf(params), keys, nowMs)
    return login.accepted
      ? { send: [{ id, code: 0, message: 'OK' }], login }
      : { send: [{ id, code: 21_002, message: 'Signature incorrect' }], login }
  },
}

function verifyLogin(
  members: Readonly<Record<string, unknown>>,
  keys: Setting['keys'],
  nowMs: number,
): Verdict {
  const time = memberText(members, 'timestamp')
  const key = keys.get(memberText(members, 'access_id'))
  if (!key) return refused('unknown key')
  if (!same(hmac('sha256', key.secret, time, 'hex'), memberText(members, 'signed_str'))) {
    return refused('bad signature')
  }
  if (!isNear(Number(time), nowMs, DEFAULT_WINDOW_MS)) return refused('clock')
  return { accepted: true, apiKey: key.apiKey, params: [] }
}

/** CoinEx, version 2. */
export const coinex: LocalVenue = { id: 'coinex-v2', verify, refusal, routes, socket }
