import { SigningInputMissingError } from '../../errors/venue.ts'
import type { SigningMoment } from '../moment.ts'

/**
 * The UUID of a moment, in lower case as venues want it.
 * @throws SigningInputMissingError when there is none: `checkMoment` has refused that before, where the venue needs one.
 */
export function requireUuid({ uuid }: SigningMoment): string {
  if (uuid === undefined) throw new SigningInputMissingError({ input: 'uuid', expected: 'a UUID' })
  return uuid.toLowerCase()
}
