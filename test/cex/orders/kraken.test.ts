import { describe, expect, it } from 'vitest'
import { readKrakenFuturesOrders } from '../../../sdk/cex/venues/kraken/readFuturesOrders.ts'
import { readKrakenSpotOrders } from '../../../sdk/cex/venues/kraken/readSpotOrders.ts'
import { type CcxtCall, ccxtMarket, ccxtRequests } from '../support/ccxtRequests.ts'
import { limitOrder } from '../support/limitOrder.ts'
import { venueRequest } from '../support/venueRequest.ts'

const SPOT = 'BTC/USD'
const FUTURE = 'BTC/USD:USD'
const SPOT_MARKETS = [ccxtMarket('XXBTZUSD', SPOT, undefined, { altname: 'XBTUSD' })]
const FUTURE_MARKETS = [ccxtMarket('PF_XBTUSD', FUTURE, 'linear')]

const ccxtSpot = ccxtRequests('kraken', SPOT_MARKETS)
const sentSpot = async (call: CcxtCall) => readKrakenSpotOrders(await ccxtSpot(call))
const ccxtFuture = ccxtRequests('krakenfutures', FUTURE_MARKETS)
const sentFuture = async (call: CcxtCall) => readKrakenFuturesOrders(await ccxtFuture(call))
const spot = (name: string, params = {}) =>
  readKrakenSpotOrders(venueRequest(`POST /0/private/${name}`, params))
const future = (name: string, params = {}) =>
  readKrakenFuturesOrders(venueRequest(`POST /derivatives/api/v3/${name}`, params))

const READ = limitOrder('XXBTZUSD')
const ITEM = { type: 'buy', ordertype: 'limit', volume: '0.5', price: '100' }
const LIMIT = { pair: 'XXBTZUSD', ...ITEM }

