import { byName, plainQuery } from './encodings.ts'
import type {
  Answer,
  LocalOrder,
  LocalSocket,
  LocalVenue,
  Parameter,
  ReceivedRequest,
  RefusalReason,
  Refusals,
  Route,
  Setting,
  Verdict,
} from './localVenue.ts'
import { refused } from './localVenue.ts'
import { orderDesk } from './orderDesk.ts'
import { header, hmac, isNear, jsonParams, pairsOf, same, splitUrl, textOf, without } from './primitives.ts'
import { giveToken, keyOf, tokenLogin } from './venueState.ts'

const DEFAULT_WINDOW_MS = 5000

/** A value as it stands in the signed text: a list as JSON has it. */
const asText = ([name, value]: Parameter): Parameter => [
  name,
  typeof value === 'object' && value !== null ? JSON.stringify(value) : value,
]

/**
 * All parameters but the signature, as they read before they were percent-encoded. The documents sort them; a client on npm that is in use
 * signs them in the order that it sends them, so either is taken.
 */
function verify(request: ReceivedRequest, { keys, nowMs }: Setting): Verdict {
  const apiKey = header(request, 'x-bx-apikey')
  const all: Parameter[] = [...pairsOf(splitUrl(request.url).query), ...jsonParams(request.body)]
  const signature = textOf(all, 'signature')
  const time = textOf(all, 'timestamp')
  if (apiKey === '' || signature === '' || time === '') return refused('missing header')
  const key = keys.get(apiKey)
  if (!key) return refused('unknown key')
  const sent = without(all, 'signature').map(asText)
  const holds = [byName(sent), sent].some((params) =>
    same(hmac('sha256', key.secret, plainQuery(params), 'hex'), signature),
  )
  if (!holds) return refused('bad signature')
  const windowMs = Number(textOf(all, 'recvWindow') || DEFAULT_WINDOW_MS)
  if (!isNear(Number(time), nowMs, windowMs)) return refused('clock')
  return { accepted: true, apiKey, params: without(all, 'signature', 'timestamp', 'recvWindow') }
}

const REFUSALS: Refusals<readonly [code: number, msg: string]> = {
  'missing header': [100_412, 'Null signature'],
  'unknown key': [100_413, 'Incorrect apiKey'],
  'bad signature': [100_001, 'Signature verification failed due to signature mismatch'],
  clock: [100_421, 'Null timestamp or timestamp mismatch'],
  replay: [100_421, 'Null timestamp or timestamp mismatch'],
  'wrong passphrase': [100_001, 'Signature verification failed due to signature mismatch'],
  ip: [100_419, 'IP does not match IP whitelist'],
  permission: [100_004, 'Permission denied as the API key was created without the permission'],
  'expired key': [100_413, 'Incorrect apiKey'],
  'unknown path': [100_400, 'this api is not exist'],
  'bad request': [100_400, 'Invalid parameters'],
}

function refusal(reason: RefusalReason): Answer {
  const [code, msg] = REFUSALS[reason]
  return { status: 200, body: { code, msg, timestamp: 0 } }
}

const ok = (data: unknown): Answer => ({ status: 200, body: { code: 0, msg: '', data } })

const orderOf = (order: LocalOrder) => ({
  symbol: order.symbol,
  orderId: Number(order.id),
  clientOrderID: order.clientId,
  price: order.price,
  origQty: order.quantity,
  executedQty: '0',
  cummulativeQuoteQty: '0',
  status: order.status === 'open' ? 'PENDING' : 'CANCELED',
  type: order.type,
  side: order.side,
  time: order.createdAtMs,
  updateTime: order.createdAtMs,
  fee: '0',
})

const noOrder: Answer = { status: 200, body: { code: 80_016, msg: 'order does not exist', debugMsg: '' } }

const desk = {
  names: {
    symbol: 'symbol',
    side: 'side',
    type: 'type',
    price: 'price',
    quantity: 'quantity',
    clientId: 'newClientOrderId',
  },
  ids: ['orderId', 'clientOrderID'],
  none: () => noOrder,
} as const

const orders = orderDesk({
  ...desk,
  shown: (order) => ok(orderOf(order)),
  placed: (order) => ok({ ...orderOf(order), transactTime: order.createdAtMs }),
})

/** What a key may do, as numbers: 1 spot trading, 2 reading, 3 perpetual trading, 4 universal transfer, 5 withdrawal. */
const PERMISSIONS = { read: [2], trade: [1, 2, 3], full: [1, 2, 3, 4, 5] }

const keyRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/openApi/v1/account/apiPermissions',
    access: 'read',
    answer: (call) => {
      const { apiKey, access, ips, label } = keyOf(call)
      return ok({ apiKey, permissions: PERMISSIONS[access], ipAddresses: ips, note: label })
    },
  },
  {
    method: 'GET',
    path: '/openApi/v1/account/apiRestrictions',
    access: 'read',
    answer: (call) => {
      const { access, ips, createdAtMs } = keyOf(call)
      return ok({
        ipRestrict: ips.length > 0,
        createTime: createdAtMs,
        enableReading: true,
        enableSpotAndMarginTrading: access !== 'read',
        enableFutures: access !== 'read',
        permitsUniversalTransfer: access === 'full',
        enableWithdrawals: access === 'full',
      })
    },
  },
  {
    method: 'POST',
    path: '/openApi/user/auth/userDataStream',
    access: 'read',
    answer: (call) => ({ status: 200, body: { listenKey: giveToken(call) } }),
  },
]

const spotRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/openApi/swap/v2/server/time',
    access: 'public',
    answer: ({ nowMs }) => ok({ serverTime: nowMs }),
  },
  {
    method: 'GET',
    path: '/openApi/spot/v1/account/balance',
    access: 'read',
    answer: ({ state }) =>
      ok({ balances: [...state.balances].map(([asset, free]) => ({ asset, free, locked: '0' })) }),
  },
  { method: 'POST', path: '/openApi/spot/v1/trade/order', access: 'trade', answer: orders.place },
  { method: 'GET', path: '/openApi/spot/v1/trade/query', access: 'read', answer: orders.query },
  { method: 'POST', path: '/openApi/spot/v1/trade/cancel', access: 'trade', answer: orders.cancel },
]

const swapOrders = orderDesk({
  ...desk,
  shown: (order) => ok({ order: { ...orderOf(order), positionSide: 'LONG' } }),
})

const swapRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/openApi/swap/v2/user/balance',
    access: 'read',
    answer: ({ state }) => {
      const balance = state.balances.get('USDT') ?? '0'
      return ok({ balance: { asset: 'USDT', balance, equity: balance, availableMargin: balance } })
    },
  },
  { method: 'POST', path: '/openApi/swap/v2/trade/order', access: 'trade', answer: swapOrders.place },
  { method: 'DELETE', path: '/openApi/swap/v2/trade/order', access: 'trade', answer: swapOrders.cancel },
]

/** The listen key stands in the URL. */
const socket: LocalSocket = {
  upgrade: (request, _setting, state) => {
    const listenKey = textOf(pairsOf(splitUrl(request.url).query), 'listenKey')
    return tokenLogin(state, listenKey)
  },
  receive: (frame) => ({ send: frame === 'Ping' ? ['Pong'] : [] }),
}

/** BingX. What its own-key queries answer is known in part only. */
export const bingx: LocalVenue = {
  id: 'bingx',
  verify,
  refusal,
  routes: [...keyRoutes, ...spotRoutes, ...swapRoutes],
  socket,
}
