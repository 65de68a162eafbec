import { describe, expect, it } from 'vitest'
import { readCoinbaseAdvancedOrders } from '../../../sdk/cex/venues/coinbase/readAdvancedOrders.ts'
import { readCoinbaseExchangeOrders } from '../../../sdk/cex/venues/coinbase/readExchangeOrders.ts'
import { type CcxtCall, ccxtMarket, ccxtRequests } from '../support/ccxtRequests.ts'
import { limitOrder } from '../support/limitOrder.ts'
import { venueRequest } from '../support/venueRequest.ts'

const SYMBOL = 'BTC/USD'
const MARKETS = [ccxtMarket('BTC-USD', SYMBOL)]
const READ = limitOrder('BTC-USD')

describe('orders of Coinbase Exchange', () => {
  const LIMIT = { type: 'limit', side: 'buy', product_id: 'BTC-USD', price: '100', size: '0.5' }
  const ccxt = ccxtRequests('coinbaseexchange', MARKETS)
  const sent = async (call: CcxtCall) => readCoinbaseExchangeOrders(await ccxt(call))
  const place = (params: object) => readCoinbaseExchangeOrders(venueRequest('POST /orders', params as never))

  it('are read as ccxt sends them', async () => {
    expect(await sent((coinbase) => coinbase.createOrder(SYMBOL, 'limit', 'buy', 0.5, 100))).toEqual([READ])
    expect(
      await sent((coinbase) => coinbase.createOrder(SYMBOL, 'market', 'buy', 50, undefined, { cost: 50 })),
    ).toEqual([{ ...READ, type: 'market', quantity: '50', unit: 'quote', price: undefined }])
    expect(
      await sent((coinbase) => coinbase.createOrder(SYMBOL, 'limit', 'sell', 0.5, 100, { stopPrice: 110 })),
    ).toEqual([{ ...READ, side: 'sell', type: 'triggerLimit', triggerPrice: '110' }])
    // ccxt names the market in its own way here, which the venue would not know
    expect(await sent((coinbase) => coinbase.cancelOrder('1', SYMBOL))).toEqual([
      { action: 'cancel', market: 'BTC/USD' },
    ])
  })

  it('are limit orders without a type', () => {
    const { type, ...untyped } = LIMIT
    expect(place(untyped)).toEqual([READ])
    expect(place({ ...untyped, stop: 'loss', stop_price: '90' })).toEqual([
      { ...READ, type: 'triggerLimit', triggerPrice: '90' },
    ])
  })

  it.each([
    ['an unknown type', { type: 'Limit' }, 'type is none of limit, market'],
    ['a price that means nothing', { type: 'market' }, 'price means nothing'],
    ['funds of a limit order', { funds: '50' }, 'size and funds do not go together here'],
    ['a number with an exponent', { size: 1e-7 }, 'size is not a plain decimal'],
    ['an unknown member', { stopLoss: {} }, 'a member is not known: stopLoss'],
  ])('with %s are unreadable', (_, change, reason) => {
    expect(place(LIMIT)).toEqual([READ])
    expect(() => place({ ...LIMIT, ...change })).toThrow(reason)
  })

  it('are told from what does nothing to orders, and from what cannot be read', () => {
    expect(place({ ...LIMIT, stop_price: '90', stop_limit_price: '89' })).toBeUndefined()
    expect(readCoinbaseExchangeOrders(venueRequest('GET /orders'))).toEqual([])
    expect(readCoinbaseExchangeOrders(venueRequest('DELETE /orders'))).toEqual([
      { action: 'cancel', market: undefined },
    ])
    expect(readCoinbaseExchangeOrders(venueRequest('DELETE /orders/client:1'))).toEqual([
      { action: 'cancel', market: undefined },
    ])
    expect(readCoinbaseExchangeOrders(venueRequest('POST /position/close'))).toBeUndefined()
    expect(readCoinbaseExchangeOrders(venueRequest('POST /withdrawals/crypto'))).toBeUndefined()
  })
})

