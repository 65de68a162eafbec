import type { Side } from '../../orders/venueOrder.ts'

/** Bitget's words for sides. */
export const sides: ReadonlyMap<string, Side> = new Map([
  ['buy', 'buy'],
  ['sell', 'sell'],
])

/** Bitget's words for types of orders. */
export const types: ReadonlyMap<string, 'limit' | 'market'> = new Map([
  ['limit', 'limit'],
  ['market', 'market'],
])