describe('spot orders of Kraken', () => {
  it('are read as ccxt sends them', async () => {
    expect(
      await sentSpot((kraken) => kraken.createOrder(SPOT, 'limit', 'buy', 0.5, 100, { postOnly: true })),
    ).toEqual([READ])
    expect(await sentSpot((kraken) => kraken.createOrder(SPOT, 'market', 'sell', 0.5))).toEqual([
      { ...READ, side: 'sell', type: 'market', price: undefined },
    ])
    expect(
      await sentSpot((kraken) => kraken.createOrder(SPOT, 'market', 'buy', 50, undefined, { cost: 50 })),
    ).toEqual([{ ...READ, type: 'market', quantity: '50', unit: 'quote', price: undefined }])
    expect(
      await sentSpot((kraken) => kraken.createOrder(SPOT, 'limit', 'sell', 0.5, 100, { stopLossPrice: 110 })),
    ).toEqual([{ ...READ, side: 'sell', type: 'triggerLimit', triggerPrice: '110' }])
    const orders = [
      { symbol: SPOT, type: 'limit', side: 'buy', amount: 0.5, price: 100 },
      { symbol: SPOT, type: 'market', side: 'sell', amount: 0.5 },
    ]
    expect(await sentSpot((kraken) => kraken.createOrders(orders))).toEqual([
      READ,
      { ...READ, side: 'sell', type: 'market', price: undefined },
    ])
    expect(await sentSpot((kraken) => kraken.editOrder('1', SPOT, 'limit', 'buy', 0.5, 101))).toEqual([
      { ...READ, action: 'amend', market: undefined, side: undefined, type: undefined, price: '101' },
    ])
    const cancelled = [{ action: 'cancel', market: undefined }]
    expect(await sentSpot((kraken) => kraken.cancelOrder('1', SPOT))).toEqual(cancelled)
    expect(await sentSpot((kraken) => kraken.cancelOrders(['1', '2'], SPOT))).toEqual(cancelled)
    expect(await sentSpot((kraken) => kraken.cancelAllOrders(SPOT))).toEqual(cancelled)
  })

  it('are read with the order that closes them', () => {
    const child = { ...READ, side: 'sell', type: 'triggerLimit', triggerPrice: '90', price: '89' }
    const flat = { 'close[ordertype]': 'stop-loss-limit', 'close[price]': '90', 'close[price2]': '89' }
    expect(spot('AddOrder', { ...LIMIT, ...flat })).toEqual([READ, child])
    const close = { ordertype: 'stop-loss-limit', price: '90', price2: '89' }
    expect(spot('AddOrder', { ...LIMIT, close })).toEqual([READ, child])
    expect(spot('AddOrderBatch', { pair: 'XXBTZUSD', orders: [{ ...ITEM, close }] })).toEqual([READ, child])
    expect(() => spot('AddOrder', { ...LIMIT, ...flat, close })).toThrow('close is given twice')
    expect(() => spot('AddOrder', { ...LIMIT, 'close[price]': '90' })).toThrow('close[ordertype] is missing')
  })

  it('have a trigger that bounds them, unless it follows the market', () => {
    const stop = { pair: 'XXBTZUSD', type: 'buy', volume: '0.5' }
    const triggered = { ...READ, type: 'triggerMarket', price: undefined }
    expect(spot('AddOrder', { ...stop, ordertype: 'stop-loss', price: '110' })).toEqual([
      { ...triggered, triggerPrice: '110' },
    ])
    for (const price of ['+5', '#5', '+5%', '5%']) {
      expect(spot('AddOrder', { ...stop, ordertype: 'stop-loss', price })).toEqual([triggered])
    }
    expect(() => spot('AddOrder', { ...stop, ordertype: 'stop-loss', price: '1e9' })).toThrow(
      'price is not a plain decimal',
    )
    expect(() => spot('AddOrder', { ...stop, ordertype: 'stop-loss' })).toThrow('price is missing')
    expect(spot('AmendOrder', { txid: '1', trigger_price: '120' })).toEqual([
      {
        ...READ,
        action: 'amend',
        market: undefined,
        side: undefined,
        type: undefined,
        quantity: undefined,
        price: undefined,
        triggerPrice: '120',
      },
    ])
    expect(() => spot('AmendOrder', { txid: '1', trigger_price: '+1' })).toThrow(
      'trigger_price is not a plain decimal',
    )
  })

  it('make a position smaller with leverage only', () => {
    expect(spot('AddOrder', { ...LIMIT, leverage: '2', reduce_only: 'true' })).toEqual([
      { ...READ, market: 'margin:XXBTZUSD', reduceOnly: true },
    ])
    expect(spot('AddOrder', { ...LIMIT, reduce_only: 'true' })).toEqual([READ])
    expect(spot('AddOrder', { ...LIMIT, reduce_only: 'true', leverage: 'none' })).toEqual([READ])
  })

  it.each([
    ['an unknown side', { type: 'Buy' }, 'type is none of buy, sell'],
    ['a position to settle', { ordertype: 'settle-position' }, 'ordertype is none of'],
    ['a limit that trails', { ordertype: 'trailing-stop-limit', price2: '+1' }, 'ordertype is none of'],
    ['a relative price', { price: '+5' }, 'price is not a plain decimal'],
    ['a relative limit', { ordertype: 'stop-loss-limit', price2: '-1%' }, 'price2 is not a plain decimal'],
    ['a second price that means nothing', { price2: '1' }, 'price2 means nothing'],
    ['all that there is', { volume: '0' }, 'volume is zero'],
    ['an unknown flag', { oflags: 'post,free' }, 'oflags has an unknown flag'],
    ['a limit that counts the quote asset', { oflags: 'viqc' }, 'oflags counts the quote asset'],
    ['an unknown member', { asset_class: 'tokenized_asset' }, 'a member is not known: asset_class'],
  ])('with %s are unreadable', (_, change, reason) => {
    expect(spot('AddOrder', { ...LIMIT, oflags: 'post,fciq' })).toEqual([READ])
    expect(() => spot('AddOrder', { ...LIMIT, ...change })).toThrow(reason)
  })

  it('are edited where it is clear what a price means', () => {
    const edit = { txid: '1', pair: 'XXBTZUSD', volume: '0.5' }
    const amended = { ...READ, action: 'amend', side: undefined, type: undefined }
    expect(spot('EditOrder', edit)).toEqual([{ ...amended, price: undefined }])
    expect(spot('EditOrder', { ...edit, price: '90', price2: '100' })).toEqual([
      { ...amended, triggerPrice: '90' },
    ])
    expect(spot('EditOrder', { ...edit, price: '100' })).toBeUndefined()
    expect(() => spot('EditOrder', { ...edit, oflags: 'viqc' })).toThrow('oflags counts the quote asset')
    expect(() => spot('AmendOrder', { txid: '1', limit_price: '+1' })).toThrow(
      'limit_price is not a plain decimal',
    )
    expect(spot('AmendOrder', { txid: '1', pair: 'XXBTZUSD', limit_price: '1' })).toEqual([
      { ...amended, market: undefined, quantity: undefined, price: '1' },
    ])
  })

  it('are told from what does nothing to orders', () => {
    expect(spot('OpenOrders')).toEqual([])
    expect(spot('GetWebSocketsToken')).toBeUndefined()
    expect(spot('Withdraw')).toBeUndefined()
    expect(spot('CancelAllOrdersAfter', { timeout: 60 })).toEqual([{ action: 'cancel', market: undefined }])
  })
})

