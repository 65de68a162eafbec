import { readFile, stat } from 'node:fs/promises'
import { Secret } from '../core/secret.ts'
import { StoreBusyError, StoreExposedError } from '../errors/store.ts'
import { withFileLock } from '../internal/withFileLock.ts'
import { writeFileAtomically } from '../internal/writeFileAtomically.ts'
import { checkStoredKey } from './checkStoredKey.ts'
import { DEFAULT_COST, openSealed, seal } from './encryptedFile.ts'
import type { KeyStore } from './keyStore.ts'

export type FileStoreParameters = {
  /** The one file that holds all keys; made on the first `put`, readable by its owner only. */
  path: string
  password: Secret
  /** log₂ of scrypt's N, 14 to 20; 17 by default, which takes 128 MiB and some tenths of a second. */
  cost?: number
  /** How long to wait while another process writes, milliseconds; 10,000 by default. */
  waitMs?: number
}

type Keys = { [id: string]: string }

/**
 * Keys in one encrypted file: scrypt, then AES-256-GCM over all of them, with the header as associated data. Every write
 * takes a new salt and nonce, and replaces the file in one step. Processes of one machine may
 * share it: they write one after another.
 *
 * @throws StoreBusyError when another process writes for longer than `waitMs`;
 * on every call PasswordWrongError, StoreTamperedError, StoreFormatUnsupportedError, StoreExposedError (the file
 * can be read by others).
 */
export function fileStore({
  path,
  password,
  cost = DEFAULT_COST,
  waitMs = 10_000,
}: FileStoreParameters): KeyStore {
  let last: Promise<unknown> = Promise.resolve()
  // Reading, changing and writing back must not interleave, or one of two changes would be lost: with it, perhaps, the only copy of a key.
  const inTurn = <result>(task: () => Promise<result>): Promise<result> => {
    const next = last.then(task, task)
    last = next.catch(() => undefined)
    return next
  }
  const changing = <result>(task: () => Promise<result>): Promise<result> =>
    inTurn(() => withFileLock(`${path}.lock`, task, () => new StoreBusyError({ path }), waitMs))
  const write = async (keys: Keys): Promise<void> => {
    await writeFileAtomically(path, await seal({ text: JSON.stringify(keys), password, cost }))
  }
  return {
    put: (key) =>
      changing(async () => {
        checkStoredKey(key)
        await write({ ...(await read(path, password)), [key.id]: key.secret.reveal() })
      }),
    get: (id) =>
      inTurn(async () => {
        const keys = await read(path, password)
        const secret = Object.hasOwn(keys, id) ? keys[id] : undefined
        return secret === undefined ? undefined : { id, secret: new Secret(secret) }
      }),
    list: () => inTurn(async () => Object.keys(await read(path, password)).sort()),
    delete: (id) =>
      changing(async () => {
        const keys = await read(path, password)
        if (!Object.hasOwn(keys, id)) return false
        delete keys[id]
        await write(keys)
        return true
      }),
  }
}

async function read(path: string, password: Secret): Promise<Keys> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (!found) return {}
  // Windows has no such bits.
  if (process.platform !== 'win32' && (found.mode & 0o077) !== 0) {
    throw new StoreExposedError({ path, mode: found.mode & 0o777 })
  }
  return JSON.parse(await openSealed({ path, content: await readFile(path, 'utf8'), password }))
}
