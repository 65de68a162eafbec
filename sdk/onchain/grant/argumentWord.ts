/** One word of a function's arguments, or with `every` in its path one word of each element. */
export type ArgumentWord = {
  /** The path as the module takes it. */
  readonly argument: bigint
  /** Names from the outermost argument inward: `params.fee`, `orders[*].amount`, `amounts.length`. */
  readonly path: string
  /** ABI type of the value in it. */
  readonly type: string
}
