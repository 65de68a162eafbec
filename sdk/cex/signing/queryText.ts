import type { Parameter } from '../request.ts'
import { percentEncode } from './percentEncode.ts'
import { valueText } from './valueText.ts'

/** `a=1&b=2` with names and values percent-encoded, in the order given; lists and objects as JSON. */
export function queryText(params: readonly Parameter[]): string {
  let text = ''
  for (const [name, value] of params) {
    if (text !== '') text += '&'
    text += `${percentEncode(name)}=${percentEncode(valueText(value))}`
  }
  return text
}

/** The same without any encoding, for venues that sign what they decode. */
export function rawQueryText(params: readonly Parameter[]): string {
  let text = ''
  for (const [name, value] of params) {
    if (text !== '') text += '&'
    text += `${name}=${valueText(value)}`
  }
  return text
}
