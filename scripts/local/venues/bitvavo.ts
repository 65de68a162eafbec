import { memberText, objectOf } from './encodings.ts'
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
import { ok, refused } from './localVenue.ts'
import { orderDesk } from './orderDesk.ts'
import { header, hmac, isNear, jsonParams, pairsOf, same, splitUrl } from './primitives.ts'

const DEFAULT_WINDOW_MS = 10_000
const LONGEST_WINDOW_MS = 60_000

/** What both REST and WebSocket check: the text that was signed, and the time. */
function judgeText(
  apiKey: string,
  signature: string,
  time: string,
  window: string,
  rest: string,
  { keys, nowMs }: Setting,
): RefusalReason | undefined {
  if (apiKey === '' || signature === '' || time === '') return 'missing header'
  const key = keys.get(apiKey)
  if (!key) return 'unknown key'
  if (!same(hmac('sha256', key.secret, time + rest, 'hex'), signature)) return 'bad signature'
  const windowMs = Number(window || DEFAULT_WINDOW_MS)
  return windowMs <= LONGEST_WINDOW_MS && isNear(Number(time), nowMs, windowMs) ? undefined : 'clock'
}

function verify(request: ReceivedRequest, setting: Setting): Verdict {
  const apiKey = header(request, 'bitvavo-access-key')
  const signature = header(request, 'bitvavo-access-signature')
  const time = header(request, 'bitvavo-access-timestamp')
  const window = header(request, 'bitvavo-access-window')
  const rest = request.method + request.url + request.body
  const reason = judgeText(apiKey, signature, time, window, rest, setting)
  if (reason) return refused(reason)
  const params = [...pairsOf(splitUrl(request.url).query), ...jsonParams(request.body)]
  return { accepted: true, apiKey, params }
}

const REFUSALS: Refusals<readonly [status: number, errorCode: number, error: string]> = {
  'missing header': [401, 300, 'Authentication is required for this endpoint.'],
  'unknown key': [403, 305, 'No active API key found.'],
  'bad signature': [403, 309, 'The signature is invalid.'],
  clock: [403, 304, 'Request was not received within acceptable window.'],
  replay: [403, 304, 'Request was not received within acceptable window.'],
  'wrong passphrase': [403, 309, 'The signature is invalid.'],
  ip: [403, 307, 'This key does not allow access from this IP.'],
  permission: [403, 310, 'This key does not allow trading actions.'],
  'expired key': [403, 305, 'No active API key found.'],
  'unknown path': [404, 110, 'Invalid endpoint. Please check url and HTTP method.'],
  'bad request': [400, 205, 'A parameter is invalid.'],
}

function refusal(reason: RefusalReason): Answer {
  const [status, errorCode, error] = REFUSALS[reason]
  return { status, body: { errorCode, error } }
}

const orderOf = (order: LocalOrder) => ({
  orderId: order.id,
  clientOrderId: order.clientId,
  market: order.symbol,
  created: order.createdAtMs,
  updated: order.createdAtMs,
  status: order.status === 'open' ? 'new' : 'canceled',
  side: order.side,
  orderType: order.type,
  amount: order.quantity,
  amountRemaining: order.quantity,
  price: order.price,
  filledAmount: '0',
  filledAmountQuote: '0',
  feePaid: '0',
  feeCurrency: 'EUR',
  fills: [],
  timeInForce: 'GTC',
  postOnly: false,
})

const noOrder: Answer = {
  status: 404,
  body: {
    errorCode: 240,
    error:
      'No order found. Please be aware that simultaneously updating the same order may return this error.',
  },
}

const orders = orderDesk({
  names: {
    symbol: 'market',
    side: 'side',
    type: 'orderType',
    price: 'price',
    quantity: 'amount',
    clientId: 'clientOrderId',
  },
  ids: ['orderId', 'clientOrderId'],
  shown: (order) => ok(orderOf(order)),
  cancelled: ({ id, clientId }) => ok({ orderId: id, clientOrderId: clientId }),
  none: () => noOrder,
})

const routes: readonly Route[] = [
  {
    method: 'GET',
    path: '/v2/time',
    access: 'public',
    answer: ({ nowMs }) => ok({ time: nowMs, timeNs: nowMs * 1_000_000 }),
  },
  {
    method: 'GET',
    path: '/v2/balance',
    access: 'read',
    answer: ({ state }) =>
      ok([...state.balances].map(([symbol, available]) => ({ symbol, available, inOrder: '0' }))),
  },
  { method: 'POST', path: '/v2/order', access: 'trade', answer: orders.place },
  { method: 'GET', path: '/v2/order', access: 'read', answer: orders.query },
  { method: 'DELETE', path: '/v2/order', access: 'trade', answer: orders.cancel },
]

const socket: LocalSocket = {
  receive: (frame, _session, setting) => {
    const members = objectOf(frame)
    if (members['action'] !== 'authenticate') return { send: [] }
    const given = ['key', 'signature', 'timestamp', 'window'].map((name) => memberText(members, name))
    const [apiKey = '', signature = '', time = '', window = ''] = given
    const reason = judgeText(apiKey, signature, time, window, 'GET/v2/websocket', setting)
    if (!reason) {
      return {
        send: [{ event: 'authenticate', authenticated: true }],
        login: { accepted: true, apiKey, params: [] },
      }
    }
    const [, errorCode, error] = REFUSALS[reason]
    return { send: [{ action: 'authenticate', errorCode, error }], login: refused(reason) }
  },
}

/** Bitvavo, version 2. */
export const bitvavo: LocalVenue = { id: 'bitvavo-v2', verify, refusal, routes, socket }
