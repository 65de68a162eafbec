import type { Address, Hex } from 'viem'

/** A check of live state before and after the calls of a use. */
export type Guard = {
  /** A contract that has the module's IGuard interface. */
  readonly guard: Address
  /** What it is told each time, at most 65,535 bytes; its own documentation says what that means. */
  readonly config: Hex
}
