import { describe, expect, it } from 'vitest'
import { readBackpackOrders } from '../../../sdk/cex/venues/backpack/readOrders.ts'
import { ccxtMarket, ccxtRequests } from '../support/ccxtRequests.ts'
import { expectRefusals } from '../support/expectRefusals.ts'
import { limitOrder } from '../support/limitOrder.ts'
import { venueListRequest, venueRequest } from '../support/venueRequest.ts'

const read = (endpoint: string, params = {}) => readBackpackOrders(venueRequest(endpoint, params))
const ccxt = ccxtRequests('backpack', [ccxtMarket('BTC_USDC', 'BTC/USDC')])

describe('orders of Backpack', () => {
  const ORDER = 'POST /api/v1/order'
  const LIMIT = { symbol: 'BTC_USDC', side: 'Bid', orderType: 'Limit', quantity: '0.5', price: '100' }
  const READ = limitOrder('BTC_USDC')

  it('are read as ccxt sends them', async () => {
    const limit = await ccxt((backpack) => backpack.createOrder('BTC/USDC', 'limit', 'buy', 0.5, 100))
    expect(readBackpackOrders(limit)).toEqual([READ])
    const cost = await ccxt((backpack) =>
      backpack.createOrder('BTC/USDC', 'market', 'buy', 0.5, undefined, { cost: 50 }),
    )
    expect(readBackpackOrders(cost)).toEqual([
      { ...READ, type: 'market', quantity: '50', unit: 'quote', price: undefined },
    ])
    const trigger = await ccxt((backpack) =>
      backpack.createOrder('BTC/USDC', 'limit', 'sell', 0.5, 100, { triggerPrice: 110 }),
    )
    expect(readBackpackOrders(trigger)).toEqual([{ ...READ, side: 'sell', type: 'triggerLimit' }])
    const attached = await ccxt((backpack) =>
      backpack.createOrder('BTC/USDC', 'limit', 'buy', 0.5, 100, {
        stopLoss: { triggerPrice: 90, price: 89 },
      }),
    )
    expect(readBackpackOrders(attached)).toEqual([
      READ,
      { ...READ, side: 'sell', type: 'triggerLimit', price: '89' },
    ])
    const one = { symbol: 'BTC/USDC', type: 'limit', side: 'buy', amount: 0.5, price: 100 }
    const list = await ccxt((backpack) => backpack.createOrders([one, one]))
    expect(readBackpackOrders(list)).toEqual([READ, READ])
    const cancel = await ccxt((backpack) => backpack.cancelOrder('1', 'BTC/USDC'))
    expect(readBackpackOrders(cancel)).toEqual([{ action: 'cancel', market: 'BTC_USDC' }])
    const all = await ccxt((backpack) => backpack.cancelAllOrders('BTC/USDC'))
    expect(readBackpackOrders(all)).toEqual([{ action: 'cancel', market: 'BTC_USDC' }])
  })

  it('only reduce in perpetual markets', () => {
    expect(read(ORDER, { ...LIMIT, symbol: 'BTC_USDC_PERP', reduceOnly: true })).toMatchObject([
      { reduceOnly: true },
    ])
    expect(read(ORDER, { ...LIMIT, reduceOnly: true })).toMatchObject([{ reduceOnly: false }])
  })

  it('are refused in other forms', () => {
    expectRefusals(readBackpackOrders, ORDER, LIMIT, [
      [{ side: 'buy' }, 'side is none of Bid, Ask'],
      [{ orderType: 'limit' }, 'orderType is none of Limit, Market'],
      [{ quoteQuantity: '50' }, 'quantity and quoteQuantity are given together'],
      [{ quantity: undefined }, 'quantity is missing'],
      [{ price: undefined }, 'price is missing'],
      [{ autoBorrow: true }, 'autoBorrow lends or borrows, which is no order'],
      [{ autoLendRedeem: true }, 'autoLendRedeem lends or borrows, which is no order'],
      [{ stopLossLimitPrice: '89' }, 'stopLossTriggerPrice is missing'],
    ])
    const { quantity, ...rest } = LIMIT
    const trigger = { ...rest, triggerPrice: '90', triggerQuantity: quantity }
    expectRefusals(readBackpackOrders, ORDER, trigger, [
      [{ triggerPrice: undefined }, 'triggerPrice is missing'],
      [{ triggerQuantity: '50%' }, 'triggerQuantity is not a plain decimal'],
    ])
    expect(read(ORDER, { ...LIMIT, autoBorrow: false })).toEqual([READ])
    expect(() => readBackpackOrders(venueListRequest('POST /api/v1/orders', [[LIMIT]]))).toThrow(
      'is not an object',
    )
  })

  it('are not read where the venue places them by itself', () => {
    expect(read('POST /api/v1/strategy', LIMIT)).toBeUndefined()
    expect(read('POST /api/v1/rfq/accept')).toBeUndefined()
    expect(read('POST /api/v1/rfq/cancel')).toEqual([])
  })
})
