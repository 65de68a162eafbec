import { type Address, getAddress, type Hash, type Hex, isAddress, isHex, parseUnits } from 'viem'
import { z } from 'zod'
import { ecdsaKey, type Key } from '../../sdk/core/key.ts'
import { UsageError } from './errors.ts'

const UNITS: Record<string, number> = { s: 1, m: 60, h: 3_600, d: 86_400, w: 604_800 }

/** An address, with its checksum when it has capitals. */
export const address = z
  .string()
  .refine(
    (text) => isAddress(text),
    'is not an address (20 bytes in hex; capitals have to match the checksum)',
  )
  .transform((text): Address => getAddress(text))

/** 32 bytes that are no secret. */
export const hash = z.custom<Hash>((text) => isHex(text) && text.length === 66, 'is not 32 bytes in hex')

/** Bytes in hex. */
export const hex = z.custom<Hex>((text) => isHex(text) && text.length % 2 === 0, 'is not whole bytes in hex')

/** 16 bytes. */
export const salt = z.custom<Hex>((text) => isHex(text) && text.length === 34, 'is not 16 bytes in hex')

/** A path. */
export const file = z.string().min(1, 'is empty')

/** An endpoint. It may carry a key of its provider, so it is never printed. */
export const url = z.url({ protocol: /^https?$/, error: 'is not an http or https URL' })

/** A whole number from 0. */
export const whole = z
  .string()
  .regex(/^\d{1,15}$/, 'is not a whole number')
  .transform(Number)

/** A whole number from 0 of any size. */
export const bigWhole = z
  .string()
  .regex(/^\d{1,78}$/, 'is not a whole number')
  .transform(BigInt)

/** An open file descriptor to read from. */
export const descriptor = whole.refine((fd) => fd !== 1 && fd !== 2, 'is not a descriptor that can be read')

/** An amount in people's units; what it comes to depends on the token. */
export const amount = z.string().regex(/^\d{1,60}(\.\d{1,60})?$/, 'is not an amount such as 1500 or 0.25')

/** Seconds, written with a unit: `90s`, `30m`, `24h`, `7d`, `1d12h`. */
export const duration = z
  .string()
  .regex(/^(\d{1,9}[smhdw])+$/, 'is not a duration such as 90s, 30m, 24h, 7d or 1d12h')
  .transform((text) =>
    [...text.matchAll(/(\d+)([smhdw])/g)].reduce(
      (sum, [, count, unit = 's']) => sum + Number(count) * (UNITS[unit] ?? 0),
      0,
    ),
  )

/** A moment in unix seconds, written so or as ISO 8601 with its zone. */
export const time = z.string().transform((text, context): number => {
  const seconds = /^\d{1,11}$/.test(text) ? Number(text) : isoSeconds(text)
  if (seconds !== undefined) return seconds
  const reason = /^\d{12,}$/.test(text)
    ? 'is in milliseconds; give unix seconds'
    : 'is neither unix seconds nor ISO 8601 with a zone, such as 2030-01-31T12:00:00Z'
  context.addIssue(reason)
  return z.NEVER
})

/** A version of the EntryPoint. */
export const entryPointVersion = z.enum(['0.7', '0.8', '0.9'], 'is not 0.7, 0.8 or 0.9')

/** The `ecdsa` key of an address. */
export const key = address.transform((of): Key => ecdsaKey(of))

/** The smallest units of an amount; digits beyond the token's decimals are refused rather than rounded. */
export function toUnits(text: string, decimals: number, name: string): bigint {
  const [, digits = ''] = text.split('.')
  if (digits.length > decimals) {
    throw new UsageError(`${name}: ${text} has more than the ${decimals} decimals that the token has.`)
  }
  return parseUnits(text, decimals)
}

function isoSeconds(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)$/.test(text)) return undefined
  const milliseconds = Date.parse(text)
  return Number.isNaN(milliseconds) ? undefined : milliseconds / 1000
}
