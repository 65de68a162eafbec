import { isDeepStrictEqual } from 'node:util'
import ccxt from 'ccxt'
import type { SigningMoment } from '../../sdk/cex/moment.ts'
import { localVenueSigner } from '../../sdk/cex/signing/localVenueSigner.ts'
import { signRequest } from '../../sdk/cex/signing/signRequest.ts'
import { findVenue } from '../../sdk/cex/venues/findVenue.ts'
import type { CcxtExchange, VenueCase } from './venueCase.ts'

/** The ways to sign a venue's order, each with the number of the request. */
export type PreparedCase = {
  readonly venue: string
  /** Whether the venue's keys are HMAC keys: the goal is for these. */
  readonly isHmac: boolean
  readonly ways: { readonly [way in Way]: (index: number) => unknown }
}

/** Who signs. */
export type Way = 'own' | 'ccxt' | 'raw'

/** Every request has a time and a nonce of its own, so that nothing can be remembered. */
const START_MS = 1_700_000_000_000

/**
 * Makes a case ready to be measured.
 * @throws when the raw code does not make the very same request as the adapter, or ccxt none to the same path.
 */
export function prepareCase(venueCase: VenueCase): PreparedCase {
  const { venue: id, credentials, request, raw } = venueCase
  const venue = findVenue(id)
  const signer = localVenueSigner(venue, credentials)
  const own = (index: number) => signRequest(venue, signer, request, momentAt(index, venue.signing.needs))
  const rawAt = (index: number) => raw(momentAt(index, venue.signing.needs))
  const theirs = ccxtAt(venueCase)
  // ECDSA as OpenSSL makes it is random: only what is before the signature can be compared.
  const isRandom = credentials.keyType === 'es256'
  if (!isDeepStrictEqual(comparable(own(7), isRandom), comparable(rawAt(7), isRandom))) {
    throw new Error(`${id}: the raw code makes another request than the adapter.`)
  }
  const { url } = theirs(7) as { url?: string }
  const path = request.path.replace(/\/$/, '')
  if (!url?.includes(path)) throw new Error(`${id}: ccxt makes a request to ${url}, not to ${path}.`)
  return { venue: id, isHmac: credentials.keyType === 'hmac', ways: { own, ccxt: theirs, raw: rawAt } }
}

function momentAt(
  index: number,
  needs: { readonly nonce?: unknown; readonly uuid?: true; readonly randomHex?: true },
): SigningMoment {
  const clockMs = START_MS + index
  if (needs.nonce) return { clockMs, nonce: String(clockMs) }
  const twelve = needs.uuid || needs.randomHex ? String(clockMs).slice(-12) : ''
  if (needs.uuid) return { clockMs, uuid: `6ba7b810-9dad-41d1-80b4-${twelve}` }
  if (needs.randomHex) return { clockMs, randomHex: `6ba7b8109dad41d180b4${twelve}` }
  return { clockMs }
}

function ccxtAt({ ccxt: { exchange, credentials, sign }, request }: VenueCase): (index: number) => unknown {
  const Exchange = (ccxt as unknown as { [name: string]: new (options: object) => CcxtExchange })[exchange]
  if (Exchange === undefined) throw new Error(`ccxt has no exchange "${exchange}".`)
  const instance = new Exchange({ ...credentials })
  const order = Object.fromEntries(request.params ?? [])
  return (index) => sign(instance, { ...order }, START_MS + index)
}

function comparable(request: { readonly headers: object }, isRandom: boolean): unknown {
  if (!isRandom) return request
  const headers = Object.entries(request.headers).map(([name, value]) => [
    name,
    String(value).replace(/\.[^.]*$/, ''),
  ])
  return { ...request, headers: Object.fromEntries(headers) }
}
