/** The order of UTF-16 code units, which venues sort names by. */
export function compareCodeUnits(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
