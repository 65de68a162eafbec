/** What a task makes; undefined when it throws. For errors that say no more than that, or that must not be shown. */
export function attempt<value>(task: () => value): value | undefined {
  try {
    return task()
  } catch {
    return undefined
  }
}
