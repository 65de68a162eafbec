import type { Address, Hash, Hex } from 'viem'

/** How an intent reaches the chain. Nobody else carries what a bot has to answer for. */
export type IntentPath = 'bundler' | 'direct'

/**
 * Where an intent stands.
 * `claimed`: its nonce and what it takes are reserved, nothing is signed.
 * `open`: signed, and maybe sent: it may take effect.
 * `effective`: on chain, its calls took effect. `reverted`: on chain, its calls did not. Both are final.
 * `cancelled`: something empty is on chain in its place. Final.
 * `refused`: nobody took it. Sent again, it keeps its nonce, so that two versions of it exclude each other.
 * `displaced`: something else is on chain in its place. Sent again, it gets another nonce.
 */
export type IntentStatus =
  | 'claimed'
  | 'open'
  | 'effective'
  | 'reverted'
  | 'cancelled'
  | 'refused'
  | 'displaced'

/** One signed form of an intent. All attempts of an intent have its nonce, so at most one of them gets on chain. */
export type Attempt = {
  readonly kind: 'use' | 'cancel'
  /** Of the operation or the transaction. */
  readonly hash: Hash
  /** What is sent, in the words of its carrier. */
  readonly payload: string
  /** Wei per gas. */
  readonly maxFeePerGas: bigint
  /** Wei per gas. */
  readonly maxPriorityFeePerGas: bigint
  /** What it would count against the grant's fee budget, in wei. */
  readonly maximumFee: bigint
}

/** What an intent takes from one limit. */
export type Reservation = {
  readonly limitId: number
  /** In the limit's unit. */
  readonly amount: bigint
  /** The period that it claims; 0 for a limit without periods. */
  readonly period: number
}

/** How an intent ended on chain. */
export type Landing = {
  /** The attempt that is on chain. */
  readonly hash: Hash
  readonly kind: Attempt['kind']
  readonly success: boolean
  readonly transactionHash: Hash
  readonly blockNumber: bigint
  /** Wei, paid by the account through a bundler and by the key on the direct path. */
  readonly fee: bigint
  /** Why its calls reverted, as far as that is known. */
  readonly reason: string | undefined
}

/** A call, without the ABI. */
export type IntentCall = { readonly to: Address; readonly value: bigint; readonly data: Hex }

/** What a ledger keeps of an intent. */
export type Intent = {
  /** Account and chain; ids are unique within it. */
  readonly scope: string
  readonly id: string
  /** Goes up by every change of anything in the scope. Set by the ledger. */
  readonly revision: number
  readonly status: IntentStatus
  /** Of path and calls: an id stands for one thing only. */
  readonly digest: Hash
  readonly grantId: Hash
  readonly keyId: Hash
  readonly path: IntentPath
  readonly calls: readonly IntentCall[]
  readonly permissionIndexes: readonly number[]
  readonly takes: readonly Reservation[]
  /** Nonces of one channel follow one another. */
  readonly channel: string
  readonly lane: number
  readonly nonce: bigint
  /** Whether something was signed with this nonce that could still get on chain. */
  readonly nonceFixed: boolean
  /** Who prepares it, and until when others leave it alone, in milliseconds of this machine's clock. */
  readonly claim: { readonly token: string; readonly until: number }
  /** The encoded use without signature; empty until it is signed. */
  readonly use: Hex
  readonly attempts: readonly Attempt[]
  /** Last second in which it can get on chain, inclusive, unix seconds. */
  readonly validUntil: number
  /** No attempt can be on chain before this block. */
  readonly fromBlock: bigint
  readonly landing: Landing | undefined
}

/** Whether an intent holds a nonce and what it takes. */
export function isInFlight({ status }: Pick<Intent, 'status'>): boolean {
  return status === 'claimed' || status === 'open'
}
