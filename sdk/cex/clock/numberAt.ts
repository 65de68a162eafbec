/**
 * The number at a place in an answer, also when it is spelled as text: `numberAt(answer, 'data', 0, 'ts')`. Undefined when there is
 * none.
 */
export function numberAt(answer: unknown, ...place: readonly (string | number)[]): number | undefined {
  let value: unknown = answer
  for (const step of place) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined
    value = Reflect.get(value, step)
  }
  if (typeof value !== 'number' && !(typeof value === 'string' && /^\d+(\.\d+)?$/.test(value)))
    return undefined
  const number = Number(value)
  return Number.isFinite(number) ? number : undefined
}
