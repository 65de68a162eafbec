import { describe, expect, it } from 'vitest'
import { readBinanceSpotOrders } from '../../../sdk/cex/venues/binance/readSpotOrders.ts'
import { readBinanceUsdmOrders } from '../../../sdk/cex/venues/binance/readUsdmOrders.ts'
import { ccxtMarket, ccxtRequests } from '../support/ccxtRequests.ts'
import { limitOrder } from '../support/limitOrder.ts'
import { venueRequest } from '../support/venueRequest.ts'

const orderTypes = ['LIMIT', 'MARKET', 'STOP_LOSS', 'STOP_LOSS_LIMIT', 'STOP', 'STOP_MARKET']
const SPOT = ccxtMarket('BTCUSDT', 'BTC/USDT', undefined, { info: { orderTypes } })
const ccxtSpot = ccxtRequests('binance', [SPOT])
const SWAP = ccxtMarket('BTCUSDT', 'BTC/USDT:USDT', 'linear', { info: { orderTypes } })
const ccxtSwap = ccxtRequests('binance', [SWAP])

const LIMIT = {
  symbol: 'BTCUSDT',
  side: 'BUY',
  type: 'LIMIT',
  timeInForce: 'GTC',
  quantity: '0.5',
  price: '100',
}
const READ = limitOrder('BTCUSDT')
const spot = (endpoint: string, params = {}) => readBinanceSpotOrders(venueRequest(endpoint, params))
const usdm = (endpoint: string, params = {}) => readBinanceUsdmOrders(venueRequest(endpoint, params))

