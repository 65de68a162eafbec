import { type Hash, sha256, stringToBytes } from 'viem'
import type { VenueGrant } from '../../core/grant.ts'
import { canonicalJson } from './canonicalJson.ts'

/** What the text that is hashed says of itself first; a change of the form changes the number. */
const TYPE = 'latchkey venue grant 1'

/** The text that stands for a grant: RFC 8785, with the member `type`. */
export function encodeVenueGrant(grant: VenueGrant): string {
  return canonicalJson({ ...grant, type: TYPE })
}

/** What a grant is known by: SHA-256 over the UTF-8 of `encodeVenueGrant`. Budgets are kept under it. */
export function hashVenueGrant(grant: VenueGrant): Hash {
  return sha256(stringToBytes(encodeVenueGrant(grant)))
}
