import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { machineClock } from '../../../sdk/cex/clock/machineClock.ts'
import { checkKeyDrift } from '../../../sdk/cex/keys/checkKeyDrift.ts'
import { fileDecisionLog } from '../../../sdk/cex/keys/fileDecisionLog.ts'
import { inspectKey } from '../../../sdk/cex/keys/inspectKey.ts'
import { keyCaller } from '../../../sdk/cex/keys/keyCaller.ts'
import { memoryNonceAuthority } from '../../../sdk/cex/nonces/memoryNonceAuthority.ts'
import { guidedRotation } from '../../../sdk/cex/rotation/guidedRotation.ts'
import { localVenueSigner } from '../../../sdk/cex/signing/localVenueSigner.ts'
import { VENUES } from '../../../sdk/cex/venues/index.ts'
import { Secret } from '../../../sdk/core/secret.ts'
import {
  CredentialsPlaceError,
  InspectionRefusedError,
  InspectionUnreadableError,
  VenueKeyGoneError,
  VenueUnansweredError,
} from '../../../sdk/errors/venueKey.ts'
import { type KeyWorld, newKey, startKeyWorld } from './support/keyWorld.ts'

/**
 * Hyperliquid's question names the account and is not signed, and that of HTX about keys for swaps goes to the host of spot: their readers are
 * tested apart.
 */
const ASKED = VENUES.filter(({ id, inspection }) => !inspection.needsAccount && id !== 'htx-linear')
/** Venues that tell the key itself what it may do, and for Gate and HTX to a main account's key only. */
const TELLING = ASKED.filter(({ inspection: { read }, id }) => read && id !== 'upbit-v1').map(({ id }) => id)

let world: KeyWorld
afterEach(() => world?.running.stop())

const ask = (credentials = world.holder) => ({
  ...{ venue: world.venue, call: world.callAs(credentials), apiKey: credentials.apiKey, now: 1 },
})

describe.each(ASKED.map(({ id }) => id))('%s', (id) => {
  beforeEach(async () => {
    world = await startKeyWorld(id)
  })

  test('is asked about a key that it knows, and does not know one that was deleted', async () => {
    const report = await inspectKey(ask())
    const { read, verified } = world.venue.inspection
    expect(report.source).toBe(read ? (verified ? 'venue' : 'venueUnverified') : 'nobody')
    if (report.source === 'nobody') {
      expect(report.permissions).toEqual({ read: 'unknown', trade: 'unknown', full: 'unknown' })
    }
    world.running.state.keys.delete(world.holder.apiKey)
    await expect(inspectKey(ask())).rejects.toThrow(VenueKeyGoneError)
    expect(await checkKeyDrift({ ...ask(), before: report })).toMatchObject({ drift: [{ what: 'key' }] })
  })
})

describe.each(TELLING)('%s tells', (id) => {
  test('what a main account’s key may do, and when that changes', async () => {
    world = await startKeyWorld(id)
    const { local, credentials } = newKey(world.venue, 'owner', 'main', 'trade')
    world.running.state.keys.set(local.apiKey, local)
    const before = await inspectKey(ask(credentials))
    expect(before.permissions).toMatchObject({ read: 'yes', trade: 'yes' })
    expect(before.permissions.full).not.toBe('yes')
    expect(await checkKeyDrift({ ...ask(credentials), before })).toMatchObject({ drift: [] })

    world.running.state.keys.set(local.apiKey, { ...local, access: 'full' })
    const { report, drift } = await checkKeyDrift({ ...ask(credentials), before })
    expect(report?.permissions.full).toBe('yes')
    expect(drift.some(({ what, direction }) => what === 'full' && direction === 'wider')).toBe(true)
  })
})

test('a venue that does not answer, refuses, or answers strangely leaves nothing known', async () => {
  world = await startKeyWorld('okx-v5')
  const { local } = newKey(world.venue, 'holder', '777', 'trade')
  world.running.state.keys.set(local.apiKey, { ...local, ips: ['192.0.2.1'] })
  await expect(inspectKey(ask())).rejects.toThrow(InspectionRefusedError)
  world.running.state.keys.set(local.apiKey, { ...local, detail: { perm: 7 } })
  await expect(inspectKey(ask())).rejects.toThrow(InspectionUnreadableError)
  world.running.state.keys.set(local.apiKey, local)
  expect((await inspectKey(ask())).source).toBe('venue')
  await world.running.stop()
  const error = await inspectKey(ask()).catch((caught) => caught)
  expect(error).toBeInstanceOf(VenueUnansweredError)
  expect(String(error)).not.toContain('SIGN')
})

test('what may not be asked stays unknown', async () => {
  world = await startKeyWorld('deribit-v2')
  const report = await inspectKey({ ...ask(), allows: ({ path }) => !path.endsWith('list_api_keys') })
  expect(report.permissions.full).toBe('unknown')
  expect((await inspectKey(ask())).permissions.full).toBe('no')
})

