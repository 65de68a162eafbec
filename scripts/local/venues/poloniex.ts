import { claimOf } from './claimOf.ts'
import { byName, encodedQuery, membersOf, memberText, objectOf } from './encodings.ts'
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
import { placeNamed } from './orderDesk.ts'
import { header, hmac, isNear, jsonParams, pairsOf, same, splitUrl } from './primitives.ts'
import { cancelOrder, findOrder } from './venueState.ts'

const DEFAULT_WINDOW_MS = 60_000

/** What the third line of the signed text is: the sorted query with the time, or the body and the time. */
function signedParams(request: ReceivedRequest, time: string): string {
  if (request.method === 'GET') {
    const pairs = pairsOf(splitUrl(request.url).query)
    return encodedQuery(byName([...pairs, ['signTimestamp', time]]))
  }
  return request.body === '' ? `signTimestamp=${time}` : `requestBody=${request.body}&signTimestamp=${time}`
}

function verify(request: ReceivedRequest, { keys, nowMs }: Setting): Verdict {
  const claim = claimOf(request, keys, { apiKey: 'key', time: 'signtimestamp', signature: 'signature' })
  if ('reason' in claim) return claim
  const { apiKey, key, time, signature } = claim
  const { path, query } = splitUrl(request.url)
  const text = `${request.method}\n${path}\n${signedParams(request, time)}`
  if (!same(hmac('sha256', key.secret, text, 'base64'), signature)) return refused('bad signature')
  const windowMs = Number(header(request, 'recvwindow') || DEFAULT_WINDOW_MS)
  if (!isNear(Number(time), nowMs, windowMs)) return refused('clock')
  const params = request.method === 'GET' ? pairsOf(query) : jsonParams(request.body)
  return { accepted: true, apiKey, params }
}

/** The documents list no code for a signature that does not hold: 401 stands here for all of them. */
const REFUSALS: Refusals<readonly [code: number, message: string]> = {
  'missing header': [401, 'Missing authentication header'],
  'unknown key': [401, 'Invalid key'],
  'bad signature': [401, 'Invalid signature'],
  clock: [401, 'Invalid timestamp'],
  replay: [401, 'Invalid timestamp'],
  'wrong passphrase': [401, 'Invalid signature'],
  ip: [403, 'IP address is not allowed'],
  permission: [403, 'Permission denied'],
  'expired key': [401, 'Invalid key'],
  'unknown path': [404, 'Not found'],
  'bad request': [400, 'Invalid parameter'],
}

function refusal(reason: RefusalReason): Answer {
  const [code, message] = REFUSALS[reason]
  return { status: code, body: { code, message } }
}

const orderOf = (order: LocalOrder) => ({
  id: order.id,
  clientOrderId: order.clientId,
  symbol: order.symbol,
  state: order.status === 'open' ? 'NEW' : 'CANCELED',
  accountType: 'SPOT',
  side: order.side,
  type: order.type,
  timeInForce: 'GTC',
  quantity: order.quantity,
  price: order.price,
  avgPrice: '0.00',
  filledQuantity: '0.00',
  filledAmount: '0.00',
  createTime: order.createdAtMs,
  updateTime: order.createdAtMs,
})

const noOrder: Answer = { status: 400, body: { code: 21_301, message: 'Order not found' } }

const NAMES = {
  symbol: 'symbol',
  side: 'side',
  type: 'type',
  price: 'price',
  quantity: 'quantity',
  clientId: 'clientOrderId',
}

const place = (call: Call): Answer => {
  const order = placeNamed(call, { names: NAMES })
  return ok({ id: order.id, clientOrderId: order.clientId })
}

const routes: readonly Route[] = [
  {
    method: 'GET',
    path: '/timestamp',
    access: 'public',
    answer: ({ nowMs }) => ok({ serverTime: nowMs }),
  },
  {
    method: 'GET',
    path: '/accounts/balances',
    access: 'read',
    answer: ({ state }) => {
      const balances = [...state.balances].map(([currency, available], index) => ({
        currencyId: String(index),
        currency,
        available,
        hold: '0.00',
      }))
      return ok([{ accountId: '1', accountType: 'SPOT', balances }])
    },
  },
  { method: 'POST', path: '/orders', access: 'trade', answer: place },
  {
    method: 'GET',
    path: '/orders/:id',
    access: 'read',
    answer: (call) => {
      const order = findOrder(call, call.path['id'], call.path['id']?.replace('cid:', ''))
      return order ? ok(orderOf(order)) : noOrder
    },
  },
  {
    method: 'DELETE',
    path: '/orders/:id',
    access: 'trade',
    answer: (call) => {
      const order = cancelOrder(call, call.path['id'], call.path['id']?.replace('cid:', ''))
      if (!order) return noOrder
      const { id: orderId, clientId: clientOrderId } = order
      return ok({ orderId, clientOrderId, state: 'PENDING_CANCEL', code: 200, message: '' })
    },
  },
]

const socket: LocalSocket = {
  receive: (frame, _session, { keys, nowMs }) => {
    const { event, channel, params } = objectOf(frame)
    if (event === 'ping') return { send: [{ event: 'pong' }] }
    if (event !== 'subscribe' || !Array.isArray(channel) || channel[0] !== 'auth') return { send: [] }
    const login = verifyLogin(membersOf(params), keys, nowMs)
    const data = login.accepted
      ? { success: true, ts: nowMs }
      : { success: false, message: 'Authentication failed!', ts: nowMs }
    return { send: [{ data, channel: 'auth' }], login }
  },
}

function verifyLogin(
  members: Readonly<Record<string, unknown>>,
  keys: Setting['keys'],
  nowMs: number,
): Verdict {
  const time = memberText(members, 'signTimestamp')
  const key = keys.get(memberText(members, 'key'))
  if (!key) return refused('unknown key')
  const expected = hmac('sha256', key.secret, `GET\n/ws\nsignTimestamp=${time}`, 'base64')
  if (!same(expected, memberText(members, 'signature'))) return refused('bad signature')
  if (!isNear(Number(time), nowMs, DEFAULT_WINDOW_MS)) return refused('clock')
  return { accepted: true, apiKey: key.apiKey, params: [] }
}

/** Poloniex: spot, whose signature futures version 3 shares. */
export const poloniex: LocalVenue = { id: 'poloniex-v3', verify, refusal, routes, socket }
