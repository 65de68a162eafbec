import { EncodingRangeError } from '../../errors/encoding.ts'

/**
 * A lane as the bits that a nonce key leaves free.
 * @param size Bytes that are free.
 * @throws EncodingRangeError when it does not fit.
 */
export function laneBits(lane: number, size = 4): bigint {
  const end = 2 ** (8 * size)
  if (!Number.isInteger(lane) || lane < 0 || lane >= end) {
    throw new EncodingRangeError({ field: 'lane', expected: `a whole number from 0 to ${end - 1}` })
  }
  return BigInt(lane)
}
