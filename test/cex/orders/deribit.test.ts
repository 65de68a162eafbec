import { describe, expect, it } from 'vitest'
import { readDeribitOrders } from '../../../sdk/cex/venues/deribit/readOrders.ts'
import { type CcxtCall, ccxtMarket, ccxtRequests } from '../support/ccxtRequests.ts'
import { limitOrder } from '../support/limitOrder.ts'
import { venueRequest } from '../support/venueRequest.ts'

const SYMBOL = 'BTC/USD:BTC'
const MARKETS = [ccxtMarket('BTC-PERPETUAL', SYMBOL, 'inverse')]
const ccxt = ccxtRequests('deribit', MARKETS)
const sent = async (call: CcxtCall) => readDeribitOrders(await ccxt(call))
const read = (name: string, params = {}) =>
  readDeribitOrders(venueRequest(`GET /api/v2/private/${name}`, params))

const READ = { ...limitOrder('BTC-PERPETUAL'), quantity: '50', unit: 'quote' }
const LIMIT = { instrument_name: 'BTC-PERPETUAL', amount: '50', type: 'limit', price: '100' }

describe('orders of Deribit', () => {
  it('are read as ccxt sends them', async () => {
    expect(
      await sent((deribit) => deribit.createOrder(SYMBOL, 'limit', 'buy', 50, 100, { postOnly: true })),
    ).toEqual([READ])
    expect(
      await sent((deribit) =>
        deribit.createOrder(SYMBOL, 'market', 'sell', 50, undefined, { reduceOnly: true }),
      ),
    ).toEqual([{ ...READ, side: 'sell', type: 'market', price: undefined, reduceOnly: true }])
    expect(
      await sent((deribit) => deribit.createOrder(SYMBOL, 'limit', 'sell', 50, 100, { stopLossPrice: 110 })),
    ).toEqual([{ ...READ, side: 'sell', type: 'triggerLimit', triggerPrice: '110' }])
    expect(await sent((deribit) => deribit.editOrder('1', SYMBOL, 'limit', 'buy', 50, 101))).toEqual([
      {
        ...READ,
        action: 'amend',
        market: undefined,
        side: undefined,
        type: undefined,
        unit: 'base',
        price: '101',
      },
    ])
    expect(await sent((deribit) => deribit.cancelOrder('1', SYMBOL))).toEqual([
      { action: 'cancel', market: undefined },
    ])
    expect(await sent((deribit) => deribit.cancelAllOrders(SYMBOL))).toEqual([
      { action: 'cancel', market: 'BTC-PERPETUAL' },
    ])
  })

  it('count dollars of inverse futures, and the base asset of the rest', () => {
    const unit = (instrument_name: string) => {
      const [order] = read('buy', { ...LIMIT, instrument_name }) ?? []
      return order?.action === 'place' && order.unit
    }
    expect(['BTC-PERPETUAL', 'BTC-27NOV26', 'ETH-5JUN26'].map(unit)).toEqual(['quote', 'quote', 'quote'])
    expect(['BTC_USDC-PERPETUAL', 'BTC_USDC', 'BTC-27NOV26-100000-C'].map(unit)).toEqual([
      'base',
      'base',
      'base',
    ])
    const { amount, ...rest } = LIMIT
    expect(read('sell', { ...rest, contracts: 5 })).toEqual([
      { ...READ, side: 'sell', quantity: '5', unit: 'contracts' },
    ])
  })

  it('are limit orders without a type', () => {
    const { type, ...untyped } = LIMIT
    expect(read('buy', untyped)).toEqual([READ])
    const { price, ...unpriced } = untyped
    expect(() => read('buy', unpriced)).toThrow('price is missing')
  })

  it.each([
    ['an unknown type', { type: 'Limit' }, 'type is none of'],
    ['a price in another unit', { advanced: 'implv' }, 'a member is not known: advanced'],
    ['orders linked to them', { otoco_config: [] }, 'a member is not known: otoco_config'],
    ['two quantities', { contracts: '5' }, 'amount and contracts do not go together'],
    ['a price that means nothing', { type: 'market' }, 'price means nothing'],
    ['no amount', { amount: '0.0' }, 'amount is zero'],
  ])('with %s are unreadable', (_, change, reason) => {
    expect(read('buy', LIMIT)).toEqual([READ])
    expect(() => read('buy', { ...LIMIT, ...change })).toThrow(reason)
  })

  it('are edited by label with what the amount counts', () => {
    const amended = { ...READ, action: 'amend', side: undefined, type: undefined }
    expect(
      read('edit_by_label', { label: 'a', instrument_name: 'BTC-PERPETUAL', amount: 50, price: 100 }),
    ).toEqual([amended])
    expect(read('edit', { order_id: '1', price: 100 })).toEqual([
      { ...amended, market: undefined, quantity: undefined, unit: 'base' },
    ])
    expect(read('edit', { order_id: '1', trigger_offset: 5 })).toBeUndefined()
    const stop = { instrument_name: 'BTC-PERPETUAL', amount: '50', type: 'stop_market', trigger_price: '110' }
    const triggered = { ...READ, type: 'triggerMarket', price: undefined }
    expect(read('buy', stop)).toEqual([{ ...triggered, triggerPrice: '110' }])
    expect(read('buy', { ...stop, type: 'trailing_stop', trigger_offset: 5 })).toEqual([triggered])
    expect(() => read('edit', { order_id: '1', advanced: 'usd' })).toThrow('a member is not known: advanced')
  })

  it('are told from what does nothing to orders, and from what cannot be read', () => {
    expect(read('get_open_orders')).toEqual([])
    expect(read('set_mmp_config')).toEqual([])
    expect(read('cancel_all_by_currency', { currency: 'BTC' })).toEqual([
      { action: 'cancel', market: undefined },
    ])
    expect(read('buy', { ...LIMIT, instrument_name: 'BTC-FS-27NOV26_PERP' })).toBeUndefined()
    expect(read('mass_quote')).toBeUndefined()
    expect(read('close_position')).toBeUndefined()
    expect(read('withdraw')).toBeUndefined()
    expect(readDeribitOrders(venueRequest('POST /api/v2/private/buy', LIMIT))).toBeUndefined()
  })
})
