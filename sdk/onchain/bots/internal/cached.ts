/** A value that is read when it is needed and kept for a while. */
export type Cached<value> = {
  /** The value, read now when there is none or it is too old. */
  get(): Promise<value>
  /** The value if there is one that is not too old. */
  peek(): value | undefined
  /** Reads it now. */
  refresh(): Promise<value>
  /** Forgets it: the next `get` reads. */
  drop(): void
}

/** Keeps what `read` gives for `maximumAge` milliseconds. Whoever asks while it is being read shares that reading. */
export function cached<value>(read: () => Promise<value>, maximumAge: number): Cached<value> {
  let kept: { readonly value: value; readonly at: number } | undefined
  let reading: Promise<value> | undefined
  const refresh = (): Promise<value> => {
    const at = performance.now()
    const started = read()
    reading = started
    const settle = (value?: { value: value }): void => {
      // A reading that was dropped meanwhile is not kept.
      if (reading !== started) return
      reading = undefined
      if (value) kept = { ...value, at }
    }
    return started.then(
      (value) => {
        settle({ value })
        return value
      },
      (error: unknown) => {
        settle()
        throw error
      },
    )
  }
  const peek = (): value | undefined =>
    kept && performance.now() - kept.at <= maximumAge ? kept.value : undefined
  return {
    peek,
    get: async () => peek() ?? (await (reading ?? refresh())),
    refresh,
    drop() {
      kept = undefined
      reading = undefined
    },
  }
}
