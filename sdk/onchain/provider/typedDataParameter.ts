import type { TypedDataDomain } from 'viem'
import * as z from 'zod'
import { DOMAIN_MEMBERS } from '../message/domainFields.ts'
import type { SignableMessage } from '../message/signableMessage.ts'
import { invalidParameters, readParameters } from './parameters.ts'

const bytesText = z.string().regex(/^0x[0-9a-fA-F]*$/, 'is not hexadecimal')
const number = z.union([
  z.bigint().nonnegative(),
  z.int().nonnegative(),
  z.string().regex(/^(0x[0-9a-fA-F]+|\d+)$/, 'is no number'),
])

const typedDataSchema = z.strictObject({
  types: z.record(z.string(), z.array(z.strictObject({ name: z.string(), type: z.string() }))),
  primaryType: z.string(),
  domain: z.strictObject({
    name: z.string().optional(),
    version: z.string().optional(),
    chainId: number.transform((value) => BigInt(value)).optional(),
    verifyingContract: bytesText.optional(),
    salt: bytesText.optional(),
  }),
  message: z.record(z.string(), z.unknown()),
})

/**
 * Typed data as `eth_signTypedData_v4` has it: JSON, or an object of the same form. Its `EIP712Domain` has to be that of the domain's
 * fields; another one would make another hash than the one that the application asks the account about.
 * @throws ProviderRpcError with -32602.
 */
export function readTypedData(data: unknown): SignableMessage {
  const { types, domain, primaryType, message } = readParameters(typedDataSchema, parsed(data))
  const { EIP712Domain, ...structs } = types
  const fields = DOMAIN_MEMBERS.filter(({ name }) => domain[name] !== undefined)
  const text = (members: readonly { name: string; type: string }[]): string =>
    members.map(({ name, type }) => `${type} ${name}`).join(',')
  if (EIP712Domain && text(EIP712Domain) !== text(fields)) {
    throw invalidParameters('EIP712Domain is not that of the fields of the domain.')
  }
  return { types: structs, primaryType, message, domain: domain as TypedDataDomain }
}

function parsed(data: unknown): unknown {
  if (typeof data !== 'string') return data
  try {
    return JSON.parse(data)
  } catch (cause) {
    throw invalidParameters('the typed data is no JSON.', cause)
  }
}
