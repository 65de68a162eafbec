import { answerText } from '../answers/answerText.ts'

/**
 * The number at a place in an answer, also when it is spelled as text: `numberAt(answer, 'data', 0, 'ts')`. Undefined when there is
 * none.
 */
export function numberAt(answer: unknown, ...place: readonly (string | number)[]): number | undefined {
  const text = answerText(answer, ...place)
  return text !== undefined && /^\d+(\.\d+)?$/.test(text) ? Number(text) : undefined
}
