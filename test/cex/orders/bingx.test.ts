import { describe, expect, it } from 'vitest'
import { readBingxOrders } from '../../../sdk/cex/venues/bingx/readOrders.ts'
import { ccxtMarket, ccxtRequests } from '../support/ccxtRequests.ts'
import { expectRefusals } from '../support/expectRefusals.ts'
import { limitOrder } from '../support/limitOrder.ts'
import { venueRequest } from '../support/venueRequest.ts'

const read = (endpoint: string, params = {}) => readBingxOrders(venueRequest(endpoint, params))
const MARKETS = [
  ccxtMarket('BTC-USDT', 'BTC/USDT'),
  ccxtMarket('BTC-USDT', 'BTC/USDT:USDT', 'linear'),
  ccxtMarket('BTC-USD', 'BTC/USD:BTC', 'inverse'),
]
const ccxt = ccxtRequests('bingx', MARKETS)

const SPOT_READ = limitOrder('spot:BTC-USDT')
const LIMIT = { symbol: 'BTC-USDT', side: 'BUY', type: 'LIMIT', quantity: '0.5', price: '100' }

describe('spot orders of BingX', () => {
  const READ = SPOT_READ
  const ORDER = 'POST /openApi/spot/v1/trade/order'

  it('are read as ccxt sends them', async () => {
    const limit = await ccxt((bingx) => bingx.createOrder('BTC/USDT', 'limit', 'buy', 0.5, 100))
    expect(readBingxOrders(limit)).toEqual([READ])
    const cost = await ccxt((bingx) => bingx.createOrder('BTC/USDT', 'market', 'buy', 0.5, 100))
    expect(readBingxOrders(cost)).toEqual([
      { ...READ, type: 'market', quantity: '50', unit: 'quote', price: undefined },
    ])
    const stop = await ccxt((bingx) =>
      bingx.createOrder('BTC/USDT', 'limit', 'sell', 0.5, 100, { stopLossPrice: 90 }),
    )
    expect(readBingxOrders(stop)).toEqual([{ ...READ, side: 'sell', type: 'triggerLimit' }])
    const one = { symbol: 'BTC/USDT', type: 'limit', side: 'buy', amount: 0.5, price: 100 }
    const list = await ccxt((bingx) => bingx.createOrders([one, one]))
    expect(readBingxOrders(list)).toEqual([READ, READ])
    const edit = await ccxt((bingx) => bingx.editOrder('1', 'BTC/USDT', 'limit', 'buy', 0.5, 100))
    expect(readBingxOrders(edit)).toEqual([{ action: 'cancel', market: 'spot:BTC-USDT' }, READ])
    const cancel = await ccxt((bingx) => bingx.cancelOrder('1', 'BTC/USDT'))
    expect(readBingxOrders(cancel)).toEqual([{ action: 'cancel', market: 'spot:BTC-USDT' }])
  })

  it('are two where one cancels the other', () => {
    const pair = {
      symbol: 'BTC-USDT',
      side: 'SELL',
      quantity: '0.5',
      limitPrice: '120',
      orderPrice: '89',
      triggerPrice: '90',
    }
    expect(read('POST /openApi/spot/v1/oco/order', pair)).toEqual([
      { ...READ, side: 'sell', price: '120' },
      { ...READ, side: 'sell', type: 'triggerLimit', price: '89' },
    ])
    expect(() => read('POST /openApi/spot/v1/oco/order', { ...pair, triggerPrice: '0' })).toThrow(
      'triggerPrice is zero',
    )
  })

  it('are refused in other forms', () => {
    expectRefusals(readBingxOrders, ORDER, LIMIT, [
      [{ side: 'Buy' }, 'side is none of BUY, SELL'],
      [{ type: 'STOP' }, 'type is none of MARKET'],
      [{ quoteOrderQty: '50' }, 'quantity and quoteOrderQty are given together'],
      [{ price: undefined }, 'price is missing'],
      [{ quantity: '-1' }, 'quantity is not a plain decimal'],
    ])
    const batch = 'POST /openApi/spot/v1/trade/batchOrders'
    expect(() => read(batch, { sync: true })).toThrow('data is missing')
    expect(() => read(batch, { data: '[{]' })).toThrow('data is no plain JSON')
    const numbers = `[{"symbol":"BTC-USDT","side":"BUY","type":"LIMIT","quantity":0.5,"price":100}]`
    expect(read(batch, { data: numbers })).toEqual([READ])
  })
})

