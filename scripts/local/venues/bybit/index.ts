import { claimOf } from '../claimOf.ts'
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
import { refused } from '../localVenue.ts'
import { orderDesk } from '../orderDesk.ts'
import { header, hmac, jsonParams, pairsOf, rawQuery, same, signedBy, splitUrl } from '../primitives.ts'
import { bybitAnswer } from './bybitAnswer.ts'
import { bybitKeyRoutes } from './bybitKeys.ts'

/** Signature of a REST request: over time, key, window and then the query in plain text, or the body as sent. */
function verifyBybit(request: ReceivedRequest, setting: Setting): Verdict {
  const { query } = splitUrl(request.url)
  const claim = claimOf(request, setting.keys, {
    apiKey: 'X-BAPI-API-KEY',
    timestamp: 'X-BAPI-TIMESTAMP',
    signature: 'X-BAPI-SIGN',
  })
  if ('reason' in claim) return claim
  const { apiKey, key, timestamp, signature } = claim
  const window = header(request, 'X-BAPI-RECV-WINDOW')
  if (!isInWindow(Number(timestamp), Number(window || '5000'), setting.nowMs)) return refused('clock')
  const isPost = request.method === 'POST'
  const payload = timestamp + apiKey + window + (isPost ? request.body : rawQuery(query))
  const holds =
    key.kind === 'rsa'
      ? signedBy('rsa', key.secret, payload, signature)
      : same(hmac('sha256', key.secret, payload, 'hex'), signature)
  if (!holds) return refused('bad signature')
  return { accepted: true, apiKey, params: isPost ? jsonParams(request.body) : pairsOf(query) }
}

function isInWindow(timestamp: number, window: number, nowMs: number): boolean {
  return timestamp < nowMs + 1000 && nowMs - timestamp <= window
}

const ANSWERS: Refusals<readonly [code: number, message: string]> = {
  'missing header': [10001, 'empty value: apiTimestamp, apiKey or sign'],
  'unknown key': [10003, 'API key is invalid.'],
  'bad signature': [10004, 'error sign! please check your signature generation algorithm.'],
  clock: [10002, 'invalid request, please check your server timestamp or recv_window param.'],
  replay: [10002, 'invalid request, please check your server timestamp or recv_window param.'],
  'wrong passphrase': [10003, 'API key is invalid.'],
  ip: [10010, "Unmatched IP, please check your API key's bound IP addresses."],
  permission: [10005, 'Permission denied, please check your API key permissions.'],
  'expired key': [33004, 'Your api key has expired.'],
  'unknown path': [10017, 'Route not found.'],
  'bad request': [10001, 'Request parameter error.'],
}

function refuseBybit(reason: RefusalReason): Answer {
  const [retCode, retMsg] = ANSWERS[reason]
  return {
    status: reason === 'unknown path' ? 404 : 200,
    body: { retCode, retMsg, result: {}, retExtInfo: {} },
  }
}

function walletBalance(call: Call): Answer {
  const coin = [...call.state.balances].map(([name, amount]) => ({
    coin: name,
    equity: amount,
    walletBalance: amount,
    locked: '0',
    borrowAmount: '0',
    totalOrderIM: '0',
    totalPositionIM: '0',
  }))
  return bybitAnswer(call, { list: [{ accountType: 'UNIFIED', totalEquity: '0', coin }] })
}

function shown(order: LocalOrder): Record<string, unknown> {
  return {
    orderId: order.id,
    orderLinkId: order.clientId,
    symbol: order.symbol,
    side: order.side,
    orderType: order.type,
    price: order.price,
    qty: order.quantity,
    leavesQty: order.quantity,
    cumExecQty: '0',
    cumExecValue: '0',
    cumExecFee: '0',
    timeInForce: 'GTC',
    orderStatus: order.status === 'open' ? 'New' : 'Cancelled',
    createdTime: String(order.createdAtMs),
    updatedTime: String(order.createdAtMs),
  }
}

const idsOf = (order: LocalOrder) => ({ orderId: order.id, orderLinkId: order.clientId })

const listed = (call: Call, list: readonly unknown[]): Answer =>
  bybitAnswer(call, { category: 'spot', nextPageCursor: '', list })

const UNKNOWN: Answer = {
  status: 200,
  body: { retCode: 170_213, retMsg: 'Order does not exist.', result: {}, retExtInfo: {} },
}

const orders = orderDesk({
  names: {
    symbol: 'symbol',
    side: 'side',
    type: 'orderType',
    price: 'price',
    quantity: 'qty',
    clientId: 'orderLinkId',
  },
  ids: ['orderId', 'orderLinkId'],
  shown: (order, call) => listed(call, [shown(order)]),
  placed: (order, call) => bybitAnswer(call, idsOf(order)),
  cancelled: (order, call) => bybitAnswer(call, idsOf(order)),
  none: (call, asked) => (asked === 'query' ? listed(call, []) : UNKNOWN),
})

/** `op: auth` signs `GET/realtime` and the time until which the login may be used. */
const socket: LocalSocket = {
  receive(text, session, setting) {
    const frame = objectOf(text)
    if (frame['op'] === 'ping') return { send: [{ op: 'pong', success: true, ret_msg: 'pong' }] }
    if (frame['op'] !== 'auth')
      return { send: [{ op: frame['op'], success: true, ret_msg: '', req_id: frame['req_id'] }] }
    const [apiKey, expires, signature] = Array.isArray(frame['args']) ? frame['args'].map(String) : []
    const verdict = verifyLogin({ apiKey, expires, signature }, setting)
    const login = standing(verdict, setting, session.request.ip, 'read')
    const ret_msg = login.accepted ? '' : `Params Error: ${ANSWERS[login.reason][1]}`
    return { login, send: [{ op: 'auth', success: login.accepted, ret_msg, conn_id: session.challenge }] }
  },
}

function verifyLogin(
  {
    apiKey = '',
    expires = '',
    signature = '',
  }: { readonly [name in 'apiKey' | 'expires' | 'signature']?: string | undefined },
  setting: Setting,
): Verdict {
  const key = setting.keys.get(apiKey)
  if (!key) return refused('unknown key')
  if (!(Number(expires) > setting.nowMs)) return refused('clock')
  const payload = `GET/realtime${expires}`
  const holds =
    key.kind === 'rsa'
      ? signedBy('rsa', key.secret, payload, signature)
      : same(hmac('sha256', key.secret, payload, 'hex'), signature)
  return holds ? { accepted: true, apiKey, params: [] } : refused('bad signature')
}

/** Bybit v5. */
export const bybitV5: LocalVenue = {
  id: 'bybit-v5',
  verify: verifyBybit,
  refusal: refuseBybit,
  socket,
  routes: [
    {
      method: 'GET',
      path: '/v5/market/time',
      access: 'public',
      answer: (call) =>
        bybitAnswer(call, {
          timeSecond: String(Math.floor(call.nowMs / 1000)),
          timeNano: `${call.nowMs}000000`,
        }),
    },
    { method: 'GET', path: '/v5/account/wallet-balance', access: 'read', answer: walletBalance },
    { method: 'POST', path: '/v5/order/create', access: 'trade', answer: orders.place },
    { method: 'GET', path: '/v5/order/realtime', access: 'read', answer: orders.query },
    { method: 'POST', path: '/v5/order/cancel', access: 'trade', answer: orders.cancel },
    ...bybitKeyRoutes,
  ],
}
