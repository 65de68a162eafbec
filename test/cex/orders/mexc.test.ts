import { describe, expect, it } from 'vitest'
import { readMexcContractOrders } from '../../../sdk/cex/venues/mexc/readContractOrders.ts'
import { readMexcSpotOrders } from '../../../sdk/cex/venues/mexc/readSpotOrders.ts'
import { ccxtMarket, ccxtRequests } from '../support/ccxtRequests.ts'
import { expectRefusals } from '../support/expectRefusals.ts'
import { limitOrder } from '../support/limitOrder.ts'
import { venueListRequest, venueRequest } from '../support/venueRequest.ts'

const spot = (endpoint: string, params = {}) => readMexcSpotOrders(venueRequest(endpoint, params))
const contract = (endpoint: string, params = {}) => readMexcContractOrders(venueRequest(endpoint, params))

describe('spot orders of MEXC', () => {
  const LIMIT = { symbol: 'BTCUSDT', side: 'BUY', type: 'LIMIT', quantity: '0.5', price: '100' }
  const READ = limitOrder('BTCUSDT')
  const ccxt = ccxtRequests('mexc', [ccxtMarket('BTCUSDT', 'BTC/USDT')])

  it('are read as ccxt sends them', async () => {
    const limit = await ccxt((mexc) => mexc.createOrder('BTC/USDT', 'limit', 'buy', 0.5, 100))
    expect(readMexcSpotOrders(limit)).toEqual([READ])
    const market = await ccxt((mexc) => mexc.createOrder('BTC/USDT', 'market', 'sell', 0.5))
    expect(readMexcSpotOrders(market)).toEqual([{ ...READ, side: 'sell', type: 'market', price: undefined }])
    const cost = await ccxt((mexc) => mexc.createOrder('BTC/USDT', 'market', 'buy', 0.5, 100))
    expect(readMexcSpotOrders(cost)).toEqual([
      { ...READ, type: 'market', quantity: '50', unit: 'quote', price: undefined },
    ])
    const one = { symbol: 'BTC/USDT', type: 'limit', side: 'buy', amount: 0.5, price: 100 }
    const batch = await ccxt((mexc) => mexc.createOrders([one, one]))
    expect(readMexcSpotOrders(batch)).toEqual([READ, READ])
    const cancel = await ccxt((mexc) => mexc.cancelOrder('1', 'BTC/USDT'))
    expect(readMexcSpotOrders(cancel)).toEqual([{ action: 'cancel', market: 'BTCUSDT' }])
    const all = await ccxt((mexc) => mexc.cancelAllOrders('BTC/USDT'))
    expect(readMexcSpotOrders(all)).toEqual([{ action: 'cancel', market: 'BTCUSDT' }])
  })

  it('are read in every type, and when they are only tested', () => {
    for (const type of ['LIMIT_MAKER', 'IMMEDIATE_OR_CANCEL', 'FILL_OR_KILL']) {
      expect(spot('POST /api/v3/order', { ...LIMIT, type })).toEqual([READ])
    }
    expect(spot('POST /api/v3/order/test', LIMIT)).toEqual([READ])
  })

  it('are refused in other forms', () => {
    expectRefusals(readMexcSpotOrders, 'POST /api/v3/order', LIMIT, [
      [{ side: 'buy' }, 'side is none of BUY, SELL'],
      [{ type: 'STOP_LOSS' }, 'type is none of LIMIT'],
      [{ quoteOrderQty: '50' }, 'quantity and quoteOrderQty are given together'],
      [{ quantity: undefined }, 'quantity is missing'],
      [{ price: undefined }, 'price is missing'],
      [{ quantity: '5e-1' }, 'quantity is not a plain decimal'],
    ])
    expect(() => spot('POST /api/v3/batchOrders')).toThrow('batchOrders is missing')
    expect(() => spot('POST /api/v3/batchOrders', { batchOrders: '[]' })).toThrow('not a list of orders')
    const twice =
      '[{"symbol":"BTCUSDT","side":"BUY","type":"LIMIT","quantity":"1","quantity":"9","price":"1"}]'
    expect(() => spot('POST /api/v3/batchOrders', { batchOrders: twice })).toThrow('no plain JSON')
  })
})

