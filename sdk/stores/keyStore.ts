import type { Secret } from '../core/secret.ts'

/** Key material by name. */
export type StoredKey = {
  /** 1 to 64 letters, digits, dots, dashes and underscores, starting with a letter or digit. */
  readonly id: string
  /** 1 to 16,384 characters. What they have to be is checked by who reads them: 32 bytes in hex on chain, credentials at venues. */
  readonly secret: Secret
}

/** Where key material rests. Every implementation runs test/conformance/keyStore.suite.ts. */
export type KeyStore = {
  /**
   * Keeps a key, in place of the one with the same id. It is durable once this resolves.
   * @throws StoreEntryInvalidError, StoreReadOnlyError.
   */
  put(key: StoredKey): Promise<void>
  /** The key with this id, or undefined. */
  get(id: string): Promise<StoredKey | undefined>
  /** All ids, sorted. */
  list(): Promise<readonly string[]>
  /**
   * Forgets a key; whether there was one.
   * @throws StoreReadOnlyError.
   */
  delete(id: string): Promise<boolean>
}
