import { createHash } from 'node:crypto'
import { describe, expect, it, test } from 'vitest'
import { canonicalJson } from '../../../sdk/cex/grant/canonicalJson.ts'
import { defineVenueGrant, type DefineVenueGrantParameters } from '../../../sdk/cex/grant/defineVenueGrant.ts'
import { expandVenueAccess } from '../../../sdk/cex/grant/expandVenueAccess.ts'
import { encodeVenueGrant, hashVenueGrant } from '../../../sdk/cex/grant/hashVenueGrant.ts'
import type { VenueLimit } from '../../../sdk/core/venueLimit.ts'
import type { VenueNetwork } from '../../../sdk/core/venueNetwork.ts'
import type { VenuePermission } from '../../../sdk/core/venuePermission.ts'
import {
  BTC,
  ETH,
  exampleGrant,
  INVERSE,
  LINEAR,
  NOW,
  parameters,
  trading,
  UNLIMITED,
} from './support/exampleGrant.ts'
import { exampleVenue } from './support/exampleVenue.ts'

type Change = Partial<DefineVenueGrantParameters>

const define = (change: Change = {}) => defineVenueGrant(parameters(change))

function refuses(change: Change, member: string, name = 'GrantInvalidError'): void {
  const error = name === 'LimitInvalidError' ? { name, limit: member } : { name, member }
  expect(() => define(change), JSON.stringify(change)).toThrow(expect.objectContaining(error))
}

const permits = (...permissions: VenuePermission[]): Change => ({ permissions })
const limits = (...list: VenueLimit[]): Change => ({ limits: list })

describe('defineVenueGrant', () => {
  it('makes a grant with the members of all grants, and nothing by default that allows more', () => {
    expect(define().grant).toEqual({
      account: { venue: 'example-v1' },
      networks: [{ environment: 'production', allowedIps: ['203.0.113.7'] }],
      permissions: expandVenueAccess({ accessLevel: 'trade', markets: [BTC] }),
      limits: [UNLIMITED],
      ...{ validAfter: NOW, validUntil: NOW + 86_399, keyLifetime: 86_400, overlap: 0, maxKeys: 1 },
      ...{ sessionKey: 'example-key', salt: '0x000102030405060708090a0b0c0d0e0f' },
    })
    expect(define({ account: 'bots' }).grant.account).toEqual({ venue: 'example-v1', account: 'bots' })
    const [one, other] = [define({ salt: undefined }), define({ salt: undefined })]
    expect(one.grantId).not.toBe(other.grantId)
  })

  it('refuses a window that is none, or over', () => {
    const name = 'GrantWindowInvalidError'
    for (const [validAfter, validUntil] of [
      [NOW, NOW - 1],
      [NOW, 2 ** 47],
      [0.5, NOW],
      [NOW - 9, NOW - 1],
      [0, 0],
    ] as const) {
      expect(() => define({ validAfter, validUntil })).toThrow(expect.objectContaining({ name }))
    }
    expect(define({ validAfter: NOW, validUntil: NOW }).grant.validUntil).toBe(NOW)
  })

  it('grants endpoints of class full for less than 90 days', () => {
    const permissions = expandVenueAccess({
      accessLevel: 'full',
      mayMoveAssetsToOthers: true,
      markets: [BTC],
    })
    const days = 90 * 86_400
    const name = 'GrantWindowInvalidError'
    expect(() => define({ permissions, validUntil: NOW + days })).toThrow(expect.objectContaining({ name }))
    expect(define({ permissions, validUntil: NOW + days - 1 }).grant.permissions).toHaveLength(3)
    expect(define({ validUntil: NOW + days }).grant.validUntil).toBe(NOW + days)
  })

  it('refuses terms for keys that are none', () => {
    for (const keyLifetime of [0, -1, 1.5, 2 ** 32]) refuses({ keyLifetime }, 'keyLifetime')
    for (const overlap of [-1, 0.5, 2 ** 32]) refuses({ overlap }, 'overlap')
    for (const maxKeys of [0, 256]) refuses({ maxKeys }, 'maxKeys')
    for (const sessionKey of ['', ' key', 'key ', 'k\ney', 'schlüssel', 'k'.repeat(1025)])
      refuses({ sessionKey }, 'sessionKey')
    for (const account of ['', ' a', 'a\u0000']) refuses({ account }, 'account')
    for (const salt of ['0x', '0x00', `0x${'AB'.repeat(16)}`] as const) refuses({ salt }, 'salt')
    expect(define({ keyLifetime: 2 ** 32 - 1, overlap: 60, maxKeys: 2 }).grant.overlap).toBe(60)
  })
})

