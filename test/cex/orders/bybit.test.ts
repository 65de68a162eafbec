import { describe, expect, it } from 'vitest'
import { readBybitOrders } from '../../../sdk/cex/venues/bybit/readOrders.ts'
import { type CcxtCall, ccxtMarket, ccxtRequests } from '../support/ccxtRequests.ts'
import { limitOrder } from '../support/limitOrder.ts'
import { venueRequest } from '../support/venueRequest.ts'

const MARKETS = [ccxtMarket('BTCUSDT', 'BTC/USDT'), ccxtMarket('BTCUSDT', 'BTC/USDT:USDT', 'linear')]
const ANSWERS = {
  'user/query-api': { retCode: 0, result: { unified: 1, uta: 1 } },
  'account/info': { retCode: 0, result: { unifiedMarginStatus: 5 } },
}
const SPOT = 'BTC/USDT'
const SWAP = 'BTC/USDT:USDT'

const ccxt = ccxtRequests('bybit', MARKETS, { answers: ANSWERS })
const sent = async (call: CcxtCall) => readBybitOrders(await ccxt(call))
const read = (endpoint: string, params = {}) => readBybitOrders(venueRequest(endpoint, params))

const READ = limitOrder('linear:BTCUSDT')
const ITEM = { symbol: 'BTCUSDT', side: 'Buy', orderType: 'Limit', qty: '0.5', price: '100' }
const LIMIT = { category: 'linear', ...ITEM }

