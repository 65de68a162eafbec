import type { Exchange } from 'ccxt'
import type { RunningVenue } from '../../../../scripts/local/venues/server.ts'
import { ccxtExchange } from '../../../cex/support/ccxt.ts'
import type { VenueCase } from './venueCase.ts'

/** The last request that went out, to send it again. */
export type Sent = { readonly url: string; readonly init: RequestInit }

/** An exchange of ccxt that talks to a local venue. */
export type Pointed = { readonly exchange: Exchange; readonly last: () => Sent }

const MARKET = {
  id: 'BTCUSDT',
  symbol: 'BTC/USDT',
  base: 'BTC',
  quote: 'USDT',
  baseId: 'BTC',
  quoteId: 'USDT',
  type: 'spot',
  spot: true,
  margin: false,
  swap: false,
  future: false,
  option: false,
  contract: false,
  active: true,
  precision: { amount: 0.0001, price: 0.01 },
  limits: { amount: {}, price: {}, cost: {} },
  info: {},
}

/** Points ccxt at a local venue, with one of its keys or with credentials that it does not know. */
export async function pointedAt(
  running: RunningVenue,
  { ccxt, ...venueCase }: VenueCase,
  {
    apiKey,
    secret,
    passphrase,
    pro = false,
  }: {
    readonly apiKey: string
    readonly secret?: string
    readonly passphrase?: string
    readonly pro?: boolean
  },
): Promise<Pointed> {
  const key = running.state.keys.get(apiKey)
  const used = secret ?? venueCase.secretOf?.(apiKey) ?? key?.secret ?? venueCase.keys.trader.secret
  const password = passphrase ?? key?.passphrase ?? venueCase.keys.trader.passphrase
  const credentials = ccxt.credentials?.(apiKey, used, password) ?? {
    apiKey,
    secret: used,
    ...(password !== undefined && { password }),
  }
  const exchange = await ccxtExchange(ccxt.id, { ...credentials, ...ccxt.options }, { pro })
  // Without this, ccxt does not open a socket without TLS.
  if (pro) await exchange.loadHttpProxyAgent()
  exchange.urls['api'] = moved(exchange.urls['api'], running, exchange) as never
  if (venueCase.said.replay) neverTwice(exchange)
  ccxt.prepare?.(exchange, running)
  const market = { ...MARKET, ...ccxt.market }
  exchange.setMarkets(
    [market] as never,
    currenciesOf(ccxt.currencies ?? { BTC: 'BTC', USDT: 'USDT', USD: 'USD' }) as never,
  )
  let sent: Sent | undefined
  exchange.fetchImplementation = (url: string, init: RequestInit) => {
    sent = { url: url.replace('https://127.0.0.1', 'http://127.0.0.1'), init }
    return fetch(sent.url, init)
  }
  const last = (): Sent => {
    if (!sent) throw new Error('nothing was sent')
    return sent
  }
  return { exchange, last }
}

let lastNonce = 0

/** ccxt takes the millisecond for a nonce, and two requests may come within one: to a venue that remembers, the second is a replay. */
function neverTwice(exchange: Exchange): void {
  const clock = exchange.nonce.bind(exchange)
  exchange.nonce = () => {
    lastNonce = Math.max(clock(), lastNonce + 1)
    return lastNonce
  }
}

function currenciesOf(names: Readonly<Record<string, string>>): Record<string, unknown> {
  const entries = Object.entries(names).map(([code, id]) => [code, { id, code, precision: 1e-8, info: {} }])
  return Object.fromEntries(entries)
}

/** The same addresses with another scheme and host. REST keeps `https` until it is sent, since some clients sign the rest of the URL. */
function moved(urls: unknown, running: RunningVenue, exchange: Exchange): unknown {
  if (typeof urls === 'string') {
    const host = running.url.replace('http://', '')
    return exchange.implodeHostname(urls).replace(/^(https|wss):\/\/[^/]+/, (_all, scheme) => {
      return scheme === 'wss' ? `ws://${host}` : `https://${host}`
    })
  }
  if (typeof urls !== 'object' || urls === null) return urls
  return Object.fromEntries(
    Object.entries(urls).map(([name, value]) => [name, moved(value, running, exchange)]),
  )
}
