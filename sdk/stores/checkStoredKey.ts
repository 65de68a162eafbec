import { isHex } from 'viem'
import { StoreEntryInvalidError } from '../errors/store.ts'
import type { StoredKey } from './keyStore.ts'

/**
 * Refuses an id or a secret that not every store could keep.
 * @throws StoreEntryInvalidError.
 */
export function checkStoredKey({ id, secret }: StoredKey): void {
  if (!/^[A-Za-z0-9][\w.-]{0,63}$/.test(id)) {
    throw new StoreEntryInvalidError({
      reason: 'an id has 1 to 64 letters, digits, dots, dashes or underscores.',
    })
  }
  const value = secret.reveal()
  if (!isHex(value) || value.length !== 66)
    throw new StoreEntryInvalidError({ reason: 'a secret has 32 bytes.' })
}
