import { describe, expect, it } from 'vitest'
import { readBitgetOrders } from '../../../sdk/cex/venues/bitget/readOrders.ts'
import { type CcxtCall, ccxtMarket, ccxtRequests } from '../support/ccxtRequests.ts'
import { limitOrder } from '../support/limitOrder.ts'
import { venueRequest } from '../support/venueRequest.ts'

const SPOT = 'BTC/USDT'
const SWAP = 'BTC/USDT:USDT'
const MARKETS = [ccxtMarket('BTCUSDT', SPOT), ccxtMarket('BTCUSDT', SWAP, 'linear')]
const ccxt = ccxtRequests('bitget', MARKETS)
const sent = async (call: CcxtCall) => readBitgetOrders(await ccxt(call))
const read = (endpoint: string, params = {}) => readBitgetOrders(venueRequest(endpoint, params))

const READ = limitOrder('spot:BTCUSDT')
const SWAPPED = { ...READ, market: 'USDT-FUTURES:BTCUSDT' }
const ORDERS = (symbol: string) => [
  { symbol, type: 'limit', side: 'buy', amount: 0.5, price: 100 },
  { symbol, type: 'market', side: 'sell', amount: 0.5 },
]

describe('spot orders of Bitget', () => {
  const LIMIT = {
    symbol: 'BTCUSDT',
    side: 'buy',
    orderType: 'limit',
    force: 'gtc',
    price: '100',
    size: '0.5',
  }
  const place = (more: object) => read('POST /api/v2/spot/trade/place-order', { ...LIMIT, ...more })

  it('are read as ccxt sends them', async () => {
    expect(await sent((bitget) => bitget.createOrder(SPOT, 'limit', 'buy', 0.5, 100))).toEqual([READ])
    expect(
      await sent((bitget) => bitget.createOrder(SPOT, 'market', 'buy', 50, undefined, { cost: 50 })),
    ).toEqual([{ ...READ, type: 'market', quantity: '50', unit: 'quote', price: undefined }])
    expect(
      await sent((bitget) => bitget.createOrder(SPOT, 'limit', 'sell', 0.5, 100, { triggerPrice: 110 })),
    ).toEqual([{ ...READ, side: 'sell', type: 'triggerLimit', triggerPrice: '110' }])
    expect(await sent((bitget) => bitget.createOrders(ORDERS(SPOT)))).toEqual([
      READ,
      { ...READ, side: 'sell', type: 'market', price: undefined },
    ])
    expect(await sent((bitget) => bitget.editOrder('1', SPOT, 'limit', 'buy', 0.5, 101))).toEqual([
      { ...READ, action: 'amend', side: undefined, price: '101' },
    ])
    const cancelled = [{ action: 'cancel', market: 'spot:BTCUSDT' }]
    expect(await sent((bitget) => bitget.cancelOrder('1', SPOT))).toEqual(cancelled)
    expect(await sent((bitget) => bitget.cancelOrders(['1', '2'], SPOT))).toEqual([
      ...cancelled,
      ...cancelled,
    ])
    expect(await sent((bitget) => bitget.cancelAllOrders(SPOT))).toEqual(cancelled)
  })

  it('are read with their take profit and stop loss', () => {
    const child = { ...READ, side: 'sell', type: 'triggerMarket', triggerPrice: '90', price: undefined }
    expect(
      place({ presetTakeProfitPrice: '120', executeTakeProfitPrice: '119', presetStopLossPrice: '90' }),
    ).toEqual([READ, { ...child, type: 'triggerLimit', triggerPrice: '120', price: '119' }, child])
    expect(() => place({ executeStopLossPrice: '90' })).toThrow('presetStopLossPrice is missing')
    expect(() => place({ presetStopLossPrice: '0' })).toThrow('presetStopLossPrice is zero')
  })

  it('rest with a trigger', () => {
    expect(place({ tpslType: 'tpsl', triggerPrice: '110' })).toEqual([
      { ...READ, type: 'triggerLimit', triggerPrice: '110' },
    ])
    expect(() => place({ tpslType: 'normal', triggerPrice: '110' })).toThrow('triggerPrice means nothing')
    expect(() => place({ triggerPrice: '110' })).toThrow('tpslType is missing')
    const plan = { symbol: 'BTCUSDT', side: 'buy', triggerPrice: '110', size: '50', planType: 'total' }
    const endpoint = 'POST /api/v2/spot/trade/place-plan-order'
    expect(read(endpoint, { ...plan, orderType: 'market' })).toEqual([
      {
        ...READ,
        type: 'triggerMarket',
        triggerPrice: '110',
        quantity: '50',
        unit: 'quote',
        price: undefined,
      },
    ])
    expect(() => read(endpoint, { ...plan, orderType: 'limit', executePrice: '100', price: '101' })).toThrow(
      'price is not executePrice',
    )
  })

  it('in a list have the market of the list, or each its own', () => {
    const batch = (params: object) => read('POST /api/v2/spot/trade/batch-orders', params)
    const { symbol, ...item } = LIMIT
    expect(batch({ symbol, orderList: [item] })).toEqual([READ])
    expect(batch({ batchMode: 'multiple', orderList: [LIMIT, { ...LIMIT, symbol: 'ETHUSDT' }] })).toEqual([
      READ,
      { ...READ, market: 'spot:ETHUSDT' },
    ])
    expect(() => batch({ symbol, orderList: [{ ...LIMIT, symbol: 'ETHUSDT' }] })).toThrow(
      'not the symbol of the list',
    )
    expect(() => batch({ symbol, batchMode: 'multiple', orderList: [item] })).toThrow('symbol is missing')
  })

  it.each([
    ['an unknown side', { side: 'BUY' }, 'side is none of buy, sell'],
    ['an unknown type', { orderType: 'stop' }, 'orderType is none of limit, market'],
    ['a price that means nothing', { orderType: 'market' }, 'price means nothing'],
    ['an unknown member', { leverage: '3' }, 'a member is not known: leverage'],
  ])('with %s are unreadable', (_, change, reason) => {
    expect(place({})).toEqual([READ])
    expect(() => place(change)).toThrow(reason)
  })

  it('are replaced by limit orders of the same side', () => {
    const endpoint = 'POST /api/v2/spot/trade/cancel-replace-order'
    const change = { symbol: 'BTCUSDT', price: '100', size: '0.5', orderId: '1' }
    const amended = { ...READ, action: 'amend', side: undefined }
    expect(read(endpoint, change)).toEqual([amended])
    expect(read('POST /api/v2/spot/trade/batch-cancel-replace-order', { orderList: [change] })).toEqual([
      amended,
    ])
    expect(read(endpoint, { ...change, presetStopLossPrice: '90' })).toBeUndefined()
    expect(() => read(endpoint, { ...change, orderType: 'market' })).toThrow('orderType is not limit')
  })
})

