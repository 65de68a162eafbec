import { queryWithout } from '../encodings.ts'
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
} from '../localVenue.ts'
import { ok, refused } from '../localVenue.ts'
import { orderDesk } from '../orderDesk.ts'
import { header, hmac, pairsOf, same, splitUrl, textOf, without } from '../primitives.ts'
import { giveToken, keyOf, tokenLogin } from '../venueState.ts'

const DEFAULT_WINDOW_MS = 5000
const LONGEST_WINDOW_MS = 60_000

/** Query and body, one after the other without anything between, less the signature, exactly as received. */
function verify(request: ReceivedRequest, { keys, nowMs }: Setting): Verdict {
  const { query } = splitUrl(request.url)
  const pairs = [...pairsOf(query), ...pairsOf(request.body)]
  const signature = textOf(pairs, 'signature')
  const timestamp = textOf(pairs, 'timestamp')
  const apiKey = header(request, 'x-mexc-apikey')
  if (apiKey === '' || signature === '' || timestamp === '') return refused('missing header')
  const key = keys.get(apiKey)
  if (!key) return refused('unknown key')
  const text = queryWithout(query, 'signature') + queryWithout(request.body, 'signature')
  if (!same(hmac('sha256', key.secret, text, 'hex'), signature)) return refused('bad signature')
  const windowMs = Number(textOf(pairs, 'recvWindow') || DEFAULT_WINDOW_MS)
  const ageMs = nowMs - Number(timestamp)
  if (!(windowMs <= LONGEST_WINDOW_MS && ageMs > -1000 && ageMs <= windowMs)) return refused('clock')
  return { accepted: true, apiKey, params: without(pairs, 'signature', 'timestamp', 'recvWindow') }
}

const REFUSALS: Refusals<readonly [status: number, code: number, msg: string]> = {
  'missing header': [400, 400, 'api key required'],
  'unknown key': [400, 10072, 'Api key info invalid'],
  'bad signature': [400, 700_002, 'Signature for this request is not valid.'],
  clock: [400, 700_003, 'Timestamp for this request is outside of the recvWindow.'],
  replay: [400, 700_003, 'Timestamp for this request is outside of the recvWindow.'],
  'wrong passphrase': [400, 700_002, 'Signature for this request is not valid.'],
  ip: [403, 700_006, 'IP is not in the ip white list'],
  permission: [403, 700_007, 'No permission to access the endpoint.'],
  'expired key': [400, 700_001, 'API-key expired.'],
  'unknown path': [404, 404, 'Not Found'],
  'bad request': [400, 700_004, 'Mandatory parameter was not sent, was empty/null, or malformed.'],
}

function refusal(reason: RefusalReason): Answer {
  const [status, code, msg] = REFUSALS[reason]
  return { status, body: { code, msg } }
}

const orderOf = (order: LocalOrder) => ({
  symbol: order.symbol,
  orderId: order.id,
  orderListId: -1,
  clientOrderId: order.clientId,
  price: order.price,
  origQty: order.quantity,
  executedQty: '0',
  cummulativeQuoteQty: '0',
  status: order.status === 'open' ? 'NEW' : 'CANCELED',
  type: order.type,
  side: order.side,
  time: order.createdAtMs,
})

const noOrder: Answer = { status: 400, body: { code: -2013, msg: 'Order does not exist.' } }

const account = ({ state, key }: Call): Answer =>
  ok({
    canTrade: key?.access !== 'read',
    canWithdraw: key?.access === 'full',
    canDeposit: true,
    updateTime: null,
    accountType: 'SPOT',
    balances: [...state.balances].map(([asset, free]) => ({ asset, free, locked: '0' })),
    permissions: ['SPOT'],
  })

const orders = orderDesk({
  names: {
    symbol: 'symbol',
    side: 'side',
    type: 'type',
    price: 'price',
    quantity: 'quantity',
    clientId: 'newClientOrderId',
  },
  ids: ['orderId', 'origClientOrderId'],
  shown: (order) => ok(orderOf(order)),
  placed: (order) => ok({ ...orderOf(order), transactTime: order.createdAtMs }),
  none: () => noOrder,
})

const routes: readonly Route[] = [
  { method: 'GET', path: '/api/v3/time', access: 'public', answer: ({ nowMs }) => ok({ serverTime: nowMs }) },
  { method: 'GET', path: '/api/v3/account', access: 'read', answer: account },
  { method: 'POST', path: '/api/v3/order', access: 'trade', answer: orders.place },
  { method: 'GET', path: '/api/v3/order', access: 'read', answer: orders.query },
  { method: 'DELETE', path: '/api/v3/order', access: 'trade', answer: orders.cancel },
  {
    method: 'POST',
    path: '/api/v3/userDataStream',
    access: 'read',
    answer: (call) => ok({ listenKey: giveToken(call) }),
  },
  {
    method: 'GET',
    path: '/api/v3/apiKeyInfo',
    access: 'read',
    answer: (call) => {
      const { ips, access, createdAtMs, label } = keyOf(call)
      const permissions = { read: ['SPOT_ACCOUNT_READ'], trade: ['SPOT_ACCOUNT_READ', 'SPOT_DEAL_WRITE'] }
      const full = [...permissions.trade, 'SPOT_WITHDRAW_WRITE', 'SPOT_TRANSFER_WRITE']
      return ok({
        note: label,
        permissions: access === 'full' ? full : permissions[access],
        ipWhiteList: ips,
        createTime: createdAtMs,
      })
    },
  },
]

/** The listen key stands in the URL: `/ws?listenKey=...`. */
const socket: LocalSocket = {
  upgrade: (request, _setting, state) => {
    const listenKey = textOf(pairsOf(splitUrl(request.url).query), 'listenKey')
    return tokenLogin(state, listenKey)
  },
  receive: (frame) => ({ send: frame.includes('PING') ? [{ id: 0, code: 0, msg: 'PONG' }] : [] }),
}

/** MEXC spot. What its own-key query answers is not documented: those fields are a guess. */
export const mexcSpot: LocalVenue = { id: 'mexc-spot', verify, refusal, routes, socket }
