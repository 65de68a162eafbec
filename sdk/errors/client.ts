import type { Hash } from 'viem'
import { BaseError } from './base.ts'

/** The client lacks something that the action needs. */
export class ClientIncompleteError extends BaseError {
  override readonly name = 'ClientIncompleteError'
  /** The parameter of the client that is missing. */
  readonly missing: string

  constructor(parameters: { missing: string; reason: string }) {
    super(`The client needs \`${parameters.missing}\`: ${parameters.reason}`, {
      docsPath: '/docs/errors.md#client-incomplete',
      metaMessages: ['Give it to the function that creates the client.'],
    })
    this.missing = parameters.missing
  }
}

/** The calls reverted in the account or in a contract that they call. The grant is not the reason. */
export class CallRevertedError extends BaseError {
  override readonly name = 'CallRevertedError'
  /** The reason in words, with the error's name and arguments when the ABI is known. */
  readonly reason: string | undefined
  readonly transactionHash: Hash | undefined
  /** Whether limits were drawn on although the calls reverted: so through a bundler, once it is on chain. */
  readonly counted: boolean
  /** Name of the custom error, `Error` or `Panic`; undefined when no known ABI has it. */
  readonly errorName: string | undefined

  constructor(parameters: {
    reason: string | undefined
    transactionHash?: Hash | undefined
    counted?: boolean
    errorName?: string | undefined
    /** What to do, when it is known. */
    advice?: string | undefined
  }) {
    const { reason, transactionHash, counted = false, errorName, advice } = parameters
    super(`The calls reverted${reason ? `: ${reason}` : ' without a reason.'}`, {
      docsPath: '/docs/errors.md#call-reverted',
      metaMessages: [
        ...(transactionHash ? [`Transaction: ${transactionHash}`] : []),
        ...(counted ? ['What the calls asked for was counted against the limits.'] : []),
        ...(advice ? [advice] : []),
      ],
    })
    this.reason = reason
    this.transactionHash = transactionHash
    this.counted = counted
    this.errorName = errorName
  }
}

/** The request failed for a reason that has nothing to do with the module: a node, a bundler, a network. */
export class RequestFailedError extends BaseError {
  override readonly name = 'RequestFailedError'

  constructor(parameters: { reason: string; cause?: unknown }) {
    super(`The request failed: ${parameters.reason}`, {
      docsPath: '/docs/errors.md#request-failed',
      metaMessages: ['Whether something was sent is not known: look before you try again.'],
      cause: parameters.cause,
    })
  }
}

/** A contract that the action needs is not at the address it should be at. */
export class ContractMissingError extends BaseError {
  override readonly name = 'ContractMissingError'

  constructor(parameters: { contract: string; address: string }) {
    super(`There is no ${parameters.contract} at ${parameters.address}.`, {
      docsPath: '/docs/errors.md#contract-missing',
      metaMessages: ['Compare address and chain, or deploy it first.'],
    })
  }
}

/** The account does not have the module installed in the way that the path needs. */
export class ModuleNotInstalledError extends BaseError {
  override readonly name = 'ModuleNotInstalledError'
  readonly type: 'validator' | 'executor'

  constructor(parameters: { account: string; type: 'validator' | 'executor' }) {
    const { account, type } = parameters
    super(`The account ${account} does not have the module installed as ${type}.`, {
      docsPath: '/docs/errors.md#module-not-installed',
      metaMessages: ['The owner installs it; that ends every earlier grant. Perhaps another path is open.'],
    })
    this.type = type
  }
}
