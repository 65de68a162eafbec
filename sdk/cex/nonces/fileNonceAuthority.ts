import { randomUUID } from 'node:crypto'
import { NonceFileInvalidError, NonceTurnTimeoutError } from '../../errors/nonce.ts'
import { bootId } from '../../internal/bootId.ts'
import { type PrivateDatabase, privateDatabase } from '../../internal/privateDatabase.ts'
import { mayRun, processName } from '../../internal/processName.ts'
import { sleep } from '../../internal/sleep.ts'
import { nextNonce } from './nextNonce.ts'
import type { NonceAuthority, NonceParameters } from './nonceAuthority.ts'
import { createTurns } from './turns.ts'

export type FileNonceAuthorityParameters = {
  /** The file, made when it is not there, readable by its owner only. On a disk of this machine, not on a network. */
  path: string
  /** Numbers in a block, 1 to 1,000,000; 1,000 by default. One write that waits for the disk serves a block; a power cut skips at most one. */
  block?: number
  /** How long a turn may take at most, milliseconds; 30,000 by default. After that others go on. Longer than a request may take. */
  turnMs?: number
  /** How long to wait for a turn, milliseconds; 60,000 by default. */
  waitMs?: number
  /** For tests: what tells one start of the machine from another. */
  boot?: string | undefined
}

/** A nonce authority on a file. */
export type FileNonceAuthority = NonceAuthority & { close(): void }

const SCHEMA = `
CREATE TABLE IF NOT EXISTS nonces (
  key TEXT PRIMARY KEY, last INTEGER NOT NULL, leased INTEGER NOT NULL, boot TEXT
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS turns (
  key TEXT PRIMARY KEY, holder TEXT NOT NULL, turn TEXT NOT NULL, until INTEGER NOT NULL
) WITHOUT ROWID;
`

/** Longest pause between two looks whether the turn has come, milliseconds. */
const POLL_MS = 20

/**
 * Nonces in an SQLite file that all processes of one machine share: one sequence for each key, in the order of asking.
 *
 * Numbers are leased in blocks: that a block is begun is on the disk before its first number is given, and the numbers within it are
 * counted without waiting for the disk. A process that dies loses none of that; after a power cut the count within the block may be
 * gone, so the rest of the block is skipped. No number is given twice either way.
 *
 * @throws NonceFileInvalidError when the file is of another kind or version, or not its owner's only.
 */
export function fileNonceAuthority(parameters: FileNonceAuthorityParameters): FileNonceAuthority {
  const { block = 1000, turnMs = 30_000, waitMs = 60_000 } = parameters
  const file = privateDatabase({
    ...{ path: parameters.path, timeout: 10_000, what: 'a file of nonces', schema: SCHEMA, version: 2 },
    refused: (reason, options) => new NonceFileInvalidError({ reason }, options),
  })
  if (!Number.isInteger(block) || block < 1 || block > 1_000_000) {
    throw new NonceFileInvalidError({ reason: 'a block has 1 to 1,000,000 numbers.' })
  }
  const draw = createDraw(file, BigInt(block), 'boot' in parameters ? parameters.boot : bootId())
  const acquire = createAcquire(file, { turnMs, waitMs })
  const turns = createTurns()
  return {
    next: async (one) => draw(one),
    inTurn: ({ keyId, floor }, send) =>
      turns(keyId, async () => {
        const release = await acquire(keyId)
        try {
          return await send(draw({ keyId, floor }))
        } finally {
          release()
        }
      }),
    close: () => file.database.close(),
  }
}

type Draw = (parameters: NonceParameters) => bigint

function createDraw({ database, transact }: PrivateDatabase, block: bigint, boot: string | undefined): Draw {
  const read = database.prepare('SELECT last, leased, boot FROM nonces WHERE key = ?')
  read.setReadBigInts(true)
  const count = database.prepare('UPDATE nonces SET last = ? WHERE key = ?')
  const lease = database.prepare('INSERT OR REPLACE INTO nonces VALUES (?, ?, ?, ?)')
  /** Keys that this process has seen in this start of the machine: what the file says of them is not behind. */
  const known = new Set<string>()

  const lookUp = ({ keyId, floor }: NonceParameters): { nonce: bigint; leased: bigint } => {
    const row = read.get(keyId)
    if (!row) return { nonce: nextNonce(-1n, floor), leased: -1n }
    const leased = row['leased'] as bigint
    const same = known.has(keyId) || (boot !== undefined && row['boot'] === boot)
    return { nonce: nextNonce(same ? (row['last'] as bigint) : leased, floor), leased }
  }
  return (parameters) => {
    const { keyId } = parameters
    const within = transact(
      () => {
        const { nonce, leased } = lookUp(parameters)
        if (nonce > leased) return undefined
        count.run(nonce, keyId)
        return nonce
      },
      { durable: false },
    )
    if (within !== undefined) return within
    return transact(
      () => {
        // Another process may have begun a block in between: then this one goes on in it.
        const { nonce, leased } = lookUp(parameters)
        lease.run(keyId, nonce, nonce > leased ? nonce + block - 1n : leased, boot ?? null)
        known.add(keyId)
        return nonce
      },
      { durable: true },
    )
  }
}

type Release = () => void

function createAcquire(
  { database, transact }: PrivateDatabase,
  { turnMs, waitMs }: { turnMs: number; waitMs: number },
): (keyId: string) => Promise<Release> {
  const read = database.prepare('SELECT holder, until FROM turns WHERE key = ?')
  const self = processName()
  const take = database.prepare('INSERT OR REPLACE INTO turns VALUES (?, ?, ?, ?)')
  const end = database.prepare('DELETE FROM turns WHERE key = ? AND turn = ?')

  const attempt = (keyId: string): Release | undefined =>
    transact(
      () => {
        const held = read.get(keyId)
        const now = Date.now()
        // A clock that was set back must not make a turn last longer than it may.
        const left = held ? Number(held['until']) - now : 0
        if (held && left > 0 && left <= turnMs && mayRun(String(held['holder']))) return undefined
        const turn = randomUUID()
        take.run(keyId, self, turn, now + turnMs)
        return () => void transact(() => end.run(keyId, turn), { durable: false })
      },
      { durable: false },
    )
  return async (keyId) => {
    const started = performance.now()
    for (;;) {
      const release = attempt(keyId)
      if (release) return release
      const waited = performance.now() - started
      if (waited > waitMs) throw new NonceTurnTimeoutError({ waitedMs: Math.round(waited) })
      // Not in step, or the same process would always come first.
      await sleep(1 + Math.random() * POLL_MS)
    }
  }
}
