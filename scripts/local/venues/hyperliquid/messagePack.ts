/** A JSON value in MessagePack, each number and text in its shortest form, members in the order that they have. */
export function messagePack(value: unknown): Buffer {
  if (value === null) return Buffer.of(0xc0)
  if (typeof value === 'boolean') return Buffer.of(value ? 0xc3 : 0xc2)
  if (typeof value === 'number') return packNumber(value)
  if (typeof value === 'string') return packText(value)
  if (Array.isArray(value)) {
    return Buffer.concat([head(value.length, 0x90, 15, [0xdc, 0xdd]), ...value.map(messagePack)])
  }
  if (typeof value !== 'object') throw new TypeError(`MessagePack has no ${typeof value}`)
  const members = Object.entries(value)
  return Buffer.concat([
    head(members.length, 0x80, 15, [0xde, 0xdf]),
    ...members.flatMap(([name, member]) => [packText(name), messagePack(member)]),
  ])
}

/** The count of members: within the first byte if it fits, else 16 or 32 bits after a byte of their own. */
function head(count: number, small: number, most: number, [wide, widest]: readonly [number, number]): Buffer {
  if (count <= most) return Buffer.of(small | count)
  if (count <= 0xffff) return Buffer.concat([Buffer.of(wide), bigEndian(BigInt(count), 2)])
  return Buffer.concat([Buffer.of(widest), bigEndian(BigInt(count), 4)])
}

function packText(text: string): Buffer {
  const bytes = Buffer.from(text)
  if (bytes.length > 31 && bytes.length <= 0xff) {
    return Buffer.concat([Buffer.of(0xd9, bytes.length), bytes])
  }
  return Buffer.concat([head(bytes.length, 0xa0, 31, [0xda, 0xdb]), bytes])
}

function packNumber(number: number): Buffer {
  if (!Number.isSafeInteger(number)) {
    const bytes = Buffer.alloc(9)
    bytes[0] = 0xcb
    bytes.writeDoubleBE(number, 1)
    return bytes
  }
  const whole = BigInt(number)
  if (number >= 0 && number < 128) return Buffer.of(number)
  if (number < 0 && number >= -32) return Buffer.of(256 + number)
  const [first, size] = widthOf(number)
  return Buffer.concat([Buffer.of(first), bigEndian(BigInt.asUintN(size * 8, whole), size)])
}

/** The byte that announces a whole number, and how many bytes follow. */
function widthOf(number: number): readonly [first: number, size: number] {
  const unsigned = number >= 0
  const limits = unsigned ? [0xff, 0xffff, 0xffff_ffff] : [0x80, 0x8000, 0x8000_0000]
  const step = limits.findIndex((limit) => Math.abs(number) <= limit)
  const index = step < 0 ? 3 : step
  return [(unsigned ? 0xcc : 0xd0) + index, 2 ** index]
}

/** A number in this many bytes, the highest first. */
export function bigEndian(number: bigint, size: number): Buffer {
  return Buffer.from(number.toString(16).padStart(size * 2, '0'), 'hex')
}
