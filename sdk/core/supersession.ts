import type { Hex } from 'viem'

/** The grant that another one replaces in one step. This version of the module enforces none. */
export type Supersession = {
  /** 32 bytes; zero for none. */
  readonly grantId: Hex
  /** Limits whose spent amount is carried over. */
  readonly carries: readonly number[]
}
