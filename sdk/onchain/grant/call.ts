import type { Address, Hex } from 'viem'

/** One call of a batch. */
export type Call = {
  readonly to: Address
  /** In wei; none by default. */
  readonly value?: bigint | undefined
  /** Empty by default. */
  readonly data?: Hex | undefined
}
