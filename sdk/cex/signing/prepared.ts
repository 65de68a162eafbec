/**
 * Something to be signed: what the signature is over, and what the signature makes of it. Between the two the key may be in this
 * process, in an HSM or elsewhere.
 */
export type Prepared<result> = {
  /** Text is UTF-8. Never shown: with it and a signature others could act. */
  readonly prehash: string | Uint8Array
  /** The finished thing, with the signature in its place. */
  finish(signature: string): result
}
