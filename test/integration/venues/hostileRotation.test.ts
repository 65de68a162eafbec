import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { LocalKey } from '../../../scripts/local/venues/localVenue.ts'
import { fileDecisionLog } from '../../../sdk/cex/keys/fileDecisionLog.ts'
import type { VenueCall, VenueReply } from '../../../sdk/cex/keys/venueCall.ts'
import { abandonRotation } from '../../../sdk/cex/rotation/abandonRotation.ts'
import { fileRotationJournal } from '../../../sdk/cex/rotation/fileRotationJournal.ts'
import { rotateKey } from '../../../sdk/cex/rotation/rotateKey.ts'
import type { RotationSetting } from '../../../sdk/cex/rotation/rotationSetting.ts'
import type { VenueGrant } from '../../../sdk/core/grant.ts'
import { CredentialsMissingError, VenueUnansweredError } from '../../../sdk/errors/venueKey.ts'
import {
  RotationJournalInvalidError,
  RotationStepError,
  RotationUnsupportedError,
} from '../../../sdk/errors/venueRotation.ts'
import { type KeyWorld, startKeyWorld } from './support/keyWorld.ts'

let folder: string
let world: KeyWorld
let files = 0

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-'))
})
afterAll(() => rm(folder, { recursive: true }))
afterEach(() => world?.running.stop())

const journalPath = () => join(folder, `${files}.json`)

const begin = async (id: string): Promise<RotationSetting> => {
  world = await startKeyWorld(id)
  files += 1
  const { venue, store, rotator, callAs, account, grant } = world
  const { rotation } = venue
  if (!rotation) throw new Error(`${id} has no rotation`)
  return {
    ...{ venue: { ...venue, rotation }, environment: 'local', store, id: 'bot', rotator, callAs, account },
    ...{ journal: fileRotationJournal({ path: journalPath() }), level: 'trade' },
    ...{ grant, decisions: fileDecisionLog({ path: join(folder, `${files}.log`) }) },
    ...{ ips: ['127.0.0.1'], overlap: 0, now: () => Math.floor(world.running.now() / 1000), settle: 0 },
  }
}

const alive = (): string[] =>
  [...world.running.state.keys.values()]
    .filter(({ label }) => label !== 'rotator')
    .map(({ apiKey }) => apiKey)

const change = (apiKey: string, more: Partial<LocalKey>): void => {
  const found = world.running.state.keys.get(apiKey)
  if (found) world.running.state.keys.set(apiKey, { ...found, ...more })
}

/** The rotator's calls, the first that fits answered in another way. */
const answering = (
  setting: RotationSetting,
  fits: (call: VenueCall) => boolean,
  answer: (call: VenueCall) => Promise<VenueReply>,
): RotationSetting => {
  let answered = false
  const call = (one: VenueCall): Promise<VenueReply> => {
    if (answered || !fits(one)) return setting.rotator.call(one)
    answered = true
    return answer(one)
  }
  return { ...setting, rotator: { ...setting.rotator, call } }
}

const isCreation = ({ method, path }: VenueCall): boolean => method === 'POST' && path.endsWith('/apikey')

/** Runs until the step stands in the journal, then dies. */
const stopAfter = async (setting: RotationSetting, step: string): Promise<void> => {
  const { journal } = setting
  const write: typeof journal.write = async (entry) => {
    await journal.write(entry)
    if (entry.step === step) throw new Error('killed')
  }
  await expect(rotateKey({ ...setting, journal: { ...journal, write } })).rejects.toThrow('killed')
}

const tamper = async (more: object): Promise<void> => {
  const entry = JSON.parse(await readFile(journalPath(), 'utf8'))
  await writeFile(journalPath(), JSON.stringify({ ...entry, ...more }))
}

describe('an answer that says nothing about what became of the request', () => {
  test.each<[string, VenueReply]>([
    ['a gateway’s page', { status: 504, body: undefined }],
    ['a gateway’s JSON', { status: 502, body: { message: 'bad gateway' } }],
    ['a page with status 200', { status: 200, body: undefined }],
    ['the venue’s own timeout', { status: 400, body: { code: '50004', msg: 'timeout' } }],
  ])('%s: the key that was made is found, and none is left over', async (_name, reply) => {
    const setting = await begin('okx-v5')
    const lost = answering(setting, isCreation, async (call) => {
      await setting.rotator.call(call)
      return reply
    })
    await expect(rotateKey(lost)).rejects.toThrow(VenueUnansweredError)
    expect(alive()).toHaveLength(2)
    const { newApiKey } = await rotateKey(setting)
    expect(alive()).toEqual([newApiKey])
  })

  test('a refusal in the venue’s words made no key', async () => {
    const setting = await begin('okx-v5')
    const refused = answering(setting, isCreation, async () => ({ status: 400, body: { code: '51000' } }))
    await expect(rotateKey(refused)).rejects.toThrow('refused to make a key')
    const { newApiKey } = await rotateKey(setting)
    expect(alive()).toEqual([newApiKey])
  })
})

