/** Runs tasks of one name one after the other, in the order they were asked for. */
export type Turns = <result>(name: string, task: () => Promise<result>) => Promise<result>

/** Turns within one process. */
export function createTurns(): Turns {
  const lines = new Map<string, Promise<unknown>>()
  return (name, task) => {
    const before = lines.get(name) ?? Promise.resolve()
    const mine = before.then(task, task)
    const settled = mine.catch(() => undefined)
    lines.set(name, settled)
    // The line is forgotten with its last task, or names would pile up.
    void settled.then(() => {
      if (lines.get(name) === settled) lines.delete(name)
    })
    return mine
  }
}
