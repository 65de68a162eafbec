import { membersOf, objectOf } from '../encodings.ts'
import { standing } from '../judge.ts'
import type { Answer, Call, LocalAccess, LocalOrder, LocalSocket, LocalVenue, Route } from '../localVenue.ts'
import { placeNamed } from '../orderDesk.ts'
import { cancelOrder, findOrder, param, randomText } from '../venueState.ts'
import { deribitAnswer } from './deribitAnswer.ts'
import { deribitKeyMethods } from './deribitKeys.ts'
import { deribitError, refuseDeribit, verifyClaim, verifyDeribit } from './verifyDeribit.ts'

function shown(order: LocalOrder): Record<string, unknown> {
  return {
    order_id: order.id,
    instrument_name: order.symbol,
    label: order.clientId,
    direction: order.side,
    order_type: order.type,
    price: Number(order.price),
    amount: Number(order.quantity),
    filled_amount: 0,
    average_price: 0,
    order_state: order.status === 'open' ? 'open' : 'cancelled',
    time_in_force: 'good_til_cancelled',
    creation_timestamp: order.createdAtMs,
    last_update_timestamp: order.createdAtMs,
    api: true,
    reduce_only: false,
    post_only: false,
  }
}

const place =
  (side: 'buy' | 'sell') =>
  (call: Call): Answer => {
    const order = placeNamed(call, {
      names: { symbol: 'instrument_name', price: 'price', quantity: 'amount', clientId: 'label' },
      fixed: () => ({ side, type: param(call, 'type') || 'limit' }),
    })
    return deribitAnswer(call, { order: shown(order), trades: [] })
  }

const NOT_FOUND: Answer = {
  status: 400,
  body: {
    jsonrpc: '2.0',
    error: { code: 11_044, message: 'not_open_order' },
    usIn: 0,
    usOut: 0,
    usDiff: 0,
    testnet: false,
  },
}

function found(call: Call, order: LocalOrder | undefined): Answer {
  return order ? deribitAnswer(call, shown(order)) : NOT_FOUND
}

function summary(call: Call, currency: string): Record<string, unknown> {
  const amount = Number(call.state.balances.get(currency) ?? '0')
  return {
    currency,
    equity: amount,
    balance: amount,
    available_funds: amount,
    available_withdrawal_funds: amount,
    initial_margin: 0,
  }
}

const METHODS: Readonly<Record<string, readonly [LocalAccess, (call: Call) => Answer]>> = {
  get_account_summary: ['read', (call) => deribitAnswer(call, summary(call, param(call, 'currency')))],
  get_account_summaries: [
    'read',
    (call) =>
      deribitAnswer(call, {
        summaries: [...call.state.balances.keys()].map((currency) => summary(call, currency)),
      }),
  ],
  buy: ['trade', place('buy')],
  sell: ['trade', place('sell')],
  get_order_state: ['read', (call) => found(call, findOrder(call, param(call, 'order_id')))],
  cancel: ['trade', (call) => found(call, cancelOrder(call, param(call, 'order_id')))],
  ...deribitKeyMethods,
}

/** `public/auth` on a socket: a signature over time, nonce and data. */
const socket: LocalSocket = {
  receive(text, session, setting) {
    const frame = objectOf(text)
    const { id, method } = frame
    const params = membersOf(frame['params'])
    if (method !== 'public/auth')
      return { send: [{ jsonrpc: '2.0', id, result: params['channels'] ?? 'ok' }] }
    const claim = {
      apiKey: String(params['client_id'] ?? ''),
      timestamp: String(params['timestamp'] ?? ''),
      nonce: String(params['nonce'] ?? ''),
      signature: String(params['signature'] ?? ''),
    }
    const verdict = verifyClaim(claim, String(params['data'] ?? ''), setting)
    const login = standing(verdict, setting, session.request.ip, 'read')
    if (!login.accepted) return { login, send: [{ jsonrpc: '2.0', id, error: deribitError(login.reason) }] }
    const result = {
      token_type: 'bearer',
      scope: 'connection',
      access_token: randomText(32),
      refresh_token: randomText(32),
      expires_in: 31_536_000,
    }
    return { login, send: [{ jsonrpc: '2.0', id, result }] }
  },
}

/** Deribit v2. Each method may be asked for with GET, or with POST and a call of JSON-RPC in the body. */
export const deribitV2: LocalVenue = {
  id: 'deribit-v2',
  verify: verifyDeribit,
  refusal: refuseDeribit,
  socket,
  routes: [
    {
      method: 'GET',
      path: '/api/v2/public/get_time',
      access: 'public',
      answer: (call) => deribitAnswer(call, call.nowMs),
    },
    ...Object.entries(METHODS).flatMap(([name, [access, answer]]) =>
      ['GET', 'POST'].map((method): Route => ({ method, path: `/api/v2/private/${name}`, access, answer })),
    ),
  ],
}
