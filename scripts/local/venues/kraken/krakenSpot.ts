import { membersOf, objectOf } from '../encodings.ts'
import type { Answer, Call, LocalKey, LocalOrder, LocalSocket, LocalVenue } from '../localVenue.ts'
import { placeNamed } from '../orderDesk.ts'
import { cancelOrder, findOrder, giveToken, keyOf, param, tokenLogin } from '../venueState.ts'
import { refuseKraken, verifyKraken } from './verifyKraken.ts'

const done = (result: unknown): Answer => ({ status: 200, body: { error: [], result } })

const UNKNOWN: Answer = { status: 200, body: { error: ['EOrder:Unknown order'] } }

// Kraken's own names of currencies.
const NAMES: Readonly<Record<string, string>> = { BTC: 'XXBT', USD: 'ZUSD', EUR: 'ZEUR' }

function balances(call: Call): Answer {
  const entries = [...call.state.balances].map(([name, balance]) => [NAMES[name] ?? name, balance])
  return done(Object.fromEntries(entries))
}

function balancesEx(call: Call): Answer {
  const entries = [...call.state.balances].map(([name, balance]) => [
    NAMES[name] ?? name,
    { balance, hold_trade: '0' },
  ])
  return done(Object.fromEntries(entries))
}

// Kraken's `type` is the side.
const PARTS = {
  symbol: 'pair',
  side: 'type',
  type: 'ordertype',
  price: 'price',
  quantity: 'volume',
  clientId: 'cl_ord_id',
}

function place(call: Call): Answer {
  const order = placeNamed(call, { names: PARTS })
  const text = `${order.side} ${order.quantity} ${order.symbol} @ ${order.type} ${order.price}`
  return done({ descr: { order: text }, txid: [order.id] })
}

function shown(order: LocalOrder): Record<string, unknown> {
  return {
    refid: null,
    userref: null,
    cl_ord_id: order.clientId,
    status: order.status === 'open' ? 'open' : 'canceled',
    opentm: order.createdAtMs / 1000,
    descr: {
      pair: order.symbol,
      type: order.side,
      ordertype: order.type,
      price: order.price,
      price2: '0',
      leverage: 'none',
    },
    vol: order.quantity,
    vol_exec: '0',
    cost: '0',
    fee: '0',
    price: '0',
    misc: '',
    oflags: 'fciq',
  }
}

function query(call: Call): Answer {
  const found = param(call, 'txid')
    .split(',')
    .map((id) => findOrder(call, id))
    .filter((order) => order !== undefined)
  return found.length === 0
    ? UNKNOWN
    : done(Object.fromEntries(found.map((order) => [order.id, shown(order)])))
}

function cancel(call: Call): Answer {
  return cancelOrder(call, param(call, 'txid')) ? done({ count: 1 }) : UNKNOWN
}

const PERMISSIONS = {
  read: ['query-funds', 'query-open-trades', 'query-closed-trades'],
  trade: ['query-funds', 'query-open-trades', 'query-closed-trades', 'modify-trades', 'close-trades'],
  full: [
    'query-funds',
    'query-open-trades',
    'query-closed-trades',
    'modify-trades',
    'close-trades',
    'withdraw-funds',
  ],
} as const satisfies Record<LocalKey['access'], readonly string[]>

const seconds = (ms: number | undefined): string => (ms === undefined ? '0' : String(Math.floor(ms / 1000)))

function keyInfo(call: Call): Answer {
  const key = keyOf(call)
  return done({
    apiKeyName: key.label,
    apiKey: key.apiKey,
    nonce: String(call.state.seen.highest.get(key.apiKey) ?? 0n),
    nonceWindow: 0,
    permissions: PERMISSIONS[key.access],
    iban: '',
    validUntil: seconds(key.expiresAtMs),
    queryFrom: '0',
    queryTo: '0',
    createdTime: seconds(key.createdAtMs),
    modifiedTime: seconds(key.createdAtMs),
    ipAllowlist: key.ips,
    lastUsed: seconds(call.nowMs),
    ...key.detail,
  })
}

/** Version 2: a private subscription carries a token that REST gave out. */
const socket: LocalSocket = {
  receive(text, _session, _setting, state) {
    const frame = objectOf(text)
    const { method, req_id } = frame
    const params = membersOf(frame['params'])
    if (method === 'ping') return { send: [{ method: 'pong', req_id }] }
    if (method !== 'subscribe' || !('token' in params))
      return { send: [{ method, req_id, success: true, result: params }] }
    const login = tokenLogin(state, String(params['token']))
    if (!login.accepted)
      return { login, send: [{ method, req_id, success: false, error: 'EAPI:Invalid token' }] }
    const { token: _token, ...result } = params
    return { login, send: [{ method, req_id, success: true, result }] }
  },
}

/** Kraken spot. */
export const krakenSpot: LocalVenue = {
  id: 'kraken-spot',
  verify: verifyKraken,
  refusal: refuseKraken,
  socket,
  routes: [
    {
      method: 'GET',
      path: '/0/public/Time',
      access: 'public',
      answer: ({ nowMs }) =>
        done({ unixtime: Math.floor(nowMs / 1000), rfc1123: new Date(nowMs).toUTCString() }),
    },
    { method: 'POST', path: '/0/private/Balance', access: 'read', answer: balances },
    { method: 'POST', path: '/0/private/BalanceEx', access: 'read', answer: balancesEx },
    { method: 'POST', path: '/0/private/AddOrder', access: 'trade', answer: place },
    { method: 'POST', path: '/0/private/QueryOrders', access: 'read', answer: query },
    { method: 'POST', path: '/0/private/CancelOrder', access: 'trade', answer: cancel },
    { method: 'POST', path: '/0/private/GetApiKeyInfo', access: 'read', answer: keyInfo },
    {
      method: 'POST',
      path: '/0/private/GetWebSocketsToken',
      access: 'read',
      answer: (call) => done({ token: giveToken(call), expires: 900 }),
    },
  ],
}
