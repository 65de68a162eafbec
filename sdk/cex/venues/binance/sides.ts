import type { Side } from '../../orders/venueOrder.ts'

/** Binance's words for sides. */
export const sides: ReadonlyMap<string, Side> = new Map([
  ['BUY', 'buy'],
  ['SELL', 'sell'],
])
