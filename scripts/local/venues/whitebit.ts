import { claimOf } from './claimOf.ts'
import { memberText, objectOf } from './encodings.ts'
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
import { ok, refused } from './localVenue.ts'
import { orderDesk } from './orderDesk.ts'
import { hmac, isHigher, isNear, isSpent, same, splitUrl } from './primitives.ts'
import { findOrder, giveToken, keyOf, param, tokenLogin } from './venueState.ts'

/** How far a nonce may be from the time when the request asks for a nonce window. */
const NONCE_WINDOW_MS = 5000

/** The payload header is the base64 of the body, and is what is signed. */
function verify(request: ReceivedRequest, setting: Setting): Verdict {
  const claim = claimOf(request, setting.keys, {
    apiKey: 'x-txc-apikey',
    payload: 'x-txc-payload',
    signature: 'x-txc-signature',
  })
  if ('reason' in claim) return claim
  const { apiKey, key, payload, signature } = claim
  if (!same(hmac('sha512', key.secret, payload, 'hex'), signature)) return refused('bad signature')
  if (!same(Buffer.from(request.body).toString('base64'), payload)) return refused('bad request')
  const { request: path, nonce: nonceGiven, nonceWindow, ...params } = objectOf(request.body)
  if (path !== splitUrl(request.url).path) return refused('bad request')
  return nonceVerdict(String(nonceGiven), nonceWindow === true, apiKey, Object.entries(params), setting)
}

/** A nonce counts up; in a nonce window it is near the time and used once. */
function nonceVerdict(
  nonce: string,
  inWindow: boolean,
  apiKey: string,
  params: readonly (readonly [string, unknown])[],
  { seen, nowMs }: Setting,
): Verdict {
  if (!/^\d+$/.test(nonce)) return refused('bad request')
  if (inWindow) {
    if (!isNear(Number(nonce), nowMs, NONCE_WINDOW_MS)) return refused('clock')
    if (isSpent(seen, apiKey, nonce)) return refused('replay')
    return { accepted: true, apiKey, params, once: nonce }
  }
  if (!isHigher(seen, apiKey, BigInt(nonce))) return refused('replay')
  return { accepted: true, apiKey, params, nonce: BigInt(nonce) }
}

const REFUSALS: Refusals<readonly [status: number, code: number, message: string]> = {
  'missing header': [401, 10, 'Payload not provided.'],
  'unknown key': [401, 10, 'Unauthorized request.'],
  'bad signature': [401, 10, 'Unauthorized request.'],
  clock: [401, 10, 'Your nonce is more than 5 seconds lesser than the current nonce'],
  replay: [401, 10, 'Too many requests.'],
  'wrong passphrase': [401, 10, 'Unauthorized request.'],
  ip: [403, 2, 'This action is unauthorized. Enable your key in API settings'],
  permission: [403, 4, 'This API Key is not authorized to perform this action.'],
  'expired key': [401, 10, 'Unauthorized request.'],
  'unknown path': [404, 0, 'Not found'],
  'bad request': [422, 9, 'Invalid payload.'],
}

function refusal(reason: RefusalReason): Answer {
  const [status, code, message] = REFUSALS[reason]
  return { status, body: { code, message } }
}

const orderOf = (order: LocalOrder) => ({
  orderId: Number(order.id),
  clientOrderId: order.clientId,
  market: order.symbol,
  side: order.side,
  type: order.type,
  timestamp: order.createdAtMs / 1000,
  dealMoney: '0',
  dealStock: '0',
  amount: order.quantity,
  left: order.quantity,
  dealFee: '0',
  price: order.price,
  status: order.status === 'open' ? 'OPEN' : 'CANCELED',
})

const noOrder: Answer = {
  status: 422,
  body: {
    code: 2,
    message: 'Inner validation failed',
    errors: { order_id: ['Unexecuted order was not found.'] },
  },
}

const orders = orderDesk({
  names: { symbol: 'market', side: 'side', price: 'price', quantity: 'amount', clientId: 'clientOrderId' },
  fixed: () => ({ type: 'limit' }),
  ids: ['orderId', 'clientOrderId'],
  shown: (order) => ok(orderOf(order)),
  none: () => noOrder,
})

function listOpen(call: Call): Answer {
  const wanted = param(call, 'orderId')
  const ids = wanted === '' ? [...call.state.orders.keys()] : [wanted]
  const found = ids.map((id) => findOrder(call, id)).filter((order) => order?.status === 'open')
  return ok(found.flatMap((order) => (order ? [orderOf(order)] : [])))
}

function listDone(call: Call): Answer {
  const order = findOrder(call, param(call, 'orderId'))
  if (order?.status !== 'cancelled') return ok([])
  const { orderId, ...row } = orderOf(order)
  return ok({ [order.symbol]: [{ id: orderId, ...row, ctime: row.timestamp, ftime: row.timestamp }] })
}

/** Keys of sub-accounts; the venue names each with what it may do. */
function listKeys(call: Call): Answer {
  const data = [...call.state.keys.values()]
    .filter((key) => key.account !== 'main' && keyOf(call).account === 'main')
    .map(({ apiKey, label, access, ips, createdAtMs }) => ({
      apiKey,
      type: access,
      label,
      ipAccess: { enabled: ips.length > 0, ips },
      createdAt: Math.floor(createdAtMs / 1000),
    }))
  return ok({ data, limit: 100, offset: 0 })
}

const routes: readonly Route[] = [
  {
    method: 'GET',
    path: '/api/v4/public/time',
    access: 'public',
    answer: ({ nowMs }) => ok({ time: Math.floor(nowMs / 1000) }),
  },
  {
    method: 'POST',
    path: '/api/v4/trade-account/balance',
    access: 'read',
    answer: ({ state }) =>
      ok(
        Object.fromEntries(
          [...state.balances].map(([currency, available]) => [currency, { available, freeze: '0' }]),
        ),
      ),
  },
  { method: 'POST', path: '/api/v4/order/new', access: 'trade', answer: orders.place },
  { method: 'POST', path: '/api/v4/orders', access: 'read', answer: listOpen },
  { method: 'POST', path: '/api/v4/trade-account/order/history', access: 'read', answer: listDone },
  { method: 'POST', path: '/api/v4/order/cancel', access: 'trade', answer: orders.cancel },
  {
    method: 'POST',
    path: '/api/v4/profile/websocket_token',
    access: 'read',
    answer: (call) => ok({ websocket_token: giveToken(call) }),
  },
  { method: 'POST', path: '/api/v4/sub-account/api-key/list', access: 'full', answer: listKeys },
]

/** `authorize` takes a token from REST. */
const socket: LocalSocket = {
  receive: (frame, _session, _setting, state) => {
    const members = objectOf(frame)
    const id = members['id'] ?? null
    const method = memberText(members, 'method')
    if (method === 'ping') return { send: [{ id, result: 'pong', error: null }] }
    if (method !== 'authorize') return { send: [] }
    const params = members['params']
    const login = tokenLogin(state, Array.isArray(params) ? String(params[0]) : '')
    const send = login.accepted
      ? { id, result: { status: 'success' }, error: null }
      : { id, result: null, error: { code: 6, message: 'require authentication' } }
    return { send: [send], login }
  },
}

/** WhiteBIT, version 4. */
export const whitebit: LocalVenue = { id: 'whitebit-v4', verify, refusal, routes, socket }
