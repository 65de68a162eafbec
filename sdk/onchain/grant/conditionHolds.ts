import { type Address, type Hex, hexToBigInt } from 'viem'
import { MAX_CONDITION_VALUES } from '../../core/constants.ts'
import { Operator, type ParameterCondition } from '../../core/parameterCondition.ts'

type Judge = (word: bigint, first: bigint, second: bigint) => boolean

/** Operators with the number of values that they take, and how they judge unsigned numbers. */
const UNSIGNED: Partial<Record<Operator, readonly [values: number, judge: Judge]>> = {
  [Operator.equal]: [1, (word, value) => word === value],
  [Operator.notEqual]: [1, (word, value) => word !== value],
  [Operator.less]: [1, (word, value) => word < value],
  [Operator.atMost]: [1, (word, value) => word <= value],
  [Operator.greater]: [1, (word, value) => word > value],
  [Operator.atLeast]: [1, (word, value) => word >= value],
  [Operator.range]: [2, (word, from, to) => from <= word && word <= to],
  [Operator.mask]: [2, (word, bits, expected) => (word & bits) === expected],
}

/** The same for numbers in two's complement. */
const SIGNED: Partial<Record<Operator, readonly [values: number, judge: Judge]>> = {
  [Operator.signedLess]: [1, (word, value) => word < value],
  [Operator.signedAtMost]: [1, (word, value) => word <= value],
  [Operator.signedGreater]: [1, (word, value) => word > value],
  [Operator.signedAtLeast]: [1, (word, value) => word >= value],
  [Operator.signedRange]: [2, (word, from, to) => from <= word && word <= to],
}

/** Whether the module can judge a condition at all: a known operator with as many values as it takes. */
export function isConditionKnown({ operator, values }: ParameterCondition): boolean {
  if (operator === Operator.isAccount) return values.length === 0
  if (operator === Operator.oneOf) return values.length > 0 && values.length <= MAX_CONDITION_VALUES
  const known = SIGNED[operator] ?? UNSIGNED[operator]
  return known !== undefined && known[0] === values.length
}

/** Whether a condition that is known holds for a 32-byte word, as the module judges it: whole words, dirty bits included. */
export function conditionHolds(condition: ParameterCondition, word: bigint, account: Address): boolean {
  const { operator, values } = condition
  if (operator === Operator.isAccount) return word === BigInt(account)
  if (operator === Operator.oneOf) return values.some((value) => BigInt(value) === word)
  const signed = SIGNED[operator]
  const [, judge] = signed ?? UNSIGNED[operator] ?? []
  const [first = '0x0', second = '0x0'] = values
  const number = (value: Hex): bigint => hexToBigInt(value, { signed: signed !== undefined, size: 32 })
  return judge?.(signed ? BigInt.asIntN(256, word) : word, number(first), number(second)) ?? false
}
