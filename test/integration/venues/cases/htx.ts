import { connect } from 'node:net'
import type { Exchange } from 'ccxt'
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
  keys: localKeys('htx-spot'),
  ccxt: {
    id: 'htx',
    market: { id: 'btcusdt' },
    prepare: moveHosts,
    login: loginAt('api.huobi.pro', '/ws/v2', 'spot'),
    loginRefused: ['AuthenticationError', 'auth.fail'],
  },
  said,
  noSdk: 'the packages on npm are years old and not maintained',
}

/** HTX linear swaps. */
export const htxLinearCase: VenueCase = {
  venue: htxLinear,
  keys: localKeys('htx-linear'),
  ccxt: {
    id: 'htx',
    options: { options: { defaultType: 'swap' } },
    market: swapMarket('BTC/USDT:USDT', 0.001, { id: 'BTC-USDT' }),
    prepare: moveHosts,
    login: loginAt('api.hbdm.vn', '/linear-swap-notification', 'linear'),
    loginRefused: ['AuthenticationError', 'Verification failure'],
  },
  said,
  noSdk: 'the packages on npm are years old and not maintained',
}
