/** A perpetual contract as ccxt describes it: it is inverse if it settles in what it is about. */
export function swapMarket(
  symbol: string,
  contractSize: number,
  more: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const [pair = '', settle = ''] = symbol.split(':')
  const inverse = pair.startsWith(`${settle}/`)
  const contract = { type: 'swap', spot: false, swap: true, contract: true, linear: !inverse, inverse }
  return { symbol, settle, settleId: settle, ...contract, contractSize, ...more }
}
