import { type Address, concatHex, type Hex, numberToHex } from 'viem'

/** A route through pools of Uniswap v3 as their routers take it: token, fee of 3 bytes, token, and so on. */
export function uniswapV3Path(tokens: readonly Address[], fees: readonly number[]): Hex {
  return concatHex(
    tokens.flatMap((token, index): Hex[] => {
      const fee = fees[index]
      return fee === undefined ? [token] : [token, numberToHex(fee, { size: 3 })]
    }),
  )
}
