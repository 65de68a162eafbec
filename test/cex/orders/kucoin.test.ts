import { describe, expect, it } from 'vitest'
import { readKucoinFuturesOrders } from '../../../sdk/cex/venues/kucoin/readFuturesOrders.ts'
import { readKucoinSpotOrders } from '../../../sdk/cex/venues/kucoin/readSpotOrders.ts'
import { type CcxtCall, ccxtMarket, ccxtRequests } from '../support/ccxtRequests.ts'
import { limitOrder } from '../support/limitOrder.ts'
import { venueListRequest, venueRequest } from '../support/venueRequest.ts'

const ANSWERS = { 'account/mode': { code: '200000', data: { selfAccountMode: 'CLASSIC' } } }
const SPOT = 'BTC/USDT'
const SWAP = 'BTC/USDT:USDT'
const READ = limitOrder('BTC-USDT')

describe('spot orders of KuCoin', () => {
  const MARKET = ccxtMarket('BTC-USDT', SPOT, undefined, { info: { quoteIncrement: '0.01' } })
  const ccxt = ccxtRequests('kucoin', [MARKET], { answers: ANSWERS })
  const sent = async (call: CcxtCall) => readKucoinSpotOrders(await ccxt(call))
  const read = (endpoint: string, params = {}) => readKucoinSpotOrders(venueRequest(endpoint, params))
  const LIMIT = { clientOid: '1', side: 'buy', symbol: 'BTC-USDT', type: 'limit', price: '100', size: '0.5' }

  it('are read as ccxt sends them', async () => {
    expect(
      await sent((kucoin) => kucoin.createOrder(SPOT, 'limit', 'buy', 0.5, 100, { postOnly: true })),
    ).toEqual([READ])
    expect(
      await sent((kucoin) => kucoin.createOrder(SPOT, 'market', 'buy', 50, undefined, { cost: 50 })),
    ).toEqual([{ ...READ, type: 'market', quantity: '50', unit: 'quote', price: undefined }])
    expect(
      await sent((kucoin) => kucoin.createOrder(SPOT, 'limit', 'sell', 0.5, 100, { triggerPrice: 110 })),
    ).toEqual([{ ...READ, side: 'sell', type: 'triggerLimit', triggerPrice: '110' }])
    const orders = [{ symbol: SPOT, type: 'limit', side: 'buy', amount: 0.5, price: 100 }]
    expect(await sent((kucoin) => kucoin.createOrders(orders))).toEqual([READ])
    expect(await sent((kucoin) => kucoin.editOrder('1', SPOT, 'limit', 'buy', 0.5, 101))).toEqual([
      { ...READ, action: 'amend', side: undefined, price: '101' },
    ])
    expect(await sent((kucoin) => kucoin.cancelOrder('1', SPOT))).toEqual([
      { action: 'cancel', market: undefined },
    ])
    expect(await sent((kucoin) => kucoin.cancelAllOrders(SPOT))).toEqual([
      { action: 'cancel', market: 'BTC-USDT' },
    ])
  })

  it('are read out of lists', () => {
    const hf = 'POST /api/v1/hf/orders/multi'
    expect(read(hf, { orderList: [LIMIT, LIMIT] })).toEqual([READ, READ])
    const { symbol, ...item } = LIMIT
    const classic = 'POST /api/v1/orders/multi'
    expect(read(classic, { symbol, orderList: [item, LIMIT] })).toEqual([READ, READ])
    expect(() => read(classic, { symbol, orderList: [{ ...LIMIT, symbol: 'ETH-USDT' }] })).toThrow(
      'symbol is not the symbol of the list',
    )
    expect(() => read(hf, { orderList: [item] })).toThrow('symbol is missing')
    const oco = {
      symbol,
      side: 'sell',
      price: '120',
      size: '0.5',
      stopPrice: '90',
      limitPrice: '89',
      clientOid: '1',
    }
    expect(read('POST /api/v3/oco/order', oco)).toEqual([
      { ...READ, side: 'sell', price: '120' },
      { ...READ, side: 'sell', type: 'triggerLimit', triggerPrice: '90', price: '89' },
    ])
  })

  it('that borrow are unreadable', () => {
    for (const endpoint of ['POST /api/v3/hf/margin/order', 'POST /api/v1/margin/order']) {
      expect(read(endpoint, { ...LIMIT, autoBorrow: false, isIsolated: false })).toEqual([READ])
      expect(() => read(endpoint, { ...LIMIT, autoBorrow: true })).toThrow('autoBorrow borrows or repays')
      expect(() => read(endpoint, { ...LIMIT, autoRepay: true })).toThrow('autoRepay borrows or repays')
    }
  })

  it.each([
    ['an unknown side', { side: 'BUY' }, 'side is none of buy, sell'],
    ['an unknown type', { type: 'limit_stop' }, 'type is none of limit, market'],
    ['funds of a limit order', { funds: '50' }, 'size and funds do not go together here'],
    ['a price that means nothing', { type: 'market' }, 'price means nothing'],
    ['no size', { size: '0.000' }, 'size is zero'],
    ['a stop where there is none', { stop: 'loss' }, 'a member is not known: stop'],
  ])('with %s are unreadable', (_, change, reason) => {
    expect(read('POST /api/v1/hf/orders', LIMIT)).toEqual([READ])
    expect(() => read('POST /api/v1/hf/orders', { ...LIMIT, ...change })).toThrow(reason)
  })

  it('are told from what does nothing to orders, and from what cannot be read', () => {
    expect(read('GET /api/v1/orders/1')).toEqual([])
    expect(read('POST /api/v1/bullet-private')).toEqual([])
    expect(read('POST /api/v3/position/update-user-leverage')).toEqual([])
    expect(read('DELETE /api/v1/hf/orders/cancelAll')).toEqual([{ action: 'cancel', market: undefined }])
    expect(read('POST /api/v3/hf/margin/oco-order')).toBeUndefined()
    expect(read('POST /api/v3/withdrawals')).toBeUndefined()
  })
})

