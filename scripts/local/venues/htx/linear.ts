import { memberText, objectOf } from '../encodings.ts'
import type {
  Answer,
  Call,
  LocalOrder,
  LocalSocket,
  LocalVenue,
  RefusalReason,
  Route,
} from '../localVenue.ts'
import { refused } from '../localVenue.ts'
import { orderDesk } from '../orderDesk.ts'
import { htxKeyRoutes } from './keyRoutes.ts'
import { MESSAGES, verify, verifyLogin } from './signature.ts'

const refusalOfLinear = (reason: RefusalReason): Answer => ({
  status: 200,
  body: { status: 'error', err_code: 403, err_msg: MESSAGES[reason], ts: 0 },
})

const done = (call: Call, data: unknown): Answer => ({
  status: 200,
  body: { code: 200, message: 'Success', data, ts: call.nowMs },
})

const noLinearOrder = (call: Call): Answer => ({
  status: 200,
  body: { code: 1061, message: 'This order doesnt exist.', data: null, ts: call.nowMs },
})

const linearOrder = (order: LocalOrder) => ({
  id: order.id,
  order_id: order.id,
  client_order_id: order.clientId === '' ? order.id : order.clientId,
  contract_code: order.symbol,
  side: order.side,
  type: order.type,
  price: order.price,
  volume: order.quantity,
  state: order.status === 'open' ? 'new' : 'canceled',
  margin_mode: 'cross',
  trade_avg_price: '0',
  trade_volume: '0',
  created_time: String(order.createdAtMs),
})

const orders = orderDesk({
  names: {
    symbol: 'contract_code',
    side: 'side',
    type: 'type',
    price: 'price',
    quantity: 'volume',
    clientId: 'client_order_id',
  },
  ids: ['order_id', 'client_order_id'],
  shown: (order, call) => done(call, linearOrder(order)),
  placed: ({ id }, call) => done(call, { order_id: id, client_order_id: id }),
  cancelled: ({ id }, call) => done(call, { order_id: id, client_order_id: id }),
  none: noLinearOrder,
})

const linearRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/api/v1/timestamp',
    access: 'public',
    answer: ({ nowMs }) => ({ status: 200, body: { status: 'ok', ts: nowMs } }),
  },
  {
    method: 'GET',
    path: '/v5/account/balance',
    access: 'read',
    answer: (call) => {
      const details = [...call.state.balances].map(([currency, equity]) => ({
        currency,
        equity,
        available_margin: equity,
      }))
      return done(call, { state: 'normal', details })
    },
  },
  { method: 'POST', path: '/v5/trade/order', access: 'trade', answer: orders.place },
  { method: 'GET', path: '/v5/trade/order', access: 'read', answer: orders.query },
  { method: 'POST', path: '/v5/trade/cancel_order', access: 'trade', answer: orders.cancel },
  ...htxKeyRoutes,
]

const linearSocket: LocalSocket = {
  receive: (frame, { request }, setting) => {
    const members = objectOf(frame)
    if (members['op'] !== 'auth') return { send: [] }
    const names = ['AccessKeyId', 'SignatureMethod', 'SignatureVersion', 'Timestamp']
    const known = members['SignatureMethod'] === 'HmacSHA256' && members['SignatureVersion'] === '2'
    const login = known
      ? verifyLogin(members, names, memberText(members, 'Signature'), request, setting)
      : refused('missing header')
    const common = { op: 'auth', type: 'api', ts: setting.nowMs }
    return login.accepted
      ? { send: [{ ...common, 'err-code': 0, data: { 'user-id': '1' } }], login }
      : { send: [{ ...common, 'err-code': 2002, 'err-msg': MESSAGES[login.reason] }], login }
  },
}

/** HTX linear swaps, with the v5 endpoints. */
export const htxLinear: LocalVenue = {
  id: 'htx-linear',
  verify,
  refusal: refusalOfLinear,
  routes: linearRoutes,
  socket: linearSocket,
}
