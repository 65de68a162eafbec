import { type Limit, LimitKind } from '../../core/limit.ts'
import type { ParameterCondition } from '../../core/parameterCondition.ts'
import { CallKind, type Permission } from '../../core/permission.ts'
import type { Spend } from '../../core/spend.ts'
import { addressDigits, bytesDigits, uintDigits } from '../../internal/words.ts'
import { isPeriodic } from './period.ts'

/** Bit of a limit's kind that says that its period follows. */
export const PERIOD_FLAG = 0x80

/** A permission as uses and contents carry it, without its place in the tree. */
export function permissionDigits(permission: Permission): string {
  const { conditions, spends } = permission
  return [
    uintDigits(permission.call, 8, 'permission.call'),
    addressDigits(permission.target, 'permission.target'),
    permission.call === CallKind.selector ? bytesDigits(permission.selector, 4, 'permission.selector') : '',
    numberDigits(permission.maxValue, 'permission.maxValue'),
    uintDigits(permission.worstTier, 8, 'permission.worstTier'),
    conditionsDigits(conditions),
    spendsDigits(spends),
  ].join('')
}

/** Conditions with their number in front. */
export function conditionsDigits(conditions: readonly ParameterCondition[]): string {
  return uintDigits(conditions.length, 8, 'number of conditions') + conditions.map(conditionDigits).join('')
}

/** Spends with their number in front. */
export function spendsDigits(spends: readonly Spend[]): string {
  return uintDigits(spends.length, 8, 'number of spends') + spends.map(spendDigits).join('')
}

/**
 * A limit as uses and contents carry it, without its place in the tree.
 * @param period What follows its period: in a use the one that it claims, 32 bits; in contents nothing.
 */
export function limitDigits(limit: Limit, period: string): string {
  const periodic = isPeriodic(limit)
  return [
    uintDigits(limit.kind | (periodic ? PERIOD_FLAG : 0), 8, 'limit.kind'),
    periodic ? uintDigits(limit.period, 32, 'limit.period') : '',
    periodic ? uintDigits(limit.periodStart, 48, 'limit.periodStart') : '',
    periodic ? period : '',
    limit.kind === LimitKind.token ? addressDigits(limit.token, 'limit.token') : '',
    numberDigits(limit.amount, 'limit.amount'),
  ].join('')
}

/** `var`: one byte n, then the number in its shortest n bytes; 0 has none. */
export function numberDigits(value: bigint, field: string): string {
  const digits = uintDigits(value, 256, field).replace(/^(00)+/, '')
  return uintDigits(digits.length / 2, 8, field) + digits
}

function conditionDigits({ argument, operator, values }: ParameterCondition): string {
  return [
    uintDigits(operator, 8, 'condition.operator'),
    numberDigits(argument, 'condition.argument'),
    uintDigits(values.length, 8, 'number of values'),
    ...values.map((value) => numberDigits(BigInt(value), 'condition.value')),
  ].join('')
}

function spendDigits({ limit, source, argument }: Spend): string {
  const place = uintDigits(limit, 16, 'spend.limit') + uintDigits(source, 8, 'spend.source')
  return place + numberDigits(argument, 'spend.argument')
}
