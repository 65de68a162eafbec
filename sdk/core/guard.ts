import type { Address, Hex } from 'viem'

/** A check of live state before and after a call. This version of the module enforces no guards. */
export type Guard = {
  readonly guard: Address
  readonly config: Hex
}
