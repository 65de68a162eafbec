/** Whether two things say the same, in any case of their hex digits and in any order of their members. */
export function isSame(one: object, other: object): boolean {
  return textOf(one) === textOf(other)
}

function textOf(value: object): string {
  return JSON.stringify(value, (_key, member: unknown) => {
    if (typeof member === 'bigint') return `${member}n`
    if (typeof member === 'string') return member.toLowerCase()
    const isRecord = typeof member === 'object' && member !== null && !Array.isArray(member)
    return isRecord ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1))) : member
  })
}
