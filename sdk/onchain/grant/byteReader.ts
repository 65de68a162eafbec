import { type Address, getAddress, type Hex } from 'viem'
import { UseMalformedError } from '../../errors/encoding.ts'

/** Reads bytes from front to back and refuses to read past the end. */
export class ByteReader {
  readonly #digits: string
  #position = 0

  constructor(bytes: Hex) {
    this.#digits = bytes.slice(2).toLowerCase()
  }

  /** Bytes not read yet. */
  get remaining(): number {
    return (this.#digits.length - this.#position) / 2
  }

  /** The next `count` bytes. */
  bytes(count: number): Hex {
    if (count > this.remaining) throw new UseMalformedError({ reason: 'it ends too early.' })
    const start = this.#position
    this.#position += 2 * count
    return `0x${this.#digits.slice(start, this.#position)}`
  }

  /** The next unsigned integer of up to 48 bits. */
  number(bits: number): number {
    return Number(this.bytes(bits / 8))
  }

  /** The next unsigned integer of any size. */
  bigint(bits: number): bigint {
    return BigInt(this.bytes(bits / 8))
  }

  address(): Address {
    return getAddress(this.bytes(20))
  }

  /** `var`: the next number with its length in front, in its shortest form. */
  var(): bigint {
    const length = this.number(8)
    if (length > 32) throw new UseMalformedError({ reason: 'a number is longer than 32 bytes.' })
    if (length === 0) return 0n
    const bytes = this.bytes(length)
    if (bytes.startsWith('0x00'))
      throw new UseMalformedError({ reason: 'a number is not in its shortest form.' })
    return BigInt(bytes)
  }

  /** The next `count` items. */
  list<item>(count: number, read: () => item): item[] {
    return Array.from({ length: count }, () => read())
  }
}
