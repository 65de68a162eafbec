import { SigningInputMissingError } from '../../errors/venue.ts'
import type { SigningMoment } from '../moment.ts'
import type { VenueSigning } from './venueSigning.ts'

/** The year 5138: beyond it are microseconds. Early times are taken, so that any example can be replayed. */
const LATEST_MS = 1e14

/**
 * Refuses a moment that the venue cannot take, or that lacks what it wants.
 * @throws SigningInputMissingError.
 */
export function checkMoment(needs: VenueSigning['needs'], moment: SigningMoment): void {
  const { clockMs, recvWindowMs, expiresAfterS } = moment
  if (!Number.isSafeInteger(clockMs) || clockMs < 0 || clockMs > LATEST_MS) {
    throw new SigningInputMissingError({ input: 'clockMs', expected: 'whole unix milliseconds' })
  }
  if (recvWindowMs !== undefined && !isWhole(recvWindowMs, 60_000)) {
    throw new SigningInputMissingError({ input: 'recvWindowMs', expected: 'whole milliseconds, 1 to 60,000' })
  }
  if (expiresAfterS !== undefined && !isWhole(expiresAfterS, 86_400)) {
    throw new SigningInputMissingError({ input: 'expiresAfterS', expected: 'whole seconds, 1 to 86,400' })
  }
  if (needs.nonce !== undefined) checkNonce(needs.nonce, moment.nonce)
  if (needs.uuid && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(moment.uuid ?? '')) {
    throw new SigningInputMissingError({ input: 'uuid', expected: 'a UUID' })
  }
  if (needs.randomHex && !/^([0-9a-f]{2}){1,64}$/i.test(moment.randomHex ?? '')) {
    throw new SigningInputMissingError({ input: 'randomHex', expected: '1 to 64 bytes in hex' })
  }
}

function checkNonce(kind: 'increasing' | 'unique' | 'text', nonce: string | undefined): void {
  const form = kind === 'text' ? /^[0-9A-Za-z._-]{1,64}$/ : /^\d{1,20}$/
  if (nonce !== undefined && form.test(nonce)) return
  const expected =
    kind === 'text'
      ? '1 to 64 letters, digits, ".", "_" or "-"'
      : 'a whole number in decimal, at most 20 digits'
  throw new SigningInputMissingError({ input: 'a nonce', expected })
}

function isWhole(value: number, most: number): boolean {
  return Number.isSafeInteger(value) && value >= 1 && value <= most
}
