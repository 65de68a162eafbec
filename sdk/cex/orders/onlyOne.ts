import type { OrderMembers } from './orderMembers.ts'

/** Refuses members that say the same in two ways: venues differ in which one counts. @throws OrderUnreadableError. */
export function onlyOne(members: OrderMembers, names: readonly string[]): void {
  const given = names.filter((name) => members.has(name))
  if (given.length > 1) throw members.unreadable(`${given.join(' and ')} are given together`)
}
