import type { Side } from './venueOrder.ts'

/** A map from a venue's two words to the sides. */
function words(buy: string, sell: string): ReadonlyMap<string, Side> {
  return new Map<string, Side>([
    [buy, 'buy'],
    [sell, 'sell'],
  ])
}

/** How venues spell the sides; most take one spelling only. */
export const sideWords = {
  lower: words('buy', 'sell'),
  upper: words('BUY', 'SELL'),
  capital: words('Buy', 'Sell'),
  bidAsk: words('bid', 'ask'),
  BidAsk: words('Bid', 'Ask'),
}
