import type { Address } from 'viem'

/** How a token is shown to people. Never decides anything. */
export type Token = {
  readonly address: Address
  readonly symbol: string
  readonly decimals: number
}
