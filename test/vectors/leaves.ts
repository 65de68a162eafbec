import { type Hex, numberToHex } from 'viem'
import {
  CallKind,
  LIFETIME,
  type Limit,
  LimitKind,
  Operator,
  type ParameterCondition,
  type Permission,
  SpendSource,
  UNTIERED,
} from '../../sdk/core/index.ts'
import { addressOf } from './scene.ts'

/** Permissions that differ, each counting against one of the limits. */
export function many(count: number, limits: number): Permission[] {
  return Array.from({ length: count }, (_, at) => ({
    target: addressOf(`target ${at}`),
    call: CallKind.selector,
    selector: numberToHex(0xa0000000 + at, { size: 4 }),
    maxValue: BigInt(at),
    conditions: [],
    spends: limits === 0 ? [] : [{ limit: at % limits, source: SpendSource.argument, argument: BigInt(at) }],
    worstTier: UNTIERED,
  }))
}

/** Limits of tokens that differ. */
export function manyLimits(count: number): Limit[] {
  return Array.from({ length: count }, (_, at) => ({
    kind: LimitKind.token,
    token: addressOf(`token ${at}`),
    amount: 10n ** BigInt(at),
    period: LIFETIME,
    periodStart: 0,
  }))
}

/** A condition of every operator. */
export function everyCondition(): ParameterCondition[] {
  const word = (value: bigint): Hex => numberToHex(BigInt.asUintN(256, value), { size: 32 })
  const counts: Partial<Record<Operator, number>> = {
    [Operator.range]: 2,
    [Operator.mask]: 2,
    [Operator.signedRange]: 2,
    [Operator.oneOf]: 16,
    [Operator.isAccount]: 0,
  }
  const operators = Object.values(Operator).filter((operator) => operator !== Operator.none)
  return operators.map((operator, at) => ({
    argument: at === 0 ? 65_535n : BigInt(at),
    operator,
    values: Array.from({ length: counts[operator] ?? 1 }, (_, value) => {
      return word(operator >= Operator.signedLess ? BigInt(value) - 5n : 256n ** BigInt(value))
    }),
  }))
}
