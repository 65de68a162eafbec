/** One word of a function's arguments. */
export type ArgumentWord = {
  /** Index of the 32-byte word. */
  readonly index: number
  /** Names from the outermost argument inward, joined by dots. */
  readonly path: string
  /** ABI type of the value in it. */
  readonly type: string
}
