import { describe, expect, it } from 'vitest'
import { readGeminiOrders } from '../../../sdk/cex/venues/gemini/readOrders.ts'
import { ccxtMarket, ccxtRequests } from '../support/ccxtRequests.ts'
import { expectRefusals } from '../support/expectRefusals.ts'
import { limitOrder } from '../support/limitOrder.ts'
import { venueRequest } from '../support/venueRequest.ts'

const read = (endpoint: string, params = {}) => readGeminiOrders(venueRequest(endpoint, params))
const ccxt = ccxtRequests('gemini', [ccxtMarket('btcusd', 'BTC/USD')], {
  added: ['request'],
  prepare: (gemini) => {
    Object.assign(gemini, { apiKey: 'account-key' })
  },
})

describe('orders of Gemini', () => {
  const NEW = 'POST /v1/order/new'
  const LIMIT = { symbol: 'btcusd', side: 'buy', type: 'exchange limit', amount: '0.5', price: '100' }
  const READ = limitOrder('btcusd')

  it('are read as ccxt sends them', async () => {
    const limit = await ccxt((gemini) =>
      gemini.createOrder('BTC/USD', 'limit', 'buy', 0.5, 100, { timeInForce: 'IOC' }),
    )
    expect(readGeminiOrders(limit)).toEqual([READ])
    const stop = await ccxt((gemini) =>
      gemini.createOrder('BTC/USD', 'limit', 'sell', 0.5, 100, { triggerPrice: 110 }),
    )
    expect(readGeminiOrders(stop)).toEqual([{ ...READ, side: 'sell', type: 'triggerLimit' }])
    const cancel = await ccxt((gemini) => gemini.cancelOrder('1', 'BTC/USD'))
    expect(readGeminiOrders(cancel)).toEqual([{ action: 'cancel', market: undefined }])
  })

  it('are read at market, and not where another market is foretold', () => {
    expect(read(NEW, { ...LIMIT, type: 'exchange market' })).toEqual([
      { ...READ, type: 'market', price: undefined },
    ])
    expect(read('POST /v1/heartbeat')).toEqual([])
    expect(read('POST /v1/order/cancel/all')).toEqual([{ action: 'cancel', market: undefined }])
    expect(read('POST /v1/prediction-markets/order', LIMIT)).toBeUndefined()
    expect(read('POST /v1/clearing/new', LIMIT)).toBeUndefined()
  })

  it('are refused in other forms', () => {
    expectRefusals(readGeminiOrders, NEW, LIMIT, [
      [{ side: 'Buy' }, 'side is none of buy, sell'],
      [{ type: 'limit' }, 'type is none of exchange limit'],
      [{ amount: '0' }, 'amount is zero'],
      [{ price: undefined }, 'price is missing'],
      [{ options: ['auction-only'] }, 'options has one not known'],
      [{ options: 'fill-or-kill' }, 'options is not a list of texts'],
      [{ account: 'other' }, 'a member is not known: account'],
      [{ margin_order: true }, 'a member is not known: margin_order'],
    ])
    expectRefusals(readGeminiOrders, NEW, { ...LIMIT, type: 'exchange stop limit', stop_price: '90' }, [
      [{ stop_price: undefined }, 'stop_price is missing'],
    ])
  })
})