describe('swap orders of BingX', () => {
  // the same name stands for another market here
  const READ = { ...SPOT_READ, market: 'swap:BTC-USDT' }
  const ORDER = 'POST /openApi/swap/v2/trade/order'

  it('are read as ccxt sends them', async () => {
    const limit = await ccxt((bingx) => bingx.createOrder('BTC/USDT:USDT', 'limit', 'buy', 0.5, 100))
    expect(readBingxOrders(limit)).toEqual([READ])
    const stop = await ccxt((bingx) =>
      bingx.createOrder('BTC/USDT:USDT', 'market', 'sell', 0.5, undefined, { stopLossPrice: 90 }),
    )
    expect(readBingxOrders(stop)).toMatchObject([{ side: 'sell', type: 'triggerMarket', price: undefined }])
    const attached = await ccxt((bingx) =>
      bingx.createOrder('BTC/USDT:USDT', 'limit', 'buy', 0.5, 100, { stopLoss: { triggerPrice: 90 } }),
    )
    expect(readBingxOrders(attached)).toEqual([
      READ,
      { ...READ, side: 'sell', type: 'triggerMarket', price: undefined },
    ])
    const one = { symbol: 'BTC/USDT:USDT', type: 'limit', side: 'buy', amount: 0.5, price: 100 }
    const list = await ccxt((bingx) => bingx.createOrders([one, one]))
    expect(readBingxOrders(list)).toEqual([READ, READ])
    const inverse = await ccxt((bingx) => bingx.createOrder('BTC/USD:BTC', 'limit', 'buy', 3, 100))
    expect(readBingxOrders(inverse)).toEqual([
      { ...READ, market: 'cswap:BTC-USD', quantity: '3', unit: 'contracts' },
    ])
    const cancel = await ccxt((bingx) => bingx.cancelAllOrders('BTC/USDT:USDT'))
    expect(readBingxOrders(cancel)).toEqual([{ action: 'cancel', market: 'swap:BTC-USDT' }])
  })

  it('are changed, replaced and tested', () => {
    expect(
      read('POST /openApi/swap/v1/trade/amend', { symbol: 'BTC-USDT', orderId: '1', quantity: '2' }),
    ).toEqual([
      { ...READ, action: 'amend', side: undefined, type: undefined, quantity: '2', price: undefined },
    ])
    const replaced = { ...LIMIT, cancelReplaceMode: 'STOP_ON_FAILURE', cancelOrderId: '1' }
    expect(read('POST /openApi/swap/v1/trade/cancelReplace', replaced)).toEqual([
      { action: 'cancel', market: 'swap:BTC-USDT' },
      READ,
    ])
    expect(read(`${ORDER}/test`, LIMIT)).toEqual([READ])
    expect(read(ORDER, { ...LIMIT, type: 'TRAILING_STOP_MARKET', priceRate: 0.1 })).toEqual([
      { ...READ, type: 'other', price: undefined },
    ])
  })

  it('only reduce where that is enforced', () => {
    const order = (more: object) => read(ORDER, { ...LIMIT, ...more })
    expect(order({ reduceOnly: 'true' })).toMatchObject([{ reduceOnly: true }])
    expect(order({ reduceOnly: true, positionSide: 'LONG' })).toMatchObject([{ reduceOnly: false }])
    expect(order({ positionSide: 'SHORT' })).toMatchObject([{ reduceOnly: false }])
  })

  it('are refused in other forms', () => {
    expectRefusals(readBingxOrders, ORDER, LIMIT, [
      [{ closePosition: true }, 'a member is not known: closePosition'],
      [{ positionSide: 'UP' }, 'positionSide is none of LONG, SHORT, BOTH'],
      [{ stopLoss: 'x' }, 'stopLoss is not an object'],
      [{ stopLoss: [] }, 'stopLoss is not an object'],
      [{ stopLoss: '{"type":"MARKET","stopPrice":90}' }, 'stopLoss is no order that waits for a price'],
      [{ stopLoss: '{"type":"STOP_MARKET"}' }, 'stopPrice is missing'],
      [{ takeProfit: { type: 'TAKE_PROFIT', stopPrice: 120 } }, 'price is missing'],
      [{ takeProfit: { type: 'TAKE_PROFIT', stopPrice: 120, x: 1 } }, 'a member is not known: x'],
    ])
    expect(() => read('POST /openApi/swap/v2/trade/batchOrders')).toThrow('batchOrders is missing')
  })

  it('are not read where the venue places them by itself', () => {
    expect(read('POST /openApi/swap/v1/trade/reverse', { symbol: 'BTC-USDT' })).toBeUndefined()
    expect(read('POST /openApi/swap/v2/trade/closeAllPositions')).toBeUndefined()
    expect(read('POST /openApi/swap/v1/twap/order', LIMIT)).toBeUndefined()
    expect(read('GET /openApi/swap/v1/trade/batchCancelReplace')).toBeUndefined()
    expect(read('POST /openApi/swap/v2/trade/leverage', { symbol: 'BTC-USDT' })).toEqual([])
  })
})
