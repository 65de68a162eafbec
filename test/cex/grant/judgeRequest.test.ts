import { describe, expect, it, test } from 'vitest'
import { judgeRequest } from '../../../sdk/cex/grant/judgeRequest.ts'
import type { VenueRequest } from '../../../sdk/cex/request.ts'
import type { VenueGrant } from '../../../sdk/core/grant.ts'
import { ORDER_TYPES } from '../../../sdk/core/orderType.ts'
import { BTC, ETH, exampleGrant, NOW, NOW_MS, trading, UNLIMITED } from './support/exampleGrant.ts'
import { amendment, ask, batch, exampleVenue, order } from './support/exampleVenue.ts'

function judge(request: VenueRequest, grant: VenueGrant = exampleGrant(), nowMs = NOW_MS) {
  return judgeRequest({ venue: exampleVenue, grant }, request, nowMs)
}

function refuses(request: VenueRequest, error: object, grant?: VenueGrant, nowMs?: number): void {
  expect(() => judge(request, grant, nowMs)).toThrow(expect.objectContaining(error))
}

const onlyTrade = (change: Parameters<typeof trading>[0] = {}) =>
  exampleGrant({ permissions: [trading(change)] })

describe('window, host and endpoint', () => {
  const { validAfter, validUntil } = exampleGrant()

  it('holds from the first second to the last, both included', () => {
    const twin = ask('GET', '/balance')
    expect(judge(twin, undefined, validAfter * 1000).class).toBe('read')
    expect(judge(twin, undefined, validUntil * 1000 + 999).class).toBe('read')
    refuses(twin, { name: 'GrantNotStartedError', validAfter, timestamp: NOW - 1 }, undefined, NOW_MS - 1)
    const late = (validUntil + 1) * 1000
    refuses(twin, { name: 'GrantExpiredError', validUntil, timestamp: validUntil + 1 }, undefined, late)
    refuses(twin, { name: 'GrantExpiredError' }, undefined, Number.NaN)
  })

  it('takes base URLs of the environment only, letter by letter', () => {
    const allowed = ['https://api.example.com']
    for (const baseUrl of [
      ...['https://testnet.example.com', 'https://api.example.com.evil.test', 'http://api.example.com'],
      ...['https://api.example.com/', 'https://API.example.com', 'https://api.example.com:443'],
    ]) {
      refuses(ask('GET', '/balance', {}, { baseUrl }), { name: 'HostNotGrantedError', allowed })
    }
    const testnet = exampleGrant({ network: { environment: 'testnet', allowedIps: 'any' } })
    const there = { baseUrl: 'https://testnet.example.com' }
    expect(judge(ask('GET', '/balance', {}, there), testnet).class).toBe('read')
    refuses(ask('GET', '/balance'), { name: 'HostNotGrantedError' }, testnet)
  })

  it('refuses what no list has, and what the table refuses', () => {
    refuses(ask('GET', '/Balance'), { name: 'EndpointUnlistedError', endpoint: 'GET /Balance' })
    refuses(ask('POST', '/balance'), { name: 'EndpointUnlistedError' })
    refuses(ask('GET', '/balance/'), { name: 'EndpointUnlistedError' })
    refuses(ask('POST', '/old'), { name: 'EndpointRefusedError', endpoint: 'POST /old' })
    expect(judge(ask('GET', '/balance')).endpoint).toBe('GET /balance')
    expect(judge(ask('GET', '/orders/5')).endpoint).toBe('GET /orders/{id}')
  })

  it('takes the classes that permissions name, and no others', () => {
    const withdraw = ask('POST', '/withdraw')
    refuses(withdraw, { name: 'EndpointNotGrantedError', endpointClass: 'full', allowed: ['read', 'trade'] })
    const full = exampleGrant({ permissions: [{ ...trading(), endpointClass: 'full' }] })
    expect(judge(withdraw, full).class).toBe('full')
    refuses(ask('GET', '/balance'), { name: 'EndpointNotGrantedError', endpointClass: 'read' }, onlyTrade())
    refuses(order(), { name: 'EndpointNotGrantedError', endpointClass: 'trade' }, full)
  })

  it('takes the endpoints that a permission names, and no others of the class', () => {
    const grant = onlyTrade({ endpoints: ['POST /order'] })
    expect(judge(order(), grant).orders).toHaveLength(1)
    const error = { name: 'EndpointNotGrantedError', endpoint: 'POST /leverage' }
    refuses(ask('POST', '/leverage'), error, grant)
    expect(judge(ask('POST', '/leverage')).endpoint).toBe('POST /leverage')
  })
})

