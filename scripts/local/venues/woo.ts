import { claimOf } from './claimOf.ts'
import { membersOf, memberText, objectOf } from './encodings.ts'
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
} from './localVenue.ts'
import { refused } from './localVenue.ts'
import { orderDesk } from './orderDesk.ts'
import { hmac, isNear, jsonParams, pairsOf, same, splitUrl } from './primitives.ts'

/** WOO takes a time this far from its own. */
const WINDOW_MS = 300_000

function verify(request: ReceivedRequest, { keys, nowMs }: Setting): Verdict {
  const claim = claimOf(request, keys, {
    apiKey: 'x-api-key',
    time: 'x-api-timestamp',
    signature: 'x-api-signature',
  })
  if ('reason' in claim) return claim
  const { apiKey, key, time, signature } = claim
  const text = time + request.method + request.url + request.body
  if (!same(hmac('sha256', key.secret, text, 'hex'), signature)) return refused('bad signature')
  if (!isNear(Number(time), nowMs, WINDOW_MS)) return refused('clock')
  const params = [...pairsOf(splitUrl(request.url).query), ...jsonParams(request.body)]
  return { accepted: true, apiKey, params }
}

const REFUSALS: Refusals<readonly [status: number, code: number, message: string]> = {
  'missing header': [401, -1001, 'The api key or secret is in wrong format.'],
  'unknown key': [401, -1002, 'API key or secret is invalid.'],
  'bad signature': [401, -1001, 'The api key or secret is in wrong format.'],
  clock: [400, 317_179, 'Request has failed as the receive window is exceeded'],
  replay: [400, 317_179, 'Request has failed as the receive window is exceeded'],
  'wrong passphrase': [401, -1001, 'The api key or secret is in wrong format.'],
  ip: [401, -1002, 'API key or secret is invalid, it may because key have insufficient permission.'],
  permission: [401, -1002, 'API key or secret is invalid, it may because key have insufficient permission.'],
  'expired key': [401, -1002, 'API key or secret is invalid, it may because the key is expired/revoked.'],
  'unknown path': [404, -1006, 'The requested resource is not found.'],
  'bad request': [400, -1005, 'One of the parameters is invalid.'],
}

function refusal(reason: RefusalReason): Answer {
  const [status, code, message] = REFUSALS[reason]
  return { status, body: { success: false, code, message } }
}

const ok = (call: Call, data: unknown): Answer => ({
  status: 200,
  body: { success: true, data, timestamp: call.nowMs },
})

const orderOf = (order: LocalOrder) => ({
  orderId: Number(order.id),
  clientOrderId: order.clientId === '' ? 0 : Number(order.clientId),
  symbol: order.symbol,
  side: order.side,
  type: order.type,
  quantity: Number(order.quantity),
  amount: null,
  status: order.status === 'open' ? 'NEW' : 'CANCELLED',
  price: Number(order.price),
  executed: 0,
  visible: Number(order.quantity),
  averageExecutedPrice: 0,
  totalFee: 0,
  feeAsset: 'BTC',
  reduceOnly: false,
  createdTime: (order.createdAtMs / 1000).toFixed(3),
})

const noOrder: Answer = {
  status: 400,
  body: { success: false, code: 317_184, message: 'The order cannot be found, or it is already completed.' },
}

const orders = orderDesk({
  names: {
    symbol: 'symbol',
    side: 'side',
    type: 'type',
    price: 'price',
    quantity: 'quantity',
    clientId: 'clientOrderId',
  },
  ids: ['orderId', 'clientOrderId'],
  shown: (order, call) => ok(call, orderOf(order)),
  cancelled: (_order, call) => ok(call, { status: 'CANCEL_SENT' }),
  none: () => noOrder,
})

const routes: readonly Route[] = [
  {
    method: 'GET',
    path: '/v3/public/systemInfo',
    access: 'public',
    answer: (call) => ok(call, { status: 0, msg: 'System is functioning properly.' }),
  },
  {
    method: 'GET',
    path: '/v3/asset/balances',
    access: 'read',
    answer: (call) => {
      const holding = [...call.state.balances].map(([token, amount]) => ({
        token,
        holding: Number(amount),
        frozen: 0,
        staked: 0,
        availableBalance: Number(amount),
        updatedTime: call.nowMs / 1000,
      }))
      return ok(call, { holding })
    },
  },
  { method: 'POST', path: '/v3/trade/order', access: 'trade', answer: orders.place },
  { method: 'GET', path: '/v3/trade/order', access: 'read', answer: orders.query },
  { method: 'DELETE', path: '/v3/trade/order', access: 'trade', answer: orders.cancel },
]

const socket: LocalSocket = {
  receive: (frame, _session, { keys, nowMs }) => {
    const { id, event, params } = objectOf(frame)
    if (event === 'ping') return { send: [{ event: 'pong', ts: nowMs }] }
    if (event !== 'auth') return { send: [] }
    const login = verifyLogin(membersOf(params), keys, nowMs)
    const common = { id: id ?? null, event: 'auth', ts: nowMs }
    return login.accepted
      ? { send: [{ ...common, success: true }], login }
      : { send: [{ ...common, success: false, errorMsg: 'Invalid signature' }], login }
  },
}

/** The private stream signs a bar and the time. */
function verifyLogin(
  members: Readonly<Record<string, unknown>>,
  keys: Setting['keys'],
  nowMs: number,
): Verdict {
  const time = memberText(members, 'timestamp')
  const key = keys.get(memberText(members, 'apikey'))
  if (!key) return refused('unknown key')
  if (!same(hmac('sha256', key.secret, `|${time}`, 'hex'), memberText(members, 'sign'))) {
    return refused('bad signature')
  }
  if (!isNear(Number(time), nowMs, WINDOW_MS)) return refused('clock')
  return { accepted: true, apiKey: key.apiKey, params: [] }
}

/** WOO X, version 3 of REST. */
export const woo: LocalVenue = { id: 'woo-v3', verify, refusal, routes, socket }
