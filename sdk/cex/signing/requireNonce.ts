import { SigningInputMissingError } from '../../errors/venue.ts'
import type { SigningMoment } from '../moment.ts'

/**
 * The nonce of a moment.
 * @throws SigningInputMissingError when there is none: `checkMoment` has refused that before, where the venue needs one.
 */
export function requireNonce({ nonce }: SigningMoment): string {
  if (nonce === undefined)
    throw new SigningInputMissingError({ input: 'a nonce', expected: 'a whole number in decimal' })
  return nonce
}
