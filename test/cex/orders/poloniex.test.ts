import { describe, expect, it } from 'vitest'
import { readPoloniexOrders } from '../../../sdk/cex/venues/poloniex/readOrders.ts'
import { ccxtMarket, ccxtRequests } from '../support/ccxtRequests.ts'
import { expectRefusals } from '../support/expectRefusals.ts'
import { limitOrder } from '../support/limitOrder.ts'
import { venueListRequest, venueRequest } from '../support/venueRequest.ts'

const read = (endpoint: string, params = {}) => readPoloniexOrders(venueRequest(endpoint, params))
const MARKETS = [ccxtMarket('BTC_USDT', 'BTC/USDT'), ccxtMarket('BTC_USDT_PERP', 'BTC/USDT:USDT', 'linear')]
const ccxt = ccxtRequests('poloniex', MARKETS)

const READ = limitOrder('BTC_USDT')

describe('spot orders of Poloniex', () => {
  const LIMIT = { symbol: 'BTC_USDT', side: 'BUY', type: 'LIMIT', quantity: '0.5', price: '100' }

  it('are read as ccxt sends them', async () => {
    const limit = await ccxt((poloniex) => poloniex.createOrder('BTC/USDT', 'limit', 'buy', 0.5, 100))
    expect(readPoloniexOrders(limit)).toEqual([READ])
    const market = await ccxt((poloniex) => poloniex.createOrder('BTC/USDT', 'market', 'buy', 0.5, 100))
    expect(readPoloniexOrders(market)).toEqual([
      { ...READ, type: 'market', quantity: '50', unit: 'quote', price: undefined },
    ])
    const stop = await ccxt((poloniex) =>
      poloniex.createOrder('BTC/USDT', 'limit', 'sell', 0.5, 100, { triggerPrice: 110 }),
    )
    expect(readPoloniexOrders(stop)).toEqual([{ ...READ, side: 'sell', type: 'triggerLimit' }])
    const edit = await ccxt((poloniex) => poloniex.editOrder('1', 'BTC/USDT', 'limit', 'buy', 0.5, 100))
    expect(readPoloniexOrders(edit)).toEqual([
      { ...READ, action: 'amend', market: undefined, side: undefined },
    ])
    const all = await ccxt((poloniex) => poloniex.cancelAllOrders('BTC/USDT'))
    expect(readPoloniexOrders(all)).toEqual([{ action: 'cancel', market: 'BTC_USDT' }])
    const cancel = await ccxt((poloniex) => poloniex.cancelOrder('1', 'BTC/USDT'))
    expect(readPoloniexOrders(cancel)).toEqual([{ action: 'cancel', market: undefined }])
  })

  it('are read out of lists, and when they follow the price', () => {
    expect(readPoloniexOrders(venueListRequest('POST /orders/batch', [LIMIT, LIMIT]))).toEqual([READ, READ])
    const trailing = { ...LIMIT, type: 'TRAILING_STOP', trailingOffset: '1%' }
    expect(read('POST /smartorders', trailing)).toEqual([{ ...READ, type: 'other', price: undefined }])
    expect(read('PUT /smartorders/1', { stopPrice: '1' })).toBeUndefined()
  })

  it('are refused in other forms', () => {
    expectRefusals(readPoloniexOrders, 'POST /orders', LIMIT, [
      [{ side: 'buy' }, 'side is none of BUY, SELL'],
      [{ type: undefined }, 'type is missing'],
      [{ amount: '50' }, 'quantity and amount are given together'],
      [{ quantity: undefined }, 'quantity is missing'],
      [{ price: undefined }, 'price is missing'],
      [{ allowBorrow: true }, 'allowBorrow takes a loan, which is no order'],
      [{ allowBorrow: 'maybe' }, 'allowBorrow is neither true nor false'],
    ])
    expect(() => read('PUT /orders/1', { quantity: '1', allowBorrow: true })).toThrow('takes a loan')
  })
})

describe('futures orders of Poloniex', () => {
  const LIMIT = { symbol: 'BTC_USDT_PERP', side: 'BUY', type: 'LIMIT', sz: '5', px: '100' }
  const FUTURES = { ...READ, market: 'BTC_USDT_PERP', quantity: '5', unit: 'contracts' }

  it('are read as ccxt sends them', async () => {
    const limit = await ccxt((poloniex) => poloniex.createOrder('BTC/USDT:USDT', 'limit', 'buy', 5, 100))
    expect(readPoloniexOrders(limit)).toEqual([FUTURES])
    const market = await ccxt((poloniex) => poloniex.createOrder('BTC/USDT:USDT', 'market', 'sell', 5))
    expect(readPoloniexOrders(market)).toEqual([
      { ...FUTURES, side: 'sell', type: 'market', price: undefined },
    ])
    const cancel = await ccxt((poloniex) => poloniex.cancelOrder('1', 'BTC/USDT:USDT'))
    expect(readPoloniexOrders(cancel)).toEqual([{ action: 'cancel', market: 'BTC_USDT_PERP' }])
  })

  it('only reduce where that is enforced', () => {
    const order = (more: object) => read('POST /v3/trade/order', { ...LIMIT, ...more })
    expect(order({ reduceOnly: true })).toMatchObject([{ reduceOnly: true }])
    expect(order({ reduceOnly: true, posSide: 'LONG' })).toMatchObject([{ reduceOnly: false }])
    expect(order({ posSide: 'SHORT' })).toMatchObject([{ reduceOnly: false }])
  })

  it('are refused in other forms, and not read where the venue closes', () => {
    expectRefusals(readPoloniexOrders, 'POST /v3/trade/order', LIMIT, [
      [{ sz: '0' }, 'sz is zero'],
      [{ px: undefined }, 'px is missing'],
      [{ posSide: 'BOTHSIDES' }, 'posSide is none of LONG, SHORT, BOTH'],
    ])
    expect(readPoloniexOrders(venueListRequest('POST /v3/trade/orders', [LIMIT]))).toEqual([FUTURES])
    expect(() => readPoloniexOrders(venueListRequest('POST /v3/trade/orders', []))).toThrow(
      'not a list of orders',
    )
    expect(read('POST /v3/trade/positionAll')).toBeUndefined()
    expect(read('POST /v3/position/leverage', { lever: '5' })).toEqual([])
  })
})
