import { describe, expect, it } from 'vitest'
import { readHtxLinearOrders } from '../../../sdk/cex/venues/htx/readLinearOrders.ts'
import { readHtxSpotOrders } from '../../../sdk/cex/venues/htx/readSpotOrders.ts'
import { ccxtMarket, ccxtRequests } from '../support/ccxtRequests.ts'
import { expectRefusals } from '../support/expectRefusals.ts'
import { limitOrder } from '../support/limitOrder.ts'
import { venueListRequest, venueRequest } from '../support/venueRequest.ts'

const spot = (endpoint: string, params = {}) => readHtxSpotOrders(venueRequest(endpoint, params))
const linear = (endpoint: string, params = {}) => readHtxLinearOrders(venueRequest(endpoint, params))

describe('spot orders of HTX', () => {
  const LIMIT = { 'account-id': '1', symbol: 'btcusdt', type: 'buy-limit', amount: '0.5', price: '100' }
  const READ = limitOrder('btcusdt')
  const PLACE = 'POST /v1/order/orders/place'
  const accounts = ccxtRequests('htx', [ccxtMarket('btcusdt', 'BTC/USDT')], {
    prepare: (htx) => {
      Object.assign(htx, {
        accounts: [{ id: '1', type: 'spot' }],
        accountsById: { 1: { id: '1', type: 'spot' } },
      })
    },
  })

  it('are read as ccxt sends them', async () => {
    const limit = await accounts((htx) => htx.createOrder('BTC/USDT', 'limit', 'buy', 0.5, 100))
    expect(readHtxSpotOrders(limit)).toEqual([READ])
    const market = await accounts((htx) => htx.createOrder('BTC/USDT', 'market', 'buy', 0.5, 100))
    expect(readHtxSpotOrders(market)).toEqual([
      { ...READ, type: 'market', quantity: '50', unit: 'quote', price: undefined },
    ])
    const stop = await accounts((htx) =>
      htx.createOrder('BTC/USDT', 'limit', 'sell', 0.5, 100, { triggerPrice: 110 }),
    )
    expect(readHtxSpotOrders(stop)).toEqual([{ ...READ, side: 'sell', type: 'triggerLimit' }])
    const cancel = await accounts((htx) => htx.cancelOrder('7', 'BTC/USDT'))
    expect(readHtxSpotOrders(cancel)).toEqual([{ action: 'cancel', market: undefined }])
  })

  it('are read in every type', () => {
    for (const word of ['ioc', 'limit-maker', 'limit-fok']) {
      expect(spot(PLACE, { ...LIMIT, type: `sell-${word}` })).toEqual([{ ...READ, side: 'sell' }])
    }
    const stop = { ...LIMIT, type: 'buy-stop-limit-fok', 'stop-price': '90', operator: 'gte' }
    expect(spot(PLACE, stop)).toEqual([{ ...READ, type: 'triggerLimit' }])
    expect(spot(PLACE, { ...LIMIT, type: 'sell-market' })).toEqual([
      { ...READ, side: 'sell', type: 'market', price: undefined },
    ])
  })

  it('are read out of lists, algo orders and cancellations', () => {
    expect(readHtxSpotOrders(venueListRequest('POST /v1/order/batch-orders', [LIMIT, LIMIT]))).toEqual([
      READ,
      READ,
    ])
    const algo = { accountId: 1, symbol: 'btcusdt', orderSide: 'sell', stopPrice: '90' }
    expect(
      spot('POST /v2/algo-orders', { ...algo, orderType: 'limit', orderSize: '1', orderPrice: '89' }),
    ).toEqual([{ ...READ, side: 'sell', type: 'triggerLimit', quantity: '1', price: '89' }])
    expect(spot('POST /v2/algo-orders', { ...algo, orderType: 'market', orderValue: '20' })).toEqual([
      { ...READ, side: 'sell', type: 'triggerMarket', quantity: '20', unit: 'quote', price: undefined },
    ])
    expect(
      spot('POST /v2/algo-orders', {
        ...algo,
        orderType: 'market',
        orderSize: '1',
        trailingRate: '0.01',
      })?.[0],
    ).toMatchObject({ type: 'other', price: undefined })
    expect(spot('POST /v1/order/orders/batchCancelOpenOrders', { symbol: 'btcusdt,ethusdt' })).toEqual([
      { action: 'cancel', market: 'btcusdt' },
      { action: 'cancel', market: 'ethusdt' },
    ])
  })

  it('are refused in other forms', () => {
    expectRefusals(readHtxSpotOrders, PLACE, LIMIT, [
      [{ type: 'hold-limit' }, 'type is none of buy-market'],
      [{ type: undefined }, 'type is missing'],
      [{ symbol: undefined }, 'symbol is missing'],
      [{ amount: '1e3' }, 'amount is not a plain decimal'],
      [{ amount: '-1' }, 'amount is not a plain decimal'],
      [{ amount: '0' }, 'amount is zero'],
      [{ price: undefined }, 'price is missing'],
      [{ 'borrow-amount': '5' }, 'a member is not known: borrow-amount'],
    ])
    const algo = { accountId: 1, symbol: 'btcusdt', orderSide: 'buy', orderType: 'market', stopPrice: '90' }
    expectRefusals(readHtxSpotOrders, 'POST /v2/algo-orders', { ...algo, orderSize: '1' }, [
      [{ orderValue: '2' }, 'orderSize and orderValue are given together'],
      [{ orderType: 'limit' }, 'orderPrice is missing'],
    ])
  })

  it('are not read where a loan is part of them', () => {
    expect(spot('POST /v1/order/auto/place', LIMIT)).toBeUndefined()
    expect(spot('GET /v1/account/accounts')).toEqual([])
  })
})

