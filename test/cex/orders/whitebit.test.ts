import { describe, expect, it } from 'vitest'
import { readWhitebitOrders } from '../../../sdk/cex/venues/whitebit/readOrders.ts'
import { ccxtMarket, ccxtRequests } from '../support/ccxtRequests.ts'
import { expectRefusals } from '../support/expectRefusals.ts'
import { limitOrder } from '../support/limitOrder.ts'
import { venueRequest } from '../support/venueRequest.ts'

const read = (endpoint: string, params = {}) => readWhitebitOrders(venueRequest(endpoint, params))
const MARKETS = [ccxtMarket('BTC_USDT', 'BTC/USDT'), ccxtMarket('BTC_PERP', 'BTC/USDT:USDT', 'linear')]
const ccxt = ccxtRequests('whitebit', MARKETS, { added: ['request', 'nonceWindow'] })

describe('orders of WhiteBIT', () => {
  const ROOT = 'POST /api/v4/order'
  const LIMIT = { market: 'BTC_USDT', side: 'buy', amount: '0.5', price: '100' }
  const READ = limitOrder('BTC_USDT')
  const CANCELLED = { action: 'cancel', market: 'BTC_USDT' }

  it('are read as ccxt sends them', async () => {
    const limit = await ccxt((whitebit) =>
      whitebit.createOrder('BTC/USDT', 'limit', 'buy', 0.5, 100, { postOnly: true }),
    )
    expect(readWhitebitOrders(limit)).toEqual([READ])
    const market = await ccxt((whitebit) => whitebit.createOrder('BTC/USDT', 'market', 'buy', 0.5))
    expect(market.path).toBe('/api/v4/order/stock_market')
    expect(readWhitebitOrders(market)).toEqual([{ ...READ, type: 'market', price: undefined }])
    const cost = await ccxt((whitebit) =>
      whitebit.createOrder('BTC/USDT', 'market', 'buy', 0, undefined, { cost: 50 }),
    )
    expect(cost.path).toBe('/api/v4/order/market')
    expect(readWhitebitOrders(cost)).toEqual([
      { ...READ, type: 'market', quantity: '50', unit: 'quote', price: undefined },
    ])
    const stop = await ccxt((whitebit) =>
      whitebit.createOrder('BTC/USDT', 'limit', 'sell', 0.5, 100, { triggerPrice: 110 }),
    )
    expect(readWhitebitOrders(stop)).toEqual([{ ...READ, side: 'sell', type: 'triggerLimit' }])
    const perpetual = await ccxt((whitebit) =>
      whitebit.createOrder('BTC/USDT:USDT', 'limit', 'buy', 0.5, 100),
    )
    expect(readWhitebitOrders(perpetual)).toEqual([{ ...READ, market: 'BTC_PERP' }])
    const edit = await ccxt((whitebit) => whitebit.editOrder('1', 'BTC/USDT', 'limit', 'buy', 0.5, 100))
    expect(readWhitebitOrders(edit)).toEqual([{ ...READ, action: 'amend', side: undefined, type: undefined }])
    const cancel = await ccxt((whitebit) => whitebit.cancelOrder('1', 'BTC/USDT'))
    expect(readWhitebitOrders(cancel)).toEqual([CANCELLED])
    const all = await ccxt((whitebit) => whitebit.cancelAllOrders('BTC/USDT'))
    expect(readWhitebitOrders(all)).toEqual([CANCELLED])
  })

  it('count in the quote asset where they buy at market, now or later', () => {
    const stop = { market: 'BTC_USDT', amount: '50', activation_price: '90' }
    const bought = { ...READ, type: 'triggerMarket', quantity: '50', unit: 'quote', price: undefined }
    expect(read(`${ROOT}/stop_market`, { ...stop, side: 'buy' })).toEqual([bought])
    expect(read(`${ROOT}/stop_market`, { ...stop, side: 'sell' })).toEqual([
      { ...bought, side: 'sell', unit: 'base' },
    ])
    const trigger = { ...stop, side: 'buy' }
    expect(read(`${ROOT}/collateral/trigger-market`, trigger)).toEqual([
      { ...bought, market: 'collateral:BTC_USDT', unit: 'base' },
    ])
    expect(read(`${ROOT}/modify`, { market: 'BTC_USDT', orderId: 1, total: '50' })).toMatchObject([
      { action: 'amend', quantity: '50', unit: 'quote' },
    ])
  })

  it('are several in lists, pairs and with what is attached', () => {
    expect(read(`${ROOT}/bulk`, { orders: [LIMIT, LIMIT] })).toEqual([READ, READ])
    // not the market of spot: the venue lends what is missing
    const bought = { ...READ, market: 'collateral:BTC_USDT' }
    const sold = { ...bought, side: 'sell', type: 'triggerMarket', price: undefined }
    expect(read(`${ROOT}/collateral/limit`, { ...LIMIT, stopLoss: '90', takeProfit: '120' })).toEqual([
      bought,
      sold,
      sold,
    ])
    const pair = { ...LIMIT, activation_price: '110', stop_limit_price: '111' }
    expect(read(`${ROOT}/collateral/oco`, pair)).toEqual([
      bought,
      { ...bought, type: 'triggerLimit', price: '111' },
    ])
    expect(read(`${ROOT}/cancel/bulk`, { orders: [{ market: 'BTC_USDT', orderId: 1 }] })).toEqual([CANCELLED])
  })

  it('only reduce on collateral, where that is enforced', () => {
    const order = (more: object) =>
      read(`${ROOT}/collateral/market`, { market: 'BTC_PERP', side: 'sell', amount: '1', ...more })
    expect(order({ reduceOnly: true })).toMatchObject([{ reduceOnly: true }])
    expect(order({ reduceOnly: true, positionSide: 'SHORT' })).toMatchObject([{ reduceOnly: false }])
    expect(order({ positionSide: 'LONG' })).toMatchObject([{ reduceOnly: false }])
  })

  it('are refused in other forms', () => {
    expectRefusals(readWhitebitOrders, `${ROOT}/new`, LIMIT, [
      [{ side: 'BUY' }, 'side is none of buy, sell'],
      [{ amount: '0' }, 'amount is zero'],
      [{ price: undefined }, 'price is missing'],
      [{ bboRole: 1 }, 'a member is not known: bboRole'],
      [{ stopLoss: '90' }, 'a member is not known: stopLoss'],
      [{ reduceOnly: true }, 'a member is not known: reduceOnly'],
    ])
    const stop = { ...LIMIT, activation_price: '90' }
    expectRefusals(readWhitebitOrders, `${ROOT}/stop_limit`, stop, [
      [{ activation_price: undefined }, 'activation_price is missing'],
    ])
    expectRefusals(readWhitebitOrders, `${ROOT}/modify`, { market: 'BTC_USDT', orderId: 1, amount: '1' }, [
      [{ total: '1' }, 'amount and total are given together'],
    ])
    expect(() => read(`${ROOT}/cancel/bulk`, { orders: 1 })).toThrow('orders is not a list')
    expect(() => read(`${ROOT}/cancel/bulk`, { orders: [1] })).toThrow('what is cancelled is not an object')
    expect(() => read(`${ROOT}/cancel`, { market: 'BTC_USDT', Market: 'ETH_USDT' })).toThrow(
      'market is given twice',
    )
    expect(() => read(`${ROOT}/cancel`, { Market: 'ETH_USDT' })).toThrow('market is spelled otherwise')
    expect(() => read(`${ROOT}/cancel`, { market: 5 })).toThrow('market is no market')
  })
})
