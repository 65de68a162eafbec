import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { checkKeyDrift } from '../../../sdk/cex/keys/checkKeyDrift.ts'
import { type CredentialStore, credentialStore } from '../../../sdk/cex/keys/credentialStore.ts'
import { factsHash } from '../../../sdk/cex/keys/factsHash.ts'
import { type DecisionLog, fileDecisionLog } from '../../../sdk/cex/keys/fileDecisionLog.ts'
import type { FindingName } from '../../../sdk/cex/keys/finding.ts'
import { type ImportKeyParameters, importKey } from '../../../sdk/cex/keys/importKey.ts'
import { DEFAULT_KEY_POLICY } from '../../../sdk/cex/keys/keyPolicy.ts'
import type { KeyReport } from '../../../sdk/cex/keys/keyReport.ts'
import { storedSigner } from '../../../sdk/cex/keys/storedSigner.ts'
import { venueKeyId } from '../../../sdk/cex/nonces/venueKeyId.ts'
import { findVenue } from '../../../sdk/cex/venues/findVenue.ts'
import { UNLIMITED_KEY_LIFETIME } from '../../../sdk/core/constants.ts'
import type { VenueGrant } from '../../../sdk/core/grant.ts'
import { Secret } from '../../../sdk/core/secret.ts'
import {
  CredentialsPlaceError,
  CredentialsRoleError,
  CredentialsTakenError,
  VenueKeyRefusedError,
} from '../../../sdk/errors/venueKey.ts'
import { memoryStore } from '../../../sdk/stores/memoryStore.ts'

const NOW = 1_800_000_000

const grant: VenueGrant = {
  account: { venue: 'okx-v5', account: 'bot1' },
  networks: [{ environment: 'testnet', allowedIps: ['192.0.2.0/24'], baseUrls: ['https://www.okx.com'] }],
  permissions: [
    {
      ...{ endpointClass: 'trade', endpoints: ['POST /api/v5/trade/order'], cancel: 'none' },
      ...{ markets: 'any', sides: ['buy'], orderTypes: ['limit'] },
    },
  ],
  limits: [],
  ...{ validAfter: 1, validUntil: NOW + 1000, keyLifetime: UNLIMITED_KEY_LIFETIME, overlap: 0, maxKeys: 1 },
  ...{ sessionKey: 'k', salt: `0x${'00'.repeat(16)}` },
}

const report = (more: Partial<KeyReport> = {}): KeyReport => ({
  ...{ venue: 'okx-v5', apiKey: 'k', source: 'venue', inspectedAt: NOW, label: 'bot' },
  permissions: { read: 'yes', trade: 'yes', full: 'no' },
  ...{ words: ['read_only', 'trade'], unrecognized: [], ips: ['192.0.2.7'] },
  ...{ expiresAt: 'unknown', createdAt: NOW - 100 },
  ...more,
})

const stored: ImportKeyParameters['stored'] = {
  ...{ role: 'holder', venue: 'okx-v5', environment: 'testnet', account: 'bot1' },
  credentials: { keyType: 'hmac', apiKey: 'k', secret: new Secret('s'), passphrase: new Secret('p') },
}

let folder: string
let files = 0
let store: CredentialStore
let decisions: DecisionLog
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-'))
})
afterAll(() => rm(folder, { recursive: true }))
beforeEach(() => {
  files += 1
  store = credentialStore(memoryStore())
  decisions = fileDecisionLog({ path: join(folder, `${files}.log`) })
})

const take = (more: Partial<ImportKeyParameters> = {}) =>
  importKey({
    ...{ store, id: 'bot', report: report(), stored, grant, grantId: '0x1', policy: DEFAULT_KEY_POLICY },
    ...{ decisions, now: NOW },
    ...more,
  })

const decide = (about: KeyReport, findings: readonly FindingName[], until = NOW + 1000) =>
  decisions.record(
    {
      ...{ keyId: venueKeyId('okx-v5', 'k'), grantId: '0x1', seen: factsHash(about), who: 'A', why: 'b' },
      ...{ findings, acceptsWithdrawal: findings.includes('canDoFull'), decidedAt: NOW, until },
    },
    findings.map((name) => ({ name, verdict: 'decision', text: '' })),
  )

