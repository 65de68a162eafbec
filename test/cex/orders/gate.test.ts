import { describe, expect, it } from 'vitest'
import { readGateOrders } from '../../../sdk/cex/venues/gate/readOrders.ts'
import { type CcxtCall, ccxtMarket, ccxtRequests } from '../support/ccxtRequests.ts'
import { limitOrder } from '../support/limitOrder.ts'
import { venueListRequest, venueRequest } from '../support/venueRequest.ts'

const SPOT = 'BTC/USDT'
const SWAP = 'BTC/USDT:USDT'
const MARKETS = [
  ccxtMarket('BTC_USDT', SPOT),
  ccxtMarket('BTC_USDT', SWAP, 'linear', { settleId: 'usdt', precision: { amount: 1, price: 0.1 } }),
]
const ccxt = ccxtRequests('gate', MARKETS)
const sent = async (call: CcxtCall) => readGateOrders(await ccxt(call))
const read = (endpoint: string, params = {}) => readGateOrders(venueRequest(endpoint, params))

const READ = limitOrder('spot:BTC_USDT')

describe('spot orders of Gate', () => {
  const LIMIT = { currency_pair: 'BTC_USDT', type: 'limit', side: 'buy', amount: '0.5', price: '100' }
  const place = (params: object) => read('POST /api/v4/spot/orders', params)

  it('are read as ccxt sends them', async () => {
    expect(await sent((gate) => gate.createOrder(SPOT, 'limit', 'buy', 0.5, 100))).toEqual([READ])
    expect(
      await sent((gate) => gate.createOrder(SPOT, 'market', 'buy', 50, undefined, { cost: 50 })),
    ).toEqual([{ ...READ, type: 'market', quantity: '50', unit: 'quote', price: undefined }])
    expect(
      await sent((gate) => gate.createOrder(SPOT, 'limit', 'sell', 0.5, 100, { triggerPrice: 110 })),
    ).toEqual([{ ...READ, side: 'sell', type: 'triggerLimit', triggerPrice: '110' }])
    const orders = [
      { symbol: SPOT, type: 'limit', side: 'buy', amount: 0.5, price: 100 },
      { symbol: SPOT, type: 'market', side: 'sell', amount: 0.5 },
    ]
    expect(await sent((gate) => gate.createOrders(orders))).toEqual([
      READ,
      { ...READ, side: 'sell', type: 'market', price: undefined },
    ])
    expect(await sent((gate) => gate.editOrder('1', SPOT, 'limit', 'buy', 0.5, 101))).toEqual([
      { ...READ, action: 'amend', side: undefined, price: '101' },
    ])
    const cancelled = [{ action: 'cancel', market: 'spot:BTC_USDT' }]
    expect(await sent((gate) => gate.cancelOrder('1', SPOT))).toEqual(cancelled)
    expect(await sent((gate) => gate.cancelOrders(['1', '2'], SPOT))).toEqual([...cancelled, ...cancelled])
    expect(await sent((gate) => gate.cancelAllOrders(SPOT))).toEqual(cancelled)
  })

  it('are limit orders without a type', () => {
    const { type, ...untyped } = LIMIT
    expect(place(untyped)).toEqual([READ])
    const { price, ...unpriced } = untyped
    expect(() => place(unpriced)).toThrow('price is missing')
  })

  it('with a trigger are read with what they put', () => {
    const put = { type: 'market', side: 'buy', price: '0', amount: '50', account: 'normal' }
    const trigger = { price: '110', rule: '>=', expiration: 60 }
    const triggered = (change: object) =>
      read('POST /api/v4/spot/price_orders', { market: 'BTC_USDT', trigger, put: { ...put, ...change } })
    expect(triggered({})).toEqual([
      {
        ...READ,
        type: 'triggerMarket',
        triggerPrice: '110',
        quantity: '50',
        unit: 'quote',
        price: undefined,
      },
    ])
    expect(() => triggered({ type: 'limit' })).toThrow('price is zero')
    expect(() => triggered({ auto_borrow: true })).toThrow('auto_borrow borrows or repays')
    expect(() => read('POST /api/v4/spot/price_orders', { market: 'BTC_USDT', trigger })).toThrow(
      'put is missing',
    )
  })

  it.each([
    ['a loan', { auto_borrow: true }, 'auto_borrow borrows or repays'],
    ['a repayment', { auto_repay: 'true' }, 'auto_repay borrows or repays'],
    ['an unknown side', { side: 'Buy' }, 'side is none of buy, sell'],
    ['another case of a member', { Amount: '9' }, 'a member is not known: Amount'],
    ['a price that means nothing', { type: 'market' }, 'price means nothing'],
    ['no amount', { amount: '0' }, 'amount is zero'],
  ])('with %s are unreadable', (_, change, reason) => {
    expect(place({ ...LIMIT, auto_borrow: false })).toEqual([READ])
    expect(() => place({ ...LIMIT, ...change })).toThrow(reason)
  })
})

