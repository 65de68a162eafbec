import { type Address, getAddress, zeroAddress } from 'viem'
import { LIFETIME } from '../../core/constants.ts'
import { type Limit, LimitKind } from '../../core/limit.ts'
import { LimitInvalidError } from '../../errors/limit.ts'

/** A limit before `defineGrant` has given it its index: how much all calls that name it may spend together. */
export type LimitDefinition =
  /** `amount` in the token's smallest unit, inclusive. */
  | { readonly kind: 'token'; readonly token: Address; readonly amount: bigint }
  /** `amount` in wei, inclusive. */
  | { readonly kind: 'native'; readonly amount: bigint }

/** Limits by the name that permissions spend them by. */
export type LimitDefinitions = { readonly [name: string]: LimitDefinition }

/** A cap on an amount of one token, in its smallest unit, inclusive, for the life of the grant. */
export function tokenLimit(parameters: { token: Address; amount: bigint }): LimitDefinition {
  return { kind: 'token', token: getAddress(parameters.token), amount: parameters.amount }
}

/** A cap on native value in wei, inclusive, for the life of the grant. */
export function nativeLimit(parameters: { amount: bigint }): LimitDefinition {
  return { kind: 'native', amount: parameters.amount }
}

/**
 * The limit that a grant carries.
 * @throws LimitInvalidError when the name or the amount cannot be used. An amount of 0 is allowed: it means none.
 */
export function resolveLimit(name: string, limit: LimitDefinition): Limit {
  // Names that look like numbers would change their order, and so the indexes, in a JavaScript object.
  if (!/^[A-Za-z][\w.-]*$/.test(name)) {
    throw new LimitInvalidError({ limit: name, reason: 'a name starts with a letter.' })
  }
  if (typeof limit.amount !== 'bigint' || limit.amount < 0n || limit.amount >> 128n !== 0n) {
    throw new LimitInvalidError({ limit: name, reason: 'the amount is a bigint from 0 to 2^128 - 1.' })
  }
  const common = { amount: limit.amount, period: LIFETIME, periodStart: 0 }
  if (limit.kind === 'native') return { kind: LimitKind.native, token: zeroAddress, ...common }
  if (limit.kind !== 'token' || BigInt(limit.token) === 0n) {
    throw new LimitInvalidError({ limit: name, reason: 'a token limit needs the address of a token.' })
  }
  return { kind: LimitKind.token, token: getAddress(limit.token), ...common }
}
