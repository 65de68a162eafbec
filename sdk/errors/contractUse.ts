import type { Address } from 'viem'
import { BaseError } from './base.ts'

/** A carried permission does not belong to the same grant as the others. */
export class PermissionProofInvalidError extends BaseError {
  override readonly name = 'PermissionProofInvalidError'
  /** Index in the grant that the use claims. */
  readonly index: number

  constructor(parameters: { index: number }) {
    const { index } = parameters
    super(`Permission ${index} does not belong to the grant.`, {
      docsPath: '/docs/errors.md#permission-proof-invalid',
      metaMessages: ['Encode the use with the SDK, for this very grant.'],
    })
    this.index = index
  }
}

/** A call names a permission that the use does not carry. */
export class PermissionIndexInvalidError extends BaseError {
  override readonly name = 'PermissionIndexInvalidError'
  readonly index: number
  readonly count: number

  constructor(parameters: { index: number; count: number }) {
    const { index, count } = parameters
    super(`A call names permission ${index} of the ${count} that the use carries.`, {
      docsPath: '/docs/errors.md#permission-index-invalid',
      metaMessages: ['Encode the use with the SDK, for these very calls.'],
    })
    this.index = index
    this.count = count
  }
}

/** A condition of the grant has an unknown operator or a wrong number of values. It refuses every call. */
export class ConditionMalformedError extends BaseError {
  override readonly name = 'ConditionMalformedError'
  readonly operator: number
  readonly values: number

  constructor(parameters: { operator: number; values: number }) {
    const { operator, values } = parameters
    super(`A condition with operator ${operator} cannot have ${values} values.`, {
      docsPath: '/docs/errors.md#condition-malformed',
      metaMessages: ['No call can pass it: revoke the grant and make another.'],
    })
    this.operator = operator
    this.values = values
  }
}

/** A carried limit does not belong to the same grant as the others. */
export class LimitNotGrantedError extends BaseError {
  override readonly name = 'LimitNotGrantedError'
  readonly limitId: number

  constructor(parameters: { limitId: number }) {
    const { limitId } = parameters
    super(`Limit ${limitId} does not belong to the grant.`, {
      docsPath: '/docs/errors.md#limit-not-granted',
      metaMessages: ['Encode the use with the SDK, for this very grant.'],
    })
    this.limitId = limitId
  }
}

/** A permission draws on a limit that the use does not carry. */
export class LimitMissingError extends BaseError {
  override readonly name = 'LimitMissingError'
  readonly limitId: number

  constructor(parameters: { limitId: number }) {
    const { limitId } = parameters
    super(`The use does not carry limit ${limitId}, which a call draws on.`, {
      docsPath: '/docs/errors.md#limit-missing',
      metaMessages: ['Encode the use with the SDK, which carries every limit that is needed.'],
    })
    this.limitId = limitId
  }
}

/** A permission draws on a limit of another kind than it counts. It refuses every call. */
export class LimitKindMismatchError extends BaseError {
  override readonly name = 'LimitKindMismatchError'
  readonly limitId: number
  readonly kind: number
  readonly source: number

  constructor(parameters: { limitId: number; kind: number; source: number }) {
    const { limitId, kind, source } = parameters
    super(`Limit ${limitId} is of kind ${kind}, which a spend from source ${source} cannot draw on.`, {
      docsPath: '/docs/errors.md#limit-kind-mismatch',
      metaMessages: ['No call can pass it: revoke the grant and make another.'],
    })
    this.limitId = limitId
    this.kind = kind
    this.source = source
  }
}

/** The nonce is not the next one of its nonce key. */
export class NonceMismatchError extends BaseError {
  override readonly name = 'NonceMismatchError'
  readonly nonce: bigint
  /** The sequence that comes next. */
  readonly expected: bigint

  constructor(parameters: { nonce: bigint; expected: bigint }) {
    const { nonce, expected } = parameters
    super(`Nonce ${nonce} does not have the next sequence, which is ${expected}.`, {
      docsPath: '/docs/errors.md#nonce-mismatch',
      metaMessages: ['Sign again with the next sequence, or use unordered nonces.'],
    })
    this.nonce = nonce
    this.expected = expected
  }
}

/** The nonce was used or cancelled. */
export class NonceUsedError extends BaseError {
  override readonly name = 'NonceUsedError'
  readonly nonce: bigint

  constructor(parameters: { nonce: bigint }) {
    const { nonce } = parameters
    super(`Nonce ${nonce} was used or cancelled.`, {
      docsPath: '/docs/errors.md#nonce-used',
      metaMessages: ['Sign with another nonce.'],
    })
    this.nonce = nonce
  }
}

/** The relayer gave less gas than the holder asked for. */
export class GasInsufficientError extends BaseError {
  override readonly name = 'GasInsufficientError'
  readonly available: bigint
  readonly minimum: bigint

  constructor(parameters: { available: bigint; minimum: bigint }) {
    const { available, minimum } = parameters
    super(`The account's call would get ${available} gas; the holder asked for ${minimum}.`, {
      docsPath: '/docs/errors.md#gas-insufficient',
      metaMessages: ['The relayer has to send more gas; nothing was counted.'],
    })
    this.available = available
    this.minimum = minimum
  }
}

/** The sender of the transaction may not do this. */
export class CallerUnauthorizedError extends BaseError {
  override readonly name = 'CallerUnauthorizedError'
  readonly caller: Address

  constructor(parameters: { caller: Address }) {
    const { caller } = parameters
    super(`${caller} may not do this.`, {
      docsPath: '/docs/errors.md#caller-unauthorized',
      metaMessages: ['Send it from the key, the account or the rotator, whose it is to send.'],
    })
    this.caller = caller
  }
}

/** Redeemed delegations differ in number from their modes or calls, or a context has no account. */
export class RedemptionMalformedError extends BaseError {
  override readonly name = 'RedemptionMalformedError'

  constructor() {
    super('There is not one mode and one execution for each permission context.', {
      docsPath: '/docs/errors.md#redemption-malformed',
      metaMessages: ['Redeem with one mode and one execution for each context.'],
    })
  }
}
