import { randomBytes, randomUUID } from 'node:crypto'
import type { SigningMoment } from '../moment.ts'
import type { VenueSigning } from './venueSigning.ts'

/** What is known of a moment before the random source is asked. */
export type FreshMomentParameters = {
  readonly clockMs: number
  /** Where the venue's nonces are numbers, which an authority hands out. */
  readonly nonce?: bigint | undefined
  readonly recvWindowMs?: number | undefined
}

/** Everything about a signature that is not in the request: the time, and what the venue wants to be new with each. */
export function freshMoment(
  needs: VenueSigning['needs'],
  { clockMs, nonce, recvWindowMs }: FreshMomentParameters,
): SigningMoment {
  const text = needs.nonce === 'text' ? randomBytes(16).toString('hex') : undefined
  const given = nonce === undefined ? text : String(nonce)
  return {
    clockMs,
    ...(given === undefined ? {} : { nonce: given }),
    ...(needs.uuid ? { uuid: randomUUID() } : {}),
    ...(needs.randomHex ? { randomHex: randomBytes(16).toString('hex') } : {}),
    ...(recvWindowMs === undefined ? {} : { recvWindowMs }),
  }
}
