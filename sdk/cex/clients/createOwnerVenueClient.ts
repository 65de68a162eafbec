import type { VenueNetwork } from '../../core/venueNetwork.ts'
import { type VenueActions, venueActions } from '../decorators/venueActions.ts'
import { checkVenueNetwork } from '../grant/checkVenueNetwork.ts'
import { toVenueClientBase } from './toVenueClientBase.ts'
import type { VenueClientBase, VenueClientConfig } from './venueClientBase.ts'

/** What the owner's client takes. */
export type OwnerVenueClientConfig = VenueClientConfig & {
  /** Which of the venue's systems the key is for. */
  network: VenueNetwork
}

/** A client that has all the authority of its key, and no grant. */
export type OwnerVenueClient = VenueClientBase & { readonly authority: undefined } & VenueActions

/**
 * Creates a client that sends whatever it is told to, with all the authority that the venue gives its key: for owners, never for bots.
 * Only the network is checked.
 * @throws GrantInvalidError when the network is none of the venue's, SigningInputMissingError.
 */
export function createOwnerVenueClient(config: OwnerVenueClientConfig): OwnerVenueClient {
  const network = structuredClone(config.network)
  checkVenueNetwork(config.venue, [network])
  const base = { ...toVenueClientBase(config, network), authority: undefined, keys: [] }
  return { ...base, ...venueActions(base) }
}