describe('guided steps', () => {
  const NOW = 1_700_000_100
  const KEPT = {
    role: 'holder',
    venue: 'kraken-spot',
    environment: 'local',
    account: '777',
    importedAt: 1,
  } as const
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'latchkey-'))
  })
  afterEach(() => rm(folder, { recursive: true }))
  const guided = async (how: 'second' | 'reset') => {
    world = await startKeyWorld('kraken-spot')
    const { venue, store, callAs, grant } = world
    const decisions = fileDecisionLog({ path: join(folder, 'decisions.log') })
    const bounds = { grant, decisions, level: 'trade', ips: ['127.0.0.1'], now: () => NOW } as const
    return guidedRotation({ ...bounds, venue, store, id: 'bot', callAs, how })
  }
  const kept = (credentials: typeof world.holder) => ({ ...KEPT, credentials }) as const

  test('are checked one by one: the new key first, the old one last', async () => {
    const { keepNew, switchOver, forgetOld, gap, steps } = await guided('second')
    expect(gap).toBeUndefined()
    expect(steps.map(({ name }) => name)).toEqual(['make', 'switch', 'delete'])
    const { local, credentials } = newKey(world.venue, 'new', 'main', 'trade')
    await expect(keepNew(kept(credentials))).rejects.toThrow('does not take the new key')
    await expect(switchOver()).rejects.toThrow('was not taken')
    world.running.state.keys.set(local.apiKey, { ...local, access: 'full', ips: ['127.0.0.1'] })
    await expect(keepNew(kept(credentials))).rejects.toThrow('does not fit: canDoFull')
    world.running.state.keys.set(local.apiKey, local)
    await expect(keepNew(kept(credentials))).rejects.toThrow('does not fit: noIps')
    world.running.state.keys.set(local.apiKey, { ...local, ips: ['127.0.0.1'] })
    await expect(keepNew(kept(world.holder))).rejects.toThrow('that is the key that is in use')
    const elsewhere = { ...kept(credentials), environment: 'production' } as const
    await expect(keepNew(elsewhere)).rejects.toThrow(CredentialsPlaceError)
    await keepNew(kept(credentials))
    await switchOver()
    await expect(forgetOld()).rejects.toThrow('still takes the old key')
    world.running.state.keys.delete(world.holder.apiKey)
    await forgetOld()
    expect(await world.store.find('bot')).toMatchObject({ credentials: { apiKey: local.apiKey } })
    expect(await world.store.find('bot.previous')).toBeUndefined()
  })

  test('show the gap of a venue without overlap', async () => {
    const { gap, steps } = await guided('reset')
    expect(gap).toContain('no key that works')
    expect(steps[0]?.instruction).toContain('Stop the holder')
  })

  test('see that a reset ended the old secret', async () => {
    const { keepNew, switchOver, forgetOld } = await guided('reset')
    const [old] = [...world.running.state.keys.values()].filter(({ label }) => label === 'holder')
    const text = Buffer.from('another-secret-with-many-characters-of-it').toString('base64')
    const credentials = { ...world.holder, secret: new Secret(text) }
    await expect(keepNew(kept(credentials))).rejects.toThrow('does not take the new key')
    await expect(keepNew(kept(world.holder))).rejects.toThrow('another secret')
    if (old) world.running.state.keys.set(old.apiKey, { ...old, secret: text, ips: ['127.0.0.1'] })
    await keepNew(kept(credentials))
    await switchOver()
    await world.store.put('bot.next', kept(credentials))
    // It was killed before its end: the old secret is not lost.
    await switchOver()
    expect(await world.store.find('bot.previous')).toMatchObject({ credentials: { keyType: 'hmac' } })
    const previous = await world.store.find('bot.previous')
    await world.store.put('bot.previous', kept(credentials))
    await expect(forgetOld()).rejects.toThrow('was not reset')
    if (previous) await world.store.put('bot.previous', previous)
    await forgetOld()
    expect(await world.store.find('bot.previous')).toBeUndefined()
  })

  test('are not begun where the end of the old key could not be seen', async () => {
    const { keepNew } = await guided('second')
    const { local, credentials } = newKey(world.venue, 'new', 'main', 'trade')
    world.running.state.keys.set(local.apiKey, { ...local, ips: ['127.0.0.1'] })
    world.running.state.keys.delete(world.holder.apiKey)
    await expect(keepNew(kept(credentials))).rejects.toThrow('does not answer from here')
  })
})

test('an answer without an end is not read to it', async () => {
  world = await startKeyWorld('okx-v5')
  let pulled = 0
  const endless = () =>
    new Response(
      new ReadableStream({
        pull(controller) {
          pulled += 1
          controller.enqueue(new Uint8Array(1_000_000))
        },
      }),
    )
  const signer = localVenueSigner(world.venue, world.holder)
  const { venue, baseUrl } = world
  const use = { venue, signer, baseUrl, clock: machineClock, nonces: memoryNonceAuthority() }
  const call = keyCaller({ ...use, fetch: async () => endless() })
  expect(await call({ method: 'GET', path: '/api/v5/account/config', params: [] })).toEqual({ status: 200 })
  expect(pulled).toBeLessThan(10)
})
