import { claimOf } from '../claimOf.ts'
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
import { placeNamed } from '../orderDesk.ts'
import { digest, header, hmac, isHigher, pairsOf, same, splitUrl } from '../primitives.ts'
import { cancelOrder, findOrder, keyOf, param } from '../venueState.ts'

/**
 * Signature of a futures request: over the digest of the parameters as sent, the nonce if there is one, and the path without
 * `/derivatives`. The secret is base64.
 */
function verifyKrakenFutures(request: ReceivedRequest, setting: Setting): Verdict {
  const claim = claimOf(request, setting.keys, { apiKey: 'APIKey', signature: 'Authent' })
  if ('reason' in claim) return claim
  const { apiKey, key, signature } = claim
  const nonce = header(request, 'Nonce')
  const { path, query } = splitUrl(request.url)
  const sent = query + request.body
  const hashed = digest('sha256', sent + nonce + path.replace(/^\/derivatives/, ''))
  const wanted = hmac('sha512', Buffer.from(key.secret, 'base64'), hashed, 'base64')
  if (!same(wanted, signature)) return refused('bad signature')
  const params = [...pairsOf(query), ...pairsOf(request.body)]
  if (nonce === '') return { accepted: true, apiKey, params }
  if (!/^\d{1,20}$/.test(nonce) || !isHigher(setting.seen, apiKey, BigInt(nonce))) return refused('replay')
  return { accepted: true, apiKey, params, nonce: BigInt(nonce) }
}

function refuseKrakenFutures(reason: RefusalReason): Answer {
  const error = reason === 'replay' ? 'nonceBelowThreshold' : 'authenticationError'
  const serverTime = new Date(0).toISOString()
  if (reason === 'unknown path')
    return { status: 404, body: { result: 'error', error: 'notFound', serverTime } }
  return { status: 200, body: { result: 'error', error, serverTime } }
}

function done({ nowMs }: Call, members: Readonly<Record<string, unknown>>): Answer {
  return { status: 200, body: { result: 'success', ...members, serverTime: new Date(nowMs).toISOString() } }
}

function accounts(call: Call): Answer {
  const currencies = [...call.state.balances].map(([name, amount]) => [
    name.toLowerCase(),
    {
      quantity: Number(amount),
      value: Number(amount),
      collateral: Number(amount),
      available: Number(amount),
    },
  ])
  const cash = Object.fromEntries(
    [...call.state.balances].map(([name, amount]) => [name.toLowerCase(), Number(amount)]),
  )
  const flex = {
    type: 'multiCollateralMarginAccount',
    currencies: Object.fromEntries(currencies),
    availableMargin: 50_000,
  }
  return done(call, { accounts: { cash: { type: 'cashAccount', balances: cash }, flex } })
}

function shown(order: LocalOrder): Record<string, unknown> {
  return {
    type: 'ORDER',
    orderId: order.id,
    cliOrdId: order.clientId === '' ? null : order.clientId,
    symbol: order.symbol,
    side: order.side,
    quantity: Number(order.quantity),
    filled: 0,
    limitPrice: Number(order.price),
    reduceOnly: false,
    timestamp: new Date(order.createdAtMs).toISOString(),
    lastUpdateTimestamp: new Date(order.createdAtMs).toISOString(),
  }
}

const PARTS = {
  symbol: 'symbol',
  side: 'side',
  type: 'orderType',
  price: 'limitPrice',
  quantity: 'size',
  clientId: 'cliOrdId',
}

function place(call: Call): Answer {
  const order = placeNamed(call, { names: PARTS })
  const event = { type: 'PLACE', order: shown(order), reducedQuantity: null }
  const receivedTime = new Date(call.nowMs).toISOString()
  return done(call, {
    sendStatus: { order_id: order.id, status: 'placed', receivedTime, orderEvents: [event] },
  })
}

