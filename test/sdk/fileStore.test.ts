import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Hex } from 'viem'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Secret } from '../../sdk/core/index.ts'
import {
  PasswordWrongError,
  StoreBusyError,
  StoreExposedError,
  StoreFormatUnsupportedError,
  StoreTamperedError,
} from '../../sdk/errors/index.ts'
import { processName } from '../../sdk/internal/processName.ts'
import { fileStore } from '../../sdk/stores/node.ts'

const SECRET: Hex = `0x${'5a'.repeat(32)}`
const password = new Secret('correct horse')

let folder: string
let path: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-'))
  path = join(folder, 'keys.json')
  await fileStore({ path, password, cost: 14 }).put({ id: 'bot', secret: new Secret(SECRET) })
})
afterEach(() => rm(folder, { recursive: true }))

const open = (other: Secret = password) => fileStore({ path, password: other, cost: 14 }).get('bot')

async function change(
  edit: (file: { header: Record<string, unknown>; ciphertext: string; tag: string }) => void,
) {
  const file = JSON.parse(await readFile(path, 'utf8'))
  edit(file)
  await writeFile(path, JSON.stringify(file))
}

const flip = (text: string): string => `${text[0] === '0' ? '1' : '0'}${text.slice(1)}`

describe('fileStore', () => {
  it('keeps keys over restarts, readable by its owner only, and leaves nothing else', async () => {
    expect((await open())?.secret.reveal()).toBe(SECRET)
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    expect(await readdir(folder)).toEqual(['keys.json'])
  })

  it('writes neither key nor password nor id in the clear, and never the same twice', async () => {
    const first = await readFile(path, 'utf8')
    for (const text of ['5a5a5a', 'correct', 'bot']) expect(first).not.toContain(text)
    await fileStore({ path, password, cost: 14 }).put({ id: 'bot', secret: new Secret(SECRET) })
    const [one, other] = [JSON.parse(first), JSON.parse(await readFile(path, 'utf8'))]
    for (const field of ['salt', 'nonce', 'check']) expect(other.header[field]).not.toBe(one.header[field])
  })

  it('loses nothing that two processes write at once', async () => {
    const stores = Array.from({ length: 4 }, () => fileStore({ path, password, cost: 14 }))
    await Promise.all(stores.map((store, at) => store.put({ id: `k${at}`, secret: new Secret(`s${at}`) })))
    expect(await fileStore({ path, password, cost: 14 }).list()).toEqual(['bot', 'k0', 'k1', 'k2', 'k3'])
    expect(await readdir(folder)).toEqual(['keys.json'])
  })

  it('does not write while another process does', async () => {
    const store = fileStore({ path, password, cost: 14, waitMs: 0 })
    await writeFile(`${path}.lock`, `${processName()} 00`)
    await expect(store.put({ id: 'x', secret: new Secret('y') })).rejects.toThrow(StoreBusyError)
    await expect(store.delete('bot')).rejects.toThrow(StoreBusyError)
    expect((await store.get('bot'))?.secret.reveal()).toBe(SECRET)
    await rm(`${path}.lock`)
    expect(await store.delete('bot')).toBe(true)
  })

  it('tells a wrong password', async () => {
    await expect(open(new Secret('correct horsf'))).rejects.toThrow(PasswordWrongError)
    await expect(open(new Secret(''))).rejects.toThrow(PasswordWrongError)
  })

  it('takes a password however it was composed', async () => {
    const composed = join(folder, 'composed.json')
    await fileStore({ path: composed, password: new Secret('caf\u00e9'), cost: 14 }).put({
      id: 'bot',
      secret: new Secret(SECRET),
    })
    const typed = fileStore({ path: composed, password: new Secret('cafe\u0301'), cost: 14 })
    expect((await typed.get('bot'))?.secret.reveal()).toBe(SECRET)
  })

  it('tells a changed ciphertext, tag and nonce', async () => {
    for (const field of ['ciphertext', 'tag'] as const) {
      const before = await readFile(path, 'utf8')
      await change((file) => {
        file[field] = flip(file[field])
      })
      await expect(open()).rejects.toThrow(StoreTamperedError)
      await writeFile(path, before)
    }
    await change((file) => {
      file.header['nonce'] = flip(file.header['nonce'] as string)
    })
    await expect(open()).rejects.toThrow(StoreTamperedError)
  })

  it.each([
    ['another format', { format: 'x' }],
    ['another version', { version: 2 }],
    ['another kdf', { kdf: 'pbkdf2' }],
    ['a cheaper cost', { cost: 1 }],
    ['a cost that would take all memory', { cost: 40 }],
    ['a short salt', { salt: '00' }],
    ['an unknown field', { note: 'x' }],
  ])('refuses %s', async (_, header) => {
    await change((file) => Object.assign(file.header, header))
    await expect(open()).rejects.toThrow(StoreFormatUnsupportedError)
  })

  it('refuses a file that is no store, or cut short', async () => {
    const whole = await readFile(path, 'utf8')
    for (const content of ['', '{}', 'null', whole.slice(0, 100)]) {
      await writeFile(path, content)
      await expect(open()).rejects.toThrow(StoreFormatUnsupportedError)
    }
  })

  it('never overwrites what it cannot read', async () => {
    const before = await readFile(path, 'utf8')
    const wrong = fileStore({ path, password: new Secret('wrong'), cost: 14 })
    await expect(wrong.put({ id: 'new', secret: new Secret(SECRET) })).rejects.toThrow(PasswordWrongError)
    expect(await readFile(path, 'utf8')).toBe(before)
  })

  it.skipIf(process.platform === 'win32')('refuses a file that others can read', async () => {
    await chmod(path, 0o644)
    await expect(open()).rejects.toThrow(StoreExposedError)
  })

  it('refuses costs out of bounds', async () => {
    for (const cost of [13, 21, 14.5]) {
      const store = fileStore({ path: join(folder, 'new.json'), password, cost })
      await expect(store.put({ id: 'bot', secret: new Secret(SECRET) })).rejects.toThrow(
        StoreFormatUnsupportedError,
      )
    }
  })
})
