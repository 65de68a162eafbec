import { describe, expect, test } from 'vitest'
import { answerOutcome } from '../../../sdk/cex/keys/answerOutcome.ts'
import { compareKey } from '../../../sdk/cex/keys/compareKey.ts'
import type { KeyNeeds } from '../../../sdk/cex/keys/keyNeeds.ts'
import { DEFAULT_KEY_POLICY } from '../../../sdk/cex/keys/keyPolicy.ts'
import type { KeyReport } from '../../../sdk/cex/keys/keyReport.ts'
import { readIps } from '../../../sdk/cex/keys/readIps.ts'
import { readTime } from '../../../sdk/cex/keys/readTime.ts'
import { binanceInspection } from '../../../sdk/cex/venues/binance/inspection.ts'
import { bitstampInspection } from '../../../sdk/cex/venues/bitstamp/inspection.ts'
import { bybitInspection } from '../../../sdk/cex/venues/bybit/inspection.ts'
import { geminiInspection } from '../../../sdk/cex/venues/gemini/inspection.ts'
import { hyperliquidInspection } from '../../../sdk/cex/venues/hyperliquid/inspection.ts'
import { krakenFuturesInspection } from '../../../sdk/cex/venues/kraken/inspection.ts'
import { wooInspection } from '../../../sdk/cex/venues/woo/inspection.ts'
import { UNLIMITED_KEY_LIFETIME } from '../../../sdk/core/constants.ts'
import { ANY_IP } from '../../../sdk/core/venueConstants.ts'

const NOW = 1_800_000_000

const report = (more: Partial<KeyReport>): KeyReport => ({
  ...{ venue: 'okx-v5', apiKey: 'k', source: 'venue', inspectedAt: NOW },
  permissions: { read: 'yes', trade: 'yes', full: 'no' },
  ...{ words: ['trade'], unrecognized: [], ips: ['192.0.2.7'], label: 'bot' },
  ...{ expiresAt: NOW + 100, createdAt: NOW - 100 },
  ...more,
})

const needs: KeyNeeds = {
  ...{ venue: 'okx-v5', level: 'trade', allowedIps: ANY_IP, validUntil: NOW + 100 },
  keyLifetime: UNLIMITED_KEY_LIFETIME,
}

const found = (one: KeyReport) =>
  compareKey(one, needs, DEFAULT_KEY_POLICY, NOW).map(({ name, verdict }) => `${verdict} ${name}`)

describe('times', () => {
  test('in seconds, milliseconds, microseconds and ISO 8601 with a zone are read', () => {
    for (const time of [
      1_700_000_000,
      '1700000000',
      1_700_000_000_123,
      '1700000000123',
      1_700_000_000_123_456,
    ]) {
      expect(readTime(time)).toBe(1_700_000_000)
    }
    expect(readTime('2023-11-14T22:13:20Z')).toBe(1_700_000_000)
    expect(readTime('2023-11-14T23:13:20.5+01:00')).toBe(1_700_000_000)
  })

  test.each([
    [0, '0', -1, '-1', null, undefined, true, '', 'never', 'bot 1', [1_700_000_000], { time: 1 }],
    ['2023-11-14 22:13:20', '2023-11-14T22:13:20', '14 Nov 2023', '1e10', '2023'.repeat(5)],
    [1.7e18, 1e20, Number.NaN, Number.POSITIVE_INFINITY, '9999-12-31T00:00:00Z'],
  ])('that are none are unknown', (...times) => {
    for (const time of times) expect(readTime(time), `${time}`).toBe('unknown')
  })

  test('a key that was made in the future is of unknown age, never young', () => {
    expect(found(report({ createdAt: NOW + 301 }))).toEqual(['decision ageUnknown'])
    expect(found(report({ createdAt: NOW + 300 }))).toEqual([])
  })
})

