import { isRawJson } from '../../isRawJson.ts'
import type { Json } from '../../json.ts'
import { compareCodeUnits } from '../../signing/compareCodeUnits.ts'

/**
 * A value as Crypto.com signs it: names in order, each followed by its value, without anything between, lists item by item. `null`
 * is the word.
 */
export function parameterText(value: Json): string {
  if (value === null || typeof value !== 'object') return String(value)
  if (isRawJson(value)) return JSON.stringify(value)
  if (Array.isArray(value)) return value.map(parameterText).join('')
  return Object.entries(value)
    .toSorted(([one], [other]) => compareCodeUnits(one, other))
    .map(([name, member]) => name + parameterText(member))
    .join('')
}
