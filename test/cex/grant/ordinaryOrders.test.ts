import { describe, expect, it } from 'vitest'
import { memoryBudgetLedger } from '../../../sdk/cex/budgets/memoryBudgetLedger.ts'
import { countRequest } from '../../../sdk/cex/grant/authorizeRequest.ts'
import { defineVenueGrant } from '../../../sdk/cex/grant/defineVenueGrant.ts'
import { expandVenueAccess } from '../../../sdk/cex/grant/expandVenueAccess.ts'
import type { VenueRequest } from '../../../sdk/cex/request.ts'
import { VENUES } from '../../../sdk/cex/venues/index.ts'
import type { VenueMarket } from '../../../sdk/core/venueMarket.ts'
import { type CcxtCall, type CcxtExchange, ccxtMarket, ccxtRequests } from '../support/ccxtRequests.ts'
import { NOW, NOW_MS } from './support/exampleGrant.ts'

type Case = {
  readonly id: string
  readonly ccxt: string
  readonly market: object
  readonly symbol: string
  /** As the grant names it. */
  readonly granted: string
  readonly quote?: string
  readonly kind?: 'linear'
  readonly contractSize?: string
  readonly answers?: { [part: string]: unknown }
  readonly set?: (exchange: CcxtExchange) => void
}

const SPOT = 'BTC/USDT'
const SWAP = 'BTC/USDT:USDT'
const swap = (id: string, more: object = {}) => ccxtMarket(id, SWAP, 'linear', more)
const binanceInfo = { info: { orderTypes: ['LIMIT', 'MARKET'] } }
const bybitAnswers = {
  'user/query-api': { retCode: 0, result: { unified: 1, uta: 1 } },
  'account/info': { retCode: 0, result: { unifiedMarginStatus: 5 } },
}
const kucoinAnswers = { 'account/mode': { code: '200000', data: { selfAccountMode: 'CLASSIC' } } }
const perpetual = { kind: 'linear', symbol: SWAP } as const

const CASES: readonly Case[] = [
  {
    ...{ id: 'binance-spot', ccxt: 'binance', symbol: SPOT, granted: 'BTCUSDT' },
    market: ccxtMarket('BTCUSDT', SPOT, undefined, binanceInfo),
  },
  {
    ...{ id: 'binance-usdm', ccxt: 'binance', granted: 'BTCUSDT', ...perpetual },
    market: swap('BTCUSDT', binanceInfo),
  },
  {
    ...{ id: 'bybit-v5', ccxt: 'bybit', symbol: SPOT, granted: 'spot:BTCUSDT', answers: bybitAnswers },
    market: ccxtMarket('BTCUSDT', SPOT),
  },
  {
    ...{ id: 'bybit-v5', ccxt: 'bybit', granted: 'linear:BTCUSDT', ...perpetual, answers: bybitAnswers },
    market: swap('BTCUSDT'),
  },
  {
    ...{ id: 'okx-v5', ccxt: 'okx', symbol: SPOT, granted: 'BTC-USDT' },
    market: ccxtMarket('BTC-USDT', SPOT),
  },
  {
    ...{ id: 'okx-v5', ccxt: 'okx', granted: 'BTC-USDT-SWAP', ...perpetual, contractSize: '0.01' },
    market: swap('BTC-USDT-SWAP'),
  },
  {
    ...{ id: 'kucoin-spot', ccxt: 'kucoin', symbol: SPOT, granted: 'BTC-USDT', answers: kucoinAnswers },
    market: ccxtMarket('BTC-USDT', SPOT, undefined, { info: { quoteIncrement: '0.01' } }),
  },
  {
    ...{ id: 'kucoin-futures', ccxt: 'kucoinfutures', granted: 'XBTUSDTM', ...perpetual },
    ...{ answers: kucoinAnswers, contractSize: '0.001' },
    market: swap('XBTUSDTM', { precision: { amount: 1, price: 0.1 } }),
  },
  {
    ...{ id: 'gate-v4', ccxt: 'gate', symbol: SPOT, granted: 'spot:BTC_USDT' },
    market: ccxtMarket('BTC_USDT', SPOT),
  },
  {
    ...{ id: 'gate-v4', ccxt: 'gate', granted: 'futures/usdt:BTC_USDT', ...perpetual },
    contractSize: '0.0001',
    market: swap('BTC_USDT', { settleId: 'usdt', precision: { amount: 1, price: 0.1 } }),
  },
  {
    ...{ id: 'bitget-v2', ccxt: 'bitget', symbol: SPOT, granted: 'spot:BTCUSDT' },
    market: ccxtMarket('BTCUSDT', SPOT),
  },
  {
    ...{ id: 'bitget-v2', ccxt: 'bitget', granted: 'USDT-FUTURES:BTCUSDT', ...perpetual },
    market: swap('BTCUSDT'),
  },
  {
    ...{ id: 'kraken-spot', ccxt: 'kraken', symbol: 'BTC/USD', granted: 'XXBTZUSD', quote: 'USD' },
    market: ccxtMarket('XXBTZUSD', 'BTC/USD', undefined, { altname: 'XBTUSD' }),
  },
  {
    ...{ id: 'kraken-futures', ccxt: 'krakenfutures', symbol: 'BTC/USD:USD', granted: 'PF_XBTUSD' },
    ...{ quote: 'USD', kind: 'linear' },
    market: ccxtMarket('PF_XBTUSD', 'BTC/USD:USD', 'linear'),
  },
  {
    ...{ id: 'coinbase-exchange', ccxt: 'coinbaseexchange', symbol: 'BTC/USD', granted: 'BTC-USD' },
    quote: 'USD',
    market: ccxtMarket('BTC-USD', 'BTC/USD'),
  },
  {
    ...{ id: 'coinbase-advanced', ccxt: 'coinbase', symbol: 'BTC/USD', granted: 'BTC-USD', quote: 'USD' },
    market: ccxtMarket('BTC-USD', 'BTC/USD'),
  },
  {
    ...{ id: 'hyperliquid', ccxt: 'hyperliquid', symbol: 'BTC/USDC:USDC', granted: '0', quote: 'USDC' },
    kind: 'linear',
    market: ccxtMarket('0', 'BTC/USDC:USDC', 'linear', { baseId: '0' }),
    set: (exchange) => {
      Object.assign(exchange, { privateKey: `0x${'1'.repeat(64)}`, walletAddress: `0x${'1'.repeat(40)}` })
      Object.assign(exchange.options, { builderFee: false, initializedClient: true })
    },
  },
]

