import { type Address, getAddress } from 'viem'
import { MAX_FEE_BUDGET, UNLIMITED } from '../../core/constants.ts'
import type { Guard } from '../../core/guard.ts'
import type { MaximumFee } from '../../core/maximumFee.ts'
import { type PaymasterRule, PaymasterRuleKind } from '../../core/paymasterRule.ts'
import { GrantInvalidError } from '../../errors/grant.ts'

/** The most that operations may cost the account, in wei, inclusive. No bound has to be asked for by name. */
export type MaximumFeeDefinition =
  | 'unlimited'
  | {
      /** For the whole life of the grant, each operation at the most that it could cost. 0: none that the account pays for. */
      readonly budget: bigint | 'unlimited'
      /** Per unit of gas. */
      readonly price: bigint | 'unlimited'
    }

/** Which paymasters operations may name: none, any, or those listed. */
export type PaymasterDefinition = 'none' | 'any' | readonly Address[]

/** @throws GrantInvalidError. */
export function resolveMaximumFee(definition: MaximumFeeDefinition): MaximumFee {
  const refuse = (reason: string): Error => new GrantInvalidError({ member: 'maximumFee', reason })
  if (definition === 'unlimited') return { budget: UNLIMITED, price: UNLIMITED }
  // A caller without types may leave it out: no bound is never the default.
  if (typeof definition !== 'object' || definition === null) {
    throw refuse("say { budget, price } in wei, or 'unlimited'.")
  }
  const { budget, price } = definition
  if (!isWei(budget, MAX_FEE_BUDGET)) throw refuse("the budget is wei from 0 to 2^128 - 1, or 'unlimited'.")
  if (!isWei(price, UNLIMITED - 1n)) throw refuse("the price is wei below 2^256 - 1, or 'unlimited'.")
  const number = (value: bigint | 'unlimited'): bigint => (value === 'unlimited' ? UNLIMITED : value)
  return { budget: number(budget), price: number(price) }
}

/** @throws GrantInvalidError. */
export function resolvePaymaster(definition: PaymasterDefinition): PaymasterRule {
  if (definition === 'none') return { kind: PaymasterRuleKind.none, listed: [] }
  if (definition === 'any') return { kind: PaymasterRuleKind.any, listed: [] }
  const refuse = (reason: string): Error => new GrantInvalidError({ member: 'paymaster', reason })
  if (!Array.isArray(definition) || definition.length === 0) {
    throw refuse("say 'none', 'any', or which ones.")
  }
  const listed = definition.map((address: Address) => getAddress(address))
  if (new Set(listed).size < listed.length) throw refuse('one is listed twice.')
  return { kind: PaymasterRuleKind.listed, listed }
}

/**
 * Refuses guards without anything that bounds what their refusals cost: a guard refuses after validation, when the fee is due.
 * @throws GrantInvalidError.
 */
export function checkGuardedFee(guards: readonly Guard[], fee: MaximumFee, paymaster: PaymasterRule): void {
  const bounded = fee.budget !== UNLIMITED || paymaster.kind !== PaymasterRuleKind.none
  if (guards.length === 0 || bounded) return
  throw new GrantInvalidError({
    member: 'guards',
    reason: 'a refusing guard costs a fee each time: set maximumFee.budget, or allow a paymaster that pays.',
  })
}

function isWei(value: bigint | 'unlimited', most: bigint): boolean {
  return value === 'unlimited' || (typeof value === 'bigint' && value >= 0n && value <= most)
}