test('a request to make a key that arrives late leaves no second key', async () => {
  const setting = await begin('okx-v5')
  await stopAfter(setting, 'verified')
  const made = [...world.running.state.keys.values()].find(({ label }) => label.startsWith('lk'))
  if (made) world.running.state.keys.set('late', { ...made, apiKey: 'late' })
  expect(alive()).toHaveLength(3)
  const { newApiKey } = await rotateKey(setting)
  expect(alive()).toEqual([newApiKey])
})

describe('a venue that lists no keys', () => {
  test('is told to delete an old key that does not answer from here: it may be bound to elsewhere', async () => {
    const setting = await begin('binance-spot')
    change(world.holder.apiKey, { ips: ['203.0.113.7'] })
    const { newApiKey } = await rotateKey(setting)
    expect(alive()).toEqual([newApiKey])
  })

  const isDeletion = ({ method }: VenueCall): boolean => method === 'DELETE'
  const refusal = async (): Promise<VenueReply> => ({ status: 400, body: { code: -1, msg: 'no' } })

  test('and refuses, is not believed to have deleted it until the owner has looked', async () => {
    const setting = await begin('binance-spot')
    change(world.holder.apiKey, { ips: ['203.0.113.7'] })
    await expect(rotateKey(answering(setting, isDeletion, refusal))).rejects.toThrow('may be alive')
    expect(alive()).toContain(world.holder.apiKey)
    world.running.state.keys.delete(world.holder.apiKey)
    await expect(rotateKey(setting)).rejects.toThrow('may be alive')
    expect((await rotateKey({ ...setting, seen: { none: true } })).step).toBe('done')
  })

  test('and refuses since an earlier run deleted it, is believed: it answered before', async () => {
    const setting = await begin('binance-spot')
    await stopAfter(setting, 'deleting')
    world.running.state.keys.delete(world.holder.apiKey)
    expect((await rotateKey(setting)).step).toBe('done')
  })
})

describe('a journal that somebody changed', () => {
  test.each<[string, object]>([
    ['addresses', { ips: [] }],
    ['other addresses', { ips: ['203.0.113.7'] }],
    ['permissions', { level: 'read' }],
    ['products', { products: ['futures'] }],
    ['the account', { account: 'other' }],
    ['the name', { id: 'other' }],
    ['a label that is none of ours', { label: 'production1' }],
  ])('in %s makes no key', async (_name, more) => {
    const setting = await begin('okx-v5')
    await stopAfter(setting, 'minted')
    await tamper(more)
    await expect(rotateKey(setting)).rejects.toThrow(RotationJournalInvalidError)
    expect(alive()).toEqual([world.holder.apiKey])
  })

  test('does not have the key deleted that is in use', async () => {
    const setting = await begin('okx-v5')
    change(world.holder.apiKey, { label: 'lkaaaaaaaaaa' })
    await stopAfter(setting, 'minted')
    await tamper({ step: 'creating', label: 'lkaaaaaaaaaa' })
    await expect(rotateKey(setting)).rejects.toThrow('in use')
    await expect(abandonRotation(setting)).rejects.toThrow('in use')
    await tamper({ step: 'deleting', newApiKey: world.holder.apiKey })
    await expect(rotateKey(setting)).rejects.toThrow(CredentialsMissingError)
    await tamper({ step: 'created', newApiKey: world.rotator.apiKey })
    await expect(rotateKey(setting)).rejects.toThrow(RotationStepError)
    await expect(abandonRotation(setting)).rejects.toThrow('the key that makes keys')
    expect(alive()).toEqual([world.holder.apiKey])
    expect(world.running.state.keys.has(world.rotator.apiKey)).toBe(true)
  })

  test('does not let the old key work for longer than the grant says', async () => {
    const setting = { ...(await begin('okx-v5')), overlap: 600 }
    const { until } = await rotateKey(setting)
    await tamper({ overlap: 1_000_000 })
    expect((await rotateKey(setting)).until).toBe(until)
  })

  test('or may change, is refused', async () => {
    const setting = await begin('okx-v5')
    await stopAfter(setting, 'minted')
    await chmod(journalPath(), 0o666)
    await expect(rotateKey(setting)).rejects.toThrow('others may write')
    await chmod(journalPath(), 0o600)
    expect((await rotateKey(setting)).step).toBe('done')
  })
})

