import { describe, expect, it } from 'vitest'
import { readCryptocomOrders } from '../../../sdk/cex/venues/cryptocom/readOrders.ts'
import { ccxtMarket, ccxtRequests } from '../support/ccxtRequests.ts'
import { expectRefusals } from '../support/expectRefusals.ts'
import { limitOrder } from '../support/limitOrder.ts'
import { venueRequest } from '../support/venueRequest.ts'

const read = (endpoint: string, params = {}) => readCryptocomOrders(venueRequest(endpoint, params))
const ccxt = ccxtRequests('cryptocom', [ccxtMarket('BTC_USD', 'BTC/USD')], { inside: 'params' })

describe('orders of Crypto.com', () => {
  const ROOT = 'POST /exchange/v1/private'
  const LIMIT = { instrument_name: 'BTC_USD', side: 'BUY', type: 'LIMIT', quantity: '0.5', price: '100' }
  const READ = limitOrder('BTC_USD')

  it('are read as ccxt sends them', async () => {
    const limit = await ccxt((exchange) =>
      exchange.createOrder('BTC/USD', 'limit', 'buy', 0.5, 100, { postOnly: true }),
    )
    expect(readCryptocomOrders(limit)).toEqual([READ])
    const market = await ccxt((exchange) => exchange.createOrder('BTC/USD', 'market', 'sell', 0.5))
    expect(readCryptocomOrders(market)).toEqual([{ ...READ, side: 'sell', type: 'market', price: undefined }])
    const stop = await ccxt((exchange) =>
      exchange.createOrder('BTC/USD', 'limit', 'sell', 0.5, 100, { stopLossPrice: 110 }),
    )
    expect(readCryptocomOrders(stop)).toEqual([{ ...READ, side: 'sell', type: 'triggerLimit' }])
    const one = { symbol: 'BTC/USD', type: 'limit', side: 'buy', amount: 0.5, price: 100 }
    const list = await ccxt((exchange) => exchange.createOrders([one, one]))
    expect(readCryptocomOrders(list)).toEqual([READ, READ])
    const edit = await ccxt((exchange) => exchange.editOrder('1', 'BTC/USD', 'limit', 'buy', 0.5, 100))
    expect(readCryptocomOrders(edit)).toEqual([
      { ...READ, action: 'amend', market: undefined, side: undefined, type: undefined },
    ])
    const cancels = await ccxt((exchange) => exchange.cancelOrders(['1', '2'], 'BTC/USD'))
    const cancelled = { action: 'cancel', market: 'BTC_USD' }
    expect(readCryptocomOrders(cancels)).toEqual([cancelled, cancelled])
    const all = await ccxt((exchange) => exchange.cancelAllOrders('BTC/USD'))
    expect(readCryptocomOrders(all)).toEqual([cancelled])
  })

  it('are read in the quote asset, and when a price is reached', () => {
    const stop = { ...LIMIT, type: 'STOP_LOSS', ref_price: '90', quantity: undefined, notional: '50' }
    const { quantity: _, ...without } = stop
    expect(read(`${ROOT}/create-order`, without)).toEqual([
      { ...READ, type: 'triggerMarket', quantity: '50', unit: 'quote', price: undefined },
    ])
  })

  it('are refused in other forms', () => {
    expectRefusals(readCryptocomOrders, `${ROOT}/create-order`, LIMIT, [
      [{ side: 'buy' }, 'side is none of BUY, SELL'],
      [{ type: 'ICEBERG' }, 'type is none of LIMIT'],
      [{ notional: '50' }, 'quantity and notional are given together'],
      [{ price: undefined }, 'price is missing'],
      [{ spot_margin: 'MARGIN' }, 'spot_margin is none of SPOT'],
      [{ exec_inst: ['ISOLATED_MARGIN'] }, 'exec_inst has one that is not known'],
    ])
    const list = { contingency_type: 'OCO', order_list: [LIMIT] }
    expectRefusals(readCryptocomOrders, `${ROOT}/create-order-list`, list, [
      [{ contingency_type: 'OTO' }, 'contingency_type is none of LIST, OCO'],
      [{ order_list: [] }, 'order_list is not a list of orders'],
      [{ order_list: [{ ...LIMIT, side: 'HOLD' }] }, 'side is none of BUY, SELL'],
    ])
  })

  it('are not read where the venue places them by itself', () => {
    expect(read(`${ROOT}/advanced/create-otoco`, LIMIT)).toBeUndefined()
    expect(read(`${ROOT}/close-position`, { instrument_name: 'BTC_USD', type: 'MARKET' })).toBeUndefined()
    expect(read(`${ROOT}/advanced/cancel-oco`, { instrument_name: 'BTC_USD' })).toEqual([
      { action: 'cancel', market: 'BTC_USD' },
    ])
  })
})
