import { membersOf, objectOf } from './encodings.ts'
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
import { header, hmac, isNear, isSpent, pairsOf, same, splitUrl } from './primitives.ts'
import { cancelOrder, giveToken, param, tokenLogin } from './venueState.ts'

/** Bitstamp takes a time this far from its own, and remembers nonces as long. */
const WINDOW_MS = 150_000
const FORM = 'application/x-www-form-urlencoded'
const NONCE = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

function verify(request: ReceivedRequest, { keys, nowMs, seen }: Setting): Verdict {
  const auth = header(request, 'x-auth')
  const signature = header(request, 'x-auth-signature')
  const nonce = header(request, 'x-auth-nonce')
  const time = header(request, 'x-auth-timestamp')
  const version = header(request, 'x-auth-version')
  if ([auth, signature, nonce, time].includes('') || version !== 'v2') return refused('missing header')
  const key = keys.get(auth.replace(/^BITSTAMP /, ''))
  if (!key || !auth.startsWith('BITSTAMP ')) return refused('unknown key')
  const contentType = header(request, 'content-type')
  const wanted = request.body === '' ? '' : FORM
  if (contentType !== wanted) return refused('bad request')
  const text = `${auth}${request.method}${request.host}${request.url}${contentType}${nonce}${time}v2${request.body}`
  if (!same(hmac('sha256', key.secret, text, 'hex'), signature.toLowerCase())) return refused('bad signature')
  if (!isNear(Number(time), nowMs, WINDOW_MS)) return refused('clock')
  if (!NONCE.test(nonce) || isSpent(seen, key.apiKey, nonce)) return refused('replay')
  const params = [...pairsOf(splitUrl(request.url).query), ...pairsOf(request.body)]
  return { accepted: true, apiKey: key.apiKey, params, once: nonce }
}

const REFUSALS: Refusals<readonly [code: string, reason: string]> = {
  'missing header': ['API0013', 'X-Auth-Signature header is required'],
  'unknown key': ['API0001', 'API key not found'],
  'bad signature': ['API0005', 'Invalid signature'],
  clock: ['API0017', 'X-Auth-Timestamp header is out of boundaries'],
  replay: ['API0004', 'Invalid nonce'],
  'wrong passphrase': ['API0005', 'Invalid signature'],
  ip: ['API0002', 'IP address not allowed'],
  permission: ['API0003', 'No permission found'],
  'expired key': ['API0001', 'API key not found'],
  'unknown path': ['404.001', 'Page not found'],
  'bad request': ['API0020', 'Content-Type header should not be present'],
}

function refusal(reason: RefusalReason): Answer {
  const [code, text] = REFUSALS[reason]
  const status = reason === 'unknown path' ? 404 : 403
  return { status, body: { status: 'error', reason: text, code } }
}

const SIDES: Readonly<Record<string, string>> = { buy: '0', sell: '1' }

const orderOf = (order: LocalOrder) => ({
  id: Number(order.id),
  datetime: new Date(order.createdAtMs).toISOString().replace('T', ' ').replace('Z', '000'),
  type: SIDES[order.side],
  price: order.price,
  amount: order.quantity,
  market: order.symbol,
  client_order_id: order.clientId,
})

const noOrder: Answer = {
  status: 404,
  body: { status: 'error', reason: 'Order not found.', code: '404.002' },
}

const ordersOf = (side: 'buy' | 'sell') =>
  orderDesk({
    names: { price: 'price', quantity: 'amount', clientId: 'client_order_id' },
    fixed: ({ path }) => ({ symbol: path['market'] ?? '', side, type: 'limit' }),
    ids: ['id', 'client_order_id'],
    shown: (order) => {
      const status = order.status === 'open' ? 'Open' : 'Canceled'
      return ok({ ...orderOf(order), status, amount_remaining: order.quantity, transactions: [] })
    },
    placed: (order) => ok(orderOf(order)),
    none: () => noOrder,
  })

const buys = ordersOf('buy')
const sells = ordersOf('sell')

const routes: readonly Route[] = [
  {
    method: 'POST',
    path: '/api/v2/account_balances/',
    access: 'read',
    answer: ({ state }) =>
      ok(
        [...state.balances].map(([currency, total]) => ({
          currency: currency.toLowerCase(),
          total,
          available: total,
          reserved: '0.00000',
        })),
      ),
  },
  { method: 'POST', path: '/api/v2/buy/:market/', access: 'trade', answer: buys.place },
  { method: 'POST', path: '/api/v2/sell/:market/', access: 'trade', answer: sells.place },
  { method: 'POST', path: '/api/v2/order_status/', access: 'read', answer: buys.query },
  {
    method: 'POST',
    path: '/api/v2/cancel_order/',
    access: 'trade',
    answer: (call) => {
      const order = cancelOrder(call, param(call, 'id'))
      return order ? ok({ ...orderOf(order), type: Number(SIDES[order.side]), status: 'Canceled' }) : noOrder
    },
  },
  {
    method: 'POST',
    path: '/api/v2/websockets_token/',
    access: 'read',
    answer: (call) => ok({ valid_sec: 60, token: giveToken(call), user_id: 1 }),
  },
]

/** A private channel is subscribed to with a token from REST. */
const socket: LocalSocket = {
  receive: (frame, _session, _setting, state) => {
    const { event, data } = objectOf(frame)
    const { channel, auth } = membersOf(data)
    if (event !== 'bts:subscribe' || auth === undefined) return { send: [] }
    const login = tokenLogin(state, String(auth))
    const send = login.accepted
      ? { event: 'bts:subscription_succeeded', channel, data: {} }
      : { event: 'bts:error', channel, data: { code: 4009, message: 'Connection is unauthorized.' } }
    return { send: [send], login }
  },
}

/** Bitstamp, version 2 of its authentication. */
export const bitstamp: LocalVenue = { id: 'bitstamp-v2', verify, refusal, routes, socket }