describe('margin orders of Bitget', () => {
  const LIMIT = {
    symbol: 'BTCUSDT',
    side: 'buy',
    orderType: 'limit',
    loanType: 'normal',
    price: '100',
    baseSize: '0.5',
  }

  it('are read if they say that they make no loan', () => {
    const endpoint = 'POST /api/v2/margin/crossed/place-order'
    expect(read(endpoint, LIMIT)).toEqual([{ ...READ, market: 'crossed:BTCUSDT' }])
    expect(() => read(endpoint, { ...LIMIT, loanType: 'autoLoan' })).toThrow('loanType borrows or repays')
    const { loanType, ...silent } = LIMIT
    expect(() => read(endpoint, silent)).toThrow('loanType is missing')
    expect(() => read(endpoint, { ...LIMIT, quoteSize: '50' })).toThrow('do not go together here')
    const { symbol, ...item } = LIMIT
    expect(read('POST /api/v2/margin/isolated/batch-place-order', { symbol, orderList: [item] })).toEqual([
      { ...READ, market: 'isolated:BTCUSDT' },
    ])
    expect(read('POST /api/v2/margin/isolated/cancel-order', { symbol, orderId: '1' })).toEqual([
      { action: 'cancel', market: 'isolated:BTCUSDT' },
    ])
  })
})

