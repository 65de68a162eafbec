import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { totp } from '../../../scripts/local/venues/deribit/totp.ts'
import { fileDecisionLog } from '../../../sdk/cex/keys/fileDecisionLog.ts'
import { probeKey } from '../../../sdk/cex/keys/probeKey.ts'
import type { VenueCaller } from '../../../sdk/cex/keys/venueCall.ts'
import { abandonRotation } from '../../../sdk/cex/rotation/abandonRotation.ts'
import { fileRotationJournal } from '../../../sdk/cex/rotation/fileRotationJournal.ts'
import { rotateKey } from '../../../sdk/cex/rotation/rotateKey.ts'
import type { RotationSetting } from '../../../sdk/cex/rotation/rotationSetting.ts'
import { VENUES } from '../../../sdk/cex/venues/index.ts'
import { Secret } from '../../../sdk/core/secret.ts'
import {
  OwnerCodeNeededError,
  RotationStepError,
  RotationUncertainError,
  RotationUnsettledError,
  RotationUnsupportedError,
} from '../../../sdk/errors/venueRotation.ts'
import { type KeyWorld, startKeyWorld } from './support/keyWorld.ts'

const ROTATED = VENUES.filter(({ rotation }) => rotation).map(({ id }) => id)

let folder: string
let world: KeyWorld
let files = 0

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-'))
})
afterAll(() => rm(folder, { recursive: true }))
afterEach(() => world?.running.stop())

const begin = async (
  id: string,
  more: Parameters<typeof startKeyWorld>[1] = {},
): Promise<RotationSetting> => {
  world = await startKeyWorld(id, more)
  files += 1
  const { venue, store, rotator, callAs, account, grant } = world
  const { rotation } = venue
  if (!rotation) throw new Error(`${id} has no rotation`)
  return {
    ...{ venue: { ...venue, rotation }, environment: 'local', store, id: 'bot', rotator, callAs, account },
    ...{ journal: fileRotationJournal({ path: join(folder, `${files}.json`) }), level: 'trade' },
    ...{ grant, decisions: fileDecisionLog({ path: join(folder, `${files}.log`) }) },
    ...{ ips: ['127.0.0.1'], overlap: 0, now: () => Math.floor(world.running.now() / 1000), settle: 0 },
  }
}

/** Keys of the holder's account that the venue takes. */
const alive = (): string[] =>
  [...world.running.state.keys.values()]
    .filter(({ label }) => label !== 'rotator')
    .map(({ apiKey }) => apiKey)

const current = async (): Promise<string> => {
  const { apiKey } = (await world.store.get({ ...place(), id: 'bot', role: 'holder' })).credentials
  return apiKey
}

const place = () => ({ venue: world.venue.id, environment: 'local' as const })

describe.each(ROTATED)('%s', (id) => {
  test('makes a key, switches to it, lets both work, and deletes the old one', async () => {
    const setting = { ...(await begin(id)), overlap: 600 }
    const first = await rotateKey(setting)
    expect(first.step).toBe('switched')
    expect(first.until).toBeGreaterThanOrEqual(setting.now() + 599)
    expect(await current()).toBe(first.newApiKey)
    expect(first.records).toMatchObject([
      { apiKey: first.newApiKey },
      { apiKey: world.holder.apiKey, validUntil: first.until },
    ])
    expect(alive().sort()).toEqual([first.newApiKey, world.holder.apiKey].sort())
    for (const apiKey of alive()) {
      const name = apiKey === first.newApiKey ? 'bot' : 'bot.previous'
      const { credentials } = await world.store.get({ ...place(), id: name, role: 'holder' })
      const probe = { call: world.callAs(credentials), apiKey }
      expect(await probeKey(world.venue, probe)).toBe('answered')
    }

    const { now } = world.running
    world.running.now = () => now() + 601_000
    expect(await rotateKey(setting)).toMatchObject({ step: 'done', newApiKey: first.newApiKey })
    expect(alive()).toEqual([first.newApiKey])
    expect(await world.store.find('bot.previous')).toBeUndefined()
    expect(await world.store.find('bot.next')).toBeUndefined()
    const old = { call: world.callAs(world.holder), apiKey: world.holder.apiKey }
    expect(await probeKey(world.venue, old)).toBe('keyUnknown')
    const made = world.running.state.keys.get(first.newApiKey)
    expect(made).toMatchObject({ access: 'trade', ips: ['127.0.0.1'] })
  })
})

