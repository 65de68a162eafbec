import type { ANY_MARKET } from '../../core/venueConstants.ts'
import type { PositionLimit } from '../../core/venueLimit.ts'

/** What rests on both sides of a market; plain decimals as text. */
type Resting = { readonly restingBuys: string; readonly restingSells: string }

/**
 * A position, in the unit that was asked for, decimals as text. In `net` mode a sale makes a long one smaller; `size` has a minus in front
 * when it is short. In `hedge` mode both are held side by side, and every order counts as opening. A spot market's is what is held.
 */
export type VenuePosition =
  | (Resting & { readonly mode: 'net'; readonly size: string })
  | (Resting & { readonly mode: 'hedge'; readonly long: string; readonly short: string })

/**
 * Asks the venue how things are. Each answer is asked for after the call, and has everything that the venue had answered by then: one that is
 * older, or read from where orders come late, misses what was signed meanwhile. An answer that takes more than ten seconds is none.
 */
export type VenueState = {
  /** How many orders rest on a market, or in the whole account; undefined when it is not known. */
  openOrders(market: string | typeof ANY_MARKET): Promise<number | undefined>
  /** The position in a market; undefined when it is not known. */
  position(market: string, unit: PositionLimit['unit']): Promise<VenuePosition | undefined>
}
