import type { Address, Hash, Hex } from 'viem'
import * as z from 'zod'
import { LedgerInvalidError } from '../../errors/bot.ts'
import type { Intent } from './intent.ts'

const hex = z.custom<Hex>((value) => typeof value === 'string' && /^0x([0-9a-fA-F]{2})*$/.test(value))
const hash = z.custom<Hash>((value) => typeof value === 'string' && /^0x[0-9a-fA-F]{64}$/.test(value))
const address = z.custom<Address>((value) => typeof value === 'string' && /^0x[0-9a-fA-F]{40}$/.test(value))
const uint = z
  .string()
  .regex(/^\d+$/)
  .transform((digits) => BigInt(digits))
const whole = z.int().nonnegative()
const kind = z.enum(['use', 'cancel'])

const recordSchema = z.strictObject({
  version: z.literal(1),
  scope: z.string(),
  id: z.string(),
  status: z.enum(['claimed', 'open', 'effective', 'reverted', 'cancelled', 'refused', 'displaced']),
  digest: hash,
  grantId: hash,
  keyId: hash,
  path: z.enum(['bundler', 'direct']),
  calls: z.array(z.strictObject({ to: address, value: uint, data: hex })),
  permissionIndexes: z.array(whole),
  takes: z.array(z.strictObject({ limitId: whole, amount: uint, period: whole })),
  channel: z.string(),
  lane: whole,
  nonce: uint,
  nonceFixed: z.boolean(),
  claim: z.strictObject({ token: z.string(), until: z.number() }),
  use: hex,
  attempts: z.array(
    z.strictObject({
      ...{ kind, hash, payload: z.string() },
      ...{ maxFeePerGas: uint, maxPriorityFeePerGas: uint, maximumFee: uint },
    }),
  ),
  validUntil: whole,
  fromBlock: uint,
  landing: z.optional(
    z.strictObject({
      ...{ hash, kind, success: z.boolean(), transactionHash: hash, blockNumber: uint, fee: uint },
      reason: z.optional(z.string()),
    }),
  ),
})

/** An intent as text, for a ledger that keeps it in a file. */
export function writeIntent(intent: Omit<Intent, 'revision'>): string {
  const { revision: _revision, ...kept } = intent as Intent
  return JSON.stringify({ version: 1, ...kept }, (_, value) =>
    typeof value === 'bigint' ? value.toString() : value,
  )
}

/**
 * Reads it again.
 * @throws LedgerInvalidError for anything that {@link writeIntent} of this version does not write.
 */
export function readIntent(text: string, revision: number): Intent {
  try {
    const { version: _version, landing, ...intent } = recordSchema.parse(JSON.parse(text))
    return { ...intent, revision, landing: landing && { ...landing, reason: landing.reason } }
  } catch (cause) {
    throw new LedgerInvalidError(
      { reason: 'an intent in it is not of a form that is known here.' },
      { cause },
    )
  }
}
