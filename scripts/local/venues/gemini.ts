import { claimOf } from './claimOf.ts'
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
import { hmac, isHigher, same, splitUrl } from './primitives.ts'
import { cancelOrder, keyOf, param } from './venueState.ts'

/** Everything is in the payload header, base64 of JSON, which is signed as the text that it is. */
function verify(request: ReceivedRequest, { keys, seen }: Setting): Verdict {
  const claim = claimOf(request, keys, {
    apiKey: 'x-gemini-apikey',
    payload: 'x-gemini-payload',
    signature: 'x-gemini-signature',
  })
  if ('reason' in claim) return claim
  const { apiKey, key, payload, signature } = claim
  if (!same(hmac('sha384', key.secret, payload, 'hex'), signature)) return refused('bad signature')
  const { request: path, nonce: nonceGiven, ...params } = objectOf(Buffer.from(payload, 'base64').toString())
  if (path !== splitUrl(request.url).path) return refused('bad request')
  const nonceText = String(nonceGiven)
  if (!/^\d+$/.test(nonceText) || !isHigher(seen, apiKey, BigInt(nonceText))) return refused('replay')
  return { accepted: true, apiKey, params: Object.entries(params), nonce: BigInt(nonceText) }
}

const REFUSALS: Refusals<readonly [status: number, reason: string, message: string]> = {
  'missing header': [400, 'MissingApikeyHeader', 'The X-GEMINI-APIKEY header was missing'],
  'unknown key': [400, 'InvalidApiKey', 'Invalid API key'],
  'bad signature': [400, 'InvalidSignature', 'InvalidSignature'],
  clock: [400, 'InvalidNonce', 'Nonce has not increased since your last call to the Gemini API.'],
  replay: [400, 'InvalidNonce', 'Nonce has not increased since your last call to the Gemini API.'],
  'wrong passphrase': [400, 'InvalidSignature', 'InvalidSignature'],
  ip: [403, 'IpNotAllowed', 'This API key may not be used from this address.'],
  permission: [
    403,
    'MissingRole',
    "To access this endpoint, you need to log in with an API key with the 'Trader' role assigned.",
  ],
  'expired key': [400, 'InvalidApiKey', 'Invalid API key'],
  'unknown path': [404, 'EndpointNotFound', 'API entry point not found'],
  'bad request': [400, 'EndpointMismatch', 'EndpointMismatch'],
}

function refusal(reason: RefusalReason): Answer {
  const [status, code, message] = REFUSALS[reason]
  return { status, body: { result: 'error', reason: code, message } }
}

const orderOf = (order: LocalOrder) => ({
  order_id: order.id,
  id: order.id,
  symbol: order.symbol,
  exchange: 'gemini',
  avg_execution_price: '0.00',
  side: order.side,
  type: order.type,
  timestamp: String(Math.floor(order.createdAtMs / 1000)),
  timestampms: order.createdAtMs,
  is_live: order.status === 'open',
  is_cancelled: order.status === 'cancelled',
  is_hidden: false,
  was_forced: false,
  executed_amount: '0',
  client_order_id: order.clientId,
  options: [],
  price: order.price,
  original_amount: order.quantity,
  remaining_amount: order.quantity,
})

const noOrder: Answer = {
  status: 404,
  body: { result: 'error', reason: 'OrderNotFound', message: 'Order not found' },
}

const orders = orderDesk({
  names: {
    symbol: 'symbol',
    side: 'side',
    type: 'type',
    price: 'price',
    quantity: 'amount',
    clientId: 'client_order_id',
  },
  ids: ['order_id', 'client_order_id'],
  shown: (order) => ok(orderOf(order)),
  none: () => noOrder,
})

const routes: readonly Route[] = [
  {
    method: 'POST',
    path: '/v1/balances',
    access: 'read',
    answer: ({ state }) =>
      ok(
        [...state.balances].map(([currency, amount]) => ({
          type: 'exchange',
          currency,
          amount,
          available: amount,
          availableForWithdrawal: amount,
        })),
      ),
  },
  { method: 'POST', path: '/v1/order/new', access: 'trade', answer: orders.place },
  { method: 'POST', path: '/v1/order/status', access: 'read', answer: orders.query },
  {
    method: 'POST',
    path: '/v1/order/cancel',
    access: 'trade',
    answer: (call) => {
      const order = cancelOrder(call, param(call, 'order_id'))
      return order ? ok({ ...orderOf(order), reason: 'Requested' }) : noOrder
    },
  },
  {
    method: 'POST',
    path: '/v1/roles',
    access: 'read',
    answer: (call) => {
      const { access } = keyOf(call)
      return ok({
        counterparty_id: 'LOCAL',
        isAuditor: access === 'read',
        isFundManager: access === 'full',
        isTrader: access !== 'read',
      })
    },
  },
]

/** The login is in the upgrade request, with the headers of REST. */
const socket: LocalSocket = {
  upgrade: verify,
  open: () => [{ type: 'subscription_ack', accountId: 1, subscriptionId: 'local', symbolFilter: [] }],
  receive: (frame) => ({ send: memberText(objectOf(frame), 'type') === 'heartbeat' ? [frame] : [] }),
}

/** Gemini, version 1: nonces of an account key that counts up. */
export const gemini: LocalVenue = { id: 'gemini-v1', verify, refusal, routes, socket }
