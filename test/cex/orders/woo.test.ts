import { describe, expect, it } from 'vitest'
import { readWooOrders } from '../../../sdk/cex/venues/woo/readOrders.ts'
import { ccxtMarket, ccxtRequests } from '../support/ccxtRequests.ts'
import { expectRefusals } from '../support/expectRefusals.ts'
import { limitOrder } from '../support/limitOrder.ts'
import { venueRequest } from '../support/venueRequest.ts'

const read = (endpoint: string, params = {}) => readWooOrders(venueRequest(endpoint, params))
const MARKETS = [
  ccxtMarket('SPOT_BTC_USDT', 'BTC/USDT'),
  ccxtMarket('PERP_BTC_USDT', 'BTC/USDT:USDT', 'linear'),
]
const ccxt = ccxtRequests('woo', MARKETS)

describe('orders of WOO X', () => {
  const ORDER = 'POST /v3/trade/order'
  const LIMIT = { symbol: 'SPOT_BTC_USDT', side: 'BUY', type: 'LIMIT', quantity: '0.5', price: '100' }
  const READ = limitOrder('SPOT_BTC_USDT')

  it('are read as ccxt sends them', async () => {
    const limit = await ccxt((woo) =>
      woo.createOrder('BTC/USDT', 'limit', 'buy', 0.5, 100, { timeInForce: 'IOC' }),
    )
    expect(readWooOrders(limit)).toEqual([READ])
    const cost = await ccxt((woo) => woo.createOrder('BTC/USDT', 'market', 'buy', 0.5, 100))
    expect(readWooOrders(cost)).toEqual([
      { ...READ, type: 'market', quantity: '50', unit: 'quote', price: undefined },
    ])
    const closing = await ccxt((woo) =>
      woo.createOrder('BTC/USDT:USDT', 'market', 'sell', 0.5, undefined, { reduceOnly: true }),
    )
    expect(readWooOrders(closing)).toEqual([
      { ...READ, market: 'PERP_BTC_USDT', side: 'sell', type: 'market', price: undefined, reduceOnly: true },
    ])
    const trigger = await ccxt((woo) =>
      woo.createOrder('BTC/USDT', 'limit', 'buy', 0.5, 100, { triggerPrice: 90 }),
    )
    expect(readWooOrders(trigger)).toBeUndefined()
    const edit = await ccxt((woo) => woo.editOrder('1', 'BTC/USDT', 'limit', 'buy', 0.5, 100))
    expect(readWooOrders(edit)).toEqual([
      { ...READ, action: 'amend', market: undefined, side: undefined, type: undefined },
    ])
    const cancel = await ccxt((woo) => woo.cancelOrder('1', 'BTC/USDT'))
    expect(readWooOrders(cancel)).toEqual([{ action: 'cancel', market: 'SPOT_BTC_USDT' }])
    const all = await ccxt((woo) => woo.cancelAllOrders('BTC/USDT'))
    expect(readWooOrders(all)).toEqual([{ action: 'cancel', market: 'SPOT_BTC_USDT' }])
  })

  it('are read at a level of the book, and cancelled by path', () => {
    expect(read(ORDER, { ...LIMIT, type: 'ASK', bidAskLevel: 2 })).toEqual([
      { ...READ, type: 'other', price: undefined },
    ])
    expect(read('DELETE /v3/algo/orders/pending/SPOT_BTC_USDT')).toEqual([
      { action: 'cancel', market: 'SPOT_BTC_USDT' },
    ])
    expect(read('PUT /v3/order/7', { quantity: '2' })).toMatchObject([{ action: 'amend', quantity: '2' }])
  })

  it('only reduce in perpetual markets, where that is enforced', () => {
    const order = (more: object) => read(ORDER, { ...LIMIT, ...more })
    expect(order({ reduceOnly: true })).toMatchObject([{ reduceOnly: false }])
    expect(order({ reduceOnly: true, symbol: 'PERP_BTC_USDT' })).toMatchObject([{ reduceOnly: true }])
    expect(order({ reduceOnly: true, symbol: 'PERP_BTC_USDT', positionSide: 'LONG' })).toMatchObject([
      { reduceOnly: false },
    ])
  })

  it('are refused in other forms', () => {
    expectRefusals(readWooOrders, ORDER, LIMIT, [
      [{ side: 'buy' }, 'side is none of BUY, SELL'],
      [{ type: 'STOP' }, 'type is none of LIMIT'],
      [{ amount: '50' }, 'quantity and amount are given together'],
      [{ price: undefined }, 'price is missing'],
      [{ quantity: '0' }, 'quantity is zero'],
      [{ childOrders: [] }, 'a member is not known: childOrders'],
    ])
    expect(read('POST /v3/trade/algoOrder', LIMIT)).toBeUndefined()
    expect(read('PUT /v3/futures/leverage', { leverage: 5 })).toEqual([])
  })
})