function cancel(call: Call): Answer {
  const order = cancelOrder(call, param(call, 'order_id'), param(call, 'cliOrdId'))
  const receivedTime = new Date(call.nowMs).toISOString()
  if (!order) return done(call, { cancelStatus: { status: 'notFound', receivedTime } })
  const event = { type: 'CANCEL', uid: order.id, order: shown(order) }
  return done(call, {
    cancelStatus: { status: 'cancelled', order_id: order.id, receivedTime, orderEvents: [event] },
  })
}

function status(call: Call): Answer {
  const order = findOrder(call, param(call, 'orderIds'))
  const state = order?.status === 'open' ? 'ENTERED_BOOK' : 'CANCELLED'
  return done(call, {
    orders: order ? [{ order: shown(order), status: state, updateReason: null, error: null }] : [],
  })
}

/** What the key that asks is. What the members of `permissions` are called is not documented. */
function checkKey(call: Call): Answer {
  const key = keyOf(call)
  return {
    status: 200,
    body: {
      apiKey: key.apiKey,
      accountUid: '3c90c3cc-0d44-4b50-8888-8dd25736052a',
      iiban: null,
      createdAt: new Date(key.createdAtMs).toISOString(),
      permissions: {},
      allowedCidrBlock: key.ips[0] === undefined ? null : `${key.ips[0]}/32`,
      allowedCidrBlocks: key.ips.map((ip) => `${ip}/32`),
      ...key.detail,
    },
  }
}

/** A private feed is subscribed to with a signed challenge, which the venue gives out first. */
const socket: LocalSocket = {
  open: () => [{ event: 'info', version: 1 }],
  receive(text, session, setting) {
    const frame = objectOf(text)
    const { event, feed } = frame
    if (event === 'challenge') {
      const isKnown = setting.keys.has(String(frame['api_key'] ?? ''))
      return {
        send: [
          isKnown ? { event, message: session.challenge } : { event: 'error', message: 'Invalid API key' },
        ],
      }
    }
    if (event !== 'subscribe' || !('signed_challenge' in frame))
      return { send: [{ event: 'subscribed', feed }] }
    const verdict = verifyChallenge(frame, session.challenge, setting)
    const login = standing(verdict, setting, session.request.ip, 'read')
    return {
      login,
      send: [
        login.accepted
          ? { event: 'subscribed', feed }
          : { event: 'alert', message: 'Failed to authenticate' },
      ],
    }
  },
}

function verifyChallenge(
  frame: Readonly<Record<string, unknown>>,
  challenge: string,
  setting: Setting,
): Verdict {
  const apiKey = String(frame['api_key'] ?? '')
  const key = setting.keys.get(apiKey)
  if (!key) return refused('unknown key')
  if (frame['original_challenge'] !== challenge) return refused('replay')
  const wanted = hmac('sha512', Buffer.from(key.secret, 'base64'), digest('sha256', challenge), 'base64')
  return same(wanted, String(frame['signed_challenge']))
    ? { accepted: true, apiKey, params: [] }
    : refused('bad signature')
}

const V3 = '/derivatives/api/v3'

/** Kraken Futures. */
export const krakenFutures: LocalVenue = {
  id: 'kraken-futures',
  verify: verifyKrakenFutures,
  refusal: refuseKrakenFutures,
  socket,
  routes: [
    // There is no endpoint for the time: every answer tells it, as that of this public one.
    {
      method: 'GET',
      path: `${V3}/instruments`,
      access: 'public',
      answer: (call) => done(call, { instruments: [] }),
    },
    { method: 'GET', path: `${V3}/accounts`, access: 'read', answer: accounts },
    { method: 'POST', path: `${V3}/sendorder`, access: 'trade', answer: place },
    { method: 'POST', path: `${V3}/cancelorder`, access: 'trade', answer: cancel },
    { method: 'GET', path: '/api/auth/v1/api-keys/v3/check', access: 'read', answer: checkKey },
    { method: 'POST', path: `${V3}/orders/status`, access: 'read', answer: status },
    // Documented as POST; ccxt asks with GET.
    { method: 'GET', path: `${V3}/orders/status`, access: 'read', answer: status },
  ],
}
