import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Hex } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Secret } from '../../sdk/core/index.ts'
import { environmentStore, fileStore, type KeyStore, memoryStore } from '../../sdk/stores/node.ts'
import { readingStoreSuite, readOnlyStoreSuite, writingStoreSuite } from './keyStore.suite.ts'

let folder: string
let files = 0

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-'))
})
afterAll(() => rm(folder, { recursive: true }))

const newFileStore = (): KeyStore => {
  files += 1
  return fileStore({ path: join(folder, `${files}.json`), password: new Secret('a password'), cost: 14 })
}

async function filled(store: KeyStore, keys: { [id: string]: Hex }): Promise<KeyStore> {
  for (const [id, secret] of Object.entries(keys)) await store.put({ id, secret: new Secret(secret) })
  return store
}

function fromEnvironment(keys: { [id: string]: Hex }): KeyStore {
  const named = Object.entries(keys).map(([id, secret]) => [`KEY_${id.toUpperCase()}`, secret])
  return environmentStore({ environment: { ...Object.fromEntries(named), PATH: '/bin' }, prefix: 'KEY_' })
}

readingStoreSuite('memoryStore', (keys) => filled(memoryStore(), keys))
writingStoreSuite('memoryStore', memoryStore)

readingStoreSuite('fileStore', (keys) => filled(newFileStore(), keys))
writingStoreSuite('fileStore', newFileStore)

readingStoreSuite('environmentStore', fromEnvironment)
readOnlyStoreSuite('environmentStore', () => fromEnvironment({}))

test('environmentStore takes the password of a key file for no key', async () => {
  const environment = { LATCHKEY_KEY_PASSWORD: 'correct horse', LATCHKEY_KEY_BOT: `0x${'11'.repeat(32)}` }
  const store = environmentStore({ environment })
  await expect(store.list()).resolves.toEqual(['bot'])
  await expect(store.get('password')).resolves.toBeUndefined()
  await expect(store.get('bot')).resolves.toMatchObject({ id: 'bot' })
})
