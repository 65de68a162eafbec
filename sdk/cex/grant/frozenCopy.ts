/** A copy of plain data that nobody can change, at any level. */
export function frozenCopy<value>(value: value): value {
  return freeze(structuredClone(value))
}

function freeze<value>(value: value): value {
  if (typeof value !== 'object' || value === null) return value
  for (const member of Object.values(value)) freeze(member)
  return Object.freeze(value)
}
