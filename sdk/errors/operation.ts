import type { Address } from 'viem'
import { BaseError } from './base.ts'

/** What the EntryPoint said, and what it means. */
export type EntryPointRefusal = {
  /** For example `AA25`. */
  readonly code: string
  /** What was said, without bytes that could be a signature. */
  readonly reason: string
  readonly meaning: string
  readonly advice: string
}

/** The nonce of the operation is not the next one of its nonce key (AA25). */
export class OperationNonceInvalidError extends BaseError {
  override readonly name = 'OperationNonceInvalidError'
  readonly code: string

  constructor({ code, reason, meaning, advice }: EntryPointRefusal) {
    super(`The operation has a wrong nonce: ${reason}`, {
      docsPath: '/docs/errors.md#operation-nonce-invalid',
      metaMessages: [meaning, advice],
    })
    this.code = code
  }
}

/** A gas limit of the operation is too low, or too high to be read (AA26, AA40, AA41, AA51, AA94, AA95). */
export class OperationGasInsufficientError extends BaseError {
  override readonly name = 'OperationGasInsufficientError'
  readonly code: string

  constructor({ code, reason, meaning, advice }: EntryPointRefusal) {
    super(`The gas of the operation does not do: ${reason}`, {
      docsPath: '/docs/errors.md#operation-gas-insufficient',
      metaMessages: [meaning, advice],
    })
    this.code = code
  }
}

/** The account could not be deployed with the operation (AA10, AA13, AA14, AA15, AA99). */
export class DeploymentFailedError extends BaseError {
  override readonly name = 'DeploymentFailedError'
  readonly code: string

  constructor({ code, reason, meaning, advice }: EntryPointRefusal) {
    super(`The account cannot be deployed: ${reason}`, {
      docsPath: '/docs/errors.md#deployment-failed',
      metaMessages: [meaning, advice],
    })
    this.code = code
  }
}

/** The paymaster's deposit does not cover the operation (AA31). */
export class PaymasterFundsInsufficientError extends BaseError {
  override readonly name = 'PaymasterFundsInsufficientError'
  readonly code: string

  constructor({ code, reason, meaning, advice }: EntryPointRefusal) {
    super(`The paymaster cannot pay: ${reason}`, {
      docsPath: '/docs/errors.md#paymaster-funds-insufficient',
      metaMessages: [meaning, advice],
    })
    this.code = code
  }
}

/** The paymaster refused the operation, or its part of it cannot be used (AA30, AA32 to AA37, AA50, AA93, AA98). */
export class PaymasterRefusedError extends BaseError {
  override readonly name = 'PaymasterRefusedError'
  readonly code: string

  constructor({ code, reason, meaning, advice }: EntryPointRefusal) {
    super(`The paymaster does not take the operation: ${reason}`, {
      docsPath: '/docs/errors.md#paymaster-refused',
      metaMessages: [meaning, advice],
    })
    this.code = code
  }
}

/** The key, or whoever carries the use, cannot pay for its transaction. */
export class SenderFundsInsufficientError extends BaseError {
  override readonly name = 'SenderFundsInsufficientError'
  readonly sender: Address | undefined

  constructor({ sender }: { sender: Address | undefined }) {
    super(`The sender ${sender ?? ''} cannot pay for the transaction.`.replace('  ', ' '), {
      docsPath: '/docs/errors.md#sender-funds-insufficient',
      metaMessages: ['Send it native value, or let somebody else carry the use: the relayed path.'],
    })
    this.sender = sender
  }
}

/** The transaction has a nonce that was used, or one after a gap. */
export class TransactionNonceInvalidError extends BaseError {
  override readonly name = 'TransactionNonceInvalidError'

  constructor({ reason }: { reason: string }) {
    super(`The transaction has a wrong nonce: ${reason}`, {
      docsPath: '/docs/errors.md#transaction-nonce-invalid',
      metaMessages: [
        'Something else sends with the same key. Let one process send, or give each its own key.',
      ],
    })
  }
}