describe('orders of Bybit', () => {
  it('are read as ccxt sends them', async () => {
    const spot = { ...READ, market: 'spot:BTCUSDT' }
    expect(await sent((bybit) => bybit.createOrder(SPOT, 'limit', 'buy', 0.5, 100))).toEqual([spot])
    expect(
      await sent((bybit) => bybit.createOrder(SPOT, 'market', 'buy', 50, undefined, { cost: 50 })),
    ).toEqual([{ ...spot, type: 'market', quantity: '50', unit: 'quote', price: undefined }])
    expect(await sent((bybit) => bybit.createOrder(SPOT, 'market', 'sell', 0.5))).toEqual([
      { ...spot, side: 'sell', type: 'market', price: undefined },
    ])
    expect(await sent((bybit) => bybit.createOrder(SWAP, 'limit', 'buy', 0.5, 100))).toEqual([READ])
    const trigger = { triggerPrice: 110, triggerDirection: 'ascending' }
    expect(await sent((bybit) => bybit.createOrder(SWAP, 'limit', 'sell', 0.5, 100, trigger))).toEqual([
      { ...READ, side: 'sell', type: 'triggerLimit', triggerPrice: '110' },
    ])
    expect(
      await sent((bybit) => bybit.createOrder(SWAP, 'limit', 'sell', 0.5, 100, { reduceOnly: true })),
    ).toEqual([{ ...READ, side: 'sell', reduceOnly: true }])
  })

  it('are read with the orders that they bring along, as ccxt sends them', async () => {
    const child = {
      ...READ,
      side: 'sell',
      type: 'triggerMarket',
      triggerPrice: '90',
      price: undefined,
      reduceOnly: true,
    }
    const stops = { takeProfit: { triggerPrice: 120 }, stopLoss: { triggerPrice: 90 } }
    expect(await sent((bybit) => bybit.createOrder(SWAP, 'limit', 'buy', 0.5, 100, stops))).toEqual([
      READ,
      { ...child, triggerPrice: '120' },
      child,
    ])
    const limited = {
      ...LIMIT,
      tpslMode: 'Partial',
      tpOrderType: 'Limit',
      takeProfit: '120',
      tpLimitPrice: '119',
    }
    expect(read('POST /v5/order/create', limited)).toEqual([
      READ,
      { ...child, type: 'triggerLimit', triggerPrice: '120', price: '119' },
    ])
    expect(read('POST /v5/order/create', { ...LIMIT, category: 'spot', stopLoss: '90' })?.[1]).toEqual({
      ...child,
      market: 'spot:BTCUSDT',
      reduceOnly: false,
    })
    expect(() => read('POST /v5/order/create', { ...LIMIT, tpLimitPrice: '119' })).toThrow(
      'tpOrderType and tpLimitPrice do not fit',
    )
    expect(() =>
      read('POST /v5/order/create', { ...LIMIT, tpOrderType: 'Limit', tpLimitPrice: '119' }),
    ).toThrow('takeProfit is missing')
  })

  it('are read out of batches, amended and cancelled, as ccxt sends them', async () => {
    const orders = [
      { symbol: SWAP, type: 'limit', side: 'buy', amount: 0.5, price: 100 },
      { symbol: SWAP, type: 'market', side: 'sell', amount: 0.5 },
    ]
    expect(await sent((bybit) => bybit.createOrders(orders))).toEqual([
      READ,
      { ...READ, side: 'sell', type: 'market', price: undefined },
    ])
    expect(await sent((bybit) => bybit.editOrder('1', SWAP, 'limit', 'buy', 0.5, 101))).toEqual([
      { ...READ, action: 'amend', side: undefined, type: undefined, price: '101' },
    ])
    const cancelled = [{ action: 'cancel', market: 'linear:BTCUSDT' }]
    expect(await sent((bybit) => bybit.cancelOrder('1', SWAP))).toEqual(cancelled)
    expect(await sent((bybit) => bybit.cancelOrders(['1', '2'], SWAP))).toEqual([...cancelled, ...cancelled])
    expect(await sent((bybit) => bybit.cancelAllOrders(SWAP))).toEqual(cancelled)
    expect(read('POST /v5/order/cancel-all', { category: 'linear', settleCoin: 'USDT' })).toEqual([
      { action: 'cancel', market: undefined },
    ])
  })

  it('count contracts where the venue does', () => {
    const unit = (category: string) => {
      const [order] = read('POST /v5/order/create', { ...LIMIT, category }) ?? []
      return order?.action === 'place' && order.unit
    }
    expect(['spot', 'linear', 'inverse', 'option'].map(unit)).toEqual([
      'base',
      'base',
      'contracts',
      'contracts',
    ])
    const market = { category: 'spot', symbol: 'BTCUSDT', orderType: 'Market', qty: '1' }
    const marketUnit = (more: object) => {
      const [order] = read('POST /v5/order/create', { ...market, ...more }) ?? []
      return order?.action === 'place' && order.unit
    }
    expect(marketUnit({ side: 'Buy' })).toBe('quote')
    expect(marketUnit({ side: 'Buy', marketUnit: 'baseCoin' })).toBe('base')
    expect(marketUnit({ side: 'Sell' })).toBe('base')
    expect(marketUnit({ side: 'Sell', marketUnit: 'quoteCoin' })).toBe('quote')
  })

  it('make a position smaller by their side in hedge mode, and never on spot', () => {
    const reduces = (more: object) => {
      const [order] = read('POST /v5/order/create', { ...LIMIT, ...more }) ?? []
      return order?.action === 'place' && order.reduceOnly
    }
    expect(reduces({ positionIdx: 2 })).toBe(true)
    expect(reduces({ positionIdx: 1 })).toBe(false)
    expect(reduces({ positionIdx: 0 })).toBe(false)
    expect(reduces({ category: 'spot', reduceOnly: true })).toBe(false)
  })

  it.each([
    ['an unknown category', { category: 'futures' }, 'category is none of'],
    ['an unknown side', { side: 'buy' }, 'side is none of Buy, Sell'],
    ['a loan', { isLeverage: 1 }, 'isLeverage borrows'],
    ['a quantity of zero, which closes all', { qty: '0' }, 'qty is zero'],
    ['a price of the book', { bboSideType: 'Queue' }, 'a member is not known: bboSideType'],
    ['a price in volatility', { orderIv: '0.1' }, 'a member is not known: orderIv'],
    ['a price that means nothing', { orderType: 'Market' }, 'price means nothing'],
    [
      'a unit that means nothing',
      { category: 'spot', marketUnit: 'quoteCoin' },
      'marketUnit goes with a market',
    ],
  ])('with %s are unreadable', (_, change, reason) => {
    expect(read('POST /v5/order/create', { ...LIMIT, isLeverage: 0 })).toEqual([READ])
    expect(() => read('POST /v5/order/create', { ...LIMIT, ...change })).toThrow(reason)
  })

  it('in a batch are as strict', () => {
    const batch = (request: object[]) => read('POST /v5/order/create-batch', { category: 'linear', request })
    expect(batch([ITEM])).toEqual([READ])
    expect(() => batch([ITEM, { ...ITEM, category: 'spot' }])).toThrow('a member is not known: category')
    expect(() => batch([])).toThrow('request is not a list of orders')
  })

  it('are told from what does nothing to orders, and from what cannot be read', () => {
    expect(read('GET /v5/order/realtime')).toEqual([])
    expect(read('POST /v5/position/set-leverage')).toEqual([])
    expect(read('POST /v5/order/disconnected-cancel-all')).toEqual([{ action: 'cancel', market: undefined }])
    expect(read('POST /v5/position/trading-stop', { category: 'linear', takeProfit: '1' })).toBeUndefined()
    const amendment = { category: 'linear', symbol: 'BTCUSDT', orderId: '1' }
    expect(read('POST /v5/order/amend', { ...amendment, takeProfit: '120' })).toBeUndefined()
    expect(
      read('POST /v5/order/amend-batch', {
        category: 'linear',
        request: [{ symbol: 'X', slOrderType: 'Limit' }],
      }),
    ).toBeUndefined()
    expect(read('POST /v5/asset/withdraw/create')).toBeUndefined()
  })
})
