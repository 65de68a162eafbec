import { NonceRangeError } from '../../errors/nonce.ts'

/** The largest that every file and every venue takes. */
const LARGEST = 2n ** 63n - 1n

/**
 * The number after `last` that is at least `floor`.
 * @throws NonceRangeError.
 */
export function nextNonce(last: bigint, floor: bigint): bigint {
  if (floor < 0n) throw new NonceRangeError({ reason: 'it is below zero.' })
  const next = last + 1n > floor ? last + 1n : floor
  if (next > LARGEST) throw new NonceRangeError({ reason: 'it is 2⁶³ or more.' })
  return next
}
