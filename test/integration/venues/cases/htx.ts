import { connect } from 'node:net'
import type { Exchange } from 'ccxt'
import { HbApi } from 'huobi-api-js'
import { htxLinear } from '../../../../scripts/local/venues/htx/linear.ts'
import { htxSpot } from '../../../../scripts/local/venues/htx/spot.ts'
import type { RunningVenue } from '../../../../scripts/local/venues/server.ts'
import { localKeys } from '../support/localKeys.ts'
import { swapMarket } from '../support/swapMarket.ts'
import type { VenueCase } from '../support/venueCase.ts'
import { callUntyped } from '../support/watched.ts'

/** The host is signed: ccxt takes it from a list of its own. */
function moveHosts(exchange: Exchange, running: RunningVenue): void {
  const { host } = new URL(running.url)
  exchange.urls['hostnames'] = { spot: host, contract: host, status: { spot: host } } as never
}

/** ccxt cuts the path that it signs out of a `wss://` URL: so the socket keeps its own, and only the connection ends here. */
const loginAt =
  (hostname: string, path: string, type: string) =>
  (exchange: Exchange, running: RunningVenue): Promise<unknown> => {
    const { port } = new URL(running.url)
    exchange.options['ws'] = { options: { createConnection: () => connect(Number(port), '127.0.0.1') } }
    return callUntyped(exchange, 'authenticate', { url: `wss://${hostname}${path}`, hostname, type })
  }

const spotKeys = localKeys('htx-spot')
const linearKeys = localKeys('htx-linear')

/** Calls that the package signs, each by its path. It answers `null` when the venue refuses, and tells its log why. */
function client(apiBaseUrl: string, accessKey: string, secretKey: string) {
  const complaints: unknown[] = []
  const logger = {
    debug: () => undefined,
    error: (_words: string, { data }: { data?: unknown } = {}) => void complaints.push(data),
  }
  const api = new HbApi({ apiBaseUrl, profileConfig: { accessKey, secretKey }, logger })
  return {
    get: (path: string): Promise<unknown> => api.restApi({ method: 'GET', path }),
    post: (path: string, body: Record<string, unknown>): Promise<unknown> =>
      api.restApi({ method: 'POST', path, body }),
    refused: async (path: string): Promise<unknown> => {
      const answer: unknown = await api.restApi({ method: 'GET', path })
      return answer ?? complaints
    },
  }
}

const said: VenueCase['said'] = {
  'unknown key': ['AuthenticationError', 'Incorrect Access key'],
  'bad signature': ['AuthenticationError', 'Verification failure'],
  clock: ['AuthenticationError', 'timestamp'],
  ip: ['AuthenticationError', 'IP address'],
  permission: ['PermissionDenied', 'no permission'],
}

/** HTX spot. */
export const htxSpotCase: VenueCase = {
  venue: htxSpot,
  keys: spotKeys,
  ccxt: {
    id: 'htx',
    market: { id: 'btcusdt' },
    prepare: moveHosts,
    login: loginAt('api.huobi.pro', '/ws/v2', 'spot'),
    loginRefused: ['AuthenticationError', 'auth.fail'],
  },
  said,
  sdk: {
    name: 'huobi-api-js',
    run: async ({ url }) => {
      const htx = client(url, spotKeys.trader.apiKey, spotKeys.trader.secret)
      const [account] = (await htx.get('/v1/account/accounts')) as { id: number }[]
      await htx.get(`/v1/account/accounts/${account?.id}/balance`)
      const order = { symbol: 'btcusdt', type: 'buy-limit', price: '20000', amount: '1' }
      const id = await htx.post('/v1/order/orders/place', { 'account-id': String(account?.id), ...order })
      await htx.post(`/v1/order/orders/${id}/submitcancel`, {})
    },
    refused: ({ url }) =>
      client(url, spotKeys.trader.apiKey, spotKeys.reader.secret).refused('/v1/account/accounts'),
    says: 'Verification failure',
  },
}

/** HTX linear swaps. */
export const htxLinearCase: VenueCase = {
  venue: htxLinear,
  keys: linearKeys,
  ccxt: {
    id: 'htx',
    options: { options: { defaultType: 'swap' } },
    market: swapMarket('BTC/USDT:USDT', 0.001, { id: 'BTC-USDT' }),
    prepare: moveHosts,
    login: loginAt('api.hbdm.vn', '/linear-swap-notification', 'linear'),
    loginRefused: ['AuthenticationError', 'Verification failure'],
  },
  said,
  sdk: {
    name: 'huobi-api-js',
    run: async ({ url }) => {
      const htx = client(url, linearKeys.trader.apiKey, linearKeys.trader.secret)
      await htx.get('/v5/account/balance')
      const placed = await htx.post('/v5/trade/order', {
        contract_code: 'BTC-USDT',
        margin_mode: 'cross',
        side: 'buy',
        type: 'limit',
        price: '20000',
        volume: '1',
      })
      const { order_id } = placed as { order_id: string }
      await htx.post('/v5/trade/cancel_order', { contract_code: 'BTC-USDT', order_id })
    },
    refused: ({ url }) =>
      client(url, linearKeys.trader.apiKey, linearKeys.reader.secret).refused('/v5/account/balance'),
    says: 'Verification failure',
  },
}
