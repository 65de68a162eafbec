import { describe, expect, test } from 'vitest'
import { compareKey } from '../../../sdk/cex/keys/compareKey.ts'
import type { FindingName } from '../../../sdk/cex/keys/finding.ts'
import { ipsBeyond } from '../../../sdk/cex/keys/ipsBeyond.ts'
import type { KeyNeeds } from '../../../sdk/cex/keys/keyNeeds.ts'
import { DEFAULT_KEY_POLICY, type KeyPolicy } from '../../../sdk/cex/keys/keyPolicy.ts'
import type { KeyReport } from '../../../sdk/cex/keys/keyReport.ts'
import { UNLIMITED_KEY_LIFETIME } from '../../../sdk/core/constants.ts'
import { CredentialsPlaceError } from '../../../sdk/errors/venueKey.ts'

const NOW = 1_800_000_000
const DAY = 86_400

const report = (more: Partial<KeyReport> = {}): KeyReport => ({
  ...{ venue: 'okx-v5', apiKey: 'k', source: 'venue', inspectedAt: NOW },
  permissions: { read: 'yes', trade: 'yes', full: 'no' },
  ...{ words: ['trade'], unrecognized: [], ips: ['192.0.2.7'], label: 'bot' },
  ...{ expiresAt: NOW + DAY, createdAt: NOW - DAY },
  ...more,
})

const needs = (more: Partial<KeyNeeds> = {}): KeyNeeds => ({
  ...{ venue: 'okx-v5', level: 'trade', allowedIps: ['192.0.2.0/28'], validUntil: NOW + DAY },
  keyLifetime: UNLIMITED_KEY_LIFETIME,
  ...more,
})

const found = (one: KeyReport, other: KeyNeeds = needs(), policy: KeyPolicy = DEFAULT_KEY_POLICY) =>
  compareKey(one, other, policy, NOW).map(({ name, verdict }) => `${verdict} ${name}`)

test('a key that fits has no finding', () => {
  expect(found(report())).toEqual([])
})

const permissions = (more: Partial<KeyReport['permissions']>) =>
  report({ permissions: { read: 'yes', trade: 'yes', full: 'no', ...more } })

describe('each finding, beside a key that just passes', () => {
  const cases: readonly [FindingName, string, KeyReport, KeyNeeds, KeyReport?, KeyNeeds?][] = [
    [
      'canDoFull',
      'decision',
      permissions({ full: 'yes' }),
      needs(),
      permissions({ full: 'yes' }),
      needs({ level: 'full' }),
    ],
    ['fullUnknown', 'decision', permissions({ full: 'unknown' }), needs()],
    [
      'canTrade',
      'decision',
      report(),
      needs({ level: 'read' }),
      permissions({ trade: 'no' }),
      needs({ level: 'read' }),
    ],
    ['tradeUnknown', 'decision', permissions({ trade: 'unknown' }), needs({ level: 'read' })],
    ['lacksAccess', 'refused', permissions({ trade: 'no' }), needs()],
    ['answerUnverified', 'decision', report({ source: 'venueUnverified' }), needs()],
    ['noIps', 'decision', report({ ips: 'none' }), needs()],
    ['ipsUnknown', 'decision', report({ ips: 'unknown' }), needs()],
    ['ipsNotListed', 'fine', report({ ips: 'restricted' }), needs()],
    ['ipsBeyondGrant', 'decision', report({ ips: ['192.0.2.16'] }), needs(), report({ ips: ['192.0.2.15'] })],
    [
      'expired',
      'refused',
      report({ expiresAt: NOW }),
      needs(),
      report({ expiresAt: NOW + 1 }),
      needs({ validUntil: NOW + 1 }),
    ],
    [
      'tooOld',
      'decision',
      report({ createdAt: NOW - 90 * DAY - 1 }),
      needs(),
      report({ createdAt: NOW - 90 * DAY }),
    ],
    ['ageUnknown', 'decision', report({ createdAt: 'unknown' }), needs()],
    ['expiryMissing', 'fine', report({ expiresAt: 'never' }), needs()],
    ['expiryUnknown', 'fine', report({ expiresAt: 'unknown' }), needs()],
    ['expiryAfterGrant', 'fine', report({ expiresAt: NOW + DAY + 1 }), needs()],
    ['expiryBeforeGrant', 'fine', report({ expiresAt: NOW + DAY - 1 }), needs()],
  ]
  test.each(cases)('%s', (name, verdict, bad, badNeeds, good = report(), goodNeeds = needs()) => {
    expect(found(bad, badNeeds)).toEqual([`${verdict} ${name}`])
    expect(found(good, goodNeeds)).toEqual([])
  })
})

test('the lifetime that the grant gives keys counts, too', () => {
  expect(found(report({ createdAt: NOW - 100 }), needs({ keyLifetime: 99 }))).toEqual(['decision tooOld'])
  expect(found(report({ createdAt: NOW - 100 }), needs({ keyLifetime: 100 }))).toEqual([])
})

test('a key of which nothing is known needs decisions for everything', () => {
  const nothing = { read: 'unknown', trade: 'unknown', full: 'unknown' } as const
  const unknown = report({ permissions: nothing, ips: 'unknown', createdAt: 'unknown', source: 'nobody' })
  expect(found(unknown)).toEqual(['decision fullUnknown', 'decision ipsUnknown', 'decision ageUnknown'])
})

test('a policy can be stricter with anything, and milder but with the worst', () => {
  const policy: KeyPolicy = {
    maxAge: UNLIMITED_KEY_LIFETIME,
    verdicts: {
      canDoFull: 'fine',
      fullUnknown: 'refused',
      noIps: 'fine',
      expiryMissing: 'decision',
      expired: 'fine',
    },
  }
  expect(found(permissions({ full: 'yes' }), needs(), policy)).toEqual(['decision canDoFull'])
  expect(found(permissions({ full: 'unknown' }), needs(), policy)).toEqual(['refused fullUnknown'])
  expect(found(report({ ips: 'none' }), needs(), policy)).toEqual(['fine noIps'])
  expect(found(report({ expiresAt: 'never' }), needs(), policy)).toEqual(['decision expiryMissing'])
  expect(found(report({ expiresAt: NOW }), needs(), policy)).toEqual(['refused expired'])
  expect(found(report({ createdAt: 'unknown' }), needs(), policy)).toEqual([])
})

test('a report of another venue is refused', () => {
  expect(() => found(report({ venue: 'bybit-v5' }))).toThrow(CredentialsPlaceError)
})

test('addresses and networks within those of a grant', () => {
  const allowed = ['192.0.2.0/28', '2001:db8::/64', '198.51.100.7']
  const within = [
    '192.0.2.0/28',
    '192.0.2.8/29',
    '192.0.2.1',
    '2001:db8::1',
    '2001:db8::/96',
    '198.51.100.7/32',
  ]
  expect(ipsBeyond(within, allowed)).toEqual([])
  const beyond = [
    '192.0.2.0/27',
    '192.0.2.16',
    '2001:db8:1::1',
    '2001:db8::/63',
    '198.51.100.8',
    'x',
    '192.0.2.1/33',
    '192.0.2.1/',
    '0.0.0.0/0',
  ]
  expect(ipsBeyond(beyond, allowed)).toEqual(beyond)
})
