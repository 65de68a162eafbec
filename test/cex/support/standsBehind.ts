/**
 * What stands behind what is tested at a venue: an example that the venue publishes, in its documents or in a program of its own; ccxt
 * and the client of another author; ccxt alone, whose errors would then go unnoticed; or no more than the documents, where ccxt signs
 * something else.
 */
export type StandsBehind = 'published' | 'two independent clients' | 'ccxt only' | 'documents only'

/** What stands behind a venue, and the clients that run a life against the local venue. */
export type Evidence = { readonly stands: StandsBehind; readonly clients: readonly string[] }

const row = (stands: StandsBehind, ...others: readonly string[]): Evidence => ({
  stands,
  clients: ['ccxt', ...others],
})

/** One line per venue. */
export const STANDS_BEHIND: Readonly<Record<string, Evidence>> = {
  'binance-spot': row('published', 'binance'),
  'binance-usdm': row('published', 'binance'),
  'bybit-v5': row('two independent clients', 'bybit-api'),
  'okx-v5': row('two independent clients', 'okx-api'),
  'kraken-spot': row('published', 'node-kraken-api'),
  'kraken-futures': row('ccxt only'),
  'coinbase-exchange': row('two independent clients', 'coinbase-api'),
  'coinbase-advanced': row('two independent clients', 'coinbase-api'),
  'kucoin-spot': row('two independent clients', 'kucoin-universal-sdk'),
  'kucoin-futures': row('two independent clients', 'kucoin-universal-sdk'),
  'bitget-v2': row('two independent clients', 'bitget-api'),
  'gate-v4': row('published', 'gateio-api'),
  'deribit-v2': row('published'),
  'htx-spot': row('two independent clients', 'huobi-api-js'),
  'htx-linear': row('two independent clients', 'huobi-api-js'),
  'mexc-spot': row('published', 'mexc-api'),
  'mexc-contract': row('two independent clients', 'mexc-api'),
  'bitfinex-v2': row('two independent clients', 'bfx-api-node-rest'),
  'gemini-v1': row('published', 'gemini-api'),
  'bitstamp-v2': row('ccxt only'),
  'cryptocom-v1': row('ccxt only'),
  'poloniex-v3': row('ccxt only'),
  phemex: row('ccxt only'),
  'whitebit-v4': row('published'),
  backpack: row('ccxt only'),
  'bitvavo-v2': row('published', 'bitvavo'),
  'upbit-v1': row('two independent clients', 'node-upbit'),
  bingx: row('two independent clients', 'bingx-api'),
  'coinex-v2': row('documents only'),
  'woo-v3': row('ccxt only'),
  hyperliquid: row('published', '@nktkas/hyperliquid'),
}
