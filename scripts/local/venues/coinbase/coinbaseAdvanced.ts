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
  Setting,
  Verdict,
} from '../localVenue.ts'
import { refused } from '../localVenue.ts'
import { header, jsonParams, pairsOf, splitUrl } from '../primitives.ts'
import { cancelOrder, findOrder, keyOf, param, placeOrder } from '../venueState.ts'
import { verifyJwt } from './verifyJwt.ts'

/** A bearer token for exactly this method, host and path. The query and the body are not signed. */
function verifyCoinbaseAdvanced(request: ReceivedRequest, setting: Setting): Verdict {
  const [scheme, token = ''] = header(request, 'Authorization').split(' ')
  if (scheme !== 'Bearer' || token === '') return refused('missing header')
  const { path, query } = splitUrl(request.url)
  const verdict = verifyJwt(token, `${request.method} ${request.host}${path}`, setting)
  if (!verdict.accepted) return verdict
  return { ...verdict, params: [...pairsOf(query), ...jsonParams(request.body)] }
}

function refuseCoinbaseAdvanced(reason: RefusalReason): Answer {
  if (reason === 'unknown path') return { status: 404, body: { error: 'NOT_FOUND', message: 'Not Found' } }
  if (reason === 'permission') {
    const message = 'Missing required scopes'
    return { status: 403, body: { error: 'PERMISSION_DENIED', error_details: message, message } }
  }
  // Whatever is wrong with a token, the venue says this one word.
  return { status: 401, body: 'Unauthorized\n' }
}

function accounts(call: Call): Answer {
  const list = [...call.state.balances].map(([currency, value]) => ({
    uuid: `local-${currency}`,
    name: `${currency} Wallet`,
    currency,
    available_balance: { value, currency },
    hold: { value: '0', currency },
    default: true,
    active: true,
    type: 'ACCOUNT_TYPE_CRYPTO',
    ready: true,
  }))
  return { status: 200, body: { accounts: list, has_next: false, cursor: '', size: list.length } }
}

function keyPermissions(call: Call): Answer {
  const { access, detail } = keyOf(call)
  return {
    status: 200,
    body: {
      can_view: true,
      can_trade: access !== 'read',
      can_transfer: access === 'full',
      portfolio_uuid: 'local',
      portfolio_type: 'DEFAULT',
      ...detail,
    },
  }
}

type Configuration = Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>

function place(call: Call): Answer {
  const configuration = (call.params['order_configuration'] ?? {}) as Configuration
  const [type = ''] = Object.keys(configuration)
  const asked = configuration[type] ?? {}
  const order = placeOrder(call, {
    symbol: param(call, 'product_id'),
    side: param(call, 'side'),
    type,
    price: String(asked['limit_price'] ?? ''),
    quantity: String(asked['base_size'] ?? asked['quote_size'] ?? ''),
    clientId: param(call, 'client_order_id'),
  })
  const success_response = {
    order_id: order.id,
    product_id: order.symbol,
    side: order.side,
    client_order_id: order.clientId,
  }
  return { status: 200, body: { success: true, success_response, order_configuration: configuration } }
}

function shown(order: LocalOrder): Record<string, unknown> {
  return {
    order_id: order.id,
    product_id: order.symbol,
    client_order_id: order.clientId,
    side: order.side,
    status: order.status === 'open' ? 'OPEN' : 'CANCELLED',
    order_type: 'LIMIT',
    time_in_force: 'GOOD_UNTIL_CANCELLED',
    created_time: new Date(order.createdAtMs).toISOString(),
    filled_size: '0',
    filled_value: '0',
    average_filled_price: '0',
    total_fees: '0',
    order_configuration: { [order.type]: { base_size: order.quantity, limit_price: order.price } },
  }
}

function query(call: Call): Answer {
  const order = findOrder(call, call.path['id'])
  if (order) return { status: 200, body: { order: shown(order) } }
  const message = 'order with this orderID was not found'
  return { status: 404, body: { error: 'NOT_FOUND', error_details: message, message } }
}

function cancel(call: Call): Answer {
  const ids = Array.isArray(call.params['order_ids']) ? call.params['order_ids'] : []
  const results = ids.map((id) => {
    const success = cancelOrder(call, id) !== undefined
    return {
      success,
      failure_reason: success ? 'UNKNOWN_CANCEL_FAILURE_REASON' : 'UNKNOWN_CANCEL_ORDER',
      order_id: String(id),
    }
  })
  return { status: 200, body: { results } }
}

/** A subscription carries a token that names no path. */
const socket: LocalSocket = {
  receive(text, session, setting) {
    const frame = objectOf(text)
    const channel = String(frame['channel'] ?? '')
    const done = {
      channel: 'subscriptions',
      events: [{ subscriptions: { [channel]: frame['product_ids'] ?? [] } }],
    }
    if (!('jwt' in frame)) return { send: [done] }
    const login = standing(
      verifyJwt(String(frame['jwt']), undefined, setting),
      setting,
      session.request.ip,
      'read',
    )
    return { login, send: [login.accepted ? done : { type: 'error', message: 'authentication failure' }] }
  },
}

const V3 = '/api/v3/brokerage'

/** Coinbase Advanced Trade. */
export const coinbaseAdvanced: LocalVenue = {
  id: 'coinbase-advanced',
  verify: verifyCoinbaseAdvanced,
  refusal: refuseCoinbaseAdvanced,
  socket,
  routes: [
    {
      method: 'GET',
      path: `${V3}/time`,
      access: 'public',
      answer: ({ nowMs }) => ({
        status: 200,
        body: {
          iso: new Date(nowMs).toISOString(),
          epochSeconds: String(Math.floor(nowMs / 1000)),
          epochMillis: String(nowMs),
        },
      }),
    },
    { method: 'GET', path: `${V3}/accounts`, access: 'read', answer: accounts },
    { method: 'GET', path: `${V3}/key_permissions`, access: 'read', answer: keyPermissions },
    { method: 'POST', path: `${V3}/orders`, access: 'trade', answer: place },
    { method: 'GET', path: `${V3}/orders/historical/:id`, access: 'read', answer: query },
    { method: 'POST', path: `${V3}/orders/batch_cancel`, access: 'trade', answer: cancel },
  ],
}
