import { isRawJson } from '../isRawJson.ts'

/** The text at a place in an answer, also when it is a number there. Undefined when there is neither. */
export function answerText(answer: unknown, ...place: readonly (string | number)[]): string | undefined {
  let value: unknown = answer
  for (const step of place) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined
    value = Reflect.get(value, step)
  }
  if (isRawJson(value)) return value.rawJSON
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
}