test.each(['binance-spot', 'binance-usdm'])('at %s the private key is born in the store', async (id) => {
  const setting = await begin(id)
  const { newApiKey } = await rotateKey(setting)
  expect(world.running.state.keys.get(newApiKey)).toMatchObject({ kind: 'ed25519' })
  const { credentials } = await world.store.get({ ...place(), id: 'bot', role: 'holder' })
  expect(credentials.keyType).toBe('ed25519')
})

/** Everything that a rotation does to the world, which may be the last thing that its process does. */
class Killed extends Error {}

function killable(
  setting: RotationSetting,
  killAt: number,
): { setting: RotationSetting; effects: () => number } {
  let effects = 0
  const cut = async <result>(effect: () => Promise<result>): Promise<result> => {
    effects += 1
    // Odd: dies before it. Even: dies after it, without hearing what came of it.
    if (effects * 2 - 1 === killAt) throw new Killed()
    const result = await effect()
    if (effects * 2 === killAt) throw new Killed()
    return result
  }
  const { store, journal, rotator, callAs } = setting
  const caller =
    (call: VenueCaller): VenueCaller =>
    (one) =>
      cut(() => call(one))
  return {
    effects: () => effects,
    setting: {
      ...setting,
      store: {
        ...store,
        put: (name, value) => cut(() => store.put(name, value)),
        delete: (name) => cut(() => store.delete(name)),
      },
      journal: { ...journal, write: (entry) => cut(() => journal.write(entry)) },
      rotator: { ...rotator, call: caller(rotator.call) },
      callAs: (credentials) => caller(callAs(credentials)),
    },
  }
}

/** One venue for each way to rotate. */
const WAYS = [
  ...new Map(VENUES.flatMap(({ id, rotation }) => (rotation ? [[rotation, id] as const] : []))).values(),
]

describe.each(WAYS)('%s, killed at every instant', (id) => {
  test('never without a key that works, and in the end with exactly one', async () => {
    const counting = killable(await begin(id), 0)
    await rotateKey(counting.setting)
    const instants = counting.effects() * 2
    await world.running.stop()
    for (let killAt = 1; killAt <= instants; killAt++) {
      const setting = await begin(id)
      await rotateKey(killable(setting, killAt).setting).catch((error) => {
        if (!(error instanceof Killed)) throw error
      })
      const { credentials } = await world.store.get({ ...place(), id: 'bot', role: 'holder' })
      const probe = { call: world.callAs(credentials), apiKey: credentials.apiKey }
      expect(await probeKey(world.venue, probe), `after ${killAt}`).toBe('answered')
      expect(alive().length, `after ${killAt}`).toBeLessThanOrEqual(2)

      const { newApiKey } = await finish(setting)
      expect(alive(), `in the end, after ${killAt}`).toEqual([newApiKey])
      expect(await current()).toBe(newApiKey)
      expect(await world.store.find('bot.next')).toBeUndefined()
      expect(await world.store.find('bot.previous')).toBeUndefined()
      await world.running.stop()
    }
  }, 60_000)
})

/** Goes on; where the venue lists no keys, the owner looks at its site. */
async function finish(setting: RotationSetting) {
  try {
    return await rotateKey(setting)
  } catch (error) {
    if (!(error instanceof RotationUncertainError)) throw error
    const made = [...world.running.state.keys.values()].find(({ label }) => label === error.label)
    return rotateKey({ ...setting, seen: made ? { apiKey: made.apiKey } : { none: true } })
  }
}

