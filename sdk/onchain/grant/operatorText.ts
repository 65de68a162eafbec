import { type Hex, hexToBigInt } from 'viem'
import { Operator, type ParameterCondition } from '../../core/parameterCondition.ts'

/** How each operator reads between an argument and its values. */
export const OPERATOR_TEXT: Record<Operator, string> = {
  [Operator.none]: 'matched by nothing',
  [Operator.equal]: 'equal to',
  [Operator.notEqual]: 'not equal to',
  [Operator.less]: 'less than',
  [Operator.atMost]: 'at most',
  [Operator.greater]: 'greater than',
  [Operator.atLeast]: 'at least',
  [Operator.range]: 'from',
  [Operator.oneOf]: 'one of',
  [Operator.isAccount]: 'the account itself',
  [Operator.mask]: 'in the bits',
  [Operator.signedLess]: 'less than',
  [Operator.signedAtMost]: 'at most',
  [Operator.signedGreater]: 'greater than',
  [Operator.signedAtLeast]: 'at least',
  [Operator.signedRange]: 'from',
}

/** The values of a condition in words, each shown by `show`. */
export function valuesText(condition: ParameterCondition, show: (value: Hex) => string): string {
  const { operator, values } = condition
  const [first = '0x', second = '0x'] = values
  if (operator === Operator.range || operator === Operator.signedRange) {
    return `${show(first)} to ${show(second)} (both included)`
  }
  if (operator === Operator.mask) return `${first} exactly ${second}`
  return values.map(show).join(', ')
}

/** A word as the value of an ABI type; without a type as hex. */
export function wordText(word: Hex, type: string | undefined): string {
  if (type === 'address' && hexToBigInt(word) >> 160n === 0n) return `0x${word.slice(26)}`
  if (type === 'bool' && hexToBigInt(word) < 2n) return hexToBigInt(word) === 1n ? 'true' : 'false'
  if (type?.startsWith('uint')) return hexToBigInt(word).toString()
  if (type?.startsWith('int')) return hexToBigInt(word, { signed: true }).toString()
  const [, length] = /^bytes(\d+)$/.exec(type ?? '') ?? []
  return length ? word.slice(0, 2 + 2 * Number(length)) : word
}
