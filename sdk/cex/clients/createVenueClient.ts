import type { Hash } from 'viem'
import type { VenueGrant } from '../../core/grant.ts'
import { VenueKeyNotGrantedError } from '../../errors/venueGrant.ts'
import type { BudgetLedger } from '../budgets/budgetLedger.ts'
import { type HolderVenueActions, holderVenueActions } from '../decorators/holderVenueActions.ts'
import { checkVenueGrant } from '../grant/checkVenueGrant.ts'
import type { VenueKeyRecord } from '../grant/checkVenueKey.ts'
import { venueKeyWindow } from '../grant/checkVenueKey.ts'
import { frozenCopy } from '../grant/frozenCopy.ts'
import { hashVenueGrant } from '../grant/hashVenueGrant.ts'
import { MAX_PRICE_AGE_MS } from '../grant/readReferences.ts'
import type { VenuePrices } from '../grant/venuePrices.ts'
import type { VenueState } from '../grant/venueState.ts'
import { toVenueClientBase } from './toVenueClientBase.ts'
import type { HolderVenueClientBase, VenueClientConfig } from './venueClientBase.ts'

/** What the holder's client takes. */
export type VenueHolderClientConfig = VenueClientConfig & {
  grant: VenueGrant
  /** What was drawn on the grant's limits. Everybody who uses the grant on this machine shares it. */
  budgets: BudgetLedger
  /** Reference prices; without them market orders and sales are refused wherever notional is limited. */
  prices?: VenuePrices | undefined
  /** What the venue says of open orders and positions; without it, orders are refused wherever those are limited. */
  state?: VenueState | undefined
  /** Keys that rotations brought, or ended. */
  keys?: readonly VenueKeyRecord[] | undefined
  /** How old a reference price may be, milliseconds, inclusive; 5,000 by default. */
  maxPriceAgeMs?: number | undefined
}

/** The holder's client of a venue: it uses the grant. It has no verb of the owner's. */
export type VenueClient = HolderVenueClientBase &
  HolderVenueActions & {
    readonly grant: VenueGrant
    /** What the grant is known by. */
    readonly grantId: Hash
  }

/**
 * Creates the holder's client of a venue. It holds the requests to the grant before it signs them: for whoever has the key itself that is a
 * guard against mistakes, not against intent, see `enforcementOf`.
 * @throws GrantInvalidError, GrantWindowInvalidError, LimitInvalidError, VenueKeyNotGrantedError, SigningInputMissingError.
 */
export function createVenueClient(config: VenueHolderClientConfig): VenueClient {
  const { venue, budgets, prices, state, keys = [], maxPriceAgeMs = MAX_PRICE_AGE_MS } = config
  // whoever made it may still change it
  const grant = frozenCopy(config.grant)
  checkVenueGrant(venue, grant)
  if (venueKeyWindow(grant, config.signer.apiKey, keys) === undefined) throw new VenueKeyNotGrantedError()
  const grantId = hashVenueGrant(grant)
  const base: HolderVenueClientBase = {
    ...toVenueClientBase(config, grant.networks[0]),
    authority: { venue, grant, grantId, budgets, prices, state, maxPriceAgeMs },
    keys,
  }
  return { ...base, ...holderVenueActions(base), grant, grantId }
}