describe('spot orders of Binance', () => {
  it('are read as ccxt sends them', async () => {
    const limit = await ccxtSpot((binance) => binance.createOrder('BTC/USDT', 'limit', 'buy', 0.5, 100))
    expect(readBinanceSpotOrders(limit)).toEqual([READ])
    const cost = await ccxtSpot((binance) =>
      binance.createOrder('BTC/USDT', 'market', 'buy', 0.5, undefined, { cost: 50 }),
    )
    expect(readBinanceSpotOrders(cost)).toEqual([
      { ...READ, type: 'market', quantity: '50', unit: 'quote', price: undefined },
    ])
    const stop = await ccxtSpot((binance) =>
      binance.createOrder('BTC/USDT', 'limit', 'sell', 0.5, 100, { stopLossPrice: 110 }),
    )
    expect(readBinanceSpotOrders(stop)).toEqual([
      { ...READ, side: 'sell', type: 'triggerLimit', triggerPrice: '110' },
    ])
    const edit = await ccxtSpot((binance) => binance.editOrder('1', 'BTC/USDT', 'limit', 'buy', 0.5, 100))
    expect(readBinanceSpotOrders(edit)).toEqual([{ action: 'cancel', market: 'BTCUSDT' }, READ])
    const cancel = await ccxtSpot((binance) => binance.cancelOrder('1', 'BTC/USDT'))
    expect(readBinanceSpotOrders(cancel)).toEqual([{ action: 'cancel', market: 'BTCUSDT' }])
  })

  it('are read in every type', () => {
    const market = { symbol: 'BTCUSDT', side: 'SELL', type: 'MARKET', quantity: 0.5 }
    expect(spot('POST /api/v3/order', market)).toEqual([
      { ...READ, side: 'sell', type: 'market', price: undefined },
    ])
    const stop = { symbol: 'BTCUSDT', side: 'BUY', type: 'STOP_LOSS', quantity: '0.5', stopPrice: '90' }
    expect(spot('POST /api/v3/order/test', stop)).toEqual([
      { ...READ, type: 'triggerMarket', triggerPrice: '90', price: undefined },
    ])
    expect(spot('POST /api/v3/sor/order', LIMIT)).toEqual([READ])
    expect(spot('POST /sapi/v1/margin/order', { ...LIMIT, sideEffectType: 'NO_SIDE_EFFECT' })).toEqual([READ])
  })

  it('are read out of lists, both of a pair and what follows', () => {
    const pair = { aboveType: 'LIMIT_MAKER', abovePrice: '120', belowType: 'STOP_LOSS', belowStopPrice: '80' }
    const oco = { symbol: 'BTCUSDT', side: 'SELL', quantity: '0.5', ...pair }
    const legs = [
      { ...READ, side: 'sell', price: '120' },
      { ...READ, side: 'sell', type: 'triggerMarket', triggerPrice: '80', price: undefined },
    ]
    expect(spot('POST /api/v3/orderList/oco', oco)).toEqual(legs)
    const old = { symbol: 'BTCUSDT', side: 'SELL', quantity: '0.5', price: '120', stopPrice: '80' }
    expect(spot('POST /api/v3/order/oco', old)).toEqual(legs)
    expect(spot('POST /api/v3/order/oco', { ...old, stopLimitPrice: '79' })?.[1]).toEqual({
      ...READ,
      side: 'sell',
      type: 'triggerLimit',
      triggerPrice: '80',
      price: '79',
    })
    const working = {
      symbol: 'BTCUSDT',
      workingType: 'LIMIT',
      workingSide: 'BUY',
      workingPrice: '100',
      workingQuantity: '0.5',
      pendingSide: 'SELL',
      pendingQuantity: '0.5',
    }
    const oto = { ...working, pendingType: 'LIMIT_MAKER', pendingPrice: '120' }
    expect(spot('POST /api/v3/orderList/oto', oto)).toEqual([READ, legs[0]])
    const otoco = {
      ...working,
      pendingAboveType: 'LIMIT_MAKER',
      pendingAbovePrice: '120',
      pendingBelowType: 'STOP_LOSS',
      pendingBelowStopPrice: '80',
    }
    expect(spot('POST /api/v3/orderList/otoco', otoco)).toEqual([READ, ...legs])
    const half = {
      symbol: 'BTCUSDT',
      side: 'SELL',
      quantity: '0.5',
      aboveType: 'LIMIT_MAKER',
      abovePrice: '120',
    }
    expect(() => spot('POST /api/v3/orderList/oco', half)).toThrow('an order of the list is missing')
  })

  it('have no trigger that bounds them where it trails the market', () => {
    const stop = { symbol: 'BTCUSDT', side: 'BUY', type: 'STOP_LOSS', quantity: '0.5', stopPrice: '90' }
    const triggered = { ...READ, type: 'triggerMarket', price: undefined }
    expect(spot('POST /api/v3/order', stop)).toEqual([{ ...triggered, triggerPrice: '90' }])
    expect(spot('POST /api/v3/order', { ...stop, trailingDelta: 100 })).toEqual([triggered])
    const trailing = { symbol: 'BTCUSDT', side: 'BUY', type: 'TRAILING_STOP_MARKET', quantity: '0.5' }
    expect(usdm('POST /fapi/v1/order', { ...trailing, callbackRate: '1', stopPrice: '90' })).toEqual([
      triggered,
    ])
    const algo = { ...stop, algoType: 'CONDITIONAL', type: 'STOP_MARKET' }
    expect(usdm('POST /fapi/v1/order', { ...stop, type: 'STOP_MARKET' })).toEqual([
      { ...triggered, triggerPrice: '90' },
    ])
    const { stopPrice, ...conditional } = algo
    expect(usdm('POST /fapi/v1/algoOrder', { ...conditional, triggerPrice: '95' })).toEqual([
      { ...triggered, triggerPrice: '95' },
    ])
    expect(() => usdm('POST /fapi/v1/algoOrder', algo)).toThrow('a member is not known: stopPrice')
  })

  it('are amended and cancelled', () => {
    expect(
      spot('PUT /api/v3/order/amend/keepPriority', { symbol: 'BTCUSDT', orderId: 1, newQty: '0.4' }),
    ).toEqual([
      { ...READ, action: 'amend', side: undefined, type: undefined, quantity: '0.4', price: undefined },
    ])
    const cancelled = [{ action: 'cancel', market: 'BTCUSDT' }]
    expect(spot('DELETE /api/v3/openOrders', { symbol: 'BTCUSDT' })).toEqual(cancelled)
    expect(spot('DELETE /api/v3/orderList', { symbol: 'BTCUSDT', orderListId: 1 })).toEqual(cancelled)
    expect(spot('DELETE /sapi/v1/algo/spot/order', { algoId: 1 })).toEqual([
      { action: 'cancel', market: undefined },
    ])
  })

  it.each([
    ['an unknown side', { side: 'buy' }, 'side is none of BUY, SELL'],
    ['an unknown type', { type: 'ICEBERG' }, 'type is none of'],
    ['no market', { symbol: '' }, 'symbol is empty'],
    ['no quantity', { quantity: null }, 'quantity is neither text nor a number'],
    ['a quantity of zero', { quantity: '0.00' }, 'quantity is zero'],
    ['an exponent', { quantity: '5e-1' }, 'quantity is not a plain decimal'],
    ['a small number written with one', { quantity: 5e-7 }, 'quantity is not a plain decimal'],
    ['a sign', { price: '-100' }, 'price is not a plain decimal'],
    ['both quantities', { quoteOrderQty: '50' }, 'quantity and quoteOrderQty do not go together here'],
    ['a price that means nothing', { type: 'MARKET' }, 'price means nothing to an order of this type'],
    ['a pegged price', { pegPriceType: 'PRIMARY_PEG' }, 'a member is not known: pegPriceType'],
    ['another case of a member', { Quantity: '100' }, 'a member is not known: Quantity'],
    ['an unusual member', { 'a b': 'secret' }, 'a member is not known: an unusual name'],
  ])('with %s are unreadable', (_, change, reason) => {
    expect(spot('POST /api/v3/order', LIMIT)).toEqual([READ])
    expect(() => spot('POST /api/v3/order', { ...LIMIT, ...change })).toThrow(
      `The order of a request to POST /api/v3/order cannot be read: ${reason}`,
    )
  })

  it('given twice, or as a list, are unreadable', () => {
    const twice = [...Object.entries(LIMIT), ['quantity', '9'] as const]
    expect(() => spot('POST /api/v3/order', twice)).toThrow('quantity is given twice')
    expect(() =>
      readBinanceSpotOrders({ ...venueRequest('POST /api/v3/order', LIMIT), bodyArray: [] }),
    ).toThrow('the body is a list')
    expect(() => readBinanceSpotOrders({ ...venueRequest('POST /api/v3/order'), params: null })).toThrow(
      'there are no parameters',
    )
  })

  it('with a value that could split into parameters are unreadable', () => {
    const named = (newClientOrderId: string) => spot('POST /api/v3/order', { ...LIMIT, newClientOrderId })
    expect(named('a=b c')).toEqual([READ])
    expect(() => named('a&quantity=9')).toThrow('newClientOrderId holds a sign that separates parameters')
    expect(() => named('a\nb')).toThrow('newClientOrderId holds a sign that separates parameters')
  })

  it('that borrow are unreadable', () => {
    expect(() => spot('POST /sapi/v1/margin/order', { ...LIMIT, sideEffectType: 'MARGIN_BUY' })).toThrow(
      'sideEffectType borrows or repays',
    )
    expect(spot('POST /sapi/v1/margin/order', { ...LIMIT, isIsolated: 'TRUE' })).toEqual([READ])
  })

  it('are told from what does nothing to orders, and from what cannot be read', () => {
    expect(spot('GET /api/v3/openOrders')).toEqual([])
    expect(spot('POST /sapi/v1/margin/max-leverage', { maxLeverage: 3 })).toEqual([])
    expect(spot('POST /sapi/v1/algo/spot/newOrderTwap', { symbol: 'BTCUSDT' })).toBeUndefined()
    expect(spot('POST /api/v3/orderList/opo')).toBeUndefined()
    expect(spot('POST /sapi/v1/capital/withdraw/apply')).toBeUndefined()
    expect(spot('POST /api/v3/orders')).toBeUndefined()
  })
})

