import { type Address, type Hex, hexToBigInt } from 'viem'
import { Operator, type ParameterCondition } from '../../core/parameterCondition.ts'

type Judge = (word: bigint, first: bigint, second: bigint) => boolean

const UNSIGNED: Partial<Record<Operator, Judge>> = {
  [Operator.equal]: (word, value) => word === value,
  [Operator.notEqual]: (word, value) => word !== value,
  [Operator.less]: (word, value) => word < value,
  [Operator.atMost]: (word, value) => word <= value,
  [Operator.greater]: (word, value) => word > value,
  [Operator.atLeast]: (word, value) => word >= value,
  [Operator.range]: (word, from, to) => from <= word && word <= to,
  [Operator.mask]: (word, bits, expected) => (word & bits) === expected,
}

const SIGNED: Partial<Record<Operator, Judge>> = {
  [Operator.signedLess]: (word, value) => word < value,
  [Operator.signedAtMost]: (word, value) => word <= value,
  [Operator.signedGreater]: (word, value) => word > value,
  [Operator.signedAtLeast]: (word, value) => word >= value,
  [Operator.signedRange]: (word, from, to) => from <= word && word <= to,
}

/** Whether a condition holds for a 32-byte word, as the module judges it: whole words, dirty bits included. */
export function conditionHolds(condition: ParameterCondition, word: Hex, account: Address): boolean {
  const { operator, values } = condition
  if (operator === Operator.isAccount) return BigInt(word) === BigInt(account)
  if (operator === Operator.oneOf) return values.some((value) => BigInt(value) === BigInt(word))
  const signed = SIGNED[operator] !== undefined
  const judge = SIGNED[operator] ?? UNSIGNED[operator]
  const [first = '0x0', second = '0x0'] = values
  const number = (value: Hex): bigint => hexToBigInt(value, { signed, size: 32 })
  return judge ? judge(number(word), number(first), number(second)) : false
}
