import { inspect } from 'node:util'
import type { Hex } from 'viem'
import { beforeEach, describe, expect, it } from 'vitest'
import { Secret } from '../../sdk/core/index.ts'
import { StoreEntryInvalidError, StoreReadOnlyError } from '../../sdk/errors/index.ts'
import type { KeyStore } from '../../sdk/stores/index.ts'

const secretOf = (digit: string): Hex => `0x${digit.repeat(64)}`
const keyOf = (id: string, digit: string) => ({ id, secret: new Secret(secretOf(digit)) })

/** What every store must do when it holds the keys that it was made with. */
export function readingStoreSuite(
  name: string,
  create: (keys: { [id: string]: Hex }) => Promise<KeyStore> | KeyStore,
): void {
  describe(`${name}, as a store that reads`, () => {
    it('finds keys by id and nothing else', async () => {
      const store = await create({ bot: secretOf('1'), 'bot-2': secretOf('2') })
      expect((await store.get('bot'))?.secret.reveal()).toBe(secretOf('1'))
      expect((await store.get('bot-2'))?.secret.reveal()).toBe(secretOf('2'))
      for (const id of ['other', '', 'constructor', 'toString', '__proto__', 'Bot']) {
        expect(await store.get(id)).toBeUndefined()
      }
    })

    it('lists ids in order', async () => {
      expect(await (await create({ b: secretOf('1'), a: secretOf('2') })).list()).toEqual(['a', 'b'])
      expect(await (await create({})).list()).toEqual([])
    })

    it('does not print what it holds', async () => {
      const store = await create({ bot: secretOf('1') })
      const shown = inspect([store, await store.get('bot')], { depth: 9, showHidden: true })
      expect(shown).not.toContain('1'.repeat(64))
      expect(JSON.stringify(await store.get('bot'))).not.toContain('1'.repeat(64))
    })
  })
}

/** What every store that writes must do. */
export function writingStoreSuite(name: string, create: () => Promise<KeyStore> | KeyStore): void {
  describe(`${name}, as a store that writes`, () => {
    let store: KeyStore
    beforeEach(async () => {
      store = await create()
    })

    it('keeps, replaces and forgets', async () => {
      await store.put(keyOf('bot', '1'))
      await store.put(keyOf('bot', '2'))
      expect((await store.get('bot'))?.secret.reveal()).toBe(secretOf('2'))
      expect(await store.delete('bot')).toBe(true)
      expect(await store.delete('bot')).toBe(false)
      expect(await store.get('bot')).toBeUndefined()
      for (const id of ['constructor', '__proto__']) expect(await store.delete(id)).toBe(false)
    })

    it('loses nothing when written to at once', async () => {
      const ids = ['a', 'b', 'c', 'd']
      await Promise.all(ids.map((id, at) => store.put(keyOf(id, `${at}`))))
      await Promise.all([store.delete('b'), store.put(keyOf('e', '5'))])
      expect(await store.list()).toEqual(['a', 'c', 'd', 'e'])
    })

    it('keeps texts as they are, up to the longest', async () => {
      for (const secret of ['x', ' {"a":"é\\n"}\n', '1'.repeat(16_384)]) {
        await store.put({ id: 'text', secret: new Secret(secret) })
        expect((await store.get('text'))?.secret.reveal()).toBe(secret)
      }
    })

    it('refuses ids and secrets that not every store could keep, and goes on', async () => {
      for (const id of ['', '.hidden', '../up', 'a/b', 'a b', '__proto__', 'x'.repeat(65)]) {
        await expect(store.put(keyOf(id, '1'))).rejects.toThrow(StoreEntryInvalidError)
      }
      for (const secret of ['', '1'.repeat(16_385), 'a\0b', '\ud800']) {
        const key = { id: 'bot', secret: new Secret(secret) }
        await expect(store.put(key)).rejects.toThrow(StoreEntryInvalidError)
      }
      await store.put(keyOf('bot', '1'))
      expect(await store.list()).toEqual(['bot'])
    })
  })
}

/** What every store that only reads must do. */
export function readOnlyStoreSuite(name: string, create: () => Promise<KeyStore> | KeyStore): void {
  describe(`${name}, as a store that only reads`, () => {
    it('refuses to write', async () => {
      const store = await create()
      await expect(store.put(keyOf('bot', '1'))).rejects.toThrow(StoreReadOnlyError)
      await expect(store.delete('bot')).rejects.toThrow(StoreReadOnlyError)
    })
  })
}