describe('orders', () => {
  test.for(['btcusdt', 'BTC-USDT', ' BTCUSDT', 'BTCUSDT ', 'ETHUSDT', 'any'])(
    'refuses the market "%s"',
    (market) => {
      refuses(order({ market }), { name: 'MarketNotGrantedError', market, allowed: ['BTCUSDT'] })
    },
  )

  it('takes a market as the grant spells it, and says what the grant knows of it', () => {
    expect(judge(order()).orders).toMatchObject([{ order: { market: 'BTCUSDT' }, market: BTC }])
    refuses(order({ market: undefined }), { name: 'MarketNotGrantedError', market: undefined })
  })

  it('takes any market where that was said by name', () => {
    const grant = onlyTrade({ markets: 'any' })
    expect(judge(order({ market: 'DOGEUSDT' }), grant).orders[0]?.market).toBeUndefined()
    expect(judge(order({ market: undefined }), grant).orders).toHaveLength(1)
  })

  it('takes the sides that are granted', () => {
    const buying = onlyTrade({ sides: ['buy'] })
    expect(judge(order({ side: 'buy' }), buying).orders).toHaveLength(1)
    refuses(order({ side: 'sell' }), { name: 'SideNotGrantedError', side: 'sell', allowed: ['buy'] }, buying)
    refuses(amendment({ side: undefined }), { name: 'SideNotGrantedError', side: undefined }, buying)
    expect(judge(amendment({ side: undefined })).orders).toHaveLength(1)
  })

  it('takes the types that are granted; what an amendment leaves out could be any', () => {
    expect(judge(order({ type: 'market' })).orders).toHaveLength(1)
    const error = { name: 'OrderTypeNotGrantedError', allowed: ['limit', 'market'] }
    refuses(order({ type: 'triggerMarket' }), { ...error, orderType: 'triggerMarket' })
    refuses(order({ type: 'other' }), error)
    refuses(amendment({ type: undefined }), { ...error, orderType: undefined })
    const all = onlyTrade({ orderTypes: [...ORDER_TYPES] })
    expect(judge(amendment({ type: undefined }), all).orders).toHaveLength(1)
  })

  it('does not mix permissions: what one lists of markets is not for the sides of another', () => {
    const permissions = [trading({ sides: ['buy'] }), trading({ markets: [ETH], sides: ['sell'] })]
    const grant = exampleGrant({ permissions })
    expect(judge(order(), grant).orders).toHaveLength(1)
    expect(judge(order({ market: 'ETHUSDT', side: 'sell' }), grant).orders).toHaveLength(1)
    refuses(order({ side: 'sell' }), { name: 'SideNotGrantedError', allowed: ['buy'] }, grant)
    refuses(order({ market: 'ETHUSDT' }), { name: 'SideNotGrantedError', allowed: ['sell'] }, grant)
  })

  it('refuses a batch for one of its orders', () => {
    expect(judge(batch({}, { side: 'sell' })).orders).toHaveLength(2)
    refuses(batch({}, { market: 'ETHUSDT' }), { name: 'MarketNotGrantedError', market: 'ETHUSDT' })
  })

  it('refuses what cannot be read, unless the grant bounds no orders', () => {
    const algo = ask('POST', '/algo')
    const error = { name: 'OrdersUnboundedError', endpoint: 'POST /algo' }
    refuses(algo, error)
    const open = { markets: 'any', orderTypes: [...ORDER_TYPES] } as const
    expect(judge(algo, onlyTrade(open)).endpoint).toBe('POST /algo')
    refuses(algo, error, onlyTrade({ ...open, sides: ['buy'] }))
    refuses(algo, error, onlyTrade({ ...open, orderTypes: ['limit'] }))
    refuses(algo, error, onlyTrade({ ...open, cancel: 'none' }))
    const limit = { kind: 'openOrders', market: 'any', amount: '5' } as const
    refuses(algo, error, exampleGrant({ permissions: [trading(open)], limits: [UNLIMITED, limit] }))
    const rate = { kind: 'requestRate', amount: '5', period: 1 } as const
    const paced = exampleGrant({ permissions: [trading(open)], limits: [UNLIMITED, rate] })
    expect(judge(algo, paced).endpoint).toBe('POST /algo')
  })
})

describe('cancellations', () => {
  const cancel = (market?: string) => ask('DELETE', '/order', market === undefined ? {} : { market })

  it('takes any where that was said', () => {
    for (const market of [undefined, 'BTCUSDT', 'ETHUSDT']) {
      expect(judge(cancel(market)).onlyCancels).toBe(true)
    }
  })

  it('takes listed markets where that was said', () => {
    const grant = onlyTrade({ cancel: 'markets' })
    expect(judge(cancel('BTCUSDT'), grant).onlyCancels).toBe(true)
    const error = { name: 'CancelNotGrantedError', allowed: ['markets'] }
    refuses(cancel(), { ...error, market: undefined }, grant)
    refuses(cancel('ETHUSDT'), { ...error, market: 'ETHUSDT' }, grant)
    refuses(cancel('btcusdt'), error, grant)
  })

  it('takes none where that was said', () => {
    refuses(
      cancel('BTCUSDT'),
      { name: 'CancelNotGrantedError', allowed: ['none'] },
      onlyTrade({ cancel: 'none' }),
    )
    expect(judge(order(), onlyTrade({ cancel: 'none' })).onlyCancels).toBe(false)
  })

  it('lets a key cancel that can do nothing else', () => {
    const grant = onlyTrade({ sides: [], orderTypes: [], cancel: 'markets' })
    expect(judge(cancel('BTCUSDT'), grant).onlyCancels).toBe(true)
    refuses(order(), { name: 'MarketNotGrantedError', allowed: [] }, grant)
  })
})