describe('futures orders of Kraken', () => {
  const FREAD = { ...READ, market: 'PF_XBTUSD' }
  const FITEM = { symbol: 'PF_XBTUSD', side: 'buy', size: '0.5', orderType: 'lmt', limitPrice: '100' }

  it('are read as ccxt sends them', async () => {
    expect(await sentFuture((kraken) => kraken.createOrder(FUTURE, 'limit', 'buy', 0.5, 100))).toEqual([
      FREAD,
    ])
    expect(
      await sentFuture((kraken) =>
        kraken.createOrder(FUTURE, 'market', 'sell', 0.5, undefined, { reduceOnly: true }),
      ),
    ).toEqual([{ ...FREAD, side: 'sell', type: 'market', price: undefined, reduceOnly: true }])
    expect(
      await sentFuture((kraken) =>
        kraken.createOrder(FUTURE, 'limit', 'sell', 0.5, 100, { triggerPrice: 110 }),
      ),
    ).toEqual([{ ...FREAD, side: 'sell', type: 'triggerLimit', triggerPrice: '110' }])
    const orders = [
      { symbol: FUTURE, type: 'limit', side: 'buy', amount: 0.5, price: 100 },
      { symbol: FUTURE, type: 'market', side: 'sell', amount: 0.5 },
    ]
    expect(await sentFuture((kraken) => kraken.createOrders(orders))).toEqual([
      FREAD,
      { ...FREAD, side: 'sell', type: 'market', price: undefined },
    ])
    expect(await sentFuture((kraken) => kraken.editOrder('1', FUTURE, 'limit', 'buy', 0.5, 101))).toEqual([
      {
        ...FREAD,
        action: 'amend',
        market: undefined,
        side: undefined,
        type: undefined,
        unit: 'contracts',
        price: '101',
      },
    ])
    expect(await sentFuture((kraken) => kraken.cancelOrders(['1', '2'], FUTURE))).toEqual([
      { action: 'cancel', market: undefined },
      { action: 'cancel', market: undefined },
    ])
    expect(await sentFuture((kraken) => kraken.cancelAllOrders(FUTURE))).toEqual([
      { action: 'cancel', market: 'PF_XBTUSD' },
    ])
  })

  it('are read out of a batch in each of its forms', () => {
    const batchOrder = [
      { order: 'send', order_tag: '1', ...FITEM },
      { order: 'edit', order_id: '2', size: '1' },
      { order: 'cancel', order_id: '3' },
    ]
    const expected = [
      FREAD,
      {
        ...FREAD,
        action: 'amend',
        market: undefined,
        side: undefined,
        type: undefined,
        unit: 'contracts',
        quantity: '1',
        price: undefined,
      },
      { action: 'cancel', market: undefined },
    ]
    expect(future('batchorder', { batchOrder })).toEqual(expected)
    expect(future('batchorder', { json: { batchOrder } })).toEqual(expected)
    expect(future('batchorder', { json: JSON.stringify({ batchOrder }) })).toEqual(expected)
    const lone = (one: object) => future('batchorder', { batchOrder: [one] })
    expect(() => lone({ ...FITEM, order: 'Send' })).toThrow('order is none of send, edit, cancel')
    expect(() => lone({ order: 'cancel', order_id: '1', size: '1' })).toThrow('a member is not known: size')
    expect(() => future('batchorder', { json: '{"batchOrder":[],"batchOrder":[]}' })).toThrow('no plain JSON')
    expect(() => future('batchorder', {})).toThrow('json is missing')
    expect(() => future('batchorder', { json: {}, batchOrder })).toThrow('a member is not known: json')
  })

  it.each([
    ['an unknown type', { orderType: 'rfq' }, 'orderType is none of'],
    ['a limit that follows the market', { limitPriceOffsetValue: '1' }, 'a member is not known'],
    ['a price that means nothing', { orderType: 'mkt' }, 'limitPrice means nothing'],
    ['no size', { size: '0' }, 'size is zero'],
  ])('with %s are unreadable', (_, change, reason) => {
    expect(future('sendorder', FITEM)).toEqual([FREAD])
    expect(() => future('sendorder', { ...FITEM, ...change })).toThrow(reason)
  })

  it('count contracts but on linear perpetuals, and are told from what does nothing', () => {
    expect(future('sendorder', { ...FITEM, symbol: 'PI_XBTUSD' })).toEqual([
      { ...FREAD, market: 'PI_XBTUSD', unit: 'contracts' },
    ])
    expect(readKrakenFuturesOrders(venueRequest('PUT /derivatives/api/v3/leveragepreferences'))).toEqual([])
    expect(future('withdrawal')).toBeUndefined()
  })
})
