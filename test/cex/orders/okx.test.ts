import { describe, expect, it } from 'vitest'
import { readOkxOrders } from '../../../sdk/cex/venues/okx/readOrders.ts'
import { type CcxtCall, ccxtMarket, ccxtRequests } from '../support/ccxtRequests.ts'
import { limitOrder } from '../support/limitOrder.ts'
import { venueListRequest, venueRequest } from '../support/venueRequest.ts'

const MARKETS = [ccxtMarket('BTC-USDT', 'BTC/USDT'), ccxtMarket('BTC-USDT-SWAP', 'BTC/USDT:USDT', 'linear')]
const SPOT = 'BTC/USDT'
const SWAP = 'BTC/USDT:USDT'

const ccxt = ccxtRequests('okx', MARKETS)
const sent = async (call: CcxtCall) => readOkxOrders(await ccxt(call))
const read = (endpoint: string, params = {}) => readOkxOrders(venueRequest(endpoint, params))

const READ = limitOrder('BTC-USDT')
const SWAPPED = { ...READ, market: 'BTC-USDT-SWAP', unit: 'contracts' }
const LIMIT = { instId: 'BTC-USDT', tdMode: 'cash', side: 'buy', ordType: 'limit', sz: '0.5', px: '100' }
const SWAP_LIMIT = { ...LIMIT, instId: 'BTC-USDT-SWAP', tdMode: 'cross' }
const place = (more: object) => read('POST /api/v5/trade/order', { ...LIMIT, ...more })

