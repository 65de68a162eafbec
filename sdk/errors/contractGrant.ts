import type { Address, Hash } from 'viem'
import { BaseError } from './base.ts'

/** The account has not recorded the grant, and the use carries no approval of it. */
export class GrantUnknownError extends BaseError {
  override readonly name = 'GrantUnknownError'
  readonly grantId: Hash

  constructor(parameters: { grantId: Hash }) {
    const { grantId } = parameters
    super(`The account does not know the grant ${grantId}.`, {
      docsPath: '/docs/errors.md#grant-unknown',
      metaMessages: ["Grant it by transaction, or let the first use carry the owner's signature."],
    })
    this.grantId = grantId
  }
}

/** The grant was revoked. It never works again. */
export class GrantEndedError extends BaseError {
  override readonly name = 'GrantEndedError'
  readonly grantId: Hash

  constructor(parameters: { grantId: Hash }) {
    const { grantId } = parameters
    super(`The grant ${grantId} was revoked.`, {
      docsPath: '/docs/errors.md#grant-ended',
      metaMessages: ['It never works again: grant again.'],
    })
    this.grantId = grantId
  }
}

/** The account's epoch has moved on, which ended every grant of an earlier one. */
export class GrantEpochEndedError extends BaseError {
  override readonly name = 'GrantEpochEndedError'
  /** What the grant or the message was made for. */
  readonly epoch: bigint
  readonly current: bigint

  constructor(parameters: { epoch: bigint; current: bigint }) {
    const { epoch, current } = parameters
    super(`This was made for epoch ${epoch}; the account is in epoch ${current}.`, {
      docsPath: '/docs/errors.md#grant-epoch-ended',
      metaMessages: ['Every earlier grant is over: grant again for the current epoch.'],
    })
    this.epoch = epoch
    this.current = current
  }
}

/** The approval names another grantor than the account has recorded. */
export class GrantorMismatchError extends BaseError {
  override readonly name = 'GrantorMismatchError'
  readonly grantorId: Hash
  /** Zero when the account has no grantor. */
  readonly recorded: Hash

  constructor(parameters: { grantorId: Hash; recorded: Hash }) {
    const { grantorId, recorded } = parameters
    super(`The approval is by grantor ${grantorId}; the account has recorded ${recorded}.`, {
      docsPath: '/docs/errors.md#grantor-mismatch',
      metaMessages: ['Sign with the recorded grantor, or record the other, which ends every earlier grant.'],
    })
    this.grantorId = grantorId
    this.recorded = recorded
  }
}

/** The grantor did not sign this. */
export class GrantorSignatureInvalidError extends BaseError {
  override readonly name = 'GrantorSignatureInvalidError'

  constructor() {
    super("The grantor's signature does not fit what it should approve.", {
      docsPath: '/docs/errors.md#grantor-signature-invalid',
      metaMessages: ['Compare the hash that was signed with the one that `show` prints.'],
    })
  }
}

/** The grant does not hold on this chain, or not in the epoch that it names for it. */
export class NetworkNotGrantedError extends BaseError {
  override readonly name = 'NetworkNotGrantedError'
  readonly chainId: bigint

  constructor(parameters: { chainId: bigint }) {
    const { chainId } = parameters
    super(`The grant does not hold on chain ${chainId}.`, {
      docsPath: '/docs/errors.md#network-not-granted',
      metaMessages: ['Use it on a chain that the grant names, or grant again.'],
    })
    this.chainId = chainId
  }
}

/** A grant for several chains was approved by an account's own ERC-1271, which speaks for one chain only. */
export class NetworkCountUnsupportedError extends BaseError {
  override readonly name = 'NetworkCountUnsupportedError'
  readonly count: bigint

  constructor(parameters: { count: bigint }) {
    const { count } = parameters
    super(`A grantor that the account itself judges cannot grant for ${count} chains by one signature.`, {
      docsPath: '/docs/errors.md#network-count-unsupported',
      metaMessages: ['Grant for each chain by itself, or by transaction.'],
    })
    this.count = count
  }
}

/** The grant is paused, by the owner or by its keeper. */
export class GrantIsPausedError extends BaseError {
  override readonly name = 'GrantIsPausedError'
  readonly grantId: Hash

  constructor(parameters: { grantId: Hash }) {
    const { grantId } = parameters
    super(`The grant ${grantId} is paused.`, {
      docsPath: '/docs/errors.md#grant-is-paused',
      metaMessages: ['Only the owner resumes it.'],
    })
    this.grantId = grantId
  }
}

/** Every grant of the account is paused. */
export class AccountIsPausedError extends BaseError {
  override readonly name = 'AccountIsPausedError'
  readonly account: Address

  constructor(parameters: { account: Address }) {
    const { account } = parameters
    super(`All grants of the account ${account} are paused.`, {
      docsPath: '/docs/errors.md#account-is-paused',
      metaMessages: ['Only the owner resumes it.'],
    })
    this.account = account
  }
}
