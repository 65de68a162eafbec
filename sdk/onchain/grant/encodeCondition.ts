import { type Hex, isAddress, isHex } from 'viem'
import { MAX_CONDITION_VALUES } from '../../core/constants.ts'
import { Operator, type ParameterCondition } from '../../core/parameterCondition.ts'
import { ConditionInvalidError } from '../../errors/permission.ts'
import type { ArgumentWord } from './argumentWord.ts'
import type { ArgumentCondition, ConditionName } from './conditions.ts'

const SIGNED: Partial<Record<ConditionName, Operator>> = {
  less: Operator.signedLess,
  atMost: Operator.signedAtMost,
  greater: Operator.signedGreater,
  atLeast: Operator.signedAtLeast,
  range: Operator.signedRange,
}

const COUNTS: Partial<Record<ConditionName, number>> = { range: 2, mask: 2, isAccount: 0 }

/**
 * A condition on one word, with its values as the ABI encodes them and the signed operator for signed integers.
 * @throws ConditionInvalidError when operator, type and values do not fit, or could never hold.
 */
export function encodeCondition(word: ArgumentWord, condition: ArgumentCondition): ParameterCondition {
  const { name, values } = condition
  const refuse = (reason: string): Error => new ConditionInvalidError({ argument: word.path, reason })
  if (!Object.hasOwn(Operator, name)) throw refuse(`there is no condition "${name}".`)
  if (!fitsType(name, word.type)) throw refuse(`"${name}" does not fit the type ${word.type}.`)
  const most = name === 'oneOf' ? MAX_CONDITION_VALUES : (COUNTS[name] ?? 1)
  const least = name === 'oneOf' ? 1 : most
  if (values.length < least || values.length > most) {
    throw refuse(
      `"${name}" takes ${least === most ? most : `${least} to ${most}`} values, not ${values.length}.`,
    )
  }
  const words = values.map((value) => encodeValue(word, value))
  const [first = '0x0', second = '0x0'] = words
  if (name === 'oneOf' && new Set(words).size < words.length) throw refuse('a value is listed twice.')
  if (name === 'mask' && (BigInt(second) & ~BigInt(first)) !== 0n) {
    throw refuse('it expects bits outside the mask, so it could never hold.')
  }
  if (name === 'range' && number(values[0]) > number(values[1])) throw refuse('the range is empty.')
  const operator = word.type.startsWith('int') ? (SIGNED[name] ?? Operator[name]) : Operator[name]
  return { argument: word.argument, operator, values: words }
}

function fitsType(name: ConditionName, type: string): boolean {
  const ordered = /^u?int/.test(type)
  if (name === 'isAccount') return type === 'address'
  if (name === 'mask') return /^(uint|bytes)/.test(type)
  return name === 'equal' || name === 'notEqual' || name === 'oneOf' ? true : ordered
}

function number(value: unknown): bigint {
  return BigInt(value as bigint)
}

/** The 32-byte word that the ABI makes of a value. */
function encodeValue(word: ArgumentWord, value: unknown): Hex {
  const digits = valueDigits(word.type, value)
  if (digits === undefined) {
    const reason = `${String(value)} is not a value of type ${word.type}.`
    throw new ConditionInvalidError({ argument: word.path, reason })
  }
  return `0x${digits}`
}

function valueDigits(type: string, value: unknown): string | undefined {
  if (type === 'bool') return typeof value === 'boolean' ? (value ? '1' : '0').padStart(64, '0') : undefined
  if (type === 'address') {
    return typeof value === 'string' && isAddress(value)
      ? value.slice(2).toLowerCase().padStart(64, '0')
      : undefined
  }
  const [, kind = '', digits = ''] = /^(uint|int|bytes)(\d*)$/.exec(type) ?? []
  if (kind === 'bytes') {
    const fits = isHex(value) && value.length === 2 + 2 * Number(digits)
    return fits ? value.slice(2).toLowerCase().padEnd(64, '0') : undefined
  }
  return integerDigits(kind === 'int', digits === '' ? 256 : Number(digits), value)
}

function integerDigits(signed: boolean, bits: number, value: unknown): string | undefined {
  if (typeof value !== 'bigint' && !Number.isSafeInteger(value)) return undefined
  const whole = BigInt(value as bigint | number)
  const fitting = signed ? BigInt.asIntN(bits, whole) : BigInt.asUintN(bits, whole)
  return fitting === whole ? BigInt.asUintN(256, whole).toString(16).padStart(64, '0') : undefined
}
