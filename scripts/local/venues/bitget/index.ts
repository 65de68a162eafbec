import { claimOf } from '../claimOf.ts'
import { objectOf } from '../encodings.ts'
import { standing } from '../judge.ts'
import type {
  Answer,
  Call,
  LocalKey,
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
import { hmac, isNear, jsonParams, pairsOf, rawQuery, same, signedBy, splitUrl } from '../primitives.ts'
import { bitgetAnswer } from './bitgetAnswer.ts'
import { bitgetKeyRoutes } from './bitgetKeys.ts'

/** How far a request's time may be from the venue's, in milliseconds. */
const WINDOW_MS = 30_000

/** Signature of a REST request: over time, method, path, the query in plain text, and the body. */
function verifyBitget(request: ReceivedRequest, setting: Setting): Verdict {
  const claim = claimOf(request, setting.keys, {
    apiKey: 'ACCESS-KEY',
    timestamp: 'ACCESS-TIMESTAMP',
    signature: 'ACCESS-SIGN',
    passphrase: 'ACCESS-PASSPHRASE',
  })
  if ('reason' in claim) return claim
  const { apiKey, key, timestamp, signature, passphrase } = claim
  if (!isNear(Number(timestamp), setting.nowMs, WINDOW_MS)) return refused('clock')
  if (!same(passphrase, key.passphrase ?? '')) return refused('wrong passphrase')
  const { path, query } = splitUrl(request.url)
  const raw = query === '' ? path : `${path}?${rawQuery(query)}`
  const payload = timestamp + request.method + raw + request.body
  if (!isSigned(key, payload, signature)) return refused('bad signature')
  return { accepted: true, apiKey, params: [...pairsOf(query), ...jsonParams(request.body)] }
}

function isSigned(key: LocalKey, payload: string, signature: string): boolean {
  if (key.kind === 'rsa') return signedBy('rsa', key.secret, payload, signature)
  return same(hmac('sha256', key.secret, payload, 'base64'), signature)
}

const ANSWERS: Refusals<readonly [status: number, code: string, message: string]> = {
  'missing header': [400, '40001', 'ACCESS_KEY cannot be empty'],
  'unknown key': [400, '40037', 'Apikey does not exist'],
  'bad signature': [400, '40009', 'sign signature error'],
  clock: [400, '40008', 'Request timestamp expired'],
  replay: [400, '40008', 'Request timestamp expired'],
  'wrong passphrase': [400, '40012', 'apikey/password is incorrect'],
  ip: [400, '40018', 'Invalid IP'],
  permission: [400, '40014', 'Incorrect permissions'],
  'expired key': [400, '40037', 'Apikey does not exist'],
  'unknown path': [404, '40404', 'Request URL NOT FOUND'],
  'bad request': [400, '40017', 'Parameter verification failed'],
}

function refuseBitget(reason: RefusalReason): Answer {
  const [status, code, msg] = ANSWERS[reason]
  return { status, body: { code, msg, data: null } }
}

function assets(call: Call): Answer {
  return bitgetAnswer(
    call,
    [...call.state.balances].map(([coin, available]) => ({
      coin,
      available,
      frozen: '0',
      locked: '0',
      limitAvailable: '0',
      uTime: String(call.nowMs),
    })),
  )
}

function shown(order: LocalOrder): Record<string, unknown> {
  return {
    userId: '1001',
    symbol: order.symbol,
    orderId: order.id,
    clientOid: order.clientId,
    price: order.price,
    size: order.quantity,
    orderType: order.type,
    side: order.side,
    status: order.status === 'open' ? 'live' : 'cancelled',
    priceAvg: '0',
    baseVolume: '0',
    quoteVolume: '0',
    feeDetail: '',
    orderSource: 'normal',
    cTime: String(order.createdAtMs),
    uTime: String(order.createdAtMs),
  }
}

const idsOf = (order: LocalOrder) => ({ orderId: order.id, clientOid: order.clientId })

const noOrder = ({ nowMs }: Call): Answer => ({
  status: 400,
  body: { code: '43001', msg: 'The order does not exist', requestTime: nowMs, data: null },
})

const orders = orderDesk({
  names: {
    symbol: 'symbol',
    side: 'side',
    type: 'orderType',
    price: 'price',
    quantity: 'size',
    clientId: 'clientOid',
  },
  ids: ['orderId', 'clientOid'],
  shown: (order, call) => bitgetAnswer(call, [shown(order)]),
  placed: (order, call) => bitgetAnswer(call, idsOf(order)),
  cancelled: (order, call) => bitgetAnswer(call, idsOf(order)),
  none: (call, asked) => (asked === 'query' ? bitgetAnswer(call, []) : noOrder(call)),
})

type Asked = Readonly<Record<string, unknown>>

/** `op: login` signs the seconds and a path. */
const socket: LocalSocket = {
  receive(text, session, setting) {
    if (text === 'ping') return { send: ['pong'] }
    const frame = objectOf(text)
    if (frame['op'] !== 'login') return { send: [{ event: frame['op'], arg: frame['args'] }] }
    const [asked] = (Array.isArray(frame['args']) ? frame['args'] : []) as Asked[]
    const login = standing(verifyLogin(asked ?? {}, setting), setting, session.request.ip, 'read')
    if (login.accepted) return { login, send: [{ event: 'login', code: 0 }] }
    return {
      login,
      send: [{ event: 'error', ...(LOGIN_ERRORS[login.reason] ?? { code: 30_005, msg: 'Login failed' }) }],
    }
  },
}

const LOGIN_ERRORS: Readonly<
  Partial<Record<RefusalReason, { readonly code: number; readonly msg: string }>>
> = {
  'unknown key': { code: 30_011, msg: 'Invalid ACCESS_KEY' },
  'wrong passphrase': { code: 30_012, msg: 'Invalid ACCESS_PASSPHRASE' },
  clock: { code: 30_013, msg: 'Invalid ACCESS_TIMESTAMP' },
  'bad signature': { code: 30_015, msg: 'Invalid SIGN' },
}

function verifyLogin(asked: Asked, setting: Setting): Verdict {
  const apiKey = String(asked['apiKey'] ?? '')
  const timestamp = String(asked['timestamp'] ?? '')
  const key = setting.keys.get(apiKey)
  if (!key) return refused('unknown key')
  if (!isNear(Number(timestamp) * 1000, setting.nowMs, WINDOW_MS)) return refused('clock')
  if (!same(String(asked['passphrase'] ?? ''), key.passphrase ?? '')) return refused('wrong passphrase')
  return isSigned(key, `${timestamp}GET/user/verify`, String(asked['sign'] ?? ''))
    ? { accepted: true, apiKey, params: [] }
    : refused('bad signature')
}

/** Bitget v2, and the keys of sub-accounts, which are of v3. */
export const bitgetV2: LocalVenue = {
  id: 'bitget-v2',
  verify: verifyBitget,
  refusal: refuseBitget,
  socket,
  routes: [
    {
      method: 'GET',
      path: '/api/v2/public/time',
      access: 'public',
      answer: (call) => bitgetAnswer(call, { serverTime: String(call.nowMs) }),
    },
    { method: 'GET', path: '/api/v2/spot/account/assets', access: 'read', answer: assets },
    { method: 'POST', path: '/api/v2/spot/trade/place-order', access: 'trade', answer: orders.place },
    { method: 'GET', path: '/api/v2/spot/trade/orderInfo', access: 'read', answer: orders.query },
    { method: 'POST', path: '/api/v2/spot/trade/cancel-order', access: 'trade', answer: orders.cancel },
    ...bitgetKeyRoutes,
  ],
}
