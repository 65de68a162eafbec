import type { Hex } from 'viem'
import type { ChainPlace, Place, VenuePlace } from './place.ts'

/** The members that a grant has wherever it is. */
export type GrantTerms<place extends Place> = {
  readonly account: place['account']
  /** Where the grant holds. */
  readonly networks: place['networks']
  /** At least one but where a key only signs messages. On chain at most 1,024, at a venue 255. */
  readonly permissions: readonly place['permission'][]
  /** On chain at most 1,024, at a venue 255. */
  readonly limits: readonly place['limit'][]
  /** First second, inclusive, unix seconds. */
  readonly validAfter: number
  /** Last second, inclusive, unix seconds. */
  readonly validUntil: number
  /** Longest life of a key in seconds, or `UNLIMITED_KEY_LIFETIME`. */
  readonly keyLifetime: number
  /** Longest time in seconds for which a rotated key stays usable; 0: not at all. */
  readonly overlap: number
  /** Most keys that are current at a time, 1 to 255. */
  readonly maxKeys: number
  /** The first key. */
  readonly sessionKey: place['sessionKey']
  /** 16 bytes that make grants with equal contents differ. */
  readonly salt: Hex
}

/**
 * The whole authority that an owner gives. On chain, where a type without argument means, it is member by member the EIP-712 struct
 * of docs/protocol.md, and `permissions` and `limits` are the leaves in order, without padding.
 */
export type Grant<place extends Place = ChainPlace> = GrantTerms<place> & place['own']

/** The whole authority that an owner gives to a key at a venue. */
export type VenueGrant = Grant<VenuePlace>