describe('addresses', () => {
  test.each([
    '0.0.0.0/0',
    '::/0',
    '0/0',
    '10.0.0.0/0',
    '::1/000',
    '*',
    '*.*.*.*',
    'ANY',
    'all',
    '0:0:0:0:0:0:0:0',
  ])('that are all are no binding: %s', (entry) => {
    expect(readIps(['192.0.2.1', entry])).toBe('none')
    expect(readIps(`192.0.2.1, ${entry}`)).toBe('none')
  })

  test('that are some are kept', () => {
    expect(readIps('192.0.2.1 2001:db8::/64')).toEqual(['192.0.2.1', '2001:db8::/64'])
    expect(readIps('')).toBe('none')
    expect(readIps(null)).toBe('unknown')
  })

  test('halves of all, and what is no address, bind to nothing, also where the grant allows any', () => {
    for (const ips of [
      ['0.0.0.0/1', '128.0.0.0/1'],
      ['::/1'],
      ['0.0.0.0-255.255.255.255'],
      ['1.2.3.4', 'host'],
    ]) {
      expect(found(report({ ips })), `${ips}`).toEqual(['decision noIps'])
    }
    expect(found(report({ ips: ['10.0.0.0/8', '2001:db8::/32', '1.2.3.4'] }))).toEqual([])
  })
})

describe('Bybit', () => {
  const answer = (more: object) => ({
    result: { readOnly: 1, permissions: { Spot: ['SpotTrade'] }, ips: ['1.2.3.4'], ...more },
  })
  const read = (more: object) => bybitInspection.read?.([answer(more)], 'k')

  test('a key that only reads and withdraws is not believed', () => {
    expect(read({ permissions: { Wallet: ['Withdraw'] } })?.permissions.full).toBe('unknown')
    expect(read({})?.permissions).toEqual({ read: 'yes', trade: 'no', full: 'no' })
    expect(read({ permissions: { Strange: ['Thing'] } })?.permissions).toMatchObject({
      ...{ trade: 'unknown', full: 'unknown' },
    })
  })

  test('an end that cannot be read is unknown, not never', () => {
    expect(read({ expiredAt: 'soon' })?.expiresAt).toBe('unknown')
    for (const expiredAt of ['', '1970-01-01T00:00:00Z']) expect(read({ expiredAt })?.expiresAt).toBe('never')
  })
})

test('errors with status 200 and empty bodies are no answers', () => {
  const at = { apiKey: 'k' }
  const reply = (body: unknown, status = 200) => ({ status, body })
  for (const [inspection, error, good] of [
    [
      krakenFuturesInspection,
      { result: 'error', errors: [{ code: 1 }] },
      { result: 'success', accounts: {} },
    ],
    [bitstampInspection, { status: 'error', reason: 'Invalid nonce' }, []],
    [bitstampInspection, { error: 'Invalid signature' }, []],
    [geminiInspection, { result: 'error', reason: 'InvalidNonce' }, { isTrader: true }],
    [wooInspection, { success: false }, { success: true, data: {} }],
    [binanceInspection, null, { ipRestrict: true }],
    [binanceInspection, undefined, { ipRestrict: true }],
  ] as const) {
    expect(answerOutcome(inspection, reply(error), at)).toBe('refused')
    expect(answerOutcome(inspection, reply(good), at)).toBe('answered')
  }
})

test('at Hyperliquid, where the question is not signed, an agent that is not listed is unknown', () => {
  const reply = { status: 200, body: [{ address: '0xAB', name: 'bot' }] }
  const outcome = (apiKey: string, account: string) =>
    answerOutcome(hyperliquidInspection, reply, { apiKey, account })
  expect(outcome('0xab', '0xcd')).toBe('answered')
  expect(outcome('0xcd', '0xCD')).toBe('answered')
  expect(outcome('0xef', '0xcd')).toBe('keyUnknown')
  expect(answerOutcome(hyperliquidInspection, { status: 200, body: [{}] }, { apiKey: '0xab' })).toBe(
    'keyUnknown',
  )
})
