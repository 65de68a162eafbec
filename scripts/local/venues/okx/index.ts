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
import { hmac, isNear, jsonParams, pairsOf, same, splitUrl } from '../primitives.ts'
import { cancelOrder, findOrder, param, placeOrder } from '../venueState.ts'
import { okxAnswer } from './okxAnswer.ts'
import { okxKeyRoutes } from './okxKeys.ts'

/** How old a request may be, in milliseconds. */
const WINDOW_MS = 30_000

/** Signature of a REST request: over time, method, the path with its query as sent, and the body. */
function verifyOkx(request: ReceivedRequest, setting: Setting): Verdict {
  const claim = claimOf(request, setting.keys, {
    apiKey: 'OK-ACCESS-KEY',
    timestamp: 'OK-ACCESS-TIMESTAMP',
    signature: 'OK-ACCESS-SIGN',
    passphrase: 'OK-ACCESS-PASSPHRASE',
  })
  if ('reason' in claim) return claim
  const { apiKey, key, timestamp, signature, passphrase } = claim
  const isIso = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(timestamp)
  if (!isIso || !isNear(Date.parse(timestamp), setting.nowMs, WINDOW_MS)) return refused('clock')
  if (!same(passphrase, key.passphrase ?? '')) return refused('wrong passphrase')
  const payload = timestamp + request.method + request.url + request.body
  if (!same(hmac('sha256', key.secret, payload, 'base64'), signature)) return refused('bad signature')
  const { query } = splitUrl(request.url)
  return { accepted: true, apiKey, params: [...pairsOf(query), ...jsonParams(request.body)] }
}

const ANSWERS: Refusals<readonly [status: number, code: string, message: string]> = {
  'missing header': [401, '50103', 'Request header OK-ACCESS-KEY can not be empty'],
  'unknown key': [401, '50111', 'Invalid OK-ACCESS-KEY'],
  'bad signature': [401, '50113', 'Invalid Sign'],
  clock: [401, '50102', 'Timestamp request expired'],
  replay: [401, '50102', 'Timestamp request expired'],
  'wrong passphrase': [401, '50105', 'Request header OK-ACCESS-PASSPHRASE incorrect.'],
  ip: [401, '50110', "Your IP is not included in your API key's IP whitelist"],
  permission: [401, '50120', "This API key doesn't have permission to use this function"],
  'expired key': [401, '50111', 'Invalid OK-ACCESS-KEY'],
  'unknown path': [404, '404', 'Not Found'],
  'bad request': [400, '50002', 'JSON syntax error'],
}

function refuseOkx(reason: RefusalReason): Answer {
  const [status, code, msg] = ANSWERS[reason]
  return { status, body: { code, msg, data: [] } }
}

function balance(call: Call): Answer {
  const details = [...call.state.balances].map(([ccy, amount]) => ({
    ccy,
    eq: amount,
    cashBal: amount,
    availBal: amount,
    availEq: amount,
    frozenBal: '0',
    uTime: String(call.nowMs),
  }))
  return okxAnswer([{ uTime: String(call.nowMs), totalEq: '0', details }])
}

function shown(order: LocalOrder): Record<string, unknown> {
  return {
    instType: 'SPOT',
    instId: order.symbol,
    ordId: order.id,
    clOrdId: order.clientId,
    tag: '',
    px: order.price,
    sz: order.quantity,
    ordType: order.type,
    side: order.side,
    tdMode: 'cash',
    accFillSz: '0',
    avgPx: '',
    fillSz: '0',
    fee: '0',
    feeCcy: 'USDT',
    state: order.status === 'open' ? 'live' : 'canceled',
    cTime: String(order.createdAtMs),
    uTime: String(order.createdAtMs),
  }
}

type Asked = Readonly<Record<string, unknown>>

function placed(call: Call, asked: Asked): unknown {
  const order = placeOrder(call, {
    symbol: String(asked['instId'] ?? ''),
    side: String(asked['side'] ?? ''),
    type: String(asked['ordType'] ?? ''),
    price: String(asked['px'] ?? ''),
    quantity: String(asked['sz'] ?? ''),
    clientId: String(asked['clOrdId'] ?? ''),
  })
  return { ordId: order.id, clOrdId: order.clientId, tag: '', ts: String(call.nowMs), sCode: '0', sMsg: '' }
}

