import { describe, expect, it, test } from 'vitest'
import { describeVenueGrant } from '../../../sdk/cex/grant/describeVenueGrant.ts'
import { type EnforcementOptions, enforcementOf } from '../../../sdk/cex/grant/enforcementOf.ts'
import { expandVenueAccess } from '../../../sdk/cex/grant/expandVenueAccess.ts'
import { hashVenueGrant } from '../../../sdk/cex/grant/hashVenueGrant.ts'
import type { KeyReport } from '../../../sdk/cex/keys/keyReport.ts'
import type { VenueLimit } from '../../../sdk/core/venueLimit.ts'
import { BTC, exampleGrant, LINEAR, NOW } from './support/exampleGrant.ts'
import { API_KEY, exampleVenue } from './support/exampleVenue.ts'

const LIMIT: VenueLimit = { kind: 'notionalTotal', asset: 'USDT', market: 'any', amount: '100' }
const grant = exampleGrant({ limits: [LIMIT] })
const reading = exampleGrant({ permissions: expandVenueAccess({ accessLevel: 'read' }), limits: [] })

const report = (change: Partial<KeyReport> = {}): KeyReport => ({
  permissions: { read: 'yes', trade: 'yes', full: 'no' },
  ...{ words: [], unrecognized: [], ips: ['203.0.113.7'], expiresAt: grant.validUntil, createdAt: 'unknown' },
  ...{ label: undefined, venue: exampleVenue.id, apiKey: API_KEY, source: 'venue', inspectedAt: NOW },
  ...change,
})

function by(bound: string, options: Partial<EnforcementOptions> = {}, of = grant): string | undefined {
  const all = enforcementOf(exampleVenue, of, { through: 'client', ...options })
  return all.find((one) => one.bound === bound)?.enforcement
}

describe('enforcementOf', () => {
  it('claims nothing for the venue without its word', () => {
    for (const keyReport of [
      undefined,
      report({ source: 'nobody' }),
      report({ source: 'venueUnverified' }),
      report({ apiKey: 'another-key' }),
      report({ venue: 'another-v1' }),
    ]) {
      const all = enforcementOf(exampleVenue, grant, { through: 'client', keyReport })
      expect(all.map(({ enforcement }) => enforcement)).not.toContain('venue')
    }
    expect(by('transfers', { keyReport: report() })).toBe('venue')
  })

  it('takes the word about a key that was rotated in', () => {
    const keyReport = report({ apiKey: 'second-key' })
    const keys = [{ apiKey: 'second-key', validAfter: NOW, validUntil: NOW + 60 }]
    expect(by('transfers', { keyReport })).toBe('client')
    expect(by('transfers', { keyReport, keys })).toBe('venue')
  })

  test.for(['yes', 'unknown'] as const)('does not take "%s" for no', (full) => {
    const permissions = { read: 'yes', trade: full, full } as const
    expect(by('transfers', { keyReport: report({ permissions }) })).toBe('client')
    expect(by('trading', { keyReport: report({ permissions }) }, reading)).toBe('client')
    expect(
      by('trading', { keyReport: report({ permissions: { ...permissions, trade: 'no' } }) }, reading),
    ).toBe('venue')
  })

  it('says nothing of levels that are granted', () => {
    expect(by('trading')).toBeUndefined()
    const full = exampleGrant({
      permissions: expandVenueAccess({ accessLevel: 'full', mayMoveAssetsToOthers: true, markets: [BTC] }),
    })
    expect(by('transfers', {}, full)).toBeUndefined()
  })

  test.for<[KeyReport['ips'], string]>([
    [['203.0.113.7'], 'venue'],
    [['203.0.113.7/32'], 'venue'],
    [['203.0.113.7', '203.0.113.8'], 'none'],
    [['203.0.113.0/24'], 'none'],
    [[], 'none'],
    ['none', 'none'],
    ['restricted', 'none'],
    ['unknown', 'none'],
  ])('says of a key bound to %s that %s enforces the addresses', ([ips, expected]) => {
    expect(by('ips', { keyReport: report({ ips }) })).toBe(expected)
    expect(by('ips', { keyReport: report({ ips }), through: 'gateway' })).toBe(expected)
  })

  it('has no bound on addresses where any was said by name', () => {
    const any = exampleGrant({ network: { environment: 'production', allowedIps: 'any' } })
    expect(by('ips', {}, any)).toBeUndefined()
  })

  test.for<[KeyReport['expiresAt'], string]>([
    [grant.validUntil, 'venue'],
    [grant.validUntil - 1, 'venue'],
    [grant.validUntil + 1, 'client'],
    ['never', 'client'],
    ['unknown', 'client'],
  ])('says of a key that ends at %s that %s enforces the expiry', ([expiresAt, expected]) => {
    expect(by('expiry', { keyReport: report({ expiresAt }) })).toBe(expected)
  })

  it('leaves what venues know nothing of to whoever signs', () => {
    for (const bound of ['endpoints', 'orders', 'limits[0]', 'keyLifetime']) {
      expect(by(bound, { keyReport: report() })).toBe('client')
      expect(by(bound, { keyReport: report(), through: 'gateway' })).toBe('gateway')
    }
    expect(by('limits[0]', {}, exampleGrant())).toBeUndefined()
  })
})

