import type { Side } from '../../orders/venueOrder.ts'

/** KuCoin's words for sides. */
export const sides: ReadonlyMap<string, Side> = new Map([
  ['buy', 'buy'],
  ['sell', 'sell'],
])

/** KuCoin's words for types of orders; a stop is a member of its own. */
export const types: ReadonlyMap<string, 'limit' | 'market'> = new Map([
  ['limit', 'limit'],
  ['market', 'market'],
])