describe('USD-margined futures orders of Binance', () => {
  it('are read as ccxt sends them', async () => {
    const limit = await ccxtSwap((binance) =>
      binance.createOrder('BTC/USDT:USDT', 'limit', 'buy', 0.5, 100, { reduceOnly: true }),
    )
    expect(readBinanceUsdmOrders(limit)).toEqual([{ ...READ, reduceOnly: true }])
    const stop = await ccxtSwap((binance) =>
      binance.createOrder('BTC/USDT:USDT', 'market', 'sell', 0.5, undefined, { stopLossPrice: 90 }),
    )
    expect(readBinanceUsdmOrders(stop)).toEqual([
      { ...READ, side: 'sell', type: 'triggerMarket', triggerPrice: '90', price: undefined },
    ])
    const edit = await ccxtSwap((binance) =>
      binance.editOrder('1', 'BTC/USDT:USDT', 'limit', 'buy', 0.5, 101),
    )
    expect(readBinanceUsdmOrders(edit)).toEqual([{ ...READ, action: 'amend', price: '101' }])
    const batch = await ccxtSwap((binance) =>
      binance.createOrders([
        { symbol: 'BTC/USDT:USDT', type: 'limit', side: 'buy', amount: 0.5, price: 100 },
        { symbol: 'BTC/USDT:USDT', type: 'market', side: 'sell', amount: 0.5 },
      ]),
    )
    expect(readBinanceUsdmOrders(batch)).toEqual([
      READ,
      { ...READ, side: 'sell', type: 'market', price: undefined },
    ])
    const cancel = await ccxtSwap((binance) => binance.cancelAllOrders('BTC/USDT:USDT'))
    expect(readBinanceUsdmOrders(cancel)).toEqual([{ action: 'cancel', market: 'BTCUSDT' }])
  })

  it('make a position smaller by their side in hedge mode', () => {
    const sides = { symbol: 'BTCUSDT', type: 'MARKET', quantity: '1' }
    const reduceOnly = (side: string, positionSide: string) => {
      const [order] = usdm('POST /fapi/v1/order', { ...sides, side, positionSide }) ?? []
      return order?.action === 'place' && order.reduceOnly
    }
    expect(reduceOnly('SELL', 'LONG')).toBe(true)
    expect(reduceOnly('BUY', 'SHORT')).toBe(true)
    expect(reduceOnly('BUY', 'LONG')).toBe(false)
    expect(reduceOnly('SELL', 'BOTH')).toBe(false)
  })

  it('are read out of text, number by number', () => {
    const text = JSON.stringify([{ ...LIMIT, quantity: 0.5, price: 100 }])
    expect(usdm('POST /fapi/v1/batchOrders', { batchOrders: text })).toEqual([READ])
    const change = { symbol: 'BTCUSDT', side: 'BUY', orderId: 1, quantity: '0.5', price: '100' }
    expect(usdm('PUT /fapi/v1/batchOrders', { batchOrders: [change] })).toEqual([
      { ...READ, action: 'amend' },
    ])
  })

  it.each([
    [
      'a name given twice',
      '[{"symbol":"BTCUSDT","quantity":"1","quantity":"9"}]',
      'batchOrders is no plain JSON',
    ],
    ['text that is no JSON', '[{', 'batchOrders is no plain JSON'],
    ['no order', '[]', 'batchOrders is not a list of orders'],
    ['an order that is none', '[1]', 'a member of batchOrders is not an object'],
    ['an exponent', JSON.stringify([LIMIT]).replace('"0.5"', '5e1'), 'quantity is not a plain decimal'],
  ])('in text with %s are unreadable', (_, batchOrders, reason) => {
    expect(() => usdm('POST /fapi/v1/batchOrders', { batchOrders })).toThrow(reason)
  })

  it('with a price of the book are unreadable, and those that close a position cannot be read', () => {
    expect(() => usdm('POST /fapi/v1/order', { ...LIMIT, priceMatch: 'OPPONENT' })).toThrow(
      'a member is not known: priceMatch',
    )
    const close = {
      symbol: 'BTCUSDT',
      side: 'SELL',
      type: 'STOP_MARKET',
      stopPrice: '90',
      closePosition: 'true',
    }
    expect(usdm('POST /fapi/v1/order', close)).toBeUndefined()
    expect(usdm('POST /fapi/v1/batchOrders', { batchOrders: [LIMIT, close] })).toBeUndefined()
    expect(usdm('POST /fapi/v1/batchOrders', { batchOrders: [LIMIT] })).toEqual([READ])
    expect(() => usdm('POST /fapi/v1/order', { ...LIMIT, reduceOnly: 'yes' })).toThrow(
      'reduceOnly is neither true nor false',
    )
    expect(() => usdm('POST /fapi/v1/algoOrder', { ...LIMIT, algoType: 'VP' })).toThrow(
      'algoType is not CONDITIONAL',
    )
  })

  it('are told from what does nothing to orders', () => {
    expect(usdm('POST /fapi/v1/leverage', { symbol: 'BTCUSDT', leverage: 3 })).toEqual([])
    expect(usdm('POST /fapi/v1/listenKey')).toEqual([])
    expect(usdm('POST /fapi/v1/convert/acceptQuote')).toBeUndefined()
    expect(usdm('DELETE /fapi/v1/algoOrder', { algoId: 1 })).toEqual([
      { action: 'cancel', market: undefined },
    ])
  })
})