describe('futures orders of Bitget', () => {
  const LIMIT = {
    symbol: 'BTCUSDT',
    productType: 'USDT-FUTURES',
    marginMode: 'crossed',
    marginCoin: 'USDT',
    size: '0.5',
    price: '100',
    side: 'buy',
    orderType: 'limit',
  }
  const place = (more: object) => read('POST /api/v2/mix/order/place-order', { ...LIMIT, ...more })

  it('are read as ccxt sends them', async () => {
    expect(await sent((bitget) => bitget.createOrder(SWAP, 'limit', 'buy', 0.5, 100))).toEqual([SWAPPED])
    expect(
      await sent((bitget) =>
        bitget.createOrder(SWAP, 'market', 'sell', 0.5, undefined, { reduceOnly: true }),
      ),
    ).toEqual([{ ...SWAPPED, side: 'sell', type: 'market', price: undefined, reduceOnly: true }])
    const stops = { takeProfit: { triggerPrice: 120 }, stopLoss: { triggerPrice: 90 } }
    const child = { ...SWAPPED, side: 'sell', type: 'triggerMarket', triggerPrice: '90', price: undefined }
    expect(await sent((bitget) => bitget.createOrder(SWAP, 'limit', 'buy', 0.5, 100, stops))).toEqual([
      SWAPPED,
      { ...child, triggerPrice: '120' },
      child,
    ])
    expect(
      await sent((bitget) => bitget.createOrder(SWAP, 'limit', 'sell', 0.5, 100, { triggerPrice: 110 })),
    ).toEqual([{ ...SWAPPED, side: 'sell', type: 'triggerLimit', triggerPrice: '110' }])
    expect(await sent((bitget) => bitget.createOrders(ORDERS(SWAP)))).toEqual([
      SWAPPED,
      { ...SWAPPED, side: 'sell', type: 'market', price: undefined },
    ])
    expect(await sent((bitget) => bitget.editOrder('1', SWAP, 'limit', 'buy', 0.5, 101))).toEqual([
      { ...SWAPPED, action: 'amend', side: undefined, type: undefined, price: '101' },
    ])
    const cancelled = [{ action: 'cancel', market: 'USDT-FUTURES:BTCUSDT' }]
    expect(await sent((bitget) => bitget.cancelOrder('1', SWAP))).toEqual(cancelled)
    expect(await sent((bitget) => bitget.cancelAllOrders(SWAP))).toEqual(cancelled)
  })

  it('make a position smaller in one-way mode only', () => {
    expect(place({ reduceOnly: 'YES' })).toEqual([{ ...SWAPPED, reduceOnly: true }])
    expect(place({ reduceOnly: 'YES', tradeSide: 'open' })).toEqual([SWAPPED])
    expect(place({ tradeSide: 'close' })).toBeUndefined()
  })

  it.each([
    ['an unknown product', { productType: 'STOCK-FUTURES' }, 'productType is not known'],
    ['an unknown side of a trade', { tradeSide: 'reverse' }, 'tradeSide is none of'],
    ['a flag that is neither', { reduceOnly: true }, 'reduceOnly is neither text nor a number'],
    ['an unknown member', { presetStopSurplusMode: 'x' }, 'a member is not known'],
  ])('with %s are unreadable', (_, change, reason) => {
    expect(place({ productType: 'usdt-futures' })).toEqual([SWAPPED])
    expect(() => place(change)).toThrow(reason)
  })

  it('in a list cannot leave the market of the list', () => {
    const { symbol, productType, marginCoin, marginMode, ...item } = LIMIT
    const outer = { symbol, productType, marginCoin, marginMode }
    const batch = (one: object) =>
      read('POST /api/v2/mix/order/batch-place-order', { ...outer, orderList: [one] })
    expect(batch(item)).toEqual([SWAPPED])
    expect(batch(LIMIT)).toEqual([SWAPPED])
    expect(() => batch({ ...LIMIT, symbol: 'ETHUSDT' })).toThrow('symbol is not the symbol of the list')
    expect(batch({ ...item, tradeSide: 'close' })).toBeUndefined()
  })

  it('are told from what does nothing to orders, and from what cannot be read', () => {
    const plan = { ...LIMIT, planType: 'track_plan', triggerPrice: '110', triggerType: 'mark_price' }
    expect(read('POST /api/v2/mix/order/place-plan-order', plan)).toBeUndefined()
    expect(() =>
      read('POST /api/v2/mix/order/place-plan-order', {
        ...plan,
        planType: 'normal_plan',
        executePrice: '99',
      }),
    ).toThrow('executePrice is not price')
    expect(read('POST /api/v2/mix/order/place-tpsl-order')).toBeUndefined()
    expect(read('POST /api/v2/mix/order/close-positions')).toBeUndefined()
    expect(read('POST /api/v2/mix/order/click-backhand')).toBeUndefined()
    const change = {
      symbol: 'BTCUSDT',
      productType: 'USDT-FUTURES',
      orderId: '1',
      newPresetStopLossPrice: '90',
    }
    expect(read('POST /api/v2/mix/order/modify-order', change)).toBeUndefined()
    expect(read('POST /api/v2/mix/account/set-leverage')).toEqual([])
    expect(read('GET /api/v2/mix/order/detail')).toEqual([])
    expect(read('POST /api/v2/mix/order/cancel-all-orders', { productType: 'USDT-FUTURES' })).toEqual([
      { action: 'cancel', market: undefined },
    ])
    expect(read('POST /api/v2/spot/wallet/withdrawal')).toBeUndefined()
    expect(read('POST /api/v3/trade/place-order')).toBeUndefined()
  })
})
