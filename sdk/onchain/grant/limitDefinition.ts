import { type Address, getAddress, zeroAddress } from 'viem'
import { LIFETIME, MIN_PERIOD } from '../../core/constants.ts'
import { isTime } from '../../core/expiry.ts'
import { type Limit, LimitKind } from '../../core/limit.ts'
import { LimitInvalidError } from '../../errors/limit.ts'

/** After which time a limit starts again; without it, it holds for the life of the grant. */
export type LimitPeriod = {
  /** Seconds, at least 300. */
  readonly period?: number | undefined
  /** First second of the first period, unix seconds, not after the grant's; the grant's `validAfter` by default. */
  readonly periodStart?: number | undefined
}

/** A limit before `defineGrant` has given it its index: how much all calls that name it may spend together. */
export type LimitDefinition = LimitPeriod &
  (
    | { readonly kind: 'token'; readonly token: Address; readonly amount: bigint }
    | { readonly kind: 'native' | 'count'; readonly amount: bigint }
  )

/** Limits by the name that permissions spend them by. */
export type LimitDefinitions = { readonly [name: string]: LimitDefinition }

/** A cap on an amount of one token, in its smallest unit, inclusive, for the life of the grant or for each period. */
export function tokenLimit(parameters: LimitPeriod & { token: Address; amount: bigint }): LimitDefinition {
  return { kind: 'token', ...parameters, token: getAddress(parameters.token) }
}

/** A cap on native value in wei, inclusive, for the life of the grant or for each period. */
export function nativeLimit(parameters: LimitPeriod & { amount: bigint }): LimitDefinition {
  return { kind: 'native', ...parameters }
}

/** A cap on the number of calls, inclusive, for the life of the grant or for each period. A batch counts each of its calls. */
export function countLimit(parameters: LimitPeriod & { amount: bigint }): LimitDefinition {
  return { kind: 'count', ...parameters }
}

/**
 * The limit that a grant carries.
 * @param validAfter First second of the grant: where periods start unless the limit says so.
 * @throws LimitInvalidError when the name, the amount or the period cannot be used. An amount of 0 is allowed: it means none.
 */
export function resolveLimit(name: string, limit: LimitDefinition, validAfter: number): Limit {
  const refuse = (reason: string): Error => new LimitInvalidError({ limit: name, reason })
  // Names that look like numbers would change their order, and so the indexes, in a JavaScript object.
  if (!/^[A-Za-z][\w.-]*$/.test(name)) throw refuse('a name starts with a letter.')
  if (typeof limit.amount !== 'bigint' || limit.amount < 0n || limit.amount >> 128n !== 0n) {
    throw refuse('the amount is a bigint from 0 to 2^128 - 1.')
  }
  const { period, periodStart } = resolvePeriod(name, limit, validAfter)
  const common = { amount: limit.amount, period, periodStart }
  if (limit.kind === 'native' || limit.kind === 'count') {
    return { kind: LimitKind[limit.kind], token: zeroAddress, ...common }
  }
  if (limit.kind !== 'token' || BigInt(limit.token) === 0n) {
    throw refuse('a token limit needs the address of a token.')
  }
  return { kind: LimitKind.token, token: getAddress(limit.token), ...common }
}

function resolvePeriod(
  name: string,
  { period, periodStart }: LimitPeriod,
  validAfter: number,
): Required<Pick<Limit, 'period' | 'periodStart'>> {
  const refuse = (reason: string): Error => new LimitInvalidError({ limit: name, reason })
  if (period === undefined) {
    if (periodStart !== undefined) throw refuse('periodStart is for a limit with a period.')
    return { period: LIFETIME, periodStart: 0 }
  }
  if (!Number.isInteger(period) || period < MIN_PERIOD || period >= LIFETIME) {
    throw refuse(`a period has ${MIN_PERIOD} to 2^32 - 2 whole seconds.`)
  }
  const start = periodStart ?? validAfter
  // Before its first period a limit admits nothing, and nobody could tell why.
  if (!isTime(start) || start > validAfter) throw refuse('its first period starts no later than the grant.')
  return { period, periodStart: start }
}
