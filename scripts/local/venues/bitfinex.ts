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
import { hmac, isHigher, jsonParams, same, splitUrl } from './primitives.ts'
import { findOrder, keyOf, param } from './venueState.ts'

/** Nonces are whole numbers that a double can hold. */
const HIGHEST_NONCE = BigInt(Number.MAX_SAFE_INTEGER)

/** A nonce, or undefined if the text is none. */
const nonceOf = (text: string): bigint | undefined =>
  /^\d{1,16}$/.test(text) && BigInt(text) <= HIGHEST_NONCE ? BigInt(text) : undefined

function verify(request: ReceivedRequest, { keys, seen }: Setting): Verdict {
  const claim = claimOf(request, keys, {
    apiKey: 'bfx-apikey',
    nonceText: 'bfx-nonce',
    signature: 'bfx-signature',
  })
  if ('reason' in claim) return claim
  const { apiKey, key, nonceText, signature } = claim
  const text = `/api${splitUrl(request.url).path}${nonceText}${request.body}`
  if (!same(hmac('sha384', key.secret, text, 'hex'), signature)) return refused('bad signature')
  const nonce = nonceOf(nonceText)
  if (nonce === undefined || !isHigher(seen, apiKey, nonce)) return refused('replay')
  return { accepted: true, apiKey, params: jsonParams(request.body), nonce }
}

const REFUSALS: Refusals<readonly [code: number, message: string]> = {
  'missing header': [10_100, 'apikey: invalid'],
  'unknown key': [10_100, 'apikey: invalid'],
  'bad signature': [10_100, 'apikey: digest invalid'],
  clock: [10_114, 'nonce: small'],
  replay: [10_114, 'nonce: small'],
  'wrong passphrase': [10_100, 'apikey: digest invalid'],
  ip: [10_100, 'apikey: ip invalid'],
  permission: [10_001, 'api_key: permission invalid'],
  'expired key': [10_100, 'apikey: invalid'],
  'unknown path': [10_000, 'unknown endpoint'],
  'bad request': [10_020, 'request: invalid'],
}

const failed = (code: number, message: string): Answer => ({ status: 500, body: ['error', code, message] })

const refusal = (reason: RefusalReason): Answer => failed(...REFUSALS[reason])

/** An order is a list of 32 places. */
function orderOf(order: LocalOrder): unknown[] {
  const row: unknown[] = Array.from({ length: 32 }, () => null)
  const places: Readonly<Record<number, unknown>> = {
    0: Number(order.id),
    2: order.clientId === '' ? order.createdAtMs : Number(order.clientId),
    3: order.symbol,
    4: order.createdAtMs,
    5: order.createdAtMs,
    6: Number(order.quantity),
    7: Number(order.quantity),
    8: order.type,
    12: 0,
    13: order.status === 'open' ? 'ACTIVE' : 'CANCELED',
    16: Number(order.price),
    17: 0,
    23: 0,
    24: 0,
    28: 'API>BFX',
  }
  for (const [place, value] of Object.entries(places)) row[Number(place)] = value
  return row
}

const notice = (kind: string, nowMs: number, order: unknown, text: string): Answer =>
  ok([nowMs, kind, null, null, order, null, 'SUCCESS', text])

const orders = orderDesk({
  names: { symbol: 'symbol', type: 'type', price: 'price', quantity: 'amount', clientId: 'cid' },
  fixed: (call) => ({ side: param(call, 'amount').startsWith('-') ? 'sell' : 'buy' }),
  ids: ['id'],
  shown: (order) => ok([orderOf(order)]),
  placed: (order, { nowMs }) => notice('on-req', nowMs, [orderOf(order)], 'Submitting 1 orders.'),
  cancelled: (order, { nowMs }) => notice('oc-req', nowMs, orderOf(order), 'Submitted for cancellation'),
  none: () => failed(10_020, 'Order not found'),
})

function find(call: Call): Answer {
  const ids = call.params['id']
  const wanted = Array.isArray(ids) ? ids : [...call.state.orders.keys()]
  const found = wanted.map((id) => findOrder(call, id)).filter((order) => order !== undefined)
  return ok(found.map(orderOf))
}

/** Each permission is a list of its scope and whether it may read and write. */
function permissions(call: Call): Answer {
  const { access } = keyOf(call)
  const trade = access === 'read' ? 0 : 1
  const full = access === 'full' ? 1 : 0
  return ok([
    ['account', 1, 0],
    ['history', 1, 0],
    ['orders', 1, trade],
    ['positions', 1, trade],
    ['funding', 1, full],
    ['settings', 1, full],
    ['wallets', 1, full],
    ['withdraw', 0, full],
  ])
}

const routes: readonly Route[] = [
  {
    method: 'POST',
    path: '/v2/auth/r/wallets',
    access: 'read',
    answer: ({ state }) =>
      ok(
        [...state.balances].map(([currency, amount]) => {
          const name = currency === 'USDT' ? 'UST' : currency
          return ['exchange', name, Number(amount), 0, Number(amount), null, null]
        }),
      ),
  },
  { method: 'POST', path: '/v2/auth/r/permissions', access: 'read', answer: permissions },
  { method: 'POST', path: '/v2/auth/w/order/submit', access: 'trade', answer: orders.place },
  { method: 'POST', path: '/v2/auth/w/order/cancel', access: 'trade', answer: orders.cancel },
  { method: 'POST', path: '/v2/auth/r/orders', access: 'read', answer: find },
  { method: 'POST', path: '/v2/auth/r/orders/:symbol', access: 'read', answer: find },
]

const socket: LocalSocket = {
  receive: (frame, _session, { keys, seen }) => {
    const members = objectOf(frame)
    if (members['event'] !== 'auth') return { send: [] }
    const login = verifyLogin(members, keys, seen)
    if (login.accepted) {
      return {
        send: [{ event: 'auth', status: 'OK', chanId: 0, userId: 1, auth_id: 'local', caps: {} }],
        login,
      }
    }
    const [code, msg] = REFUSALS[login.reason]
    return { send: [{ event: 'auth', status: 'FAILED', chanId: 0, code, msg }], login }
  },
}

/** The payload is `AUTH` and the nonce, which counts with those of REST. */
function verifyLogin(
  members: Readonly<Record<string, unknown>>,
  keys: Setting['keys'],
  seen: Setting['seen'],
): Verdict {
  const apiKey = memberText(members, 'apiKey')
  const nonceText = memberText(members, 'authNonce')
  const payload = memberText(members, 'authPayload')
  const key = keys.get(apiKey)
  if (!key) return refused('unknown key')
  if (payload !== `AUTH${nonceText}`) return refused('bad request')
  if (!same(hmac('sha384', key.secret, payload, 'hex'), memberText(members, 'authSig'))) {
    return refused('bad signature')
  }
  const nonce = nonceOf(nonceText)
  if (nonce === undefined || !isHigher(seen, apiKey, nonce)) return refused('replay')
  return { accepted: true, apiKey, params: [], nonce }
}

/** Bitfinex, version 2. */
export const bitfinex: LocalVenue = { id: 'bitfinex-v2', verify, refusal, routes, socket }