describe('futures orders of KuCoin', () => {
  const MARKET = ccxtMarket('XBTUSDTM', SWAP, 'linear', { precision: { amount: 1, price: 0.1 } })
  const ccxt = ccxtRequests('kucoinfutures', [MARKET], { answers: ANSWERS })
  const sent = async (call: CcxtCall) => readKucoinFuturesOrders(await ccxt(call))
  const read = (endpoint: string, params = {}) => readKucoinFuturesOrders(venueRequest(endpoint, params))
  const SWAPPED = { ...READ, market: 'XBTUSDTM', quantity: '2', unit: 'contracts' }
  const LIMIT = {
    clientOid: '1',
    side: 'buy',
    symbol: 'XBTUSDTM',
    type: 'limit',
    price: '100',
    size: 2,
    leverage: '3',
  }

  it('are read as ccxt sends them', async () => {
    expect(await sent((kucoin) => kucoin.createOrder(SWAP, 'limit', 'buy', 2, 100))).toEqual([SWAPPED])
    expect(
      await sent((kucoin) => kucoin.createOrder(SWAP, 'market', 'sell', 2, undefined, { reduceOnly: true })),
    ).toEqual([{ ...SWAPPED, side: 'sell', type: 'market', price: undefined, reduceOnly: true }])
    expect(
      await sent((kucoin) => kucoin.createOrder(SWAP, 'limit', 'sell', 2, 100, { stopLossPrice: 110 })),
    ).toEqual([{ ...SWAPPED, side: 'sell', type: 'triggerLimit', triggerPrice: '110', reduceOnly: true }])
    const orders = [
      { symbol: SWAP, type: 'limit', side: 'buy', amount: 2, price: 100 },
      { symbol: SWAP, type: 'market', side: 'sell', amount: 2 },
    ]
    expect(await sent((kucoin) => kucoin.createOrders(orders))).toEqual([
      SWAPPED,
      { ...SWAPPED, side: 'sell', type: 'market', price: undefined },
    ])
    expect(await sent((kucoin) => kucoin.cancelAllOrders(SWAP))).toEqual([
      { action: 'cancel', market: 'XBTUSDTM' },
    ])
  })

  it('are read with their take profit and stop loss', () => {
    const child = { ...SWAPPED, side: 'sell', type: 'triggerMarket', triggerPrice: '90', price: undefined }
    const stops = { triggerStopUpPrice: '120', triggerStopDownPrice: '90', stopPriceType: 'TP' }
    expect(read('POST /api/v1/st-orders', { ...LIMIT, ...stops })).toEqual([
      SWAPPED,
      { ...child, triggerPrice: '120' },
      child,
    ])
    expect(() => read('POST /api/v1/orders', { ...LIMIT, ...stops })).toThrow('triggerStopUpPrice')
    expect(() => read('POST /api/v1/st-orders', { ...LIMIT, triggerStopUpPrice: '0' })).toThrow('is zero')
  })

  it('say what they count', () => {
    const { size, ...rest } = LIMIT
    expect(read('POST /api/v1/orders', { ...rest, qty: '0.1' })).toEqual([
      { ...SWAPPED, quantity: '0.1', unit: 'base' },
    ])
    expect(read('POST /api/v1/orders', { ...rest, valueQty: '50' })).toEqual([
      { ...SWAPPED, quantity: '50', unit: 'quote' },
    ])
    expect(() => read('POST /api/v1/orders', { ...LIMIT, valueQty: '50' })).toThrow('not exactly one of size')
    expect(() => read('POST /api/v1/orders', rest)).toThrow('not exactly one of size')
  })

  it('are told from what does nothing to orders, and from what cannot be read', () => {
    expect(read('POST /api/v1/orders', { ...LIMIT, positionSide: 'SHORT' })).toEqual([
      { ...SWAPPED, reduceOnly: true },
    ])
    expect(read('POST /api/v1/orders', { ...LIMIT, positionSide: 'LONG' })).toEqual([SWAPPED])
    expect(read('POST /api/v1/orders', { ...LIMIT, positionSide: 'LONG', reduceOnly: true })).toEqual([
      SWAPPED,
    ])
    expect(read('POST /api/v1/orders', { ...LIMIT, positionSide: 'BOTH', reduceOnly: true })).toEqual([
      { ...SWAPPED, reduceOnly: true },
    ])
    expect(read('POST /api/v1/orders', { ...LIMIT, closeOrder: true })).toBeUndefined()
    expect(read('POST /api/v1/st-orders', { ...LIMIT, closeOrder: true })).toBeUndefined()
    const list = [LIMIT, { ...LIMIT, closeOrder: true }]
    expect(readKucoinFuturesOrders(venueListRequest('POST /api/v1/orders/multi', list))).toBeUndefined()
    expect(read('POST /api/v1/margin/withdrawMargin')).toEqual([])
    expect(read('POST /api/v2/transfer-out')).toBeUndefined()
    expect(read('POST /api/v1/copy-trade/futures/orders', LIMIT)).toBeUndefined()
  })
})