describe('describeVenueGrant', () => {
  it('says everything, and who enforces it', () => {
    const [second, third]: readonly VenueLimit[] = [
      { kind: 'position', market: 'BTC-PERP', unit: 'contracts', amount: '5' },
      { kind: 'requestRate', amount: '10', period: 1 },
    ]
    const whole = exampleGrant({
      account: 'bots',
      permissions: expandVenueAccess({ accessLevel: 'trade', markets: [BTC, LINEAR], cancel: 'markets' }),
      limits: [LIMIT, ...(second && third ? [second, third] : [])],
    })
    const lines = describeVenueGrant(exampleVenue, whole, { through: 'gateway', keyReport: report() })
    expect(lines).toEqual([
      'Account: Example (example-v1), sub-account bots',
      'Environment: production',
      'From addresses: 203.0.113.7',
      'From: 2026-01-01T00:00:00Z (1767225600) (included)',
      'Until: 2026-01-01T23:59:59Z (1767311999) (included)',
      'First key: example-key',
      'Longest life of a key: 86400 seconds',
      'Keys at a time: at most 1',
      'A rotated key stays usable: not at all',
      'Permissions: 2, the holder may use any of them',
      '  0. read: reads, through every endpoint of that class',
      '  1. trade: trades, through every endpoint of that class',
      '     markets: BTCUSDT (BTC in USDT, spot), BTC-PERP (BTC in USDT, linear, contracts of 0.01 BTC)',
      '     orders: to buy and to sell; of type limit, market',
      '     cancels: orders of its markets, named by market',
      'Limits: 3',
      '  0. all orders together worth at most 100 USDT',
      '  1. a position of at most 5 contracts on BTC-PERP, on either side',
      '  2. at most 10 requests in any 1 seconds',
      'Enforced by:',
      '  transfers: venue (Example says that the key cannot do it)',
      '  endpoints: gateway (the venue knows no such bound; the gateway has the key, the holder does not)',
      '  orders: gateway (markets, sides, types and cancellations are judged before signing; the gateway has the key, the holder does not)',
      '  expiry: venue (Example says that it ends the key by then)',
      '  ips: venue (Example lists these addresses, or some of them, for the key)',
      '  keyLifetime: gateway (keys are rotated by whoever looks after the grant; the gateway has the key, the holder does not)',
      ...[0, 1, 2].map(
        (index) =>
          `  limits[${index}]: gateway (it is counted before signing; the gateway has the key, the holder does not)`,
      ),
      'Salt: 0x000102030405060708090a0b0c0d0e0f',
      `Grant id: ${hashVenueGrant(whole)}`,
    ])
  })

  it('says what is not bounded', () => {
    const open = exampleGrant({
      network: { environment: 'production', allowedIps: 'any' },
      permissions: expandVenueAccess({ accessLevel: 'trade', markets: 'any' }),
    })
    const text = describeVenueGrant(exampleVenue, open, { through: 'client' }).join('\n')
    expect(text).toContain('From addresses: any, which is not bounded')
    expect(text).toContain('markets: any, which is not bounded')
    expect(text).toContain('orders of any worth, said by name')
    expect(text).toContain(
      'endpoints: client (the venue knows no such bound; whoever has the key can leave the client out)',
    )
    expect(describeVenueGrant(exampleVenue, grant, { through: 'client' }).join('\n')).toContain(
      'ips: nobody (',
    )
  })
})
