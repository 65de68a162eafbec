import { membersOf, memberText, objectOf } from './encodings.ts'
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
import { refused } from './localVenue.ts'
import { orderDesk } from './orderDesk.ts'
import { hmac, isNear, same, splitUrl } from './primitives.ts'

/** Crypto.com takes a nonce this far from its own time. */
const WINDOW_MS = 60_000
const ROOT = '/exchange/v1/'

/** Parameters as one text: names sorted, each with its value after it; lists one member after the other. */
function paramText(value: unknown): string {
  if (Array.isArray(value)) return value.map(paramText).join('')
  if (typeof value !== 'object' || value === null) return String(value)
  return Object.entries(value)
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, member]) => name + paramText(member))
    .join('')
}

/** Whether `sig` is over method, id, key, parameters and nonce, and the nonce is the time. */
function judgeMembers(members: Readonly<Record<string, unknown>>, { keys, nowMs }: Setting): Verdict {
  const apiKey = memberText(members, 'api_key')
  const nonce = memberText(members, 'nonce')
  const signature = memberText(members, 'sig')
  if (apiKey === '' || nonce === '' || signature === '') return refused('missing header')
  const key = keys.get(apiKey)
  if (!key) return refused('unknown key')
  const params = membersOf(members['params'])
  const text = `${memberText(members, 'method')}${memberText(members, 'id')}${apiKey}${paramText(params)}${nonce}`
  if (!same(hmac('sha256', key.secret, text, 'hex'), signature)) return refused('bad signature')
  if (!isNear(Number(nonce), nowMs, WINDOW_MS)) return refused('clock')
  return { accepted: true, apiKey, params: Object.entries(params) }
}

function verify(request: ReceivedRequest, setting: Setting): Verdict {
  const members = objectOf(request.body)
  if (`${ROOT}${memberText(members, 'method')}` !== splitUrl(request.url).path) return refused('bad request')
  return judgeMembers(members, setting)
}

const REFUSALS: Refusals<readonly [status: number, code: number, message: string]> = {
  'missing header': [401, 40_101, 'Authentication failure'],
  'unknown key': [401, 40_101, 'Authentication failure'],
  'bad signature': [401, 40_101, 'Authentication failure'],
  clock: [400, 40_102, 'Nonce value differs by more than 60 seconds'],
  replay: [400, 40_102, 'Nonce value differs by more than 60 seconds'],
  'wrong passphrase': [401, 40_101, 'Authentication failure'],
  ip: [401, 40_103, 'IP address not whitelisted'],
  permission: [401, 10_002, 'UNAUTHORIZED'],
  'expired key': [401, 40_101, 'Authentication failure'],
  'unknown path': [400, 40_003, 'Invalid request'],
  'bad request': [400, 40_003, 'Invalid request'],
}

/** What an answer repeats of the request. */
const echo = (request: ReceivedRequest) => {
  const members = objectOf(request.body)
  return { id: members['id'] ?? null, method: members['method'] ?? null }
}

function refusal(reason: RefusalReason, request: ReceivedRequest): Answer {
  const [status, code, message] = REFUSALS[reason]
  return { status, body: { ...echo(request), code, message } }
}

const ok = ({ request }: Call, result: unknown): Answer => ({
  status: 200,
  body: { ...echo(request), code: 0, result },
})

const orderOf = (order: LocalOrder) => ({
  order_id: order.id,
  client_oid: order.clientId,
  order_type: order.type,
  time_in_force: 'GOOD_TILL_CANCEL',
  side: order.side,
  exec_inst: [],
  quantity: order.quantity,
  limit_price: order.price,
  avg_price: '0',
  cumulative_quantity: '0',
  cumulative_value: '0',
  cumulative_fee: '0',
  status: order.status === 'open' ? 'ACTIVE' : 'CANCELED',
  instrument_name: order.symbol,
  create_time: order.createdAtMs,
  update_time: order.createdAtMs,
})

const idsOf = (order: LocalOrder) => ({ order_id: order.id, client_oid: order.clientId })

const noOrder = ({ request }: Call): Answer => ({
  status: 400,
  body: { ...echo(request), code: 40_401, message: 'Order not found' },
})

function balance(call: Call): Answer {
  const position_balances = [...call.state.balances].map(([instrument_name, quantity]) => ({
    instrument_name,
    quantity,
    reserved_qty: '0',
    max_withdrawal_balance: quantity,
  }))
  return ok(call, { data: [{ instrument_name: 'USD', total_available_balance: '50000', position_balances }] })
}

const orders = orderDesk({
  names: {
    symbol: 'instrument_name',
    side: 'side',
    type: 'type',
    price: 'price',
    quantity: 'quantity',
    clientId: 'client_oid',
  },
  ids: ['order_id', 'client_oid'],
  shown: (order, call) => ok(call, orderOf(order)),
  placed: (order, call) => ok(call, idsOf(order)),
  cancelled: (order, call) => ok(call, idsOf(order)),
  none: noOrder,
})

const routes: readonly Route[] = [
  { method: 'POST', path: `${ROOT}private/user-balance`, access: 'read', answer: balance },
  { method: 'POST', path: `${ROOT}private/create-order`, access: 'trade', answer: orders.place },
  { method: 'POST', path: `${ROOT}private/get-order-detail`, access: 'read', answer: orders.query },
  { method: 'POST', path: `${ROOT}private/cancel-order`, access: 'trade', answer: orders.cancel },
]

const socket: LocalSocket = {
  receive: (frame, _session, setting) => {
    const members = objectOf(frame)
    if (members['method'] !== 'public/auth') return { send: [] }
    const login = judgeMembers(members, setting)
    const common = { id: members['id'] ?? null, method: 'public/auth' }
    if (login.accepted) return { send: [{ ...common, code: 0 }], login }
    const [, code, message] = REFUSALS[login.reason]
    return { send: [{ ...common, code, message }], login }
  },
}

/** Crypto.com Exchange, version 1. */
export const cryptocom: LocalVenue = { id: 'cryptocom-v1', verify, refusal, routes, socket }
