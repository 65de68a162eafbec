import { SigningInputMissingError } from '../../../errors/venue.ts'
import type { VenueClientBase } from '../../clients/venueClientBase.ts'
import { venueKeyId } from '../../nonces/venueKeyId.ts'
import { needsNumbers } from '../../signing/needsNumbers.ts'

/** The parameters under which a client's key has its nonces, starting no lower than the time. */
function parametersOf({ venue, signer }: VenueClientBase, nowMs: number) {
  return { keyId: venueKeyId(venue.id, signer.apiKey), floor: BigInt(nowMs) }
}

/** The next nonce where the venue wants numbers; undefined elsewhere. @throws SigningInputMissingError. */
export async function nextNonceOf(client: VenueClientBase, nowMs: number): Promise<bigint | undefined> {
  if (!needsNumbers(client.venue)) return undefined
  return noncesOf(client).next(parametersOf(client, nowMs))
}

/** Sends in the order of nonces where the venue wants numbers to arrive in order, and at once elsewhere. @throws SigningInputMissingError. */
export async function inNonceOrder<result>(
  client: VenueClientBase,
  nowMs: number,
  send: (nonce: bigint | undefined) => Promise<result>,
): Promise<result> {
  if (client.venue.signing.needs.nonce !== 'increasing') return send(await nextNonceOf(client, nowMs))
  return noncesOf(client).inTurn(parametersOf(client, nowMs), send)
}

function noncesOf({ nonces }: VenueClientBase) {
  if (nonces) return nonces
  throw new SigningInputMissingError({ input: 'nonces', expected: 'what hands out numbers that only go up' })
}
