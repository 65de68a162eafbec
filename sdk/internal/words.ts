import { type Hex, isAddress, isHex, keccak256, size } from 'viem'
import { EncodingRangeError } from '../errors/encoding.ts'

/** Hex digits of an unsigned integer of `bits` bits, without prefix. */
export function uintDigits(value: bigint | number, bits: number, field: string): string {
  const whole = typeof value === 'bigint' || Number.isSafeInteger(value)
  if (!whole || value < 0 || BigInt(value) >> BigInt(bits) !== 0n) {
    throw new EncodingRangeError({ field, expected: `a whole number from 0 to 2^${bits} - 1` })
  }
  return value.toString(16).padStart(bits / 4, '0')
}

/** Hex digits of exactly `bytes` bytes, without prefix. */
export function bytesDigits(value: Hex, bytes: number, field: string): string {
  if (!isHex(value) || value.length !== 2 + 2 * bytes) {
    throw new EncodingRangeError({ field, expected: `${bytes} bytes` })
  }
  return value.slice(2).toLowerCase()
}

/** Hex digits of an address, without prefix. A mixed-case address must carry a right checksum. */
export function addressDigits(value: Hex, field: string): string {
  if (!isAddress(value)) throw new EncodingRangeError({ field, expected: 'an address of 20 bytes' })
  return value.slice(2).toLowerCase()
}

/** Hex digits of bytes of any length, without prefix. */
export function anyDigits(value: Hex, field: string): string {
  if (!isHex(value) || value.length % 2 !== 0)
    throw new EncodingRangeError({ field, expected: 'whole bytes' })
  return value.slice(2).toLowerCase()
}

/** The 32-byte word of an unsigned integer, as digits. */
export function uintWord(value: bigint | number, bits: number, field: string): string {
  return uintDigits(value, bits, field).padStart(64, '0')
}

/** The 32-byte word of an address, as digits. */
export function addressWord(value: Hex, field: string): string {
  return addressDigits(value, field).padStart(64, '0')
}

/** The 32-byte word of a bytesN value, as digits: padded on the right. */
export function fixedBytesWord(value: Hex, bytes: number, field: string): string {
  return bytesDigits(value, bytes, field).padEnd(64, '0')
}

/** keccak256 of digits. */
export function hashDigits(...digits: readonly string[]): Hex {
  return keccak256(`0x${digits.join('')}`)
}

/** keccak256 of bytes, as digits: the word of a dynamic member of an EIP-712 struct. */
export function bytesHashWord(value: Hex, field: string): string {
  return hashDigits(anyDigits(value, field)).slice(2)
}

/** Number of bytes. */
export function byteLength(value: Hex): number {
  return size(value)
}