describe('orders of Coinbase Advanced', () => {
  const CONFIGURED = { base_size: '0.5', limit_price: '100' }
  const LIMIT = {
    client_order_id: '1',
    product_id: 'BTC-USD',
    side: 'BUY',
    order_configuration: { limit_limit_gtc: CONFIGURED },
  }
  const ccxt = ccxtRequests('coinbase', MARKETS)
  const sent = async (call: CcxtCall) => readCoinbaseAdvancedOrders(await ccxt(call))
  const read = (name: string, params = {}) =>
    readCoinbaseAdvancedOrders(venueRequest(`POST /api/v3/brokerage/orders${name}`, params))
  const configured = (order_configuration: object, more = {}) =>
    read('', { ...LIMIT, order_configuration, ...more })

  it('are read as ccxt sends them', async () => {
    expect(await sent((coinbase) => coinbase.createOrder(SYMBOL, 'limit', 'buy', 0.5, 100))).toEqual([READ])
    expect(await sent((coinbase) => coinbase.createOrder(SYMBOL, 'market', 'sell', 0.5))).toEqual([
      { ...READ, side: 'sell', type: 'market', price: undefined },
    ])
    expect(
      await sent((coinbase) => coinbase.createOrder(SYMBOL, 'market', 'buy', 50, undefined, { cost: 50 })),
    ).toEqual([{ ...READ, type: 'market', quantity: '50', unit: 'quote', price: undefined }])
    expect(
      await sent((coinbase) =>
        coinbase.createOrder(SYMBOL, 'limit', 'sell', 0.5, 100, { triggerPrice: 110 }),
      ),
    ).toEqual([{ ...READ, side: 'sell', type: 'triggerLimit', triggerPrice: '110' }])
    expect(await sent((coinbase) => coinbase.editOrder('1', SYMBOL, 'limit', 'buy', 0.5, 101))).toEqual([
      { ...READ, action: 'amend', market: undefined, side: undefined, type: undefined, price: '101' },
    ])
    expect(await sent((coinbase) => coinbase.cancelOrders(['1', '2'], SYMBOL))).toEqual([
      { action: 'cancel', market: undefined },
    ])
  })

  it('are read with their brackets', () => {
    const bracket = { limit_price: '120', stop_trigger_price: '90' }
    const legs = [
      { ...READ, side: 'sell', price: '120' },
      { ...READ, side: 'sell', type: 'triggerMarket', triggerPrice: '90', price: undefined },
    ]
    const attached_order_configuration = { trigger_bracket_gtc: bracket }
    expect(read('', { ...LIMIT, attached_order_configuration })).toEqual([READ, ...legs])
    expect(configured({ trigger_bracket_gtc: { ...bracket, base_size: '0.5' } }, { side: 'SELL' })).toEqual(
      legs,
    )
    const sized = { trigger_bracket_gtc: { ...bracket, base_size: '9' } }
    expect(() => read('', { ...LIMIT, attached_order_configuration: sized })).toThrow('has a size of its own')
  })

  it('count contracts of futures, whose positions an order may be held to make smaller', () => {
    const reducing = { limit_limit_gtc: { ...CONFIGURED, reduce_only: true } }
    expect(configured(reducing, { product_id: 'BIT-27NOV26-CDE' })).toEqual([
      { ...READ, market: 'BIT-27NOV26-CDE', unit: 'contracts', reduceOnly: true },
    ])
    expect(configured(reducing)).toEqual([READ])
  })

  it.each([
    ['no configuration', {}, 'order_configuration has not exactly one member'],
    [
      'two configurations',
      { limit_limit_gtc: CONFIGURED, limit_limit_fok: CONFIGURED },
      'not exactly one member',
    ],
    ['an unknown one', { scaled_limit_gtc: CONFIGURED }, 'a member is not known: scaled_limit_gtc'],
    ['two sizes', { limit_limit_gtc: { ...CONFIGURED, quote_size: '50' } }, 'do not go together'],
    ['no size', { limit_limit_gtc: { limit_price: '100' } }, 'base_size is missing'],
    ['a price that means nothing', { market_market_ioc: CONFIGURED }, 'limit_price means nothing'],
    ['no price', { limit_limit_gtc: { base_size: '1' } }, 'limit_price is missing'],
    ['a list for a configuration', { limit_limit_gtc: [] }, 'limit_limit_gtc is not an object'],
  ])('with %s are unreadable', (_, configuration, reason) => {
    expect(configured({ limit_limit_gtc: CONFIGURED })).toEqual([READ])
    expect(() => configured(configuration)).toThrow(reason)
  })

  it('with a former preview are unreadable', () => {
    expect(() => read('', { ...LIMIT, preview_id: '1' })).toThrow('a member is not known: preview_id')
    expect(() => read('', { product_id: 'BTC-USD', side: 'BUY' })).toThrow('order_configuration is missing')
  })

  it('are told from what does nothing to orders, and from what cannot be read', () => {
    expect(read('/preview', LIMIT)).toEqual([])
    expect(readCoinbaseAdvancedOrders(venueRequest('GET /api/v3/brokerage/accounts'))).toEqual([])
    expect(read('/close_position', { product_id: 'BTC-USD' })).toBeUndefined()
    expect(() => read('/edit', { order_id: '1', price: '1', attached_order_configuration: {} })).toThrow(
      'a member is not known',
    )
    expect(readCoinbaseAdvancedOrders(venueRequest('POST /v2/accounts/1/transactions'))).toBeUndefined()
  })
})
