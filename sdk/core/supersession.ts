import type { Hex } from 'viem'

/** The grant that another one replaces in one step. */
export type Supersession = {
  /** 32 bytes; zero for none. */
  readonly grantId: Hex
  /** Indexes of the limits whose spent amount is carried over from the limit of the same index; `FEE_LIMIT_ID` for the fee budget. */
  readonly carries: readonly number[]
}
