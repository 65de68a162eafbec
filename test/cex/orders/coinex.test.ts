import { describe, expect, it } from 'vitest'
import { readCoinexOrders } from '../../../sdk/cex/venues/coinex/readOrders.ts'
import { ccxtMarket, ccxtRequests } from '../support/ccxtRequests.ts'
import { expectRefusals } from '../support/expectRefusals.ts'
import { limitOrder } from '../support/limitOrder.ts'
import { venueRequest } from '../support/venueRequest.ts'

const read = (endpoint: string, params = {}) => readCoinexOrders(venueRequest(endpoint, params))
const MARKETS = [ccxtMarket('BTCUSDT', 'BTC/USDT'), ccxtMarket('BTCUSDT', 'BTC/USDT:USDT', 'linear')]
const ccxt = ccxtRequests('coinex', MARKETS)

describe('orders of CoinEx', () => {
  const SPOT = 'POST /v2/spot'
  const LIMIT = {
    market: 'BTCUSDT',
    market_type: 'SPOT',
    side: 'buy',
    type: 'limit',
    amount: '0.5',
    price: '100',
  }
  const READ = limitOrder('spot:BTCUSDT')
  const CANCELLED = { action: 'cancel', market: 'spot:BTCUSDT' }
  // the same name stands for another market there
  const FUTURES_READ = { ...READ, market: 'futures:BTCUSDT' }
  const FUTURES_CANCELLED = { ...CANCELLED, market: 'futures:BTCUSDT' }

  it('are read as ccxt sends them', async () => {
    const limit = await ccxt((coinex) =>
      coinex.createOrder('BTC/USDT', 'limit', 'buy', 0.5, 100, { postOnly: true }),
    )
    expect(readCoinexOrders(limit)).toEqual([READ])
    const market = await ccxt((coinex) => coinex.createOrder('BTC/USDT', 'market', 'buy', 0.5, 100))
    expect(() => readCoinexOrders(market)).toThrow('what amount counts in is not said: give ccy')
    const told = { ...market, params: [...(market.params ?? []), ['ccy', 'USDT'] as const] }
    expect(readCoinexOrders(told)).toEqual([
      { ...READ, type: 'market', quantity: '50', unit: 'quote', price: undefined },
    ])
    const stop = await ccxt((coinex) =>
      coinex.createOrder('BTC/USDT', 'limit', 'sell', 0.5, 100, { triggerPrice: 90 }),
    )
    expect(readCoinexOrders(stop)).toEqual([{ ...READ, side: 'sell', type: 'triggerLimit' }])
    const futures = await ccxt((coinex) => coinex.createOrder('BTC/USDT:USDT', 'market', 'buy', 0.5))
    expect(readCoinexOrders(futures)).toEqual([{ ...FUTURES_READ, type: 'market', price: undefined }])
    const one = { symbol: 'BTC/USDT', type: 'limit', side: 'buy', amount: 0.5, price: 100 }
    const list = await ccxt((coinex) => coinex.createOrders([one, one]))
    expect(readCoinexOrders(list)).toEqual([READ, READ])
    const edit = await ccxt((coinex) => coinex.editOrder('1', 'BTC/USDT', 'limit', 'buy', 0.5, 100))
    expect(readCoinexOrders(edit)).toEqual([{ ...READ, action: 'amend', side: undefined, type: undefined }])
    const cancel = await ccxt((coinex) => coinex.cancelOrder('1', 'BTC/USDT'))
    expect(readCoinexOrders(cancel)).toEqual([CANCELLED])
    const all = await ccxt((coinex) => coinex.cancelAllOrders('BTC/USDT:USDT'))
    expect(readCoinexOrders(all)).toEqual([FUTURES_CANCELLED])
    const closing = await ccxt((coinex) =>
      coinex.createOrder('BTC/USDT:USDT', 'limit', 'sell', 0.5, 100, { reduceOnly: true }),
    )
    expect(closing.path).toBe('/v2/futures/close-position')
    expect(readCoinexOrders(closing)).toBeUndefined()
  })

  it('count in the asset that they name', () => {
    const order = (more: object) => read(`${SPOT}/order`, { ...LIMIT, type: 'market', ...more })
    expect(order({ ccy: 'BTC' })).toMatchObject([{ unit: 'base' }])
    expect(order({ ccy: 'USDT', side: 'sell' })).toMatchObject([{ unit: 'quote' }])
    expect(() => order({})).toThrow('what amount counts in is not said: give ccy')
    expect(order({ ccy: 'USDT' })).toMatchObject([{ unit: 'quote' }])
    expect(order({ side: 'sell' })).toMatchObject([{ unit: 'base' }])
    expect(() => order({ ccy: 'ETH' })).toThrow('ccy is not one of the market')
    expect(read(`${SPOT}/order`, { ...LIMIT, ccy: 'USDT' })).toEqual([READ])
  })

  it('count in contracts where a market is in dollars themselves', () => {
    const inverse = { ...LIMIT, market: 'BTCUSD', market_type: 'FUTURES' }
    expect(read('POST /v2/futures/order', inverse)).toEqual([
      { ...READ, market: 'futures:BTCUSD', unit: 'contracts' },
    ])
    const { side: _side, type: _type, ...change } = { ...inverse, order_id: 1 }
    expect(read('POST /v2/futures/modify-order', change)).toMatchObject([{ unit: 'contracts' }])
  })

  it('are changed in lists', () => {
    const one = { market: 'BTCUSDT', market_type: 'SPOT', order_id: 1, amount: '2' }
    expect(read(`${SPOT}/batch-modify-order`, { orders: [one] })).toMatchObject([
      { action: 'amend', quantity: '2' },
    ])
    expect(() => read(`${SPOT}/batch-modify-order`, { orders: [] })).toThrow('not a list of orders')
  })

  it('are refused in other forms', () => {
    expectRefusals(readCoinexOrders, `${SPOT}/order`, LIMIT, [
      [{ side: 'BUY' }, 'side is none of buy, sell'],
      [{ type: 'stop' }, 'type is none of limit'],
      [{ market_type: 'FUTURES' }, 'market_type is none of SPOT, MARGIN'],
      [{ amount: undefined }, 'amount is missing'],
      [{ price: undefined }, 'price is missing'],
      [{ trigger_price: '90' }, 'a member is not known: trigger_price'],
    ])
    expectRefusals(readCoinexOrders, `${SPOT}/stop-order`, { ...LIMIT, trigger_price: '90' }, [
      [{ trigger_price: undefined }, 'trigger_price is missing'],
    ])
    expectRefusals(readCoinexOrders, `${SPOT}/batch-order`, { market: 'BTCUSDT', orders: [LIMIT] }, [
      [{ market: 'ETHUSDT' }, 'market is another one than that of an order'],
      [{ orders: [{ ...LIMIT, side: 'x' }] }, 'side is none of buy, sell'],
    ])
    expectRefusals(readCoinexOrders, 'POST /v2/futures/order', { ...LIMIT, market_type: 'FUTURES' }, [
      [{ market_type: 'SPOT' }, 'market_type is none of FUTURES'],
      [{ ccy: 'BTC' }, 'a member is not known: ccy'],
    ])
  })

  it('are not read where a position is closed or protected', () => {
    expect(read('POST /v2/futures/set-position-stop-loss', { market: 'BTCUSDT' })).toBeUndefined()
    expect(read('POST /v2/futures/cancel-position-stop-loss', { market: 'BTCUSDT' })).toEqual([
      FUTURES_CANCELLED,
    ])
    expect(read('POST /v2/futures/adjust-position-leverage', { market: 'BTCUSDT' })).toEqual([])
  })
})