describe('networks', () => {
  const on = (network: Partial<VenueNetwork>): Change => ({
    network: { environment: 'production', allowedIps: 'any', ...network },
  })

  test.for([
    ...[
      '203.0.113.7',
      '203.0.113.0/24',
      '0.0.0.0/1',
      '2001:db8::1',
      '2001:db8::/32',
      '::1/128',
      '10.0.0.1/32',
    ],
  ])('takes %s', (ip) => {
    expect(define(on({ allowedIps: [ip] })).grant.networks[0].allowedIps).toEqual([ip])
  })

  test.for([
    ...[
      '0.0.0.0/0',
      '::/0',
      '203.0.113.0/33',
      '203.0.113',
      '203.0.113.07',
      '203.0.113.7/',
      '203.0.113.7/24/8',
    ],
    ...[
      'any',
      '',
      ' 203.0.113.7',
      'localhost',
      '203.0.113.0/024',
      'fe80::1%eth0',
      '2001:db8::/129',
      '203.0.113.0/+8',
    ],
  ])('refuses %s in a list', (ip) => {
    refuses(on({ allowedIps: [ip] }), 'networks')
  })

  it('takes any address only by name', () => {
    refuses(on({ allowedIps: [] }), 'networks')
    refuses(on({ allowedIps: 'all' as 'any' }), 'networks')
    expect(define(on({ allowedIps: 'any' })).grant.networks[0].allowedIps).toBe('any')
  })

  it('takes environments that the venue has', () => {
    expect(define(on({ environment: 'testnet' })).grant.networks[0].environment).toBe('testnet')
    refuses(on({ environment: 'staging' as 'testnet' }), 'networks')
    const { testnet, ...hosts } = exampleVenue.hosts
    expect(testnet).toBeDefined()
    refuses({ ...on({ environment: 'testnet' }), venue: { ...exampleVenue, hosts } }, 'networks')
  })

  it('takes base URLs for local servers, and for nothing else', () => {
    const local = (baseUrls?: readonly string[]): Change =>
      on({ environment: 'local', ...(baseUrls === undefined ? {} : { baseUrls }) })
    expect(define(local(['http://127.0.0.1:8080'])).grant.networks[0].baseUrls).toHaveLength(1)
    refuses(local(), 'networks')
    refuses(local([]), 'networks')
    refuses(local(['http://127.0.0.1:8080/']), 'networks')
    refuses(local(['https://api.example.com/proxy']), 'networks')
    refuses(on({ baseUrls: ['https://api.example.com'] }), 'networks')
  })
})

describe('permissions', () => {
  it('refuses none, and endpoints that the class does not have', () => {
    refuses(permits(), 'permissions')
    for (const endpoints of [[], ['POST /withdraw'], ['post /order'], ['POST /nothing'], 'any' as 'all']) {
      refuses(permits(trading({ endpoints })), 'permissions')
    }
    expect(define(permits(trading({ endpoints: ['POST /order'] }))).grant.permissions).toHaveLength(1)
    refuses(permits(trading({ endpointClass: 'refused' as 'full' })), 'permissions')
  })

  it('refuses what reading has to do with orders', () => {
    const reading: VenuePermission = {
      ...{ endpointClass: 'read', endpoints: 'all', markets: [], sides: [], orderTypes: [], cancel: 'none' },
    }
    expect(define({ ...permits(reading), limits: [] }).grant.permissions).toEqual([reading])
    for (const change of [{ markets: [BTC] }, { sides: ['buy'] as const }, { cancel: 'any' as const }]) {
      refuses({ ...permits({ ...reading, ...change }), limits: [] }, 'permissions')
    }
  })

  it('refuses halves of a permission', () => {
    for (const change of [
      { sides: [] },
      { orderTypes: [] },
      { markets: [] },
      { sides: ['buy', 'buy'] as const },
      { sides: ['long' as 'buy'] },
      { orderTypes: ['stop' as 'limit'] },
      { cancel: 'some' as 'any' },
      { markets: [], sides: [], orderTypes: [], cancel: 'markets' as const },
      { sides: [], orderTypes: [], cancel: 'any' as const },
      { markets: 'all' as 'any' },
    ]) {
      refuses(permits(trading(change)), 'permissions')
    }
    const cancelling = trading({ markets: [], sides: [], orderTypes: [] })
    expect(define({ ...permits(cancelling), limits: [] }).grant.permissions).toEqual([cancelling])
  })

  it('refuses markets that say too little, too much, or two things', () => {
    for (const change of [
      { symbol: '' },
      { symbol: 'any' },
      { symbol: 'BTC USDT' },
      { quote: '' },
      { kind: 'option' as 'spot' },
      { contractSize: '1' },
    ]) {
      refuses(permits(trading({ markets: [{ ...BTC, ...change }] })), 'permissions')
    }
    for (const contractSize of ['0', '-1', '1e2', ' 1', '']) {
      refuses(permits(trading({ markets: [{ ...LINEAR, contractSize }] })), 'permissions')
    }
    refuses(permits(trading({ markets: [BTC, { ...BTC, quote: 'USDC' }] })), 'permissions')
    refuses(permits(trading(), trading({ markets: [{ ...BTC, kind: 'linear' }] })), 'permissions')
    expect(define(permits(trading({ markets: [BTC, LINEAR] }), trading())).grant.permissions).toHaveLength(2)
  })
})

