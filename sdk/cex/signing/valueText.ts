import type { Json } from '../json.ts'

/** A value as text, for a query or a form: numbers as JSON writes them, null as nothing, lists and objects as JSON. */
export function valueText(value: Json): string {
  if (typeof value === 'string') return value
  if (value === null) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