function cancelled(call: Call, asked: Asked): Answer {
  const order = cancelOrder(call, asked['ordId'], asked['clOrdId'])
  const ids = { ordId: String(asked['ordId'] ?? ''), clOrdId: String(asked['clOrdId'] ?? '') }
  if (order)
    return okxAnswer([
      { ordId: order.id, clOrdId: order.clientId, sCode: '0', sMsg: '', ts: String(call.nowMs) },
    ])
  const failed = { ...ids, sCode: '51400', sMsg: 'Cancellation failed as the order does not exist.' }
  return { status: 200, body: { code: '1', msg: 'All operations failed', data: [failed] } }
}

const listed = (call: Call): Asked[] => {
  const list = call.params['[]']
  return Array.isArray(list) ? (list as Asked[]) : [call.params]
}

function query(call: Call): Answer {
  const order = findOrder(call, param(call, 'ordId'), param(call, 'clOrdId'))
  return order
    ? okxAnswer([shown(order)])
    : { status: 200, body: { code: '51603', msg: 'Order does not exist', data: [] } }
}

/** `op: login` signs the seconds and a path. */
const socket: LocalSocket = {
  receive(text, session, setting) {
    if (text === 'ping') return { send: ['pong'] }
    const frame = objectOf(text)
    if (frame['op'] !== 'login')
      return { send: [{ event: frame['op'], arg: frame['args'], connId: 'local' }] }
    const [asked] = (Array.isArray(frame['args']) ? frame['args'] : []) as Asked[]
    const login = standing(verifyLogin(asked ?? {}, setting), setting, session.request.ip, 'read')
    if (login.accepted) return { login, send: [{ event: 'login', code: '0', msg: '', connId: 'local' }] }
    return { login, send: [{ event: 'error', ...LOGIN_ERRORS[login.reason], connId: 'local' }] }
  },
}

const LOGIN_ERRORS: Readonly<
  Partial<Record<RefusalReason, { readonly code: string; readonly msg: string }>>
> = {
  'unknown key': { code: '60005', msg: 'Invalid apiKey' },
  clock: { code: '60006', msg: 'Timestamp request expired' },
  'bad signature': { code: '60007', msg: 'Invalid sign' },
  'wrong passphrase': { code: '60024', msg: 'Wrong passphrase' },
  ip: { code: '60009', msg: 'Login failed.' },
  'expired key': { code: '60005', msg: 'Invalid apiKey' },
}

function verifyLogin(asked: Asked, setting: Setting): Verdict {
  const apiKey = String(asked['apiKey'] ?? '')
  const timestamp = String(asked['timestamp'] ?? '')
  const key = setting.keys.get(apiKey)
  if (!key) return refused('unknown key')
  if (!isNear(Number(timestamp) * 1000, setting.nowMs, WINDOW_MS)) return refused('clock')
  if (!same(String(asked['passphrase'] ?? ''), key.passphrase ?? '')) return refused('wrong passphrase')
  const wanted = hmac('sha256', key.secret, `${timestamp}GET/users/self/verify`, 'base64')
  return same(wanted, String(asked['sign'] ?? ''))
    ? { accepted: true, apiKey, params: [] }
    : refused('bad signature')
}

/** OKX v5. */
export const okxV5: LocalVenue = {
  id: 'okx-v5',
  verify: verifyOkx,
  refusal: refuseOkx,
  socket,
  routes: [
    {
      method: 'GET',
      path: '/api/v5/public/time',
      access: 'public',
      answer: ({ nowMs }) => okxAnswer([{ ts: String(nowMs) }]),
    },
    { method: 'GET', path: '/api/v5/account/balance', access: 'read', answer: balance },
    {
      method: 'POST',
      path: '/api/v5/trade/order',
      access: 'trade',
      answer: (call) => okxAnswer([placed(call, call.params)]),
    },
    {
      method: 'POST',
      path: '/api/v5/trade/batch-orders',
      access: 'trade',
      answer: (call) => okxAnswer(listed(call).map((asked) => placed(call, asked))),
    },
    { method: 'GET', path: '/api/v5/trade/order', access: 'read', answer: query },
    {
      method: 'POST',
      path: '/api/v5/trade/cancel-order',
      access: 'trade',
      answer: (call) => cancelled(call, call.params),
    },
    ...okxKeyRoutes,
  ],
}
