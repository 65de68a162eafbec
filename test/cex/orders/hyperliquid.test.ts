import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { classifyEndpoint } from '../../../sdk/cex/endpoints/classifyEndpoint.ts'
import type { Json } from '../../../sdk/cex/json.ts'
import type { VenueRequest } from '../../../sdk/cex/request.ts'
import { hyperliquidEndpoints } from '../../../sdk/cex/venues/hyperliquid/endpoints.ts'
import { hyperliquidEndpointOf } from '../../../sdk/cex/venues/hyperliquid/hyperliquidEndpointOf.ts'
import { readHyperliquidOrders } from '../../../sdk/cex/venues/hyperliquid/readOrders.ts'
import { ccxtMarket, ccxtRequests } from '../support/ccxtRequests.ts'
import { limitOrder } from '../support/limitOrder.ts'
import { venueRequest } from '../support/venueRequest.ts'

const port = { endpoints: hyperliquidEndpoints, endpointOf: hyperliquidEndpointOf }
const request = (action: Json, more: { [name: string]: Json } = {}): VenueRequest =>
  venueRequest('POST /exchange', { action, vaultAddress: null, ...more })
const read = (action: Json, more = {}) => readHyperliquidOrders(request(action, more))
const classOf = (action: Json) => classifyEndpoint(port, request(action))?.class

const ORDER = { a: 0, b: true, p: '100', s: '0.5', r: false, t: { limit: { tif: 'Gtc' } } }
const READ = limitOrder('0')
const order = (...orders: Json[]) => ({ type: 'order', orders, grouping: 'na' })

describe('endpoints of hyperliquid', () => {
  it('are every action that its client knows', () => {
    const directory = new URL('./api/exchange/_methods/', import.meta.resolve('@nktkas/hyperliquid'))
    const types = readdirSync(directory)
      .filter((name) => name.endsWith('.js'))
      .flatMap((name) => [
        ...readFileSync(new URL(name, directory), 'utf8').matchAll(/type: v\.literal\("(\w+)"\)/g),
      ])
      .map(([, type = '']) => type)
    expect(types.length).toBeGreaterThan(50)
    expect(types.filter((type) => classOf({ type }) === undefined)).toEqual([])
  })

  it('take money and keys for full authority', () => {
    const full = [
      'withdraw3',
      'usdSend',
      'spotSend',
      'sendAsset',
      'usdClassTransfer',
      'vaultTransfer',
      'approveAgent',
    ]
    const more = [
      'approveBuilderFee',
      'subAccountTransfer',
      'createSubAccount',
      'multiSig',
      'cWithdraw',
      'borrowLend',
    ]
    expect([...full, ...more].filter((type) => classOf({ type }) !== 'full')).toEqual([])
    expect(classOf({ type: 'order' })).toBe('trade')
  })

  it('are told by the type of one action at one path', () => {
    expect(classOf({ type: 'unheard' })).toBeUndefined()
    expect(classOf({ type: 'order x' })).toBeUndefined()
    expect(classOf({})).toBeUndefined()
    expect(classOf(['order'])).toBeUndefined()
    expect(classOf(null)).toBeUndefined()
    const one = request(order(ORDER))
    expect(hyperliquidEndpointOf(one)).toBe('POST /exchange order')
    expect(hyperliquidEndpointOf({ ...one, path: '/info' })).toBeUndefined()
    expect(hyperliquidEndpointOf({ ...one, method: 'PUT' })).toBeUndefined()
    expect(hyperliquidEndpointOf({ ...one, baseUrl: 'https://venue.example/x' })).toBeUndefined()
    expect(hyperliquidEndpointOf({ ...one, params: null })).toBeUndefined()
    const twice = [...(one.params ?? []), ['action', { type: 'withdraw3' }] as const]
    expect(hyperliquidEndpointOf({ ...one, params: twice })).toBeUndefined()
  })
})

