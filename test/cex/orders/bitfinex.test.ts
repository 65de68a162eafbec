import { describe, expect, it } from 'vitest'
import { readBitfinexOrders } from '../../../sdk/cex/venues/bitfinex/readOrders.ts'
import { ccxtMarket, ccxtRequests } from '../support/ccxtRequests.ts'
import { expectRefusals } from '../support/expectRefusals.ts'
import { limitOrder } from '../support/limitOrder.ts'
import { venueRequest } from '../support/venueRequest.ts'

const read = (endpoint: string, params = {}) => readBitfinexOrders(venueRequest(endpoint, params))
const ccxt = ccxtRequests('bitfinex', [
  ccxtMarket('tBTCUSD', 'BTC/USD', undefined, { precision: { amount: 8, price: 5 } }),
])

describe('orders of Bitfinex', () => {
  const SUBMIT = 'POST /v2/auth/w/order/submit'
  const UPDATE = 'POST /v2/auth/w/order/update'
  const MULTI = 'POST /v2/auth/w/order/multi'
  const LIMIT = { type: 'EXCHANGE LIMIT', symbol: 'tBTCUSD', amount: '0.5', price: '100' }
  const READ = limitOrder('tBTCUSD')
  const AMENDED = { ...READ, action: 'amend', market: undefined, type: undefined }
  const CANCELLED = { action: 'cancel', market: undefined }

  it('are read as ccxt sends them', async () => {
    const limit = await ccxt((bitfinex) => bitfinex.createOrder('BTC/USD', 'limit', 'buy', 0.5, 100))
    expect(readBitfinexOrders(limit)).toEqual([READ])
    const market = await ccxt((bitfinex) => bitfinex.createOrder('BTC/USD', 'market', 'sell', 0.5))
    expect(readBitfinexOrders(market)).toEqual([{ ...READ, side: 'sell', type: 'market', price: undefined }])
    const stop = await ccxt((bitfinex) =>
      bitfinex.createOrder('BTC/USD', 'limit', 'sell', 0.5, 100, { triggerPrice: 110 }),
    )
    expect(readBitfinexOrders(stop)).toEqual([{ ...READ, side: 'sell', type: 'triggerLimit' }])
    const one = { symbol: 'BTC/USD', type: 'limit', side: 'buy', amount: 0.5, price: 100 }
    const list = await ccxt((bitfinex) => bitfinex.createOrders([one, one]))
    expect(readBitfinexOrders(list)).toEqual([READ, READ])
    const edit = await ccxt((bitfinex) => bitfinex.editOrder('1', 'BTC/USD', 'limit', 'buy', 0.5, 100))
    expect(readBitfinexOrders(edit)).toEqual([AMENDED])
    const cancel = await ccxt((bitfinex) => bitfinex.cancelOrder('1', 'BTC/USD'))
    expect(readBitfinexOrders(cancel)).toEqual([CANCELLED])
  })

  it('are read in every type', () => {
    const types = {
      'STOP LIMIT': 'triggerLimit',
      STOP: 'triggerMarket',
      MARKET: 'market',
      'TRAILING STOP': 'other',
    }
    for (const [word, type] of Object.entries(types)) {
      const more = { price_aux_limit: '99', price_trailing: '5' }
      expect(read(SUBMIT, { ...LIMIT, ...more, type: word })).toEqual([
        { ...READ, market: 'margin:tBTCUSD', type, price: type === 'triggerLimit' ? '99' : undefined },
      ])
    }
    for (const word of ['EXCHANGE FOK', 'EXCHANGE IOC', 'EXCHANGE LIMIT']) {
      expect(read(SUBMIT, { ...LIMIT, type: word, flags: 4096 })).toEqual([READ])
    }
  })

  it('are on a market of their own where the venue lends for them', () => {
    for (const type of ['LIMIT', 'FOK', 'IOC']) {
      expect(read(SUBMIT, { ...LIMIT, type })).toEqual([{ ...READ, market: 'margin:tBTCUSD' }])
    }
    const symbol = 'tBTCF0:USTF0'
    expect(read(SUBMIT, { ...LIMIT, symbol, type: 'LIMIT' })).toEqual([{ ...READ, market: symbol }])
  })

  it('only reduce on margin', () => {
    expect(read(SUBMIT, { ...LIMIT, type: 'LIMIT', flags: 1024 })).toEqual([
      { ...READ, market: 'margin:tBTCUSD', reduceOnly: true },
    ])
    expect(read(SUBMIT, { ...LIMIT, flags: 1024 })).toEqual([READ])
  })

  it('are two where one cancels the other', () => {
    expect(read(SUBMIT, { ...LIMIT, flags: 16384, price_oco_stop: '90' })).toEqual([
      READ,
      { ...READ, type: 'triggerMarket', price: undefined },
    ])
  })

  it('are read out of operations, but for those on funding', () => {
    const ops = [
      ['on', LIMIT],
      ['ou', { id: 1, price: '100', amount: '0.5' }],
      ['oc', { id: 1 }],
      ['oc_multi', { all: 1 }],
    ]
    expect(read(MULTI, { ops })).toEqual([READ, AMENDED, CANCELLED, CANCELLED])
    const funding = [['fon', { type: 'LIMIT', symbol: 'fUSD', amount: '500', rate: '0.001', period: 2 }]]
    expect(() => read(MULTI, { ops: funding })).toThrow('an operation is none of on, ou, oc, oc_multi')
    expect(() => read(MULTI, { ops: [['on', LIMIT, {}]] })).toThrow('not a name and its content')
    expect(() => read(MULTI, { ops: [['on', [LIMIT]]] })).toThrow('not a name and its content')
    expect(() => read(MULTI, { ops: [] })).toThrow('ops is not a list')
    expect(() => read(MULTI, { ops: [['on', { ...LIMIT, amount: 'all' }]] })).toThrow('not a plain decimal')
  })

  it('are refused in other forms', () => {
    expectRefusals(readBitfinexOrders, SUBMIT, LIMIT, [
      [{ type: 'exchange limit' }, 'type is none of LIMIT'],
      [{ amount: '+1' }, 'amount is not a plain decimal'],
      [{ amount: '-0' }, 'amount is zero'],
      [{ amount: undefined }, 'amount is missing'],
      [{ price: undefined }, 'price is missing'],
      [{ symbol: undefined }, 'symbol is missing'],
      [{ flags: 16384 }, 'price_oco_stop and its flag go together'],
      [{ price_oco_stop: '90' }, 'price_oco_stop and its flag go together'],
      [{ flags: 2 }, 'flags has one that is not known'],
      [{ flags: '1.5' }, 'flags has one that is not known'],
      [{ flags: 2 ** 32 }, 'flags has one that is not known'],
      [{ flags: 512 }, 'flags has the one that closes a position'],
    ])
    expectRefusals(readBitfinexOrders, UPDATE, { id: 1, amount: '-0.5', price: '100' }, [
      [{ delta: '5' }, 'a member is not known: delta'],
      [{ price_aux_limit: '99' }, 'price and price_aux_limit are given together'],
      [{ flags: 16384 }, 'flags has the one of OCO'],
      [{ flags: 512 }, 'flags has the one that closes a position'],
    ])
    expect(read(UPDATE, { id: 1, price_aux_limit: '99' })).toEqual([
      { ...AMENDED, side: undefined, quantity: undefined, price: '99' },
    ])
  })
})
