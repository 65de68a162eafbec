import { objectOf } from '../encodings.ts'
import { standing } from '../judge.ts'
import type {
  Answer,
  Call,
  LocalOrder,
  LocalSocket,
  LocalVenue,
  ReceivedRequest,
  RefusalReason,
  Refusals,
  Setting,
  Verdict,
} from '../localVenue.ts'
import { ok, refused } from '../localVenue.ts'
import { orderDesk } from '../orderDesk.ts'
import { header, hmac, isNear, jsonParams, pairsOf, same, splitUrl } from '../primitives.ts'
import { param } from '../venueState.ts'

/** How far a request's time may be from the venue's, in milliseconds. */
const WINDOW_MS = 30_000

type Claim = { readonly [name in 'apiKey' | 'timestamp' | 'signature' | 'passphrase']: string }

/** Signature of a REST request: over the seconds, method, path with query as sent, and body. The secret is base64. */
function verifyCoinbaseExchange(request: ReceivedRequest, setting: Setting): Verdict {
  const claim = {
    apiKey: header(request, 'CB-ACCESS-KEY'),
    timestamp: header(request, 'CB-ACCESS-TIMESTAMP'),
    signature: header(request, 'CB-ACCESS-SIGN'),
    passphrase: header(request, 'CB-ACCESS-PASSPHRASE'),
  }
  const reason = against(claim, request.method + request.url + request.body, setting)
  if (reason) return refused(reason)
  const params = [...pairsOf(splitUrl(request.url).query), ...jsonParams(request.body)]
  return { accepted: true, apiKey: claim.apiKey, params }
}

function against(claim: Claim, what: string, setting: Setting): RefusalReason | undefined {
  const { apiKey, timestamp, signature, passphrase } = claim
  if ([apiKey, timestamp, signature, passphrase].includes('')) return 'missing header'
  const key = setting.keys.get(apiKey)
  if (!key) return 'unknown key'
  if (!isNear(Number(timestamp) * 1000, setting.nowMs, WINDOW_MS)) return 'clock'
  if (!same(passphrase, key.passphrase ?? '')) return 'wrong passphrase'
  const wanted = hmac('sha256', Buffer.from(key.secret, 'base64'), timestamp + what, 'base64')
  return same(wanted, signature) ? undefined : 'bad signature'
}

const ANSWERS: Refusals<readonly [status: number, message: string]> = {
  'missing header': [401, 'CB-ACCESS-KEY header is required'],
  'unknown key': [401, 'Invalid API Key'],
  'bad signature': [401, 'invalid signature'],
  clock: [401, 'request timestamp expired'],
  replay: [401, 'request timestamp expired'],
  'wrong passphrase': [401, 'Invalid Passphrase'],
  ip: [401, 'IP does not match IP whitelist'],
  permission: [403, 'Forbidden'],
  'expired key': [401, 'Invalid API Key'],
  'unknown path': [404, 'Route not found'],
  'bad request': [400, 'Bad Request'],
}

function refuseCoinbaseExchange(reason: RefusalReason): Answer {
  const [status, message] = ANSWERS[reason]
  return { status, body: { message } }
}

function accounts(call: Call): Answer {
  return {
    status: 200,
    body: [...call.state.balances].map(([currency, balance]) => ({
      id: `local-${currency}`,
      currency,
      balance,
      hold: '0',
      available: balance,
      profile_id: 'local',
      trading_enabled: true,
    })),
  }
}

function shown(order: LocalOrder): Record<string, unknown> {
  return {
    id: order.id,
    client_oid: order.clientId,
    product_id: order.symbol,
    side: order.side,
    type: order.type,
    price: order.price,
    size: order.quantity,
    time_in_force: 'GTC',
    post_only: false,
    created_at: new Date(order.createdAtMs).toISOString(),
    fill_fees: '0',
    filled_size: '0',
    executed_value: '0',
    status: order.status === 'open' ? 'open' : 'done',
    done_reason: order.status === 'open' ? undefined : 'canceled',
    settled: false,
  }
}

const UNKNOWN: Answer = { status: 404, body: { message: 'NotFound' } }

const orders = orderDesk({
  names: { symbol: 'product_id', side: 'side', price: 'price', quantity: 'size', clientId: 'client_oid' },
  fixed: (call) => ({ type: param(call, 'type') || 'limit' }),
  ids: ['id'],
  shown: (order) => ok(shown(order)),
  cancelled: ({ id }) => ok(id),
  none: () => UNKNOWN,
})

/** A subscription may carry a signature over the seconds and a path. */
const socket: LocalSocket = {
  receive(text, session, setting) {
    const frame = objectOf(text)
    const channels = frame['channels'] ?? []
    if (!('signature' in frame)) return { send: [{ type: 'subscriptions', channels }] }
    const claim = {
      apiKey: String(frame['key'] ?? ''),
      timestamp: String(frame['timestamp'] ?? ''),
      signature: String(frame['signature'] ?? ''),
      passphrase: String(frame['passphrase'] ?? ''),
    }
    const reason = against(claim, 'GET/users/self/verify', setting)
    const verdict: Verdict = reason ? refused(reason) : { accepted: true, apiKey: claim.apiKey, params: [] }
    const login = standing(verdict, setting, session.request.ip, 'read')
    if (login.accepted) return { login, send: [{ type: 'subscriptions', channels }] }
    return {
      login,
      send: [{ type: 'error', message: 'Authentication Failed', reason: ANSWERS[login.reason][1] }],
    }
  },
}

/** Coinbase Exchange. */
export const coinbaseExchange: LocalVenue = {
  id: 'coinbase-exchange',
  verify: verifyCoinbaseExchange,
  refusal: refuseCoinbaseExchange,
  socket,
  routes: [
    {
      method: 'GET',
      path: '/time',
      access: 'public',
      answer: ({ nowMs }) => ({
        status: 200,
        body: { iso: new Date(nowMs).toISOString(), epoch: nowMs / 1000 },
      }),
    },
    { method: 'GET', path: '/accounts', access: 'read', answer: accounts },
    { method: 'POST', path: '/orders', access: 'trade', answer: orders.place },
    { method: 'GET', path: '/orders/:id', access: 'read', answer: orders.query },
    { method: 'DELETE', path: '/orders/:id', access: 'trade', answer: orders.cancel },
  ],
}
