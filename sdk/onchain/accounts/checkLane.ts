import { EncodingRangeError } from '../../errors/encoding.ts'

/**
 * Refuses a lane that the free part of a nonce key has no room for.
 * @param size Bytes that are free.
 * @throws EncodingRangeError.
 */
export function checkLane(lane: number, size: number): void {
  const end = 2 ** (8 * size)
  if (!Number.isInteger(lane) || lane < 0 || lane >= end) {
    throw new EncodingRangeError({ field: 'lane', expected: `a whole number from 0 to ${end - 1}` })
  }
}
