import { StoreEntryInvalidError } from '../errors/store.ts'
import type { StoredKey } from './keyStore.ts'

/** Room for an RSA key of 8,192 bits in PEM. */
const LONGEST = 16_384

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
  // A variable of the environment ends at a NUL, and a file in UTF-8 keeps no half of a surrogate pair.
  if (value.length < 1 || value.length > LONGEST || value.includes('\0') || /\p{Surrogate}/u.test(value)) {
    throw new StoreEntryInvalidError({ reason: 'a secret has 1 to 16,384 characters of plain text.' })
  }
}
