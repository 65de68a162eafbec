import { describe, expect, it } from 'vitest'
import { readBitvavoOrders } from '../../../sdk/cex/venues/bitvavo/readOrders.ts'
import { ccxtMarket, ccxtRequests } from '../support/ccxtRequests.ts'
import { expectRefusals } from '../support/expectRefusals.ts'
import { limitOrder } from '../support/limitOrder.ts'
import { venueRequest } from '../support/venueRequest.ts'

const read = (endpoint: string, params = {}) => readBitvavoOrders(venueRequest(endpoint, params))
const ccxt = ccxtRequests('bitvavo', [ccxtMarket('BTC-EUR', 'BTC/EUR')], {
  prepare: (bitvavo) => {
    Object.assign(bitvavo.options, { operatorId: 1 })
    Object.assign(bitvavo, { currencies: { EUR: { code: 'EUR', precision: 0.01 } } })
  },
})

describe('orders of Bitvavo', () => {
  const LIMIT = {
    market: 'BTC-EUR',
    side: 'buy',
    orderType: 'limit',
    amount: '0.5',
    price: '100',
    operatorId: 1,
  }
  const READ = limitOrder('BTC-EUR')

  it('are read as ccxt sends them', async () => {
    const limit = await ccxt((bitvavo) =>
      bitvavo.createOrder('BTC/EUR', 'limit', 'buy', 0.5, 100, { postOnly: true }),
    )
    expect(readBitvavoOrders(limit)).toEqual([READ])
    const market = await ccxt((bitvavo) => bitvavo.createOrder('BTC/EUR', 'market', 'sell', 0.5))
    expect(readBitvavoOrders(market)).toEqual([{ ...READ, side: 'sell', type: 'market', price: undefined }])
    const stop = await ccxt((bitvavo) =>
      bitvavo.createOrder('BTC/EUR', 'limit', 'sell', 0.5, 100, { stopLossPrice: 90 }),
    )
    expect(readBitvavoOrders(stop)).toEqual([{ ...READ, side: 'sell', type: 'triggerLimit' }])
    const edit = await ccxt((bitvavo) => bitvavo.editOrder('1', 'BTC/EUR', 'limit', 'buy', 0.5, 100))
    expect(readBitvavoOrders(edit)).toEqual([{ ...READ, action: 'amend', side: undefined, type: undefined }])
    const cancel = await ccxt((bitvavo) => bitvavo.cancelOrder('1', 'BTC/EUR'))
    expect(readBitvavoOrders(cancel)).toEqual([{ action: 'cancel', market: 'BTC-EUR' }])
    const all = await ccxt((bitvavo) => bitvavo.cancelAllOrders('BTC/EUR'))
    expect(readBitvavoOrders(all)).toEqual([{ action: 'cancel', market: 'BTC-EUR' }])
  })

  it('are read in the quote asset, and when a price is reached', () => {
    const { amount: _amount, price: _price, ...rest } = LIMIT
    expect(
      read('POST /v2/order', { ...rest, orderType: 'takeProfit', amountQuote: '50', triggerAmount: '90' }),
    ).toEqual([{ ...READ, type: 'triggerMarket', quantity: '50', unit: 'quote', price: undefined }])
    expect(read('POST /v2/cancelOrdersAfter', { timeout: 60 })).toEqual([
      { action: 'cancel', market: undefined },
    ])
  })

  it('are refused in other forms', () => {
    expectRefusals(readBitvavoOrders, 'POST /v2/order', LIMIT, [
      [{ side: 'hold' }, 'side is none of buy, sell'],
      [{ orderType: 'Limit' }, 'orderType is none of limit'],
      [{ amountQuote: '50' }, 'amount and amountQuote are given together'],
      [{ amount: undefined }, 'amount is missing'],
      [{ price: undefined }, 'price is missing'],
    ])
    expectRefusals(
      readBitvavoOrders,
      'PUT /v2/order',
      { market: 'BTC-EUR', orderId: '1', amountRemaining: '2' },
      [
        [{ amount: '1' }, 'amount and amountRemaining are given together'],
        [{ market: undefined }, 'market is missing'],
      ],
    )
  })
})
