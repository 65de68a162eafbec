import type { Address, Hash } from 'viem'
import type { Grant } from '../../core/grant.ts'
import type { Token } from '../../core/token.ts'
import type { OwnerClientBase } from '../clients/ownerClientBase.ts'
import type { GrantWarning } from '../grant/grantWarning.ts'
import type { GrantedRequestStore } from './grantedRequestStore.ts'
import type { PermissionRequest } from './permissionRequest.ts'
import type { TermComparison } from './compareTerms.ts'
import type { RequestTerms, SettledTerms } from './transferTerms.ts'

/** What an owner may change of the terms. Whom, where and which asset is asked for stays. */
export type TermAdjustment = Partial<
  Pick<SettledTerms, 'amount' | 'period' | 'validAfter' | 'validUntil' | 'recipients'>
>

/** What an owner is asked to approve. */
export type RequestProposal = {
  /** As it came. */
  readonly request: PermissionRequest
  readonly asked: RequestTerms
  /** What is about to be granted. */
  readonly terms: SettledTerms
  /** Where that is not what was asked for: open terms that were filled in, and adjustments. */
  readonly differences: readonly TermComparison[]
  readonly grant: Grant
  readonly grantId: Hash
  /** The grant in plain words, one line each: show all of them. */
  readonly lines: readonly string[]
  readonly warnings: readonly GrantWarning[]
  /** The requester's claim, not more; on one line, without control characters. */
  readonly justification: string | undefined
}

/** What an owner's wallet decides by when an application asks for permissions. */
export type RequestPolicy = {
  /** The accounts that may be asked, with the chain each is on; the first that fits a request answers it. */
  owners: readonly OwnerClientBase[]
  /** Shows the owner a proposal and says whether it is approved. Asked for each request of a call; one no ends all of them. */
  decide: (proposal: RequestProposal) => boolean | Promise<boolean>
  /**
   * Changes what is asked before the owner decides, where the request allows it; for example with the owner's own numbers. Terms that
   * it leaves out stay.
   */
  adjust?: (open: {
    request: PermissionRequest
    asked: RequestTerms
    account: Address
  }) => TermAdjustment | Promise<TermAdjustment>
  /** Seconds for which a grant holds when a request names no expiry and allows adjustment; such requests are refused otherwise. */
  lifetime?: number
  /** Whom native value may go to when a request names nobody and allows adjustment; such requests are refused otherwise. */
  nativeRecipient?: Address
  /**
   * How a grant starts: by the owner's `transaction`, or by a `signature` that the first redemption carries. A grant that was
   * signed and not redeemed yet is known to the store alone.
   */
  start?: 'transaction' | 'signature'
  /** Asked before a revocation that the wallet would pay for. Revoked at once by default: it only takes authority away. */
  confirmRevocation?: (revocation: { grant: Grant; grantId: Hash }) => boolean | Promise<boolean>
  /** Where what was granted is kept; in this process by default. */
  store?: GrantedRequestStore
  /** How tokens are shown. */
  tokens?: readonly Token[]
  /** First block to look for grants in: that of the module's deployment, for example. The whole chain by default. */
  fromBlock?: bigint
}