describe('orders of OKX', () => {
  it('are read as ccxt sends them', async () => {
    expect(await sent((okx) => okx.createOrder(SPOT, 'limit', 'buy', 0.5, 100))).toEqual([READ])
    expect(await sent((okx) => okx.createOrder(SPOT, 'market', 'sell', 0.5))).toEqual([
      { ...READ, side: 'sell', type: 'market', price: undefined },
    ])
    expect(await sent((okx) => okx.createOrder(SWAP, 'limit', 'buy', 0.5, 100, { postOnly: true }))).toEqual([
      SWAPPED,
    ])
    expect(
      await sent((okx) => okx.createOrder(SWAP, 'limit', 'sell', 0.5, 100, { reduceOnly: true })),
    ).toEqual([{ ...SWAPPED, side: 'sell', reduceOnly: true }])
    expect(
      await sent((okx) => okx.createOrder(SPOT, 'limit', 'sell', 0.5, 100, { triggerPrice: 110 })),
    ).toEqual([{ ...READ, side: 'sell', type: 'triggerLimit', triggerPrice: '110' }])
    expect(
      await sent((okx) => okx.createOrder(SWAP, 'market', 'sell', 0.5, undefined, { stopLossPrice: 90 })),
    ).toEqual([{ ...SWAPPED, side: 'sell', type: 'triggerMarket', triggerPrice: '90', price: undefined }])
    const stops = { takeProfit: { triggerPrice: 120, price: 119 }, stopLoss: { triggerPrice: 90 } }
    expect(await sent((okx) => okx.createOrder(SWAP, 'limit', 'buy', 0.5, 100, stops))).toEqual([
      SWAPPED,
      { ...SWAPPED, side: 'sell', type: 'triggerLimit', triggerPrice: '120', price: '119' },
      { ...SWAPPED, side: 'sell', type: 'triggerMarket', triggerPrice: '90', price: undefined },
    ])
  })

  it('are read out of batches, amended and cancelled, as ccxt sends them', async () => {
    const orders = [
      { symbol: SPOT, type: 'limit', side: 'buy', amount: 0.5, price: 100 },
      { symbol: SPOT, type: 'market', side: 'sell', amount: 0.5 },
    ]
    expect(await sent((okx) => okx.createOrders(orders))).toEqual([
      READ,
      { ...READ, side: 'sell', type: 'market', price: undefined },
    ])
    expect(await sent((okx) => okx.editOrder('1', SPOT, 'limit', 'buy', 0.5, 101))).toEqual([
      { ...READ, action: 'amend', side: undefined, type: undefined, price: '101' },
    ])
    const cancelled = [{ action: 'cancel', market: 'BTC-USDT' }]
    expect(await sent((okx) => okx.cancelOrder('1', SPOT))).toEqual(cancelled)
    expect(await sent((okx) => okx.cancelOrders(['1', '2'], SPOT))).toEqual([...cancelled, ...cancelled])
  })

  it('are on a market of their own where the venue lends for them', () => {
    expect(place({})).toEqual([READ])
    expect(place({ tdMode: 'cross' })).toEqual([{ ...READ, market: 'cross:BTC-USDT' }])
    expect(place({ tdMode: 'isolated' })).toEqual([{ ...READ, market: 'isolated:BTC-USDT' }])
    expect(read('POST /api/v5/trade/order', SWAP_LIMIT)).toMatchObject([{ market: 'BTC-USDT-SWAP' }])
  })

  it('count what the venue counts', () => {
    const unit = (more: object) => {
      const { px, ...market } = LIMIT
      const [order] = read('POST /api/v5/trade/order', { ...market, ordType: 'market', ...more }) ?? []
      return order?.action === 'place' && order.unit
    }
    expect(unit({})).toBe('quote')
    expect(unit({ tgtCcy: 'base_ccy' })).toBe('base')
    expect(unit({ side: 'sell' })).toBe('base')
    expect(unit({ side: 'sell', tgtCcy: 'quote_ccy' })).toBe('quote')
    expect(unit({ instId: 'BTC-USDT-SWAP', tdMode: 'cross' })).toBe('contracts')
    expect(() => unit({ side: 'sell', tgtCcy: 'quote_ccy', tdMode: 'cross' })).toThrow('tgtCcy goes with')
    expect(() => unit({ instId: 'BTC-USDT-SWAP', tgtCcy: 'base_ccy' })).toThrow('tgtCcy goes with')
    expect(() => place({ tgtCcy: 'quote_ccy' })).toThrow('tgtCcy goes with')
  })

  it('make a position smaller only where the venue sees to it', () => {
    const reduces = (more: object) => {
      const [order] = read('POST /api/v5/trade/order', { ...SWAP_LIMIT, ...more }) ?? []
      return order?.action === 'place' && order.reduceOnly
    }
    expect(reduces({ reduceOnly: true })).toBe(true)
    expect(reduces({ reduceOnly: 'true', posSide: 'net' })).toBe(true)
    expect(reduces({ posSide: 'short' })).toBe(true)
    expect(reduces({ posSide: 'long', reduceOnly: true })).toBe(false)
    expect(reduces({ instId: 'BTC-USDT', reduceOnly: true })).toBe(false)
    expect(reduces({ instId: 'BTC-USD-261225-100000-C', reduceOnly: true })).toBe(false)
  })

  it('are read with what is attached to them', () => {
    const tp = { tpTriggerPx: '120', tpOrdPx: '-1' }
    expect(place({ attachAlgoOrds: [{ ...tp, sz: '0.2' }] })).toEqual([
      READ,
      {
        ...READ,
        side: 'sell',
        type: 'triggerMarket',
        triggerPrice: '120',
        price: undefined,
        quantity: '0.2',
      },
    ])
    expect(() => place({ attachAlgoOrds: [{ tpTriggerPx: '120' }] })).toThrow(
      'an attached order has no price',
    )
    expect(() => place({ attachAlgoOrds: [{ ...tp, slTriggerPx: '90' }] })).toThrow(
      'an attached order has no price',
    )
    expect(() => place({ attachAlgoOrds: [{ ...tp, callbackRatio: '1' }] })).toThrow('callbackRatio')
    expect(() => place({ attachAlgoOrds: {} })).toThrow('attachAlgoOrds is not a list of orders')
  })

  it.each([
    ['an unknown type', { ordType: 'elp' }, 'ordType is none of'],
    ['an unknown mode', { tdMode: 'free' }, 'tdMode is none of'],
    ['a market named otherwise', { instIdCode: 1 }, 'a member is not known: instIdCode'],
    ['a price in volatility', { pxVol: '0.5' }, 'a member is not known: pxVol'],
    ['a price that means nothing', { ordType: 'optimal_limit_ioc' }, 'px means nothing'],
    ['a stop in the old form', { slTriggerPx: '90' }, 'a member is not known: slTriggerPx'],
    ['a negative price', { px: '-1' }, 'px is not a plain decimal'],
  ])('with %s are unreadable', (_, change, reason) => {
    expect(place({})).toEqual([READ])
    expect(() => place(change)).toThrow(reason)
  })

  it('in a list are as strict', () => {
    const batch = (...list: object[]) =>
      readOkxOrders(venueListRequest('POST /api/v5/trade/batch-orders', list as never))
    expect(batch(LIMIT)).toEqual([READ])
    expect(() => batch(LIMIT, { ...LIMIT, side: 'up' })).toThrow('side is none of buy, sell')
    expect(() => batch()).toThrow('the body is not a list of orders')
    expect(() => read('POST /api/v5/trade/batch-orders', LIMIT)).toThrow('the body is not a list')
    expect(() =>
      readOkxOrders({
        ...venueListRequest('POST /api/v5/trade/batch-orders', [LIMIT]),
        params: [['a', 'b']],
      }),
    ).toThrow('there are parameters beside the list')
    const empty = { ...venueListRequest('POST /api/v5/trade/batch-orders', [LIMIT]), params: [] }
    expect(readOkxOrders(empty)).toEqual([READ])
  })

  it('are told from what does nothing to orders, and from what cannot be read', () => {
    expect(read('GET /api/v5/account/config')).toEqual([])
    expect(read('POST /api/v5/account/set-leverage')).toEqual([])
    expect(read('POST /api/v5/trade/mass-cancel', { instType: 'OPTION', instFamily: 'BTC-USD' })).toEqual([
      { action: 'cancel', market: undefined },
    ])
    expect(read('POST /api/v5/trade/close-position')).toBeUndefined()
    expect(read('POST /api/v5/sprd/order')).toBeUndefined()
    const algo = { ...SWAP_LIMIT, px: undefined }
    const { px, ...rest } = algo
    expect(read('POST /api/v5/trade/order-algo', { ...rest, ordType: 'twap' })).toBeUndefined()
    expect(
      read('POST /api/v5/trade/order-algo', { ...rest, ordType: 'conditional', closeFraction: '1' }),
    ).toBeUndefined()
    const pair = {
      ...rest,
      ordType: 'oco',
      tpTriggerPx: '120',
      tpOrdPx: '119',
      slTriggerPx: '90',
      slOrdPx: '-1',
    }
    expect(read('POST /api/v5/trade/order-algo', pair)).toEqual([
      { ...SWAPPED, type: 'triggerLimit', triggerPrice: '120', price: '119' },
      { ...SWAPPED, type: 'triggerMarket', triggerPrice: '90', price: undefined },
    ])
    const amendment = { instId: 'BTC-USDT', ordId: '1', attachAlgoOrds: [] }
    expect(read('POST /api/v5/trade/amend-order', amendment)).toBeUndefined()
    expect(read('POST /api/v5/asset/withdrawal')).toBeUndefined()
  })
})
