import { describe, expect, it } from 'vitest'
import { readBitstampOrders } from '../../../sdk/cex/venues/bitstamp/readOrders.ts'
import { ccxtMarket, ccxtRequests } from '../support/ccxtRequests.ts'
import { expectRefusals } from '../support/expectRefusals.ts'
import { limitOrder } from '../support/limitOrder.ts'
import { venueRequest } from '../support/venueRequest.ts'

const read = (endpoint: string, params = {}) => readBitstampOrders(venueRequest(endpoint, params))
const ccxt = ccxtRequests('bitstamp', [ccxtMarket('btcusd', 'BTC/USD')])

describe('orders of Bitstamp', () => {
  const BUY = 'POST /api/v2/buy/btcusd/'
  const LIMIT = { amount: '0.5', price: '100' }
  const READ = limitOrder('btcusd')

  it('are read as ccxt sends them', async () => {
    const limit = await ccxt((bitstamp) => bitstamp.createOrder('BTC/USD', 'limit', 'buy', 0.5, 100))
    expect(readBitstampOrders(limit)).toEqual([READ])
    const market = await ccxt((bitstamp) => bitstamp.createOrder('BTC/USD', 'market', 'sell', 0.5))
    expect(readBitstampOrders(market)).toEqual([{ ...READ, side: 'sell', type: 'market', price: undefined }])
    const instant = await ccxt((bitstamp) => bitstamp.createOrder('BTC/USD', 'instant', 'buy', 0.5))
    expect(readBitstampOrders(instant)).toEqual([
      { ...READ, type: 'market', unit: 'quote', price: undefined },
    ])
    const edit = await ccxt((bitstamp) => bitstamp.editOrder('1', 'BTC/USD', 'limit', 'buy', 0.5, 100))
    expect(readBitstampOrders(edit)).toEqual([
      { ...READ, action: 'amend', market: undefined, side: undefined, type: undefined },
    ])
    const cancel = await ccxt((bitstamp) => bitstamp.cancelOrder('1', 'BTC/USD'))
    expect(readBitstampOrders(cancel)).toEqual([{ action: 'cancel', market: undefined }])
    const all = await ccxt((bitstamp) => bitstamp.cancelAllOrders('BTC/USD'))
    expect(readBitstampOrders(all)).toEqual([{ action: 'cancel', market: 'btcusd' }])
  })

  it('are two where a price to sell at again is given', () => {
    expect(read(BUY, { ...LIMIT, limit_price: '120' })).toEqual([
      READ,
      { ...READ, side: 'sell', price: '120' },
    ])
  })

  it('sell at once in the base asset unless the request says otherwise', () => {
    const sold = { ...READ, side: 'sell', type: 'market', price: undefined }
    expect(read('POST /api/v2/sell/instant/btcusd/', { amount: '0.5' })).toEqual([sold])
    expect(read('POST /api/v2/sell/instant/btcusd/', { amount: '0.5', amount_in_counter: 'True' })).toEqual([
      { ...sold, unit: 'quote' },
    ])
  })

  it('only reduce in perpetual markets', () => {
    const perpetual = 'POST /api/v2/buy/btcusd-perp/'
    expect(read(perpetual, { ...LIMIT, reduce_only: 'True' })).toMatchObject([{ reduceOnly: true }])
    expect(read(perpetual, { ...LIMIT, reduce_only: false })).toMatchObject([{ reduceOnly: false }])
    expect(read(BUY, { ...LIMIT, reduce_only: true })).toMatchObject([{ reduceOnly: false }])
  })

  it('are refused in other forms', () => {
    expectRefusals(readBitstampOrders, BUY, LIMIT, [
      [{ amount: 'all' }, 'amount is not a plain decimal'],
      [{ price: undefined }, 'price is missing'],
      [{ stop_price: '90' }, 'a member is not known: stop_price'],
      [{ reduce_only: 'yes' }, 'reduce_only is none of True'],
    ])
    expectRefusals(readBitstampOrders, 'POST /api/v2/buy/market/btcusd/', { amount: '0.5' }, [
      [{ price: '100' }, 'a member is not known: price'],
    ])
    expect(read('POST /api/v2/buy/btcusd', LIMIT)).toBeUndefined()
    expect(read('POST /api/v2/balance/')).toEqual([])
  })
})
