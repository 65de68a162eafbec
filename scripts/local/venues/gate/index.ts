import { claimOf } from '../claimOf.ts'
import type {
  Answer,
  Call,
  LocalOrder,
  LocalVenue,
  ReceivedRequest,
  RefusalReason,
  Refusals,
  Setting,
  Verdict,
} from '../localVenue.ts'
import { ok, refused } from '../localVenue.ts'
import { orderDesk } from '../orderDesk.ts'
import { digest, hmac, isNear, jsonParams, pairsOf, rawQuery, same, splitUrl } from '../primitives.ts'
import { param } from '../venueState.ts'
import { gateKeyRoutes } from './gateKeys.ts'
import { gateSocket } from './gateSocket.ts'

/** How far a request's time may be from the venue's, in milliseconds. */
const WINDOW_MS = 60_000

/** Signature of a REST request: over method, path, the query in plain text, the digest of the body, and the time, one a line. */
function verifyGate(request: ReceivedRequest, setting: Setting): Verdict {
  const claim = claimOf(request, setting.keys, { apiKey: 'KEY', timestamp: 'Timestamp', signature: 'SIGN' })
  if ('reason' in claim) return claim
  const { apiKey, key, timestamp, signature } = claim
  if (!isNear(Number(timestamp) * 1000, setting.nowMs, WINDOW_MS)) return refused('clock')
  const { path, query } = splitUrl(request.url)
  const body = digest('sha512', request.body).toString('hex')
  const payload = [request.method, path, rawQuery(query), body, timestamp].join('\n')
  if (!same(hmac('sha512', key.secret, payload, 'hex'), signature)) return refused('bad signature')
  return { accepted: true, apiKey, params: [...pairsOf(query), ...jsonParams(request.body)] }
}

const ANSWERS: Refusals<readonly [status: number, label: string, message: string]> = {
  'missing header': [400, 'MISSING_REQUIRED_HEADER', 'Missing required header: KEY, Timestamp or SIGN'],
  'unknown key': [401, 'INVALID_KEY', 'Invalid key provided'],
  'bad signature': [401, 'INVALID_SIGNATURE', 'Signature mismatch'],
  clock: [403, 'REQUEST_EXPIRED', 'gap between request Timestamp and server time exceeds 60'],
  replay: [403, 'REQUEST_EXPIRED', 'gap between request Timestamp and server time exceeds 60'],
  'wrong passphrase': [401, 'INVALID_KEY', 'Invalid key provided'],
  ip: [403, 'IP_FORBIDDEN', 'IP is not in the whitelist of this key'],
  permission: [403, 'READ_ONLY', 'API key is read-only'],
  'expired key': [401, 'INVALID_KEY', 'Invalid key provided'],
  'unknown path': [404, 'NOT_FOUND', 'Path not found'],
  'bad request': [400, 'INVALID_PARAM_VALUE', 'Invalid parameter'],
}

function refuseGate(reason: RefusalReason): Answer {
  const [status, label, message] = ANSWERS[reason]
  return { status, body: { label, message } }
}

function shown(order: LocalOrder): Record<string, unknown> {
  return {
    id: order.id,
    text: order.clientId,
    create_time: String(Math.floor(order.createdAtMs / 1000)),
    create_time_ms: order.createdAtMs,
    update_time_ms: order.createdAtMs,
    status: order.status,
    currency_pair: order.symbol,
    type: order.type,
    account: 'spot',
    side: order.side,
    amount: order.quantity,
    price: order.price,
    time_in_force: 'gtc',
    left: order.quantity,
    filled_total: '0',
    fee: '0',
    fee_currency: 'USDT',
    finish_as: order.status,
  }
}

const UNKNOWN: Answer = { status: 404, body: { label: 'ORDER_NOT_FOUND', message: 'Order not found' } }

const orders = orderDesk({
  names: { symbol: 'currency_pair', side: 'side', price: 'price', quantity: 'amount', clientId: 'text' },
  fixed: (call) => ({ type: param(call, 'type') || 'limit' }),
  ids: ['id', 'id'],
  shown: (order) => ok(shown(order)),
  placed: (order) => ({ status: 201, body: shown(order) }),
  none: () => UNKNOWN,
})

function accounts(call: Call): Answer {
  return {
    status: 200,
    body: [...call.state.balances].map(([currency, available]) => ({
      currency,
      available,
      locked: '0',
      update_id: 1,
    })),
  }
}

/** Gate v4. */
export const gateV4: LocalVenue = {
  id: 'gate-v4',
  verify: verifyGate,
  refusal: refuseGate,
  socket: gateSocket,
  routes: [
    {
      method: 'GET',
      path: '/api/v4/spot/time',
      access: 'public',
      answer: ({ nowMs }) => ({ status: 200, body: { server_time: nowMs } }),
    },
    { method: 'GET', path: '/api/v4/spot/accounts', access: 'read', answer: accounts },
    { method: 'POST', path: '/api/v4/spot/orders', access: 'trade', answer: orders.place },
    { method: 'GET', path: '/api/v4/spot/orders/:id', access: 'read', answer: orders.query },
    { method: 'DELETE', path: '/api/v4/spot/orders/:id', access: 'trade', answer: orders.cancel },
    ...gateKeyRoutes,
  ],
}
