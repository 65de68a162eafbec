/** Half a coin bought at 100, as every reader reads it. */
export function limitOrder(market: string) {
  return {
    action: 'place',
    market,
    side: 'buy',
    type: 'limit',
    quantity: '0.5',
    unit: 'base',
    price: '100',
    reduceOnly: false,
  } as const
}
