import type { Json } from '../json.ts'

type Source = { readonly source?: string }

/**
 * The JSON of an answer; undefined when it is none, `null` when it is empty. Whole numbers that a double cannot hold come as text, so that
 * the id of an order is the one that the venue gave.
 */
export function parseAnswer(text: string): Json | undefined {
  if (text.trim() === '') return null
  try {
    // looking at each number is slow, and few answers have one that long
    if (!/\d{16}/.test(text)) return JSON.parse(text)
    return JSON.parse(text, exactly as (key: string, value: unknown) => unknown)
  } catch {
    return undefined
  }
}

function exactly(_key: string, value: unknown, { source }: Source): unknown {
  const isCut = typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)
  return isCut && source !== undefined && /^-?\d+$/.test(source) ? source : value
}
