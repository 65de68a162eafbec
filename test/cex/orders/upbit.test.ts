import { describe, expect, it } from 'vitest'
import { readUpbitOrders } from '../../../sdk/cex/venues/upbit/readOrders.ts'
import { ccxtMarket, ccxtRequests } from '../support/ccxtRequests.ts'
import { expectRefusals } from '../support/expectRefusals.ts'
import { limitOrder } from '../support/limitOrder.ts'
import { venueRequest } from '../support/venueRequest.ts'

const read = (endpoint: string, params = {}) => readUpbitOrders(venueRequest(endpoint, params))
const ccxt = ccxtRequests('upbit', [ccxtMarket('KRW-BTC', 'BTC/KRW')])

describe('orders of Upbit', () => {
  const NEW = 'POST /v1/orders'
  const AGAIN = 'POST /v1/orders/cancel_and_new'
  const LIMIT = { market: 'KRW-BTC', side: 'bid', ord_type: 'limit', volume: '0.5', price: '100' }
  const READ = limitOrder('KRW-BTC')
  const SPENT = { ...READ, type: 'market', quantity: '50', unit: 'quote', price: undefined }

  it('are read as ccxt sends them', async () => {
    const limit = await ccxt((upbit) => upbit.createOrder('BTC/KRW', 'limit', 'buy', 0.5, 100))
    expect(readUpbitOrders(limit)).toEqual([READ])
    const bought = await ccxt((upbit) => upbit.createOrder('BTC/KRW', 'market', 'buy', 0.5, 100))
    expect(readUpbitOrders(bought)).toEqual([SPENT])
    const sold = await ccxt((upbit) => upbit.createOrder('BTC/KRW', 'market', 'sell', 0.5))
    expect(readUpbitOrders(sold)).toEqual([{ ...READ, side: 'sell', type: 'market', price: undefined }])
    const edit = await ccxt((upbit) => upbit.editOrder('1', 'BTC/KRW', 'limit', 'buy', 0.5, 100))
    expect(readUpbitOrders(edit)).toEqual([{ ...READ, action: 'amend', market: undefined, side: undefined }])
    const cancel = await ccxt((upbit) => upbit.cancelOrder('1', 'BTC/KRW'))
    expect(readUpbitOrders(cancel)).toEqual([{ action: 'cancel', market: undefined }])
  })

  it('are read at the best price, when they are tested, and of what remains', () => {
    const best = { market: 'KRW-BTC', side: 'bid', ord_type: 'best', price: '50', time_in_force: 'ioc' }
    expect(read(NEW, best)).toEqual([{ ...SPENT, type: 'other' }])
    expect(read(`${NEW}/test`, LIMIT)).toEqual([READ])
    const again = { prev_order_uuid: '1', new_ord_type: 'limit', new_price: '100', new_volume: 'remain_only' }
    expect(read(AGAIN, again)).toEqual([
      { ...READ, action: 'amend', market: undefined, side: undefined, quantity: undefined },
    ])
    expect(read(AGAIN, { prev_order_uuid: '1', new_ord_type: 'price', new_price: '50' })).toEqual([
      { ...SPENT, action: 'amend', market: undefined },
    ])
    expect(read('DELETE /v1/orders/open', { pairs: 'KRW-BTC,KRW-ETH' })).toEqual([
      { action: 'cancel', market: 'KRW-BTC' },
      { action: 'cancel', market: 'KRW-ETH' },
    ])
  })

  it('are refused in other forms', () => {
    expectRefusals(readUpbitOrders, NEW, LIMIT, [
      [{ side: 'buy' }, 'side is none of bid, ask'],
      [{ ord_type: 'stop' }, 'ord_type is none of limit, price, market, best'],
      [{ volume: undefined }, 'volume is missing'],
      [{ price: undefined }, 'price is missing'],
      [{ ord_type: 'price' }, 'volume does not go with the type'],
      [{ ord_type: 'market' }, 'ord_type does not go with the side'],
      [{ ord_type: 'market', side: 'ask' }, 'price does not go with the type'],
      [{ ord_type: 'best' }, 'volume does not go with the type'],
      [{ volume: '1e8' }, 'volume is not a plain decimal'],
    ])
    const again = { prev_order_uuid: '1', new_ord_type: 'limit', new_price: '100', new_volume: '1' }
    expectRefusals(readUpbitOrders, AGAIN, again, [
      [{ new_volume: undefined }, 'new_volume is missing'],
      [{ new_volume: 'all' }, 'new_volume is not a plain decimal'],
      [{ new_ord_type: 'best' }, 'new_volume does not go with the type'],
    ])
  })
})
