import { randomBytes, randomUUID } from 'node:crypto'
import type { VenueClientBase } from '../../clients/venueClientBase.ts'
import type { SigningMoment } from '../../moment.ts'

/** Everything about a signature that is not in the request: the time, and what the venue wants to be new with each. */
export function signingMoment(client: VenueClientBase, clockMs: number, nonce?: bigint): SigningMoment {
  const { recvWindowMs } = client
  const { needs } = client.venue.signing
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
