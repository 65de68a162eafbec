import { membersOf, memberText, objectOf } from '../encodings.ts'
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
} from '../localVenue.ts'
import { ok } from '../localVenue.ts'
import { cancelOrder, findOrder, keyOf, placeOrder } from '../venueState.ts'
import { isUserSigned, verify } from './signature.ts'

const MESSAGES: Refusals<string> = {
  'missing header': 'Failed to deserialize the JSON body into the target type',
  'unknown key': 'User or API Wallet does not exist.',
  'bad signature': 'Unable to recover signer',
  clock: 'Invalid nonce: out of the time window',
  replay: 'Invalid nonce: duplicate nonce',
  'wrong passphrase': 'Unable to recover signer',
  ip: 'User or API Wallet does not exist.',
  permission: 'Must be signed by the account itself.',
  'expired key': 'User or API Wallet does not exist.',
  'unknown path': 'Not found',
  'bad request': 'Failed to deserialize the JSON body into the target type',
}

function refusal(reason: RefusalReason): Answer {
  if (reason === 'bad request' || reason === 'missing header') return { status: 422, body: MESSAGES[reason] }
  return { status: 200, body: { status: 'err', response: MESSAGES[reason] } }
}

const done = (type: string, statuses?: readonly unknown[]): Answer =>
  ok({ status: 'ok', response: statuses ? { type, data: { statuses } } : { type } })

/** A list of objects, whatever else was sent. */
const objectsIn = (value: unknown): Readonly<Record<string, unknown>>[] =>
  Array.isArray(value) ? value.map((item) => membersOf(item)) : []

function place(call: Call): Answer {
  const statuses = objectsIn(call.params['orders']).map((wanted) => {
    const order = placeOrder(call, {
      symbol: memberText(wanted, 'a'),
      side: wanted['b'] === true ? 'B' : 'A',
      type: 'Limit',
      price: memberText(wanted, 'p'),
      quantity: memberText(wanted, 's'),
      clientId: memberText(wanted, 'c'),
    })
    return { resting: { oid: Number(order.id), ...(order.clientId !== '' && { cloid: order.clientId }) } }
  })
  return done('order', statuses)
}

function cancel(call: Call): Answer {
  const statuses = objectsIn(call.params['cancels']).map((wanted) =>
    cancelOrder(call, memberText(wanted, 'o') || memberText(wanted, 'oid'), memberText(wanted, 'cloid'))
      ? 'success'
      : { error: 'Order was never placed, already canceled, or filled.' },
  )
  return done('cancel', statuses)
}

/** What each action does; one that is not here is refused. */
const ACTIONS: Readonly<Record<string, (call: Call) => Answer>> = {
  order: place,
  cancel,
  cancelByCloid: cancel,
  setReferrer: () => done('default'),
  approveBuilderFee: () => done('default'),
  approveAgent: () => done('default'),
  usdSend: () => done('default'),
  withdraw3: () => done('default'),
}

function exchange(call: Call): Answer {
  const act = ACTIONS[String(call.params['type'])]
  if (!act) return refusal('bad request')
  if (isUserSigned(call.params) && keyOf(call).access !== 'full') return refusal('permission')
  return act(call)
}

const statusOf = (order: LocalOrder) => ({
  order: {
    coin: `@${order.symbol}`,
    side: order.side,
    limitPx: order.price,
    sz: order.quantity,
    origSz: order.quantity,
    oid: Number(order.id),
    timestamp: order.createdAtMs,
    orderType: 'Limit',
    tif: 'Gtc',
    cloid: order.clientId === '' ? null : order.clientId,
    reduceOnly: false,
    isTrigger: false,
    children: [],
  },
  status: order.status === 'open' ? 'open' : 'canceled',
  statusTimestamp: order.createdAtMs,
})

/** Questions are not signed: whoever asks is told. */
const QUESTIONS: Readonly<
  Record<string, (call: Call, question: Readonly<Record<string, unknown>>) => unknown>
> = {
  exchangeStatus: ({ nowMs }) => ({ time: nowMs, specialStatuses: null }),
  userAbstraction: () => 'default',
  extraAgents: ({ state }, { user }) =>
    [...state.keys.values()]
      .filter(({ account, apiKey }) => account === user && apiKey !== user)
      .map(({ apiKey, label, expiresAtMs }) => ({
        address: apiKey,
        name: label,
        validUntil: expiresAtMs ?? null,
      })),
  spotClearinghouseState: ({ state }) => ({
    balances: [...state.balances].map(([coin, total], token) => ({
      coin,
      token,
      total,
      hold: '0.0',
      entryNtl: '0.0',
    })),
  }),
  orderStatus: (call, { oid }) => {
    const order = findOrder(call, oid, oid)
    return order ? { status: 'order', order: statusOf(order) } : { status: 'unknownOid' }
  },
}

function info(call: Call): Answer {
  const question = objectOf(call.request.body)
  const answer = QUESTIONS[memberText(question, 'type')]
  if (!answer) return refusal('bad request')
  const body = answer(call, question)
  return ok(typeof body === 'string' ? JSON.stringify(body) : body)
}

const routes: readonly Route[] = [
  { method: 'POST', path: '/info', access: 'public', answer: info },
  { method: 'POST', path: '/exchange', access: 'trade', answer: exchange },
]

/** Signed actions may come by WebSocket, too, as posts; subscriptions need no key. */
const socket: LocalSocket = {
  receive: (frame, { request }, setting) => {
    const { method, id, request: posted } = objectOf(frame)
    if (method === 'ping') return { send: [{ channel: 'pong' }] }
    if (method !== 'post') return { send: [] }
    const { payload } = membersOf(posted)
    const asRequest: ReceivedRequest = { ...request, method: 'POST', body: JSON.stringify(payload ?? {}) }
    const login = verify(asRequest, setting)
    const answer = login.accepted ? { status: 'ok' } : { status: 'err', response: MESSAGES[login.reason] }
    return { send: [{ channel: 'post', data: { id, response: { type: 'action', payload: answer } } }], login }
  },
}

/** Hyperliquid: keys are addresses, each an account or an agent of one. */
export const hyperliquid: LocalVenue = { id: 'hyperliquid', verify, refusal, routes, socket }
