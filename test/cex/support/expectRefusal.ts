import { expect } from 'vitest'

/** Expects a refusal by its error's name, and words of its message. */
export function expectRefusal(act: () => unknown, name: string, words: string): void {
  let caught: unknown
  try {
    act()
  } catch (error) {
    caught = error
  }
  expect(caught, `nothing was refused, but ${name} was expected`).toBeInstanceOf(Error)
  expect((caught as Error).name).toBe(name)
  expect((caught as Error).message).toContain(words)
}
