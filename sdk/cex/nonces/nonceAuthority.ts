/** Whose nonces, and how low they may start. */
export type NonceParameters = {
  /** The key, as {@link venueKeyId} names it: nonces of one key are one sequence, whoever uses it. */
  readonly keyId: string
  /** The nonce is at least this: usually the venue's time in milliseconds. */
  readonly floor: bigint
}

/**
 * Hands out numbers that only go up, one sequence for each key. All callers and processes that share a key must share its authority.
 * Every implementation runs test/conformance/nonceAuthority.suite.ts.
 */
export type NonceAuthority = {
  /** A number greater than all before it, also after a crash. */
  next(parameters: NonceParameters): Promise<bigint>
  /**
   * Sends with the next number while nobody else sends with one of the same key, so that numbers also arrive in order. The turn ends
   * when `send` settles.
   */
  inTurn<result>(parameters: NonceParameters, send: (nonce: bigint) => Promise<result>): Promise<result>
}
