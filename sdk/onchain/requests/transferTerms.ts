import type { Address } from 'viem'

/**
 * What the permission types of ERC-7715 that Latchkey keeps are about: one key moves one asset out of one account, up to an amount
 * for the life of the grant or for each period.
 */
export type TransferTerms = {
  readonly chainId: number
  /** The account that grants; whichever the owner chooses when left out. */
  readonly account?: Address | undefined
  /** Who may move it: the address that redeems. */
  readonly sessionKey: Address
  /** An ERC-20 token, or the chain's native value. */
  readonly token: Address | 'native'
  /** In the smallest unit, inclusive, above 0: in all, or in each period. */
  readonly amount: bigint
  /** Seconds after which the amount can be moved again. Without it the amount is for the life of the grant. */
  readonly period?: number | undefined
  /** First second, inclusive, unix seconds, and where the first period starts; when it is granted by default. */
  readonly validAfter?: number | undefined
  /** Last second, inclusive, unix seconds. The wallet may name one when left out. */
  readonly validUntil?: number | undefined
  /** Who may receive. `'anyone'` has to be asked for. */
  readonly recipients: readonly Address[] | 'anyone'
  /** Who may redeem, when the request says so. */
  readonly redeemers?: readonly Address[] | undefined
}

/** Terms with nothing left open: what a grant says. */
export type SettledTerms = TransferTerms & {
  readonly account: Address
  readonly validAfter: number
  readonly validUntil: number
}

/** What a request says besides its terms. */
export type RequestTerms = TransferTerms & {
  /** Whether the owner may grant other terms than these; not by default. */
  readonly isAdjustmentAllowed?: boolean | undefined
  /** For people: why it is asked. The requester's claim. */
  readonly justification?: string | undefined
}
