import { isRawJson } from '../isRawJson.ts'
import { answerAt } from './answerAt.ts'

/** The text at a place in an answer, also when it is a number there. Undefined when there is neither. */
export function answerText(answer: unknown, ...place: readonly (string | number)[]): string | undefined {
  const value = answerAt(answer, ...place)
  if (isRawJson(value)) return value.rawJSON
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
}