describe('futures orders of Gate', () => {
  const SWAPPED = { ...READ, market: 'futures/usdt:BTC_USDT', quantity: '2', unit: 'contracts' }
  const LIMIT = { contract: 'BTC_USDT', size: 2, price: '100' }
  const FUTURES = '/api/v4/futures/usdt'
  const place = (params: object) => read(`POST ${FUTURES}/orders`, params)

  it('are read as ccxt sends them', async () => {
    expect(await sent((gate) => gate.createOrder(SWAP, 'limit', 'buy', 2, 100))).toEqual([SWAPPED])
    expect(
      await sent((gate) => gate.createOrder(SWAP, 'market', 'sell', 2, undefined, { reduceOnly: true })),
    ).toEqual([{ ...SWAPPED, side: 'sell', type: 'market', price: undefined, reduceOnly: true }])
    expect(
      await sent((gate) => gate.createOrder(SWAP, 'limit', 'sell', 2, 100, { triggerPrice: 110 })),
    ).toEqual([{ ...SWAPPED, side: 'sell', type: 'triggerLimit', triggerPrice: '110' }])
    const orders = [
      { symbol: SWAP, type: 'limit', side: 'buy', amount: 2, price: 100 },
      { symbol: SWAP, type: 'market', side: 'sell', amount: 2 },
    ]
    expect(await sent((gate) => gate.createOrders(orders))).toEqual([
      SWAPPED,
      { ...SWAPPED, side: 'sell', type: 'market', price: undefined },
    ])
    expect(await sent((gate) => gate.editOrder('1', SWAP, 'limit', 'buy', 2, 101))).toEqual([
      { ...SWAPPED, action: 'amend', market: undefined, price: '101' },
    ])
    expect(await sent((gate) => gate.cancelOrders(['1', '2'], SWAP))).toEqual([
      { action: 'cancel', market: undefined },
    ])
    expect(await sent((gate) => gate.cancelAllOrders(SWAP))).toEqual([
      { action: 'cancel', market: 'futures/usdt:BTC_USDT' },
    ])
  })

  it('have a side by their sign, and a market by their path', () => {
    expect(place({ ...LIMIT, size: '-2' })).toEqual([{ ...SWAPPED, side: 'sell' }])
    const delivery = { ...LIMIT, contract: 'BTC_USDT_20261127' }
    expect(read('POST /api/v4/delivery/usdt/orders', delivery)).toEqual([
      { ...SWAPPED, market: 'delivery/usdt:BTC_USDT_20261127' },
    ])
    expect(
      readGateOrders({ ...venueRequest('POST /orders', LIMIT), baseUrl: `https://venue.example${FUTURES}` }),
    ).toEqual([SWAPPED])
  })

  it.each([
    ['a size of zero', { size: 0 }, 'size is zero or no plain decimal'],
    ['a size with two signs', { size: '--2' }, 'size is zero or no plain decimal'],
    ['a size with an exponent', { size: '2e3' }, 'size is zero or no plain decimal'],
    ['a price with an exponent', { price: '1e2' }, 'price is not a plain decimal'],
    ['an unknown member', { leverage: 3 }, 'a member is not known: leverage'],
  ])('with %s are unreadable', (_, change, reason) => {
    expect(place(LIMIT)).toEqual([SWAPPED])
    expect(() => place({ ...LIMIT, ...change })).toThrow(reason)
  })

  it('that close a position cannot be read', () => {
    expect(place({ ...LIMIT, size: 0, close: true })).toBeUndefined()
    expect(place({ ...LIMIT, size: 0, auto_size: 'close_long' })).toBeUndefined()
    const trigger = { strategy_type: 0, price_type: 0, price: '110', rule: 1 }
    const triggered = (more: object) =>
      read(`POST ${FUTURES}/price_orders`, { initial: LIMIT, trigger, ...more })
    expect(triggered({})).toEqual([{ ...SWAPPED, type: 'triggerLimit', triggerPrice: '110' }])
    const distance = { ...trigger, strategy_type: 1, price: '5' }
    expect(triggered({ trigger: distance })).toEqual([{ ...SWAPPED, type: 'triggerLimit' }])
    expect(triggered({ order_type: 'close-long-position' })).toBeUndefined()
    expect(() => read(`POST ${FUTURES}/price_orders`, { trigger })).toThrow('initial is missing')
    const list = [LIMIT, { ...LIMIT, close: true }]
    expect(readGateOrders(venueListRequest(`POST ${FUTURES}/batch_orders`, list))).toBeUndefined()
    expect(readGateOrders(venueListRequest(`POST ${FUTURES}/batch_orders`, [LIMIT]))).toEqual([SWAPPED])
  })

  it('are told from what does nothing to orders, and from what cannot be read', () => {
    expect(read('GET /api/v4/spot/orders')).toEqual([])
    expect(read(`POST ${FUTURES}/positions/BTC_USDT/leverage`)).toEqual([])
    expect(read(`POST ${FUTURES}/dual_mode`)).toEqual([])
    expect(read('POST /api/v4/options/orders')).toBeUndefined()
    expect(read('POST /api/v4/spot/pov_orders')).toBeUndefined()
    expect(read(`POST ${FUTURES}/bbo_orders`)).toBeUndefined()
    expect(read(`POST ${FUTURES}/autoorder/v1/trail/stop`)).toEqual([{ action: 'cancel', market: undefined }])
    expect(read('POST /api/v4/withdrawals')).toBeUndefined()
  })
})
