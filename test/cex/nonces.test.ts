import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { fileNonceAuthority } from '../../sdk/cex/nonces/fileNonceAuthority.ts'
import { venueKeyId } from '../../sdk/cex/nonces/venueKeyId.ts'
import { NonceFileInvalidError, NonceTurnTimeoutError } from '../../sdk/errors/index.ts'

const CALLER = join(import.meta.dirname, 'support', 'nonceCaller.ts')
const key = { keyId: 'shared', floor: 1n }

function freshPath(): string {
  return join(mkdtempSync(join(tmpdir(), 'latchkey-nonces-')), 'nonces')
}

/** Runs a caller; kills it after some output when `killAfter` says so. Resolves to what it printed in whole lines. */
async function caller(args: readonly string[], killAfter?: number): Promise<readonly bigint[]> {
  const child = spawn(process.execPath, [CALLER, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  child.stdout.on('data', (data: Buffer) => {
    output += data.toString()
    if (killAfter !== undefined && output.split('\n').length > killAfter) child.kill('SIGKILL')
  })
  await once(child, 'close')
  return output
    .slice(0, output.lastIndexOf('\n') + 1)
    .split('\n')
    .filter(Boolean)
    .map(BigInt)
}

describe('nonces of several processes', () => {
  it('never clash, and killing a process repeats none', async () => {
    const path = freshPath()
    const first = await Promise.all([
      caller([path, 'next', '', '100000'], 300),
      caller([path, 'next', '', '100000'], 200),
      caller([path, 'next', '', '400']),
    ])
    const second = await caller([path, 'next', '', '100'])
    const all = [...first.flat(), ...second]
    expect(all.length).toBeGreaterThan(900)
    expect(new Set(all).size).toBe(all.length)
    expect(second.every((nonce) => first.flat().every((before) => nonce > before))).toBe(true)
  })

  it('arrive in order when each is sent in turn, also past a process that is killed while it has the turn', async () => {
    const path = freshPath()
    const arrivals = `${path}.arrivals`
    writeFileSync(arrivals, '')
    const args = [path, 'inTurn', arrivals, '60']
    const killed = spawn(process.execPath, [CALLER, path, 'inTurn', arrivals, '100000'], { stdio: 'ignore' })
    const ended = once(killed, 'close')
    setTimeout(() => killed.kill('SIGKILL'), 700)
    await Promise.all([caller(args), caller(args), ended])
    const arrived = readFileSync(arrivals, 'utf8').trim().split('\n').map(BigInt)
    expect(arrived.length).toBeGreaterThanOrEqual(120)
    expect(arrived).toEqual(arrived.toSorted((one, other) => (one < other ? -1 : 1)))
    expect(new Set(arrived).size).toBe(arrived.length)
  })
})

describe('nonces after a power cut', () => {
  it('skip the block that was begun, since what was counted in it may be lost', async () => {
    const path = freshPath()
    const before = fileNonceAuthority({ path, block: 100, boot: 'one' })
    for (let i = 0; i < 30; i++) await before.next(key)
    before.close()
    lose(path)
    const after = fileNonceAuthority({ path, block: 100, boot: 'two' })
    expect(await after.next(key)).toBe(101n)
    expect(await after.next(key)).toBe(102n)
  })

  it('go on within it when the machine only restarted the process', async () => {
    const path = freshPath()
    const before = fileNonceAuthority({ path, block: 100, boot: 'one' })
    for (let i = 0; i < 30; i++) await before.next(key)
    before.close()
    const after = fileNonceAuthority({ path, block: 100, boot: 'one' })
    expect(await after.next(key)).toBe(31n)
  })

  it('skip it also where the machine does not tell its starts apart', async () => {
    const path = freshPath()
    const before = fileNonceAuthority({ path, block: 100, boot: undefined })
    await before.next(key)
    before.close()
    lose(path)
    const after = fileNonceAuthority({ path, block: 100, boot: undefined })
    expect(await after.next(key)).toBe(101n)
    expect(await after.next(key)).toBe(102n)
  })

  /** The count as it was on the disk when the block was begun: what did not wait for the disk is gone. */
  function lose(path: string): void {
    const database = new DatabaseSync(path)
    database.exec('UPDATE nonces SET last = 1')
    database.close()
  }
})

describe('a turn', () => {
  it('that another process holds is waited for, and then refused', async () => {
    const path = freshPath()
    const one = fileNonceAuthority({ path })
    const other = fileNonceAuthority({ path, waitMs: 50 })
    const held = Promise.withResolvers<void>()
    const holding = one.inTurn(key, () => held.promise)
    await expect(other.inTurn(key, async (nonce) => nonce)).rejects.toThrow(NonceTurnTimeoutError)
    held.resolve()
    await holding
    expect(await other.inTurn(key, async (nonce) => nonce)).toBe(2n)
  })

  it('ends by itself when it takes longer than it may', async () => {
    const path = freshPath()
    const one = fileNonceAuthority({ path, turnMs: 50 })
    const other = fileNonceAuthority({ path, turnMs: 50 })
    const never = new Promise<void>(() => {})
    void one.inTurn(key, () => never)
    expect(await other.inTurn(key, async (nonce) => nonce)).toBe(2n)
  })
})

describe('the file', () => {
  it("is its owner's only", () => {
    const path = freshPath()
    fileNonceAuthority({ path }).close()
    expect(statSync(path).mode & 0o777).toBe(0o600)
    chmodSync(path, 0o644)
    expect(() => fileNonceAuthority({ path })).toThrow(NonceFileInvalidError)
    chmodSync(path, 0o600)
    fileNonceAuthority({ path }).close()
  })

  it('of another kind is refused and left as it is', () => {
    const path = freshPath()
    writeFileSync(path, 'not a database, but longer than its header would be '.repeat(10), { mode: 0o600 })
    expect(() => fileNonceAuthority({ path })).toThrow(NonceFileInvalidError)
    expect(readFileSync(path, 'utf8')).toContain('not a database')
  })

  it('says when its folder does not exist', () => {
    const path = join(freshPath(), 'nonces.sqlite')
    expect(() => fileNonceAuthority({ path })).toThrow(NonceFileInvalidError)
    expect(() => fileNonceAuthority({ path })).toThrow('does not exist')
  })

  it('refuses blocks that are none', () => {
    expect(() => fileNonceAuthority({ path: freshPath(), block: 0 })).toThrow('1 to 1,000,000')
    fileNonceAuthority({ path: freshPath(), block: 1 }).close()
  })
})

it('a key id names venue and key, and not the secret', () => {
  expect(venueKeyId('okx-v5', 'a')).toMatch(/^okx-v5:[0-9a-f]{32}$/)
  expect(venueKeyId('okx-v5', 'a')).not.toBe(venueKeyId('okx-v5', 'b'))
  expect(venueKeyId('okx-v5', 'a').slice(7)).not.toBe(venueKeyId('gate-v4', 'a').slice(8))
})