const ORDERS = [
  ['limit', 'buy', 100],
  ['limit', 'sell', 100],
  ['market', 'buy', 100],
  ['market', 'sell', 100],
] as const

/** What an owner would give a bot for one market, with every kind of limit. */
function authorityOf({ id, granted, quote = 'USDT', kind, contractSize }: Case) {
  const venue = VENUES.find((one) => one.id === id)
  if (!venue) throw new Error(`there is no ${id}`)
  const market: VenueMarket = {
    ...{ symbol: granted, base: 'BTC', quote, kind: kind ?? 'spot' },
    ...(contractSize === undefined ? {} : { contractSize }),
  }
  const { grant, grantId } = defineVenueGrant({
    venue,
    network: { environment: 'production', allowedIps: ['203.0.113.7'] },
    permissions: expandVenueAccess({ accessLevel: 'trade', markets: [market] }),
    limits: [
      { kind: 'notionalPerOrder', asset: quote, market: 'any', amount: '1000' },
      ...[{ kind: 'notionalTotal', asset: quote, market: 'any', amount: '5000' } as const],
      { kind: 'position', market: granted, unit: 'base', amount: '20' },
      { kind: 'openOrders', market: 'any', amount: '10' },
      { kind: 'requestRate', amount: '10', period: 1 },
    ],
    ...{ validAfter: NOW, validUntil: NOW + 3600, keyLifetime: 3600, sessionKey: 'key' },
    clock: { now: () => NOW },
  })
  return {
    ...{ venue, grant, grantId, budgets: memoryBudgetLedger(), maxPriceAgeMs: 5000 },
    prices: { reference: async () => ({ price: '100', atMs: NOW_MS }) },
    state: {
      openOrders: async () => 0,
      position: async () => ({ mode: 'net', size: '0', restingBuys: '0', restingSells: '0' }) as const,
    },
  }
}

describe.each(CASES.map((one) => [`${one.id} ${one.symbol}`, one] as const))('at %s', (_name, one) => {
  const { venue } = authorityOf(one)

  /** What the signature adds is no parameter of the caller's. */
  const own = (request: VenueRequest): VenueRequest => ({
    ...request,
    baseUrl: venue.hosts.production.rest.find((url) => url.startsWith(request.baseUrl)) ?? request.baseUrl,
    params: request.params?.filter(([name]) => name !== 'signature') ?? null,
  })
  const captured = ccxtRequests(one.ccxt, [one.market], {
    ...(one.answers && { answers: one.answers }),
    prepare: (exchange) => {
      one.set?.(exchange)
      Object.assign(exchange.options, { createMarketBuyOrderRequiresPrice: true })
    },
  })
  const sent = async (call: CcxtCall) => own(await captured(call))

  it.each(ORDERS)('a sensible grant lets ccxt place an order: %s %s', async (type, side, price) => {
    const request = await sent((exchange) => exchange.createOrder(one.symbol, type, side, 2, price))
    const { judged, takes } = await countRequest(authorityOf(one), request, NOW_MS)
    expect(judged).toMatchObject({ class: 'trade', orders: [{ order: { side, type: expect.any(String) } }] })
    const contracts = Number(one.contractSize ?? '1')
    const worth = takes.find(({ index }) => index === 1)?.take
    expect(Number(worth?.kind === 'sum' ? worth.amount : Number.NaN)).toBeCloseTo(200 * contracts, 6)
    const position = takes.find(({ index }) => index === 2)?.take
    expect(Number(position?.kind === 'state' ? position.amount : Number.NaN)).toBeCloseTo(2 * contracts, 6)
  })

  it('lets it cancel, and refuses what is on another market', async () => {
    const cancel = await sent((exchange) => exchange.cancelOrder('1', one.symbol))
    const { judged, takes } = await countRequest(authorityOf(one), cancel, NOW_MS)
    expect(judged.onlyCancels).toBe(true)
    expect(takes).toEqual([])
    const order = await sent((exchange) => exchange.createOrder(one.symbol, 'limit', 'buy', 2, 100))
    const elsewhere = authorityOf({ ...one, granted: `${one.granted}X` })
    await expect(countRequest(elsewhere, order, NOW_MS)).rejects.toThrow(
      expect.objectContaining({ name: 'MarketNotGrantedError' }),
    )
  })
})
