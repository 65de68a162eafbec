import { claimOf } from './claimOf.ts'
import { objectOf } from './encodings.ts'
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
import { refused } from './localVenue.ts'
import { orderDesk } from './orderDesk.ts'
import { hmac, jsonParams, pairsOf, same, splitUrl } from './primitives.ts'

/** Amounts are whole numbers of this many places. */
const SCALE = 100_000_000

/** Path, query without `?`, expiry in seconds and body, exactly as received. */
function verify(request: ReceivedRequest, { keys, nowMs }: Setting): Verdict {
  const claim = claimOf(request, keys, {
    apiKey: 'x-phemex-access-token',
    expiry: 'x-phemex-request-expiry',
    signature: 'x-phemex-request-signature',
  })
  if ('reason' in claim) return claim
  const { apiKey, key, expiry, signature } = claim
  const { path, query } = splitUrl(request.url)
  const text = path + query + expiry + request.body
  if (!same(hmac('sha256', key.secret, text, 'hex'), signature)) return refused('bad signature')
  if (!/^\d{10}$/.test(expiry) || Number(expiry) * 1000 <= nowMs) return refused('clock')
  return { accepted: true, apiKey, params: [...pairsOf(query), ...jsonParams(request.body)] }
}

const REFUSALS: Refusals<readonly [status: number, code: number | string, msg: string]> = {
  'missing header': [401, '401', '401 Failed to load API KEY.'],
  'unknown key': [401, 10_500, 'Failed to find api-key'],
  'bad signature': [401, 10_500, 'API Signature verification failed.'],
  clock: [401, '401', '401 Request expired.'],
  replay: [401, '401', '401 Request expired.'],
  'wrong passphrase': [401, 10_500, 'API Signature verification failed.'],
  ip: [401, '401', '401 Request IP mismatch.'],
  permission: [401, '401', '401 Insufficient privilege.'],
  'expired key': [401, 10_500, 'Failed to find api-key'],
  'unknown path': [404, 404, 'not found'],
  'bad request': [400, 30_000, 'Please double check input arguments'],
}

function refusal(reason: RefusalReason): Answer {
  const [status, code, msg] = REFUSALS[reason]
  return { status, body: { code, msg } }
}

const ok = (data: unknown): Answer => ({ status: 200, body: { code: 0, msg: '', data } })

const orderOf = (order: LocalOrder) => ({
  orderID: order.id,
  clOrdID: order.clientId,
  symbol: order.symbol,
  side: order.side,
  ordType: order.type,
  timeInForce: 'GoodTillCancel',
  ordStatus: order.status === 'open' ? 'New' : 'Canceled',
  priceEp: Number(order.price),
  baseQtyEv: Number(order.quantity),
  leavesBaseQtyEv: Number(order.quantity),
  cumBaseQtyEv: 0,
  qtyType: 'ByBase',
  createTimeNs: order.createdAtMs * 1_000_000,
  bizError: 0,
})

const noOrder: Answer = { status: 200, body: { code: 10_002, msg: 'OM_ORDER_NOT_FOUND', data: null } }

const orders = orderDesk({
  names: {
    symbol: 'symbol',
    side: 'side',
    type: 'ordType',
    price: 'priceEp',
    quantity: 'baseQtyEv',
    clientId: 'clOrdID',
  },
  ids: ['orderID', 'clOrdID'],
  shown: (order) => ok({ rows: [orderOf(order)] }),
  placed: (order) => ok(orderOf(order)),
  cancelled: (order) => ok(orderOf(order)),
  none: (_call, asked) => (asked === 'query' ? ok({ rows: [] }) : noOrder),
})

const routes: readonly Route[] = [
  {
    method: 'GET',
    path: '/public/time',
    access: 'public',
    answer: ({ nowMs }) => ok({ serverTime: nowMs }),
  },
  {
    method: 'GET',
    path: '/spot/wallets',
    access: 'read',
    answer: ({ state, nowMs }) =>
      ok(
        [...state.balances].map(([currency, amount]) => ({
          currency,
          balanceEv: Number(amount) * SCALE,
          lockedTradingBalanceEv: 0,
          lockedWithdrawEv: 0,
          lastUpdateTimeNs: nowMs * 1_000_000,
        })),
      ),
  },
  { method: 'POST', path: '/spot/orders', access: 'trade', answer: orders.place },
  { method: 'GET', path: '/api-data/spots/orders/by-order-id', access: 'read', answer: orders.query },
  { method: 'DELETE', path: '/spot/orders', access: 'trade', answer: orders.cancel },
]

const socket: LocalSocket = {
  receive: (frame, _session, { keys, nowMs }) => {
    const { method, params, id } = objectOf(frame)
    if (method === 'server.ping') return { send: [{ error: null, id, result: 'pong' }] }
    if (method !== 'user.auth') return { send: [] }
    const login = verifyLogin(Array.isArray(params) ? params.map(String) : [], keys, nowMs)
    return login.accepted
      ? { send: [{ error: null, id, result: { status: 'success' } }], login }
      : { send: [{ error: { code: 6012, message: REFUSALS[login.reason][2] }, id, result: null }], login }
  },
}

/** The parameters are `API`, the key, the signature and the expiry. */
function verifyLogin(params: readonly string[], keys: Setting['keys'], nowMs: number): Verdict {
  const [kind, apiKey = '', signature = '', expiry = ''] = params
  if (kind !== 'API') return refused('bad request')
  const key = keys.get(apiKey)
  if (!key) return refused('unknown key')
  if (!same(hmac('sha256', key.secret, apiKey + expiry, 'hex'), signature)) return refused('bad signature')
  if (!(Number(expiry) * 1000 > nowMs)) return refused('clock')
  return { accepted: true, apiKey, params: [] }
}

/**
 * Phemex. The secret keys the HMAC as the text that it is: a page of the venue's documents speaks of decoding it, clients that work do
 * not.
 */
export const phemex: LocalVenue = { id: 'phemex', verify, refusal, routes, socket }