describe('Deribit with a second factor', () => {
  const ownerTotp = 'JBSWY3DPEHPK3PXP'

  test('asks the owner for a code for each change, and stores none', async () => {
    const setting = await begin('deribit-v2', { ownerTotp })
    let asked = 0
    const ownerCode = async () => {
      asked += 1
      return new Secret(totp(ownerTotp, world.running.now()))
    }
    await rotateKey({ ...setting, ownerCode })
    expect(asked).toBe(2)
    expect(alive()).toEqual([await current()])
  })

  test('does nothing without one, and goes on with one', async () => {
    const setting = await begin('deribit-v2', { ownerTotp })
    await expect(rotateKey(setting)).rejects.toThrow(OwnerCodeNeededError)
    expect(alive()).toEqual([world.holder.apiKey])
    const ownerCode = async () => new Secret(totp(ownerTotp, world.running.now()))
    expect((await rotateKey({ ...setting, ownerCode })).step).toBe('done')
  })

  test('a wrong code changes nothing', async () => {
    const setting = {
      ...(await begin('deribit-v2', { ownerTotp })),
      ownerCode: async () => new Secret('000000'),
    }
    await expect(rotateKey(setting)).rejects.toThrow(RotationStepError)
    expect(alive()).toEqual([world.holder.apiKey])
  })
})

test('an answer that was lost is waited for as long as the request may arrive', async () => {
  const setting = await begin('okx-v5')
  const lost: RotationSetting = {
    ...setting,
    rotator: {
      ...setting.rotator,
      call: (call) =>
        call.path.endsWith('/apikey') && call.method === 'POST'
          ? Promise.reject(new Killed())
          : setting.rotator.call(call),
    },
  }
  await expect(rotateKey(lost)).rejects.toThrow(Killed)
  await expect(rotateKey({ ...setting, settle: 60 })).rejects.toThrow(RotationUnsettledError)
  expect((await rotateKey(setting)).step).toBe('done')
})

test('a new key that does not work, or can do more, is not switched to', async () => {
  const setting = await begin('okx-v5')
  const { rotation } = setting.venue
  const wide: RotationSetting = {
    ...setting,
    venue: {
      ...setting.venue,
      rotation: {
        ...rotation,
        create: (order) => {
          const call = rotation.create(order)
          const params = call.params.map(([name, value]) =>
            name === 'perm' ? ([name, 'read_only,trade,withdraw'] as const) : ([name, value] as const),
          )
          return { ...call, params }
        },
      },
    },
  }
  await expect(rotateKey(wide)).rejects.toThrow('does not fit: canDoFull')
  expect(await current()).toBe(world.holder.apiKey)
  expect(await abandonRotation(setting)).toBe(true)
  expect(alive()).toEqual([world.holder.apiKey])
  expect((await rotateKey(setting)).step).toBe('done')
})

test('a rotation can be given up until the new key is in use', async () => {
  const setting = { ...(await begin('kucoin-spot')), overlap: 600 }
  expect(await abandonRotation(setting)).toBe(false)
  await rotateKey(setting)
  await expect(abandonRotation(setting)).rejects.toThrow('in use')
})

test('what cannot be finished is not begun', async () => {
  const setting = await begin('okx-v5')
  const begun = rotateKey({ ...setting, account: '' })
  await expect(begun).rejects.toThrow(RotationUnsupportedError)
  await expect(rotateKey({ ...setting, products: [] })).rejects.toThrow(RotationUnsupportedError)
  const elsewhere = { ...setting.grant, account: { venue: 'okx-v5', account: 'another' } }
  const another = rotateKey({ ...setting, account: 'another', grant: elsewhere })
  await expect(another).rejects.toThrow('not one of the keys')
  const named = rotateKey({ ...setting, account: 'a b' })
  await expect(named).rejects.toThrow('is not the name')
  for (const name of ['bot.next', 'bot.previous']) {
    const { credentials } = await world.store.get({ ...place(), id: 'bot', role: 'holder' })
    await world.store.put(name, { ...place(), role: 'holder', credentials, importedAt: 1 })
    await expect(rotateKey(setting)).rejects.toThrow(`still has "${name}"`)
    await world.store.delete(name)
  }
  const reader = { ...setting.rotator, apiKey: world.holder.apiKey }
  await expect(rotateKey({ ...setting, rotator: reader })).rejects.toThrow('replace itself')
  expect(alive()).toEqual([world.holder.apiKey])
})

test('only one process at a time, and no secret in the journal', async () => {
  const setting = await begin('kucoin-spot')
  const both = await Promise.allSettled([rotateKey(setting), rotateKey(setting)])
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  const { credentials } = await world.store.get({ ...place(), id: 'bot', role: 'holder' })
  const text = await readFile(join(folder, `${files}.json`), 'utf8')
  expect(text).not.toContain(credentials.secret.reveal())
  expect(text).not.toContain(credentials.passphrase?.reveal())
})
