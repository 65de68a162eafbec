/** Everything about a signature that is not in the request: given, so that signing is pure and any example can be replayed. */
export type SigningMoment = {
  /** The venue's time, unix milliseconds. */
  readonly clockMs: number
  /** A number that only goes up, in decimal; for venues that ask for one, and required there. */
  readonly nonce?: string
  /** A version 4 UUID in lower case; for venues that ask for one, and required there. */
  readonly uuid?: string
  /** Random bytes in hex, 16 of them; for venues that ask for them, and required there. */
  readonly randomHex?: string
  /** How long after `clockMs` the venue may still take the request, milliseconds; the venue's own default otherwise. */
  readonly recvWindowMs?: number
  /** How long the signature lives where it carries its own end, seconds; the venue's own default otherwise. */
  readonly expiresAfterS?: number
}