describe('contract orders of MEXC', () => {
  const LIMIT = { symbol: 'BTC_USDT', side: 1, type: 1, openType: 2, vol: 3, price: 100 }
  const READ = { ...limitOrder('BTC_USDT'), quantity: '3', unit: 'contracts' }
  const CREATE = 'POST /api/v1/private/order/create'
  const PLAN = 'POST /api/v1/private/planorder/place'
  const ccxt = ccxtRequests('mexc', [ccxtMarket('BTC_USDT', 'BTC/USDT:USDT', 'linear')])

  it('are read as ccxt sends them', async () => {
    const limit = await ccxt((mexc) => mexc.createOrder('BTC/USDT:USDT', 'limit', 'buy', 3, 100))
    expect(readMexcContractOrders(limit)).toEqual([READ])
    const market = await ccxt((mexc) => mexc.createOrder('BTC/USDT:USDT', 'market', 'sell', 3))
    expect(readMexcContractOrders(market)).toEqual([
      { ...READ, side: 'sell', type: 'market', price: undefined },
    ])
    const closing = await ccxt((mexc) =>
      mexc.createOrder('BTC/USDT:USDT', 'limit', 'sell', 3, 100, { reduceOnly: true, hedged: true }),
    )
    // ccxt sends 2 here, which the documents have for closing a short position: that buys
    expect(readMexcContractOrders(closing)).toEqual([{ ...READ, reduceOnly: true }])
    const trigger = await ccxt((mexc) =>
      mexc.createOrder('BTC/USDT:USDT', 'limit', 'buy', 3, 100, { triggerPrice: 90 }),
    )
    expect(readMexcContractOrders(trigger)).toEqual([{ ...READ, type: 'triggerLimit' }])
    const cancel = await ccxt((mexc) => mexc.cancelOrder('1', 'BTC/USDT:USDT'))
    expect(readMexcContractOrders(cancel)).toEqual([{ action: 'cancel', market: undefined }])
    const all = await ccxt((mexc) => mexc.cancelAllOrders('BTC/USDT:USDT'))
    expect(readMexcContractOrders(all)).toEqual([{ action: 'cancel', market: 'BTC_USDT' }])
  })

  it('are read with what is attached, in lists, and changed', () => {
    const attached = { ...READ, side: 'sell', type: 'triggerMarket', price: undefined }
    expect(contract(CREATE, { ...LIMIT, stopLossPrice: 90, takeProfitPrice: 120 })).toEqual([
      READ,
      attached,
      attached,
    ])
    const list = venueListRequest('POST /api/v1/private/order/submit_batch', [LIMIT, LIMIT])
    expect(readMexcContractOrders(list)).toEqual([READ, READ])
    expect(contract(PLAN, { ...LIMIT, type: undefined, triggerPrice: 90, orderType: 5 })).toEqual([
      { ...READ, type: 'triggerMarket', price: undefined },
    ])
    expect(
      contract('POST /api/v1/private/order/change_limit_order', { orderId: 1, vol: 9, price: 101 }),
    ).toEqual([{ ...READ, action: 'amend', market: undefined, side: undefined, quantity: '9', price: '101' }])
  })

  it('only reduce where that is enforced', () => {
    const reduces = (more: object) => {
      const [order] = contract(CREATE, { ...LIMIT, ...more }) ?? []
      return order?.action === 'place' && order.reduceOnly
    }
    expect(reduces({ side: 4, positionMode: 1 })).toBe(true)
    expect(reduces({ side: 4 })).toBe(false)
    expect(reduces({ side: 4, reduceOnly: true })).toBe(true)
    expect(reduces({ side: 1, positionMode: 1, reduceOnly: true })).toBe(false)
  })

  it('are refused in other forms', () => {
    expectRefusals(readMexcContractOrders, CREATE, LIMIT, [
      [{ side: 5 }, 'side is none of 1, 2, 3, 4'],
      [{ type: 7 }, 'type is none of 1, 2, 3, 4, 5, 6'],
      [{ vol: '0.0' }, 'vol is zero'],
      [{ price: undefined }, 'price is missing'],
      [{ bboTypeNum: 1 }, 'a member is not known: bboTypeNum'],
      [{ flashClose: true }, 'a member is not known: flashClose'],
    ])
    expectRefusals(readMexcContractOrders, PLAN, { ...LIMIT, triggerPrice: 90, orderType: 1 }, [
      [{ triggerPrice: undefined }, 'triggerPrice is missing'],
      [{ orderType: undefined }, 'orderType is missing'],
    ])
  })

  it('are not read where the venue places them by itself', () => {
    expect(contract('POST /api/v1/private/position/close_all')).toBeUndefined()
    expect(contract('POST /api/v1/private/trackorder/place')).toBeUndefined()
    expect(contract('POST /api/v1/private/position/change_leverage', { leverage: 5 })).toEqual([])
  })
})
