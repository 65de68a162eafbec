import { createPublicKey, verify as verifySignature } from 'node:crypto'
import { claimOf } from './claimOf.ts'
import { byName, encodedQuery, membersOf, objectOf } from './encodings.ts'
import type {
  Answer,
  LocalKey,
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
import { ok, refused } from './localVenue.ts'
import { orderDesk } from './orderDesk.ts'
import { header, jsonParams, pairsOf, splitUrl } from './primitives.ts'
import { findOrder } from './venueState.ts'

const LONGEST_WINDOW_MS = 60_000
/** What stands before the 32 bytes of an Ed25519 public key in SPKI. */
const SPKI = Buffer.from('302a300506032b6570032100', 'hex')

/** The instruction that an endpoint's requests sign, by the venue's documents. */
const INSTRUCTIONS: Readonly<Record<string, string>> = {
  'GET /api/v1/account': 'accountQuery',
  'PATCH /api/v1/account': 'accountUpdate',
  'GET /api/v1/capital': 'balanceQuery',
  'GET /api/v1/capital/collateral': 'collateralQuery',
  'GET /api/v1/borrowLend/positions': 'borrowLendPositionQuery',
  'POST /api/v1/borrowLend': 'borrowLendExecute',
  'GET /api/v1/order': 'orderQuery',
  'POST /api/v1/order': 'orderExecute',
  'DELETE /api/v1/order': 'orderCancel',
  'GET /api/v1/orders': 'orderQueryAll',
  'POST /api/v1/orders': 'orderExecute',
  'DELETE /api/v1/orders': 'orderCancelAll',
  'GET /api/v1/position': 'positionQuery',
  'GET /wapi/v1/history/orders': 'orderHistoryQueryAll',
  'GET /wapi/v1/history/fills': 'fillHistoryQueryAll',
  'GET /wapi/v1/capital/deposits': 'depositQueryAll',
  'GET /wapi/v1/capital/deposit/address': 'depositAddressQuery',
  'GET /wapi/v1/capital/withdrawals': 'withdrawalQueryAll',
  'POST /wapi/v1/capital/withdrawals': 'withdraw',
}

/** Whether a signature over a text is by the key whose 32 bytes, base64, the venue knows. */
function signedBy(key: LocalKey, text: string, signature: string): boolean {
  const raw = Buffer.from(key.secret, 'base64')
  if (raw.length !== 32) return false
  const publicKey = createPublicKey({ key: Buffer.concat([SPKI, raw]), format: 'der', type: 'spki' })
  return verifySignature(null, Buffer.from(text), publicKey, Buffer.from(signature, 'base64'))
}

/** One instruction with its sorted parameters; each order of a list has an instruction of its own. */
function signedText(instruction: string, params: readonly Parameter[], time: string, window: string): string {
  const [first] = params
  const parts =
    first?.[0] === '[]' && Array.isArray(first[1])
      ? first[1].map((order) => Object.entries(membersOf(order)))
      : [params]
  const instructions = parts.flatMap((part) => {
    const query = encodedQuery(byName(part))
    return query === '' ? [`instruction=${instruction}`] : [`instruction=${instruction}&${query}`]
  })
  return `${instructions.join('&')}&timestamp=${time}&window=${window}`
}

function verify(request: ReceivedRequest, { keys, nowMs }: Setting): Verdict {
  const claim = claimOf(request, keys, { apiKey: 'x-api-key', signature: 'x-signature', time: 'x-timestamp' })
  if ('reason' in claim) return claim
  const { apiKey, key, signature, time } = claim
  const window = header(request, 'x-window') || '5000'
  const { path, query } = splitUrl(request.url)
  const instruction = INSTRUCTIONS[`${request.method} ${path}`]
  if (instruction === undefined) return refused('unknown path')
  const params = request.method === 'GET' ? pairsOf(query) : jsonParams(request.body)
  if (!signedBy(key, signedText(instruction, params, time, window), signature))
    return refused('bad signature')
  return clockVerdict(time, window, nowMs) ?? { accepted: true, apiKey, params }
}

function clockVerdict(time: string, window: string, nowMs: number): Verdict | undefined {
  const ageMs = nowMs - Number(time)
  const holds = Number(window) <= LONGEST_WINDOW_MS && ageMs > -1000 && ageMs <= Number(window)
  return holds ? undefined : refused('clock')
}

const REFUSALS: Refusals<readonly [status: number, code: string, message: string]> = {
  'missing header': [400, 'INVALID_CLIENT_REQUEST', 'Missing header'],
  'unknown key': [401, 'UNAUTHORIZED', 'Unauthorized'],
  'bad signature': [401, 'INVALID_SIGNATURE', 'Invalid signature'],
  clock: [400, 'INVALID_CLIENT_REQUEST', 'Request has expired'],
  replay: [400, 'INVALID_CLIENT_REQUEST', 'Request has expired'],
  'wrong passphrase': [401, 'INVALID_SIGNATURE', 'Invalid signature'],
  ip: [403, 'FORBIDDEN', 'IP address is not allowed'],
  permission: [403, 'FORBIDDEN', 'Forbidden'],
  'expired key': [401, 'UNAUTHORIZED', 'Unauthorized'],
  'unknown path': [404, 'RESOURCE_NOT_FOUND', 'Not found'],
  'bad request': [400, 'INVALID_CLIENT_REQUEST', 'Invalid request'],
}

function refusal(reason: RefusalReason): Answer {
  const [status, code, message] = REFUSALS[reason]
  return { status, body: { code, message } }
}

const orderOf = (order: LocalOrder) => ({
  id: order.id,
  clientId: order.clientId === '' ? null : Number(order.clientId),
  orderType: order.type,
  symbol: order.symbol,
  side: order.side,
  price: order.price,
  quantity: order.quantity,
  executedQuantity: '0',
  executedQuoteQuantity: '0',
  status: order.status === 'open' ? 'New' : 'Cancelled',
  timeInForce: 'GTC',
  createdAt: order.createdAtMs,
})

const noOrder: Answer = { status: 404, body: { code: 'RESOURCE_NOT_FOUND', message: 'Order not found' } }

const orders = orderDesk({
  names: {
    symbol: 'symbol',
    side: 'side',
    type: 'orderType',
    price: 'price',
    quantity: 'quantity',
    clientId: 'clientId',
  },
  ids: ['orderId', 'clientId'],
  shown: (order) => (order.status === 'open' ? ok(orderOf(order)) : noOrder),
  cancelled: (order) => ok(orderOf(order)),
  none: () => noOrder,
})

const routes: readonly Route[] = [
  { method: 'GET', path: '/api/v1/time', access: 'public', answer: ({ nowMs }) => ok(String(nowMs)) },
  {
    method: 'GET',
    path: '/api/v1/capital',
    access: 'read',
    answer: ({ state }) =>
      ok(
        Object.fromEntries(
          [...state.balances].map(([currency, available]) => [
            currency,
            { available, locked: '0', staked: '0' },
          ]),
        ),
      ),
  },
  { method: 'POST', path: '/api/v1/order', access: 'trade', answer: orders.place },
  { method: 'GET', path: '/api/v1/order', access: 'read', answer: orders.query },
  {
    method: 'GET',
    path: '/api/v1/orders',
    access: 'read',
    answer: (call) => {
      const all = [...call.state.orders.keys()].map((id) => findOrder(call, id))
      return ok(all.flatMap((order) => (order?.status === 'open' ? [orderOf(order)] : [])))
    },
  },
  { method: 'DELETE', path: '/api/v1/order', access: 'trade', answer: orders.cancel },
]

/** A private subscription carries key, signature, time and window; the venue does not acknowledge it. */
const socket: LocalSocket = {
  receive: (frame, _session, { keys, nowMs }) => {
    const { method, signature } = objectOf(frame)
    if (method !== 'SUBSCRIBE' || !Array.isArray(signature)) return { send: [] }
    const [apiKey = '', signed = '', time = '', window = ''] = signature.map(String)
    const login = verifyLogin(keys.get(apiKey), signed, time, window, nowMs)
    return login.accepted
      ? { send: [], login }
      : { send: [{ id: null, error: { code: 4006, message: REFUSALS[login.reason][2] } }], login }
  },
}

function verifyLogin(
  key: LocalKey | undefined,
  signature: string,
  time: string,
  window: string,
  nowMs: number,
): Verdict {
  if (!key) return refused('unknown key')
  if (!signedBy(key, signedText('subscribe', [], time, window), signature)) return refused('bad signature')
  return clockVerdict(time, window, nowMs) ?? { accepted: true, apiKey: key.apiKey, params: [] }
}

/** Backpack. */
export const backpack: LocalVenue = { id: 'backpack', verify, refusal, routes, socket }