describe('limits', () => {
  const perOrder = (change: object = {}): VenueLimit =>
    ({ kind: 'notionalPerOrder', asset: 'USDT', market: 'any', amount: '100', ...change }) as VenueLimit
  const perPeriod = (change: object = {}): VenueLimit =>
    perOrder({ kind: 'notionalPerPeriod', period: 3600, periodStart: NOW, ...change })

  it('asks for a limit on the worth of whatever may be ordered, or the word for none', () => {
    refuses(limits(), 'limits')
    expect(define(limits(perOrder())).grant.limits).toHaveLength(1)
    expect(define(limits(UNLIMITED)).grant.limits).toHaveLength(1)
    expect(define(limits(perOrder({ amount: 'unlimited' }))).grant.limits).toHaveLength(1)
    const two = permits(trading({ markets: [BTC, ETH] }))
    refuses({ ...two, ...limits(perOrder({ market: 'BTCUSDT' })) }, 'limits')
    expect(define({ ...two, ...limits(perPeriod()) }).grant.limits).toHaveLength(1)
    const both = permits(trading({ markets: [BTC, INVERSE] }))
    refuses({ ...both, ...limits(perOrder()) }, 'limits')
    expect(define({ ...both, ...limits(perOrder(), perOrder({ asset: 'USD' })) }).grant.limits).toHaveLength(
      2,
    )
  })

  it('takes any market only without limits that would have to know it', () => {
    const any = permits(trading({ markets: 'any' }), trading())
    refuses({ ...any, ...limits(perOrder()) }, 'limits')
    refuses({ ...any, ...limits(UNLIMITED, perOrder()) }, 'limits')
    const position: VenueLimit = { kind: 'position', market: 'BTCUSDT', unit: 'base', amount: '1' }
    refuses({ ...any, ...limits(UNLIMITED, position) }, 'limits')
    const open: VenueLimit = { kind: 'openOrders', market: 'any', amount: '5' }
    expect(define({ ...any, ...limits(UNLIMITED, open) }).grant.limits).toHaveLength(2)
    refuses({ ...any, ...limits(UNLIMITED, { ...open, market: 'BTCUSDT' }) }, 'limits')
  })

  test.for(['-1', '1e3', ' 1', '', '01', '1.', 'Unlimited', 'Infinity'])(
    'refuses the amount "%s"',
    (amount) => {
      refuses(limits(perOrder({ amount })), 'notionalPerOrder (0)', 'LimitInvalidError')
      const position = { kind: 'position', market: 'BTCUSDT', unit: 'base', amount } as const
      refuses(limits(UNLIMITED, position), 'position (1)', 'LimitInvalidError')
    },
  )

  it('refuses limits that count nothing', () => {
    const name = 'LimitInvalidError'
    refuses(limits(perOrder({ asset: 'USDC' })), 'notionalPerOrder (0)', name)
    refuses(limits(perOrder({ market: 'ETHUSDT' })), 'notionalPerOrder (0)', name)
    refuses(limits(perOrder({ asset: 'any' })), 'notionalPerOrder (0)', name)
    refuses(limits({ ...UNLIMITED, market: 'BTCUSDT' } as VenueLimit), 'notionalPerOrder (0)', name)
    refuses(limits({ kind: 'loss' } as unknown as VenueLimit), 'loss (0)', name)
  })

  it('refuses periods that are none', () => {
    for (const change of [
      { period: 0 },
      { period: 1.5 },
      { period: 2 ** 32 },
      { periodStart: NOW + 1 },
      { periodStart: -1 },
    ]) {
      refuses(limits(perPeriod(change)), 'notionalPerPeriod (0)', 'LimitInvalidError')
    }
    expect(define(limits(perPeriod({ periodStart: 0, period: 1 }))).grant.limits).toHaveLength(1)
  })

  it('refuses counts and positions that do not fit', () => {
    const refused = (limit: object, kind: string) =>
      refuses(limits(UNLIMITED, { kind, ...limit } as VenueLimit), `${kind} (1)`, 'LimitInvalidError')
    for (const amount of ['1.5', '-1', 'unlimited', '1e2']) refused({ market: 'any', amount }, 'openOrders')
    refused({ market: 'ETHUSDT', amount: '1' }, 'openOrders')
    for (const amount of ['10001', '0.5', 'unlimited']) refused({ amount, period: 1 }, 'requestRate')
    refused({ amount: '5', period: 0 }, 'requestRate')
    refused({ market: 'any', unit: 'base', amount: '1' }, 'position')
    refused({ market: 'BTCUSDT', unit: 'contracts', amount: '1' }, 'position')
    refused({ market: 'BTCUSDT', unit: 'lots', amount: '1' }, 'position')
    const inverse = permits(trading({ markets: [INVERSE] }))
    const position = (unit: 'base' | 'contracts'): VenueLimit => ({
      kind: 'position',
      market: 'BTC-INVERSE',
      unit,
      amount: '1',
    })
    refuses({ ...inverse, ...limits(UNLIMITED, position('base')) }, 'position (1)', 'LimitInvalidError')
    expect(define({ ...inverse, ...limits(UNLIMITED, position('contracts')) }).grant.limits).toHaveLength(2)
  })
})

