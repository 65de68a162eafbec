import type { TypedDataDomain } from 'viem'
import { z } from 'zod'
import { type MessageDefinition, signInMessage, typedDataMessage } from '../../sdk/onchain/index.ts'
import { type ConditionTree, readConditions } from './definitionConditions.ts'

const word = z.union([z.string(), z.int()])

/** A domain of typed data as JSON has it. */
export const domainSchema = z.strictObject({
  name: z.string().optional(),
  version: z.string().optional(),
  chainId: word.optional(),
  verifyingContract: z.string().optional(),
  salt: z.string().optional(),
})

/** Structs of typed data by name. */
export const typesSchema = z.record(
  z.string(),
  z.array(z.strictObject({ name: z.string(), type: z.string() })),
)

const uncounted = { uncounted: z.boolean().optional() }

/** A message that a key may sign, as a definition writes it. */
export const messageSchema = z.union([
  z.strictObject({
    ...uncounted,
    domain: domainSchema,
    types: typesSchema,
    primaryType: z.string(),
    /** The member that has to be the account itself, or "unpinned". */
    receiver: z.string(),
    where: z.record(z.string(), z.unknown()).optional(),
    allowOwnerMessages: z.boolean().optional(),
  }),
  z.strictObject({ ...uncounted, site: z.string() }),
])

/** The domain as viem has it. */
export function toDomain({ chainId, ...rest }: z.infer<typeof domainSchema>): TypedDataDomain {
  const chain = chainId === undefined ? {} : { chainId: BigInt(chainId) }
  return { ...rest, ...chain } as TypedDataDomain
}

/**
 * A message of a definition.
 * @throws FileError, and what `typedDataMessage` and `signInMessage` of the SDK throw.
 */
export function toMessage(path: string, entry: z.infer<typeof messageSchema>): MessageDefinition {
  const counted = entry.uncounted === undefined ? {} : { uncounted: entry.uncounted }
  if ('site' in entry) return signInMessage({ site: entry.site, ...counted })
  const { domain, types, primaryType, receiver, where = {}, allowOwnerMessages = false } = entry
  return typedDataMessage({
    ...{ ...counted, types, primaryType, receiver, allowOwnerMessages },
    domain: toDomain(domain),
    where: readConditions(path, where as ConditionTree) as never,
  })
}
