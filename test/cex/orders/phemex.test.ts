import { describe, expect, it } from 'vitest'
import { readPhemexOrders } from '../../../sdk/cex/venues/phemex/readOrders.ts'
import { ccxtMarket, ccxtRequests } from '../support/ccxtRequests.ts'
import { expectRefusals } from '../support/expectRefusals.ts'
import { limitOrder } from '../support/limitOrder.ts'
import { venueRequest } from '../support/venueRequest.ts'

const read = (endpoint: string, params = {}) => readPhemexOrders(venueRequest(endpoint, params))
const MARKETS = [
  ccxtMarket('BTCUSDT', 'BTC/USDT:USDT', 'linear'),
  ccxtMarket('sBTCUSDT', 'BTC/USDT', undefined, { priceScale: 8, valueScale: 8, ratioScale: 8 }),
]
const ccxt = ccxtRequests('phemex', MARKETS)

describe('orders of Phemex', () => {
  const LIMIT = {
    symbol: 'BTCUSDT',
    side: 'Buy',
    ordType: 'Limit',
    orderQtyRq: '0.5',
    priceRp: '100',
    posSide: 'Merged',
  }
  const READ = limitOrder('BTCUSDT')

  it('are read as ccxt sends them', async () => {
    const limit = await ccxt((phemex) => phemex.createOrder('BTC/USDT:USDT', 'limit', 'buy', 0.5, 100))
    expect(readPhemexOrders(limit)).toEqual([READ])
    const closing = await ccxt((phemex) =>
      phemex.createOrder('BTC/USDT:USDT', 'market', 'sell', 0.5, undefined, { reduceOnly: true }),
    )
    expect(readPhemexOrders(closing)).toEqual([
      { ...READ, side: 'sell', type: 'market', price: undefined, reduceOnly: true },
    ])
    const attached = await ccxt((phemex) =>
      phemex.createOrder('BTC/USDT:USDT', 'limit', 'buy', 0.5, 100, {
        stopLoss: { triggerPrice: 90, price: 89 },
        takeProfit: { triggerPrice: 120 },
      }),
    )
    expect(readPhemexOrders(attached)).toEqual([
      READ,
      { ...READ, side: 'sell', type: 'triggerLimit', price: '89' },
      { ...READ, side: 'sell', type: 'triggerMarket', price: undefined },
    ])
    const trigger = await ccxt((phemex) =>
      phemex.createOrder('BTC/USDT:USDT', 'market', 'sell', 0.5, undefined, {
        triggerPrice: 90,
        triggerDirection: 'descending',
      }),
    )
    expect(readPhemexOrders(trigger)).toEqual([
      { ...READ, side: 'sell', type: 'triggerMarket', price: undefined },
    ])
    const edit = await ccxt((phemex) => phemex.editOrder('1', 'BTC/USDT:USDT', 'limit', 'buy', 0.5, 100))
    expect(readPhemexOrders(edit)).toEqual([{ ...READ, action: 'amend', side: undefined, type: undefined }])
    const cancel = await ccxt((phemex) => phemex.cancelOrder('1', 'BTC/USDT:USDT'))
    expect(readPhemexOrders(cancel)).toEqual([{ action: 'cancel', market: 'BTCUSDT' }])
  })

  it('are not read in scaled numbers', async () => {
    const spot = await ccxt((phemex) => phemex.createOrder('BTC/USDT', 'limit', 'buy', 0.5, 100))
    expect(spot.path).toBe('/spot/orders')
    expect(readPhemexOrders(spot)).toBeUndefined()
    expect(read('POST /orders', { symbol: 'BTCUSD', priceEp: 1, orderQty: 1 })).toBeUndefined()
    const cancel = await ccxt((phemex) => phemex.cancelOrder('1', 'BTC/USDT'))
    expect(readPhemexOrders(cancel)).toEqual([{ action: 'cancel', market: 'sBTCUSDT' }])
  })

  it('only reduce where that is enforced', () => {
    const order = (more: object) => read('PUT /g-orders/create', { ...LIMIT, ...more })
    expect(order({ reduceOnly: 'true' })).toMatchObject([{ reduceOnly: true }])
    expect(order({ reduceOnly: true, posSide: 'Long' })).toMatchObject([{ reduceOnly: false }])
    expect(order({ posSide: 'Short' })).toMatchObject([{ reduceOnly: false }])
  })

  it('are refused in other forms', () => {
    expectRefusals(readPhemexOrders, 'POST /g-orders', LIMIT, [
      [{ side: 'buy' }, 'side is none of Buy, Sell'],
      [{ ordType: 'Bracket' }, 'ordType is none of Limit'],
      [{ orderQtyRq: undefined }, 'orderQtyRq is missing'],
      [{ orderQty: 5 }, 'a member is not known: orderQty'],
      [{ priceRp: '1e2' }, 'priceRp is not a plain decimal'],
      [{ slPxRp: '90' }, 'stopLossRp is missing'],
    ])
    expectRefusals(
      readPhemexOrders,
      'PUT /g-orders/replace',
      { symbol: 'BTCUSDT', orderID: '1', priceRp: '100' },
      [
        [{ stopLossRp: '90' }, 'a member is not known: stopLossRp'],
        [{ symbol: undefined }, 'symbol is missing'],
      ],
    )
    expect(read('PUT /g-positions/leverage', { symbol: 'BTCUSDT' })).toEqual([])
  })
})
