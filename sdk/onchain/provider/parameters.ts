import { type Address, getAddress, type Hex, isAddress, isHex } from 'viem'
import * as z from 'zod'
import { PROVIDER_CODE, ProviderRpcError } from '../../errors/provider.ts'

/** An address in any case, or with a right checksum. */
export const addressParameter = z
  .custom<Address>((value) => typeof value === 'string' && isAddress(value), 'is not an address')
  .transform((value) => getAddress(value))

/** Whole bytes. */
export const bytesParameter = z.custom<Hex>(
  (value) => isHex(value) && value.length % 2 === 0,
  'is not a string of hexadecimal bytes',
)

/** A number as JSON-RPC has it, at most 256 bits. */
export const quantityParameter = z
  .custom<Hex>((value) => typeof value === 'string' && /^0x[0-9a-fA-F]{1,64}$/.test(value), 'is no quantity')
  .transform((value) => BigInt(value))

/** A chain id as JSON-RPC has it. */
export const chainIdParameter = quantityParameter
  .refine((value) => value <= BigInt(Number.MAX_SAFE_INTEGER), 'is no chain id')
  .transform((value) => Number(value))

/**
 * The parameters of a request, checked.
 * @throws ProviderRpcError with -32602, which says what is wrong without quoting it.
 */
export function readParameters<output>(schema: z.ZodType<output>, params: unknown): output {
  const result = schema.safeParse(params ?? [])
  if (result.success) return result.data
  const issues = result.error.issues.map(({ path, message }) => `${path.join('.') || 'params'}: ${message}`)
  throw invalidParameters(issues.join('; '), result.error)
}

/** -32602 with the reason. */
export function invalidParameters(reason: string, cause?: unknown): ProviderRpcError {
  const code = PROVIDER_CODE.invalidParams
  return new ProviderRpcError({ code, reason: `The parameters are not right: ${reason}`, cause })
}
