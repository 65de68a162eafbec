import { LIFETIME, MAX_ITEMS, MIN_PERIOD, UNTIERED } from '../../core/constants.ts'
import type { Grant } from '../../core/grant.ts'
import { KeyKind } from '../../core/key.ts'
import { type Limit, LimitKind } from '../../core/limit.ts'
import type { ParameterCondition } from '../../core/parameterCondition.ts'
import { CallKind, type Permission } from '../../core/permission.ts'
import { Tier } from '../../core/tier.ts'
import { LimitInvalidError } from '../../errors/limit.ts'
import { PermissionInvalidError } from '../../errors/permission.ts'
import { decodePath } from './argumentPath.ts'
import { isConditionKnown } from './conditionHolds.ts'

/**
 * Refuses permissions and limits that the module would refuse at every use.
 * @throws PermissionInvalidError, LimitInvalidError.
 */
export function checkLeaves(grant: Pick<Grant, 'keeper' | 'limits' | 'permissions'>): void {
  for (const [index, limit] of grant.limits.entries()) checkLimit(limit, `${index}`)
  for (const permission of grant.permissions) checkPermission(permission, grant)
}

/** Why the module could not judge a condition; undefined when it can. */
export function conditionProblem(condition: ParameterCondition): string | undefined {
  if (!isConditionKnown(condition)) {
    return `operator ${condition.operator} does not take ${condition.values.length} values.`
  }
  return decodePath(condition.argument) ? undefined : `${condition.argument} is no path of an argument.`
}

function checkPermission(permission: Permission, { keeper, limits }: Pick<Grant, 'keeper' | 'limits'>): void {
  const { target, call, selector, maxValue, conditions, spends, worstTier } = permission
  const refuse = (reason: string): Error => new PermissionInvalidError({ permission: target, reason })
  if (call < CallKind.selector || call > CallKind.empty) throw refuse(`there is no kind of call ${call}.`)
  if (call !== CallKind.selector && BigInt(selector) !== 0n) throw refuse('its kind of call has no selector.')
  if (typeof maxValue !== 'bigint' || maxValue < 0n || maxValue >> 256n !== 0n) {
    throw refuse('maxValue is a bigint from 0 to 2^256 - 1, in wei.')
  }
  if (conditions.length > MAX_ITEMS || spends.length > MAX_ITEMS) {
    throw refuse(`there are more than ${MAX_ITEMS} conditions or spends.`)
  }
  if (worstTier !== UNTIERED) {
    if (worstTier < Tier.A || worstTier >= Tier.D) throw refuse('its worst risk tier is A, B or C.')
    if (keeper.kind === KeyKind.none) throw refuse('it has a worst risk tier, and the grant has no keeper.')
  }
  for (const condition of conditions) {
    const problem = conditionProblem(condition)
    if (problem) throw refuse(problem)
  }
  for (const { limit, source, argument } of spends) {
    // A source has the number of the kind of limit that it fits.
    if (Number(source) === 0 || Number(limits[limit]?.kind) !== Number(source)) {
      throw refuse(`what it counts does not fit limit ${limit}.`)
    }
    if (!decodePath(argument)) throw refuse(`${argument} is no path of an argument.`)
  }
}

function checkLimit({ kind, token, amount, period, periodStart }: Limit, limit: string): void {
  const refuse = (reason: string): Error => new LimitInvalidError({ limit, reason })
  if (kind < LimitKind.native || kind > LimitKind.count) throw refuse(`there is no kind ${kind}.`)
  if (kind !== LimitKind.token && BigInt(token) !== 0n) throw refuse('its kind has no token.')
  if (amount < 0n || amount >> 128n !== 0n) throw refuse('the amount is from 0 to 2^128 - 1.')
  const lasting = period === LIFETIME && periodStart === 0
  if (!lasting && (period < MIN_PERIOD || period >= LIFETIME)) {
    throw refuse(`a period has ${MIN_PERIOD} to 2^32 - 2 seconds.`)
  }
}
