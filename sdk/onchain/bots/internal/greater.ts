/** The greater one of two amounts. */
export function greater(one: bigint, other: bigint): bigint {
  return one > other ? one : other
}

/** The lesser one of two amounts. */
export function lesser(one: bigint, other: bigint): bigint {
  return one < other ? one : other
}
