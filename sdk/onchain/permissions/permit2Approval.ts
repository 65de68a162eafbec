import { type Address, parseAbi } from 'viem'
import { isTime } from '../../core/expiry.ts'
import { PermissionInvalidError } from '../../errors/permission.ts'
import { atMost, equal } from '../grant/conditions.ts'
import { tokenLimit } from '../grant/limitDefinition.ts'
import { permission } from '../grant/permission.ts'
import { approval } from './internal/approval.ts'
import type { Preset } from './preset.ts'

/** Where Permit2 is on every chain that has it. */
export const PERMIT2: Address = '0x000000000022D473030F116dDEE9F6B43aC78BA3'

/** What {@link permit2Approval} allows of Permit2: no transfer, and no permit that somebody signed. */
export const permit2Abi = parseAbi([
  'struct TokenSpenderPair { address token; address spender; }',
  'function approve(address token, address spender, uint160 amount, uint48 expiration)',
  'function lockdown(TokenSpenderPair[] approvals)',
])

// An approval of this much never gets less, however much is drawn on it.
const ENDLESS = 2n ** 160n - 1n

export type Permit2ApprovalParameters = {
  /** Permit2; {@link PERMIT2} by default. */
  permit2?: Address
  token: Address
  /** The one contract that may draw, for example Uniswap's universal router. */
  spender: Address
  /** Most of one approval, in the token's smallest unit, inclusive; below 2¹⁶⁰ − 1, which Permit2 takes for no bound at all. */
  amountPerCall: bigint
  /** Most of all approvals together, in the token's smallest unit, inclusive, whether they are drawn on or not. */
  limit: bigint
  /** Last second at which an approval may be drawn on, unix seconds, inclusive. */
  latestExpiration: number
  /** Name of the limit. */
  limitName?: string
}

/**
 * Approvals of one token to one spender through Permit2, the token's own approval of Permit2 that they need, and `lockdown`, which takes them
 * back. Each approval replaces the one before, and Permit2 takes off it what is drawn, so all that the spender can ever draw on them is the
 * limit. It counts the approvals: exact ones use it best.
 *
 * At worst a stolen key has the spender approved for the whole limit, one `amountPerCall` after the other, until `latestExpiration` even if the grant
 * is revoked before: then `lockdown` is for the owner to call. What happens to the tokens is as the spender has it: pair it with
 * permissions that bound what the spender may be asked to do. Permits are never signed with it: of messages, those of Permit2 are for owners
 * (`allowOwnerMessages` of `typedDataMessage` asks for one by name).
 * @throws PermissionInvalidError for an amount that Permit2 takes for no bound, and for a time that is none.
 */
export function permit2Approval(parameters: Permit2ApprovalParameters): Preset {
  const { permit2 = PERMIT2, token, spender, amountPerCall, limit, latestExpiration } = parameters
  const { limitName = 'permit2' } = parameters
  const refuse = (reason: string): Error => new PermissionInvalidError({ permission: 'approve', reason })
  if (amountPerCall >= ENDLESS) throw refuse('Permit2 takes 2^160 - 1 or more for no bound at all.')
  if (!isTime(latestExpiration)) throw refuse('latestExpiration is whole unix seconds.')
  const pair = { token: equal(token), spender: equal(spender) }
  return {
    accessLevel: 'full',
    permissions: [
      permission({
        ...{ abi: permit2Abi, target: permit2, functionName: 'approve' },
        where: { ...pair, amount: atMost(amountPerCall), expiration: atMost(latestExpiration) },
        spends: { amount: limitName },
      }),
      permission({
        ...{ abi: permit2Abi, target: permit2, functionName: 'lockdown' },
        where: { 'approvals[*].token': pair.token, 'approvals[*].spender': pair.spender },
      }),
      approval({ token, spender: permit2, maxAmount: amountPerCall }),
    ],
    limits: { [limitName]: tokenLimit({ token, amount: limit }) },
  }
}
