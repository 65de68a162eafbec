/** What is at a place in an answer, own members only. Undefined when there is nothing. */
export function answerAt(answer: unknown, ...place: readonly (string | number)[]): unknown {
  let value: unknown = answer
  for (const step of place) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined
    value = Reflect.get(value, step)
  }
  return value
}
