import type { Hash } from 'viem'
import { BaseError } from './base.ts'

/** Something is no user operation of a known shape. */
export class OperationUnreadableError extends BaseError {
  override readonly name = 'OperationUnreadableError'

  constructor({ issues }: { issues: readonly string[] }) {
    super('This is no user operation of EntryPoint v0.6 to v0.9.', {
      docsPath: '/docs/errors.md#operation-unreadable',
      metaMessages: issues,
    })
  }
}

/** The chain has no transaction, and no user operation that the node can find, with this hash. */
export class TransactionUnknownError extends BaseError {
  override readonly name = 'TransactionUnknownError'
  readonly hash: Hash

  constructor({ hash }: { hash: Hash }) {
    super(`The chain has no transaction or user operation ${hash}.`, {
      docsPath: '/docs/errors.md#transaction-unknown',
      metaMessages: ['It was never sent, is still waiting, or is on another chain.'],
    })
    this.hash = hash
  }
}