describe('the grant bounds the new key', () => {
  const reads = (grant: VenueGrant): VenueGrant => ({
    ...grant,
    permissions: grant.permissions.map((one) => ({ ...one, endpointClass: 'read' as const })),
  })
  test.each<[string, (setting: RotationSetting) => Partial<RotationSetting>]>([
    ['at most 600 seconds', () => ({ overlap: 601 })],
    ['not a number', () => ({ overlap: -1 })],
    ['one key at a time', ({ grant }) => ({ overlap: 1, grant: { ...grant, maxKeys: 1 } })],
    ['does not allow 203.0.113.7', () => ({ ips: ['127.0.0.1', '203.0.113.7'] })],
    ['binds keys to addresses', () => ({ ips: [] })],
    ['only reads', ({ grant }) => ({ grant: reads(grant) })],
    ['has ended', ({ grant }) => ({ grant: { ...grant, validUntil: 2 } })],
    ['not taken for this grant', ({ grant }) => ({ grant: { ...grant, sessionKey: 'other' } })],
    ['another account', ({ grant }) => ({ grant: { ...grant, account: { venue: 'okx-v5', account: 'b' } } })],
    ['another account or venue', ({ grant }) => ({ grant: { ...grant, account: { venue: 'bybit-v5' } } })],
  ])('%s', async (reason, more) => {
    const setting = await begin('okx-v5')
    const refused = rotateKey({ ...setting, ...more(setting) })
    await expect(refused).rejects.toThrow(RotationUnsupportedError)
    await expect(refused).rejects.toThrow(reason)
    expect(alive()).toEqual([world.holder.apiKey])
    expect((await rotateKey(setting)).step).toBe('done')
  })

  test.each<[string, Partial<LocalKey>]>([
    ['canDoFull', { access: 'full' }],
    ['lacksAccess', { access: 'read' }],
    ['noIps', { ips: [] }],
    ['ipsBeyondGrant', { ips: ['127.0.0.1', '127.0.0.9'] }],
  ])('and a key that came out otherwise is not switched to: %s', async (finding, more) => {
    const setting = await begin('okx-v5')
    const other = answering(setting, isCreation, async (call) => {
      const reply = await setting.rotator.call(call)
      const made = [...world.running.state.keys.values()].find(({ label }) => label.startsWith('lk'))
      change(made?.apiKey ?? '', more)
      return reply
    })
    await expect(rotateKey(other)).rejects.toThrow(`does not fit: ${finding}`)
    expect(await world.store.find('bot')).toMatchObject({ credentials: { apiKey: world.holder.apiKey } })
    expect(await abandonRotation(setting)).toBe(true)
    expect(alive()).toEqual([world.holder.apiKey])
  })

  test('unless somebody decides, which the stored key remembers', async () => {
    const setting = await begin('okx-v5')
    const unbound = { ...setting.venue.rotation }
    const create: typeof unbound.create = (order) => unbound.create({ ...order, ips: [] })
    const wide = { ...setting, venue: { ...setting.venue, rotation: { ...unbound, create } } }
    await expect(rotateKey(wide)).rejects.toThrow('noIps')
    const words = { who: 'A. Owner', why: 'moves', findings: ['noIps'], acceptsWithdrawal: false } as const
    const decide: RotationSetting['decide'] = async (findings, { now, ...about }) => {
      const times = { decidedAt: now, until: now + 100 }
      await setting.decisions.record({ ...about, ...words, ...times }, findings)
    }
    expect((await rotateKey({ ...wide, decide })).step).toBe('done')
    const [recorded] = await setting.decisions.read()
    expect(await world.store.find('bot')).toMatchObject({ decision: recorded?.hash })
  })
})

describe('giving up', () => {
  test('goes on where it was killed', async () => {
    const setting = await begin('okx-v5')
    await stopAfter(setting, 'verified')
    const [made] = alive().filter((apiKey) => apiKey !== world.holder.apiKey)
    world.running.state.keys.delete(made ?? '')
    expect(await abandonRotation(setting)).toBe(true)
    expect((await rotateKey(setting)).step).toBe('done')
  })

  test('removes a key that only the venue has any more', async () => {
    const setting = await begin('okx-v5')
    await stopAfter(setting, 'verified')
    await world.store.delete('bot.next')
    await expect(rotateKey(setting)).rejects.toThrow(CredentialsMissingError)
    expect(await abandonRotation(setting)).toBe(true)
    expect(alive()).toEqual([world.holder.apiKey])
  })

  test('is refused with the journal of another key', async () => {
    const setting = await begin('okx-v5')
    await stopAfter(setting, 'verified')
    await expect(abandonRotation({ ...setting, id: 'other' })).rejects.toThrow(RotationJournalInvalidError)
    expect(alive()).toHaveLength(2)
  })
})
