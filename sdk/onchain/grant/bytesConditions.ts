import { type Hex, hexToBytes, isHex, numberToHex, size, slice, stringToBytes, toHex } from 'viem'
import { Operator, type ParameterCondition } from '../../core/parameterCondition.ts'
import { ConditionInvalidError } from '../../errors/permission.ts'
import { encodePath, type PathStep } from './argumentPath.ts'
import type { ArgumentCondition } from './conditions.ts'
import type { ArgumentLocation } from './locateArgument.ts'

/** Most bytes that one condition compares, inclusive: each 32 of them are a condition of the module. */
const MAX_BYTES = 1_024

/**
 * What it takes that `bytes` or a string are exactly these: their length, and each 32 of them.
 * @throws ConditionInvalidError for any other condition than `equal`, and for what is no such value.
 */
export function bytesConditions(
  { path, parameter, place }: ArgumentLocation,
  { name, values }: ArgumentCondition,
): readonly ParameterCondition[] {
  const refuse = (reason: string): Error => new ConditionInvalidError({ argument: path, reason })
  if (name !== 'equal' || values.length !== 1) {
    throw refuse(`of the type ${parameter.type} only "equal" can be asked, or rules on its length and words.`)
  }
  const bytes = bytesOf(parameter.type, values[0])
  if (bytes === undefined) throw refuse(`${String(values[0])} is not a value of type ${parameter.type}.`)
  if (size(bytes) > MAX_BYTES) throw refuse(`it has more than ${MAX_BYTES} bytes.`)
  const rule = (step: PathStep, value: Hex): ParameterCondition => ({
    argument: encodePath({ ...place, steps: [...place.steps, step] }),
    operator: Operator.equal,
    values: [value],
  })
  const words = [...Array(Math.ceil(size(bytes) / 32)).keys()].map((index) =>
    rule({ kind: 'element', index, layout: 'bytes' }, wordOf(bytes, index)),
  )
  return [rule({ kind: 'length' }, numberToHex(size(bytes), { size: 32 })), ...words]
}

function bytesOf(type: string, value: unknown): Hex | undefined {
  if (type === 'string') return typeof value === 'string' ? toHex(stringToBytes(value)) : undefined
  return isHex(value) && value.length % 2 === 0 ? toHex(hexToBytes(value)) : undefined
}

function wordOf(bytes: Hex, index: number): Hex {
  const part = slice(bytes, 32 * index, Math.min(32 * (index + 1), size(bytes)))
  return `0x${part.slice(2).padEnd(64, '0')}`
}