test('a key that fits is kept, and only for its own place and time', async () => {
  expect((await take()).findings.every(({ verdict }) => verdict === 'fine')).toBe(true)
  expect(await store.find('bot')).toMatchObject({ grantId: '0x1', facts: { ips: ['192.0.2.7'] } })
  const { account: _account, ...main } = stored
  const wrong: readonly Partial<ImportKeyParameters>[] = [
    { stored: { ...stored, environment: 'production' } },
    { stored: { ...stored, account: 'bot2' } },
    { stored: main },
    { report: report({ apiKey: 'other' }) },
    { report: report({ venue: 'bybit-v5' }) },
    { report: report({ inspectedAt: NOW - 301 }) },
    { report: report({ inspectedAt: NOW + 301 }) },
    { grant: { ...grant, sessionKey: 'other' } },
  ]
  for (const more of wrong) await expect(take(more)).rejects.toThrow(CredentialsPlaceError)
  expect((await take({ report: report({ inspectedAt: NOW - 300 }) })).stored.facts).toBeDefined()
  const other = { ...stored, credentials: { ...stored.credentials, apiKey: 'x' } }
  const another = take({
    stored: other,
    report: report({ apiKey: 'x' }),
    grant: { ...grant, sessionKey: 'x' },
  })
  await expect(another).rejects.toThrow(CredentialsTakenError)
})

const WIDE: readonly [FindingName, KeyReport, KeyReport][] = [
  [
    'ipsBeyondGrant',
    report({ ips: ['192.0.2.7', '203.0.113.1'] }),
    report({ ips: ['192.0.2.7', '203.0.113.1', '198.51.100.0/24'] }),
  ],
  [
    'canDoFull',
    report({ permissions: { read: 'yes', trade: 'yes', full: 'yes' }, words: ['transfer'] }),
    report({ permissions: { read: 'yes', trade: 'yes', full: 'yes' }, words: ['transfer', 'withdraw'] }),
  ],
  [
    'fullUnknown',
    report({ permissions: { read: 'yes', trade: 'yes', full: 'unknown' }, unrecognized: ['pay'] }),
    report({ permissions: { read: 'yes', trade: 'yes', full: 'unknown' }, unrecognized: ['pay', 'send'] }),
  ],
]

test.each(WIDE)('what was accepted as %s is not accepted again when it is more', async (name, one, more) => {
  await expect(take({ report: one })).rejects.toThrow(VenueKeyRefusedError)
  const { hash } = await decide(one, [name])
  expect((await take({ report: one })).stored.decision).toBe(hash)
  await expect(take({ report: more })).rejects.toThrow(VenueKeyRefusedError)
})

test('the decision that a key keeps is one that counts for it', async () => {
  const open = report({ ips: 'none' })
  const first = await decide(open, ['noIps'])
  // Ended, of another key, or about what was seen at another time: none of them is kept.
  await decide(report({ ips: 'unknown' }), ['ipsUnknown'])
  expect((await take({ report: open })).stored.decision).toBe(first.hash)
  expect((await take()).stored.decision).toBeUndefined()
})

test('a key that nobody asked about before is reported, whatever it may do now', async () => {
  const venue = findVenue('okx-v5')
  const body = { code: '0', data: [{ perm: 'read_only,trade', ip: '192.0.2.7' }] }
  const ask = { venue, call: async () => ({ status: 200, body }), apiKey: 'k', now: NOW }
  const { report: now, drift } = await checkKeyDrift({ ...ask, before: undefined })
  expect(drift).toMatchObject([{ what: 'key', direction: 'wider' }])
  expect((await checkKeyDrift({ ...ask, before: now })).drift).toEqual([])
})

test('a rotator’s key does not sign for a holder, also past the types', () => {
  const venue = findVenue('okx-v5')
  const kept = { ...stored, importedAt: NOW }
  expect(storedSigner(venue, kept).apiKey).toBe('k')
  const rotator = { ...kept, role: 'rotator' } as unknown as typeof kept
  expect(() => storedSigner(venue, rotator)).toThrow(CredentialsRoleError)
})
