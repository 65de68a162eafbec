import { randomInt } from 'node:crypto'
import { Secret } from '../../core/secret.ts'
import type { VenueRotation } from './venueRotation.ts'

const LETTERS = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789'

/** A label that no other key has: 12 letters and digits, which every venue takes. */
export function newLabel(): string {
  return `lk${random(LETTERS.toLowerCase(), 10)}`
}

/** A passphrase that a venue takes, with more than 100 bits from the machine's random source; undefined where there is none. */
export function newPassphrase({ passphrase }: Pick<VenueRotation, 'passphrase'>): Secret | undefined {
  if (passphrase === 'none') return undefined
  // Venues want a letter of each case and a digit; OKX a sign, too.
  return new Secret(`${random(LETTERS, 20)}aA7${passphrase === 'withSign' ? '!' : ''}`)
}

function random(letters: string, length: number): string {
  return Array.from({ length }, () => letters[randomInt(letters.length)]).join('')
}