describe('linear orders of HTX', () => {
  const LIMIT = {
    contract_code: 'BTC-USDT',
    margin_mode: 'cross',
    side: 'buy',
    type: 'limit',
    volume: '3',
    price: '100',
  }
  const READ = { ...limitOrder('BTC-USDT'), quantity: '3', unit: 'contracts' }
  const ORDER = 'POST /v5/trade/order'
  const OLD = 'POST /linear-swap-api/v1/swap_cross_order'
  const OLD_LIMIT = {
    contract_code: 'BTC-USDT',
    direction: 'buy',
    offset: 'open',
    order_price_type: 'limit',
    volume: 3,
    price: 100,
    lever_rate: 5,
  }
  const market = ccxtMarket('BTC-USDT', 'BTC/USDT:USDT', 'linear')
  const ccxt = ccxtRequests('htx', [market])

  it('are read as ccxt sends them', async () => {
    const limit = await ccxt((htx) => htx.createOrder('BTC/USDT:USDT', 'limit', 'buy', 3, 100))
    expect(readHtxLinearOrders(limit)).toEqual([READ])
    const closing = await ccxt((htx) =>
      htx.createOrder('BTC/USDT:USDT', 'market', 'sell', 3, undefined, { reduceOnly: true }),
    )
    expect(readHtxLinearOrders(closing)).toEqual([
      { ...READ, side: 'sell', type: 'market', price: undefined, reduceOnly: true },
    ])
    const attached = await ccxt((htx) =>
      htx.createOrder('BTC/USDT:USDT', 'limit', 'buy', 3, 100, {
        stopLoss: { triggerPrice: 90, price: 89, type: 'limit' },
      }),
    )
    expect(readHtxLinearOrders(attached)).toEqual([
      READ,
      { ...READ, side: 'sell', type: 'triggerLimit', price: '89' },
    ])
    const trigger = await ccxt((htx) =>
      htx.createOrder('BTC/USDT:USDT', 'limit', 'buy', 3, 100, { triggerPrice: 90 }),
    )
    expect(readHtxLinearOrders(trigger)).toBeUndefined()
    const cancel = await ccxt((htx) => htx.cancelOrder('1', 'BTC/USDT:USDT'))
    expect(readHtxLinearOrders(cancel)).toEqual([{ action: 'cancel', market: 'BTC-USDT' }])
  })

  it('are read with what is attached, and at prices of the book', () => {
    expect(linear(ORDER, { ...LIMIT, tp_trigger_price: '120' })?.[1]).toEqual({
      ...READ,
      side: 'sell',
      type: 'triggerMarket',
      price: undefined,
    })
    expect(linear(ORDER, { ...LIMIT, price_match: 'opponent' })).toEqual([
      { ...READ, type: 'other', price: undefined },
    ])
    expect(readHtxLinearOrders(venueListRequest('POST /v5/trade/batch_orders', [LIMIT, LIMIT]))).toEqual([
      READ,
      READ,
    ])
  })

  it('only reduce where that is enforced', () => {
    const reduces = (more: object) => {
      const [order] = linear(ORDER, { ...LIMIT, ...more }) ?? []
      return order?.action === 'place' && order.reduceOnly
    }
    expect(reduces({ reduce_only: 1 })).toBe(true)
    expect(reduces({ reduce_only: '1', position_side: 'both' })).toBe(true)
    expect(reduces({ reduce_only: true })).toBe(true)
    expect(reduces({ reduce_only: 0 })).toBe(false)
    expect(reduces({ reduce_only: 1, position_side: 'long' })).toBe(false)
    expect(reduces({ position_side: 'short' })).toBe(false)
  })

  it('are read in their older form', () => {
    expect(linear(OLD, OLD_LIMIT)).toEqual([READ])
    expect(linear('POST /linear-swap-api/v1/swap_order', { ...OLD_LIMIT, offset: 'close' })).toEqual([
      { ...READ, reduceOnly: true },
    ])
    expect(linear(OLD, { ...OLD_LIMIT, order_price_type: 'optimal_5_ioc' })).toEqual([
      { ...READ, type: 'other', price: undefined },
    ])
    expect(linear(OLD, { ...OLD_LIMIT, sl_trigger_price: '90', sl_order_price: '89' })?.[1]).toEqual({
      ...READ,
      side: 'sell',
      type: 'triggerLimit',
      price: '89',
    })
    const batch = { orders_data: [OLD_LIMIT, OLD_LIMIT] }
    expect(linear('POST /linear-swap-api/v1/swap_cross_batchorder', batch)).toEqual([READ, READ])
    expect(linear('POST /linear-swap-api/v1/swap_cross_cancelall', { contract_code: 'BTC-USDT' })).toEqual([
      { action: 'cancel', market: 'BTC-USDT' },
    ])
  })

  it('are refused in other forms', () => {
    expectRefusals(readHtxLinearOrders, ORDER, LIMIT, [
      [{ side: 'BUY' }, 'side is none of buy, sell'],
      [{ type: 'trigger' }, 'type is none of market, limit, post_only'],
      [{ volume: '0' }, 'volume is zero'],
      [{ price: undefined }, 'price is missing'],
      [{ position_side: 'left' }, 'position_side is none of long, short, both'],
      [{ reduce_only: 'yes' }, 'reduce_only is none of 0, 1'],
      [{ tp_order_price: '120' }, 'tp_trigger_price is missing'],
      [{ contract_code: undefined }, 'contract_code is missing'],
    ])
    expectRefusals(readHtxLinearOrders, OLD, OLD_LIMIT, [
      [{ pair: 'ETH-USDT' }, 'a member is not known: pair'],
      [{ direction: undefined }, 'direction is missing'],
      [{ order_price_type: 'best' }, 'order_price_type is none of limit'],
      [{ sl_order_price: '90' }, 'sl_trigger_price is missing'],
    ])
  })

  it('are not read where the venue places them by itself', () => {
    expect(linear('POST /v5/algo/order', LIMIT)).toBeUndefined()
    expect(linear('POST /v5/trade/position_all')).toBeUndefined()
    expect(linear('POST /linear-swap-api/v1/swap_trigger_order', OLD_LIMIT)).toBeUndefined()
    expect(linear('POST /v5/position/lever', { contract_code: 'BTC-USDT' })).toEqual([])
  })
})
