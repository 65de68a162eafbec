import { membersOf, memberText, objectOf } from '../encodings.ts'
import type {
  Answer,
  Call,
  LocalOrder,
  LocalSocket,
  LocalVenue,
  ReceivedRequest,
  RefusalReason,
  Route,
} from '../localVenue.ts'
import { refused } from '../localVenue.ts'
import { orderDesk } from '../orderDesk.ts'
import { param } from '../venueState.ts'
import { htxKeyRoutes } from './keyRoutes.ts'
import { MESSAGES, verify, verifyLogin } from './signature.ts'

function refusalOfSpot(reason: RefusalReason, request: ReceivedRequest): Answer {
  if (request.url.startsWith('/v2/')) {
    const message = reason === 'bad signature' ? 'invalid signature' : MESSAGES[reason]
    return { status: 200, body: { code: 1003, message } }
  }
  const message = `Signature not valid: ${MESSAGES[reason]}`
  return {
    status: 200,
    body: { status: 'error', 'err-code': 'api-signature-not-valid', 'err-msg': message, data: null },
  }
}

const ok = (data: unknown): Answer => ({ status: 200, body: { status: 'ok', data } })

const spotOrder = (order: LocalOrder) => ({
  id: Number(order.id),
  symbol: order.symbol,
  'account-id': 1_528_640,
  'client-order-id': order.clientId,
  amount: order.quantity,
  price: order.price,
  'created-at': order.createdAtMs,
  type: order.type,
  'field-amount': '0.0',
  'field-cash-amount': '0.0',
  'field-fees': '0.0',
  source: 'spot-api',
  state: order.status === 'open' ? 'submitted' : 'canceled',
})

function spotBalance({ path, state }: Call): Answer {
  const list = [...state.balances].flatMap(([currency, balance]) => [
    { currency: currency.toLowerCase(), type: 'trade', balance },
    { currency: currency.toLowerCase(), type: 'frozen', balance: '0' },
  ])
  return ok({ id: Number(path['id']), type: 'spot', state: 'working', list })
}

const failed = (code: string, message: string): Answer => ({
  status: 200,
  body: { status: 'error', 'err-code': code, 'err-msg': message, data: null },
})

const orders = orderDesk({
  names: { symbol: 'symbol', type: 'type', price: 'price', quantity: 'amount', clientId: 'client-order-id' },
  fixed: (call) => ({ side: param(call, 'type').split('-')[0] ?? '' }),
  ids: ['id'],
  shown: (order) => ok(spotOrder(order)),
  placed: ({ id }) => ok(id),
  cancelled: ({ id }) => ok(id),
  none: (_call, asked) =>
    failed(asked === 'query' ? 'base-record-invalid' : 'order-orderstate-error', 'the order does not exist'),
})

function placeSpot(call: Call): Answer {
  const [side = '', type = ''] = param(call, 'type').split('-')
  if (type !== 'limit' || (side !== 'buy' && side !== 'sell')) {
    return failed('invalid-type', 'invalid type')
  }
  return orders.place(call)
}

const spotRoutes: readonly Route[] = [
  { method: 'GET', path: '/v1/common/timestamp', access: 'public', answer: ({ nowMs }) => ok(nowMs) },
  {
    method: 'GET',
    path: '/v1/account/accounts',
    access: 'read',
    answer: () => ok([{ id: 1_528_640, type: 'spot', subtype: '', state: 'working' }]),
  },
  { method: 'GET', path: '/v1/account/accounts/:id/balance', access: 'read', answer: spotBalance },
  ...htxKeyRoutes,
  { method: 'POST', path: '/v1/order/orders/place', access: 'trade', answer: placeSpot },
  { method: 'GET', path: '/v1/order/orders/:id', access: 'read', answer: orders.query },
  { method: 'POST', path: '/v1/order/orders/:id/submitcancel', access: 'trade', answer: orders.cancel },
]

const spotSocket: LocalSocket = {
  receive: (frame, { request }, setting) => {
    const { action, ch, params } = objectOf(frame)
    if (action !== 'req' || ch !== 'auth') return { send: [] }
    const members = membersOf(params)
    const names = ['accessKey', 'signatureMethod', 'signatureVersion', 'timestamp']
    const known = members['signatureMethod'] === 'HmacSHA256' && members['signatureVersion'] === '2.1'
    const login = known
      ? verifyLogin(members, names, memberText(members, 'signature'), request, setting)
      : refused('missing header')
    return login.accepted
      ? { send: [{ action: 'req', code: 200, ch: 'auth', data: {} }], login }
      : { send: [{ action: 'req', code: 2002, ch: 'auth', message: 'auth.fail' }], login }
  },
}

/** HTX spot, as its documents describe it. */
export const htxSpot: LocalVenue = {
  id: 'htx-spot',
  verify,
  refusal: refusalOfSpot,
  routes: spotRoutes,
  socket: spotSocket,
}