describe('expandVenueAccess', () => {
  it('expands read, trade and full', () => {
    expect(expandVenueAccess({ accessLevel: 'read' }).map((one) => one.endpointClass)).toEqual(['read'])
    expect(expandVenueAccess({ accessLevel: 'trade', markets: [BTC] })).toEqual([
      { endpointClass: 'read', endpoints: 'all', markets: [], sides: [], orderTypes: [], cancel: 'none' },
      trading(),
    ])
    const narrow = { markets: [BTC], sides: ['sell'], orderTypes: ['limit'], cancel: 'markets' } as const
    const full = expandVenueAccess({ accessLevel: 'full', mayMoveAssetsToOthers: true, ...narrow })
    expect(full.slice(1)).toEqual([trading(narrow), trading({ endpointClass: 'full', ...narrow })])
  })

  it('asks for full by name', () => {
    const access = { accessLevel: 'full', markets: [BTC] } as unknown as Parameters<
      typeof expandVenueAccess
    >[0]
    expect(() => expandVenueAccess(access)).toThrow(expect.objectContaining({ name: 'GrantInvalidError' }))
    const unknown = { accessLevel: 'write', markets: [BTC] } as unknown as Parameters<
      typeof expandVenueAccess
    >[0]
    expect(() => expandVenueAccess(unknown)).toThrow(expect.objectContaining({ name: 'GrantInvalidError' }))
  })
})

describe('hashVenueGrant', () => {
  it('is SHA-256 over sorted JSON without white space', () => {
    const grant = exampleGrant({
      permissions: [trading({ sides: ['buy'], orderTypes: ['limit'], cancel: 'none' })],
    })
    const text =
      '{"account":{"venue":"example-v1"},"keyLifetime":86400,"limits":[{"amount":"unlimited","asset":"any",' +
      '"kind":"notionalPerOrder","market":"any"}],"maxKeys":1,"networks":[{"allowedIps":["203.0.113.7"],' +
      '"environment":"production"}],"overlap":0,"permissions":[{"cancel":"none","endpointClass":"trade","endpoints":"all",' +
      '"markets":[{"base":"BTC","kind":"spot","quote":"USDT","symbol":"BTCUSDT"}],"orderTypes":["limit"],"sides":["buy"]}],' +
      '"salt":"0x000102030405060708090a0b0c0d0e0f","sessionKey":"example-key","type":"latchkey venue grant 1",' +
      '"validAfter":1767225600,"validUntil":1767311999}'
    expect(encodeVenueGrant(grant)).toBe(text)
    expect(hashVenueGrant(grant)).toBe(`0x${createHash('sha256').update(text).digest('hex')}`)
  })

  it('does not depend on the order of members, and on everything else', () => {
    const grant = exampleGrant()
    const reversed = Object.fromEntries(Object.entries(grant).reverse()) as typeof grant
    expect(hashVenueGrant(reversed)).toBe(hashVenueGrant(grant))
    for (const change of [
      { overlap: 1 },
      { account: 'a' },
      { sessionKey: 'other' },
      { limits: [UNLIMITED, UNLIMITED] },
    ]) {
      expect(hashVenueGrant(exampleGrant(change))).not.toBe(hashVenueGrant(grant))
    }
  })

  it('writes what JSON has one way to write, and nothing else', () => {
    expect(canonicalJson({ b: [1, 'ü"\n', null], a: true, c: undefined, ab: {} })).toBe(
      '{"a":true,"ab":{},"b":[1,"ü\\"\\n",null]}',
    )
    for (const value of [0.5, Number.NaN, 2 ** 53, 1n, new Date(0), () => {}, undefined]) {
      expect(() => canonicalJson([value])).toThrow(expect.objectContaining({ name: 'EncodingRangeError' }))
    }
  })
})
