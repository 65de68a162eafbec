import { memberText, objectOf, plainQuery } from './encodings.ts'
import type {
  Answer,
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
import { digest, header, hmac, isSpent, jsonParams, pairsOf, same, splitUrl } from './primitives.ts'
import { keyOf } from './venueState.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const ALGORITHMS: Readonly<Record<string, 'sha256' | 'sha512'>> = { HS256: 'sha256', HS512: 'sha512' }

/** The claims of a token that this key signed. */
function claimsOf(token: string, secret: string): Readonly<Record<string, unknown>> | undefined {
  const [head = '', claims = '', signature = ''] = token.split('.')
  const algorithm = ALGORITHMS[memberText(objectOf(Buffer.from(head, 'base64url').toString()), 'alg')]
  if (!algorithm) return undefined
  const expected = Buffer.from(hmac(algorithm, secret, `${head}.${claims}`, 'base64'), 'base64')
  return same(expected.toString('base64url'), signature)
    ? objectOf(Buffer.from(claims, 'base64url').toString())
    : undefined
}

/** The key that a token says it is of. */
function keyNamedIn(token: string): string {
  const [, claims = ''] = token.split('.')
  return memberText(objectOf(Buffer.from(claims, 'base64url').toString()), 'access_key')
}

/** A body as a query: lists as `name[]=a&name[]=b`. */
const asQuery = (params: readonly Parameter[]): string =>
  plainQuery(
    params.flatMap(([name, value]): Parameter[] =>
      Array.isArray(value) ? value.map((member) => [`${name}[]`, member]) : [[name, value]],
    ),
  )

/** Shared by REST and WebSocket. */
function verifyToken(request: ReceivedRequest, hashed: string, { keys, seen }: Setting): Verdict {
  const token = header(request, 'authorization').replace(/^Bearer /, '')
  if (token === '') return refused('missing header')
  const key = keys.get(keyNamedIn(token))
  if (!key) return refused('unknown key')
  const claims = claimsOf(token, key.secret)
  if (!claims) return refused('bad signature')
  const nonce = memberText(claims, 'nonce')
  if (!UUID.test(nonce)) return refused('bad request')
  const hash = hashed === '' ? '' : digest('sha512', hashed).toString('hex')
  const algorithm = hashed === '' ? '' : 'SHA512'
  const given = memberText(claims, 'query_hash')
  if (given !== hash || memberText(claims, 'query_hash_alg') !== algorithm) return refused('bad request')
  if (isSpent(seen, key.apiKey, nonce)) return refused('replay')
  return { accepted: true, apiKey: key.apiKey, params: [], once: nonce }
}

function verify(request: ReceivedRequest, setting: Setting): Verdict {
  const sent = [...pairsOf(splitUrl(request.url).query), ...jsonParams(request.body)]
  const verdict = verifyToken(request, asQuery(sent), setting)
  if (!verdict.accepted) return verdict
  // The brackets say that the name may come again; they are no part of it.
  const params = sent.map(([name, value]): Parameter => [name.replace(/\[\]$/, ''), value])
  return { ...verdict, params }
}

const REFUSALS: Refusals<readonly [status: number, name: string, message: string]> = {
  'missing header': [401, 'jwt_verification', 'Failed to verify the JWT token.'],
  'unknown key': [401, 'invalid_access_key', 'The access key is not valid.'],
  'bad signature': [401, 'jwt_verification', 'Failed to verify the JWT token.'],
  clock: [401, 'jwt_verification', 'Failed to verify the JWT token.'],
  replay: [401, 'nonce_used', 'The nonce has been used already.'],
  'wrong passphrase': [401, 'jwt_verification', 'Failed to verify the JWT token.'],
  ip: [401, 'no_authorization_ip', 'This is not a verified IP.'],
  permission: [403, 'out_of_scope', 'The key does not have the permission.'],
  'expired key': [401, 'expired_access_key', 'The access key has expired.'],
  'unknown path': [404, '404', 'Not found'],
  'bad request': [401, 'invalid_query_payload', 'The query of the JWT payload does not match.'],
}

function refusal(reason: RefusalReason): Answer {
  const [status, name, message] = REFUSALS[reason]
  return { status, body: { error: { name, message } } }
}

const orderOf = (order: LocalOrder) => ({
  uuid: order.id,
  identifier: order.clientId,
  side: order.side,
  ord_type: order.type,
  price: order.price,
  state: order.status === 'open' ? 'wait' : 'cancel',
  market: order.symbol,
  created_at: new Date(order.createdAtMs).toISOString(),
  volume: order.quantity,
  remaining_volume: order.quantity,
  executed_volume: '0.0',
  paid_fee: '0.0',
  trades_count: 0,
  trades: [],
})

const noOrder: Answer = {
  status: 404,
  body: { error: { name: 'order_not_found', message: 'The order was not found.' } },
}

const orders = orderDesk({
  names: {
    symbol: 'market',
    side: 'side',
    type: 'ord_type',
    price: 'price',
    quantity: 'volume',
    clientId: 'identifier',
  },
  ids: ['uuid', 'identifier'],
  shown: (order) => ok(orderOf(order)),
  placed: (order) => ({ status: 201, body: orderOf(order) }),
  none: () => noOrder,
})

const routes: readonly Route[] = [
  {
    method: 'GET',
    path: '/v1/accounts',
    access: 'read',
    answer: ({ state }) =>
      ok(
        [...state.balances].map(([currency, balance]) => ({
          currency,
          balance,
          locked: '0.0',
          avg_buy_price: '0',
          avg_buy_price_modified: false,
          unit_currency: 'USDT',
        })),
      ),
  },
  { method: 'POST', path: '/v1/orders', access: 'trade', answer: orders.place },
  { method: 'GET', path: '/v1/order', access: 'read', answer: orders.query },
  { method: 'DELETE', path: '/v1/order', access: 'trade', answer: orders.cancel },
  {
    method: 'GET',
    path: '/v1/api_keys',
    access: 'read',
    answer: (call) => {
      const own = [...call.state.keys.values()].filter(({ account }) => account === keyOf(call).account)
      const year = 365 * 86_400_000
      return ok(
        own.map(({ apiKey, createdAtMs, expiresAtMs }) => ({
          access_key: apiKey,
          expire_at: new Date(expiresAtMs ?? createdAtMs + year).toISOString(),
        })),
      )
    },
  },
]

/** The login is in the upgrade request: a token without a query. */
const socket: LocalSocket = {
  upgrade: (request, setting) => verifyToken(request, '', setting),
  receive: (frame) => ({ send: frame === 'PING' ? [{ status: 'UP' }] : [] }),
}

/** Upbit, version 1. Its tokens have no time: the nonce alone tells a replay. */
export const upbit: LocalVenue = { id: 'upbit-v1', verify, refusal, routes, socket }