describe('orders of Hyperliquid', () => {
  it('are read as ccxt sends them', async () => {
    const market = ccxtMarket('0', 'BTC/USDC:USDC', 'linear', { baseId: '0' })
    const ccxt = ccxtRequests('hyperliquid', [market], {
      prepare: (hyperliquid) => {
        const keys = { privateKey: `0x${'1'.repeat(64)}`, walletAddress: `0x${'1'.repeat(40)}` }
        Object.assign(hyperliquid, keys)
        Object.assign(hyperliquid.options, { builderFee: false, initializedClient: true })
      },
    })
    const clean = (sent: VenueRequest): VenueRequest => ({
      ...sent,
      params: (sent.params ?? []).filter(([name]) => name !== 'signature'),
    })
    const limit = await ccxt((hyperliquid) =>
      hyperliquid.createOrder('BTC/USDC:USDC', 'limit', 'buy', 0.5, 100),
    )
    expect(readHyperliquidOrders(clean(limit))).toEqual([READ])
    const stop = await ccxt((hyperliquid) =>
      hyperliquid.createOrder('BTC/USDC:USDC', 'limit', 'sell', 0.5, 100, {
        stopLossPrice: 90,
        reduceOnly: true,
      }),
    )
    expect(readHyperliquidOrders(clean(stop))).toEqual([
      { ...READ, side: 'sell', type: 'triggerLimit', reduceOnly: true },
    ])
    const edit = await ccxt((hyperliquid) =>
      hyperliquid.editOrder('1', 'BTC/USDC:USDC', 'limit', 'buy', 0.5, 100),
    )
    expect(readHyperliquidOrders(clean(edit))).toEqual([{ ...READ, action: 'amend' }])
    const cancel = await ccxt((hyperliquid) => hyperliquid.cancelOrder('1', 'BTC/USDC:USDC'))
    expect(readHyperliquidOrders(clean(cancel))).toEqual([{ action: 'cancel', market: '0' }])
  })

  it('are read one by one, with what is attached', () => {
    const stop = {
      ...ORDER,
      b: false,
      r: true,
      t: { trigger: { isMarket: true, triggerPx: '90', tpsl: 'sl' } },
    }
    const action = { ...order(ORDER, stop), grouping: 'normalTpsl' }
    expect(read(action)).toEqual([
      READ,
      { ...READ, side: 'sell', type: 'triggerMarket', price: undefined, reduceOnly: true },
    ])
    const modified = { oid: 1, order: ORDER }
    expect(read({ type: 'modify', ...modified })).toEqual([{ ...READ, action: 'amend' }])
    expect(read({ type: 'batchModify', modifies: [modified, modified] })).toHaveLength(2)
    const twap = { type: 'twapOrder', twap: { a: 3, b: false, s: '9', r: false, m: 30, t: true } }
    expect(read(twap)).toEqual([
      { ...READ, market: '3', side: 'sell', type: 'other', quantity: '9', price: undefined },
    ])
  })

  it('are cancelled by market, or all', () => {
    expect(read({ type: 'cancel', cancels: [{ a: 1, o: 5 }] })).toEqual([{ action: 'cancel', market: '1' }])
    expect(read({ type: 'cancelByCloid', cancels: [{ asset: 2, cloid: '0x1' }] })).toEqual([
      { action: 'cancel', market: '2' },
    ])
    expect(read({ type: 'twapCancel', a: 3, t: 1 })).toEqual([{ action: 'cancel', market: '3' }])
    expect(read({ type: 'scheduleCancel', time: 1 })).toEqual([{ action: 'cancel', market: undefined }])
    expect(read({ type: 'updateLeverage', asset: 0, isCross: true, leverage: 5 })).toEqual([])
    expect(read({ type: 'multiSig', payload: {} })).toBeUndefined()
  })

  it('only reduce in perpetual markets', () => {
    expect(read(order({ ...ORDER, r: true }))).toMatchObject([{ reduceOnly: true }])
    expect(read(order({ ...ORDER, r: true, a: 10107 }))).toMatchObject([
      { market: '10107', reduceOnly: false },
    ])
    expect(read(order({ ...ORDER, r: true, a: 110000 }))).toMatchObject([{ reduceOnly: true }])
  })

  it.each<[string, Json, string]>([
    ['a word for the side', order({ ...ORDER, b: 'buy' }), 'b is neither true nor false'],
    ['no side', order({ a: 0, p: '1', s: '1', r: false, t: ORDER.t }), 'b or r is missing'],
    ['no kind', order({ ...ORDER, t: {} }), 't is not limit or trigger'],
    [
      'two kinds',
      order({
        ...ORDER,
        t: { limit: { tif: 'Gtc' }, trigger: { isMarket: true, triggerPx: '1', tpsl: 'sl' } },
      }),
      't is not limit or trigger',
    ],
    ['another time in force', order({ ...ORDER, t: { limit: { tif: 'Later' } } }), 'tif is none of'],
    ['a name for the asset', order({ ...ORDER, a: 'BTC' }), 'the asset is not a number'],
    ['another form of the asset', order({ ...ORDER, a: '01' }), 'the asset is not a number'],
    ['a size of zero', order({ ...ORDER, s: '0' }), 's is zero'],
    ['an exponent', order({ ...ORDER, p: '1e2' }), 'p is not a plain decimal'],
    ['another member', order({ ...ORDER, x: 1 }), 'a member is not known: x'],
    ['another grouping', { ...order(ORDER), grouping: { p: 1 } }, 'grouping is neither text nor a number'],
    ['no orders', order(), 'orders is not a list of orders'],
    ['another action inside', { ...order(ORDER), twap: {} }, 'a member is not known: twap'],
    ['no order to change into', { type: 'modify', oid: 1 }, 'order is missing'],
  ])('are refused with %s', (_name, action, reason) => {
    expect(() => read(action)).toThrow(reason)
    expect(read(order(ORDER))).toEqual([READ])
  })

  it('are refused with a parameter beside the action', () => {
    expect(() => read(order(ORDER), { surprise: 1 })).toThrow('a member is not known: surprise')
    expect(read(order(ORDER), { expiresAfter: 1 })).toEqual([READ])
  })
})
