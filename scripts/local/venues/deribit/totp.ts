import { createHmac } from 'node:crypto'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

function fromBase32(text: string): Buffer {
  let bits = ''
  for (const letter of text.toUpperCase().replaceAll('=', '')) {
    bits += ALPHABET.indexOf(letter).toString(2).padStart(5, '0')
  }
  const bytes = bits.match(/.{8}/g) ?? []
  return Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)))
}

/** The code of an authenticator app: RFC 6238 with SHA-1, six digits and steps of 30 seconds. */
export function totp(secretBase32: string, nowMs: number): string {
  const step = Buffer.alloc(8)
  step.writeBigUInt64BE(BigInt(Math.floor(nowMs / 30_000)))
  const digest = createHmac('sha1', fromBase32(secretBase32)).update(step).digest()
  const at = (digest.at(-1) ?? 0) & 0xf
  const number = digest.readUInt32BE(at) & 0x7fff_ffff
  return String(number % 1_000_000).padStart(6, '0')
}
