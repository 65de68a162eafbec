import { objectOf } from '../encodings.ts'
import type { Answer, Call, LocalOrder, LocalSocket, LocalVenue, Route } from '../localVenue.ts'
import { orderDesk } from '../orderDesk.ts'
import { pairsOf, splitUrl } from '../primitives.ts'
import { giveToken, param, tokenLogin } from '../venueState.ts'
import { kucoinAnswer } from './kucoinAnswer.ts'
import { kucoinKeyRoutes } from './kucoinKeys.ts'
import { refuseKucoin, verifyKucoin } from './verifyKucoin.ts'

const UNKNOWN: Answer = { status: 200, body: { code: '400100', msg: 'order_not_exist' } }

function shown(order: LocalOrder): Record<string, unknown> {
  return {
    id: order.id,
    orderId: order.id,
    clientOid: order.clientId,
    symbol: order.symbol,
    type: order.type,
    side: order.side,
    price: order.price,
    size: order.quantity,
    dealSize: '0',
    dealFunds: '0',
    filledSize: '0',
    filledValue: '0',
    value: '0',
    fee: '0',
    feeCurrency: 'USDT',
    timeInForce: 'GTC',
    status: order.status === 'open' ? 'open' : 'done',
    isActive: order.status === 'open',
    active: order.status === 'open',
    cancelExist: order.status === 'cancelled',
    createdAt: order.createdAtMs,
  }
}

const orders = orderDesk({
  names: { symbol: 'symbol', side: 'side', price: 'price', quantity: 'size', clientId: 'clientOid' },
  fixed: (call) => ({ type: param(call, 'type') || 'limit' }),
  ids: ['id'],
  shown: (order) => kucoinAnswer(shown(order)),
  placed: ({ id, clientId }) => kucoinAnswer({ orderId: id, clientOid: clientId }),
  cancelled: ({ id }) => kucoinAnswer({ orderId: id, cancelledOrderIds: [id] }),
  none: () => UNKNOWN,
})

const orderRoutes = (path: string): Route[] => [
  { method: 'POST', path, access: 'trade', answer: orders.place },
  { method: 'GET', path: `${path}/:id`, access: 'read', answer: orders.query },
  { method: 'DELETE', path: `${path}/:id`, access: 'trade', answer: orders.cancel },
]

/** The token that a WebSocket is opened with, and where. */
function bulletPrivate(call: Call): Answer {
  const server = {
    endpoint: `ws://${call.request.host}/endpoint`,
    encrypt: false,
    protocol: 'websocket',
    pingInterval: 18_000,
    pingTimeout: 10_000,
  }
  return kucoinAnswer({ token: giveToken(call), instanceServers: [server] })
}

/** The token is in the URL. */
const socket: LocalSocket = {
  upgrade(request, _setting, state) {
    const token = new Map(pairsOf(splitUrl(request.url).query)).get('token') ?? ''
    return tokenLogin(state, token)
  },
  open: (session) => [{ id: session.challenge, type: 'welcome' }],
  receive(text) {
    const { id, type } = objectOf(text)
    return { send: [{ id, type: type === 'ping' ? 'pong' : 'ack' }] }
  },
}

const shared: readonly Route[] = [
  { method: 'GET', path: '/api/v1/timestamp', access: 'public', answer: ({ nowMs }) => kucoinAnswer(nowMs) },
  { method: 'POST', path: '/api/v1/bullet-private', access: 'read', answer: bulletPrivate },
  ...kucoinKeyRoutes,
]

/** KuCoin spot. */
export const kucoinSpot: LocalVenue = {
  id: 'kucoin-spot',
  verify: verifyKucoin,
  refusal: refuseKucoin,
  socket,
  routes: [
    {
      method: 'GET',
      path: '/api/v1/accounts',
      access: 'read',
      answer: (call) =>
        kucoinAnswer(
          [...call.state.balances].map(([currency, amount]) => ({
            id: `local-${currency}`,
            currency,
            type: 'trade',
            balance: amount,
            available: amount,
            holds: '0',
          })),
        ),
    },
    ...orderRoutes('/api/v1/hf/orders'),
    ...orderRoutes('/api/v1/orders'),
    ...shared,
  ],
}

/** KuCoin futures: the same keys, another host. */
export const kucoinFutures: LocalVenue = {
  id: 'kucoin-futures',
  verify: verifyKucoin,
  refusal: refuseKucoin,
  socket,
  routes: [
    {
      method: 'GET',
      path: '/api/v1/account-overview',
      access: 'read',
      answer: (call) => {
        const currency = param(call, 'currency') || 'USDT'
        const amount = Number(call.state.balances.get(currency) ?? '0')
        return kucoinAnswer({
          currency,
          accountEquity: amount,
          availableBalance: amount,
          marginBalance: amount,
          orderMargin: 0,
        })
      },
    },
    ...orderRoutes('/api/v1/orders'),
    ...shared,
  ],
}
