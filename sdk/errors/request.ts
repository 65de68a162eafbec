import type { Address } from 'viem'
import { BaseError } from './base.ts'
import { PROVIDER_CODE } from './provider.ts'

/** A permission request, or a context, does not have the form that ERC-7715 gives it. */
export class RequestMalformedError extends BaseError {
  override readonly name = 'RequestMalformedError'
  readonly code = PROVIDER_CODE.invalidParams
  readonly issues: readonly string[]

  constructor(parameters: { issues: readonly string[] }, options: { cause?: unknown } = {}) {
    super('The parameters are not what the method takes.', {
      ...options,
      docsPath: '/docs/permission-requests.md#request-malformed',
      metaMessages: parameters.issues,
    })
    this.issues = parameters.issues
  }
}

/** What was asked cannot be kept: no grant could say it, or not all of it. */
export class RequestUnsupportedError extends BaseError {
  override readonly name = 'RequestUnsupportedError'
  readonly code = PROVIDER_CODE.unsupportedMethod
  /** Which part of the request: a permission type, a rule, a field. */
  readonly part: string

  constructor(parameters: { part: string; reason: string }, options: { cause?: unknown } = {}) {
    super(`What is asked in "${parameters.part}" cannot be kept: ${parameters.reason}`, {
      ...options,
      docsPath: '/docs/permission-requests.md#request-unsupported',
      metaMessages: ['Leave that part out, or ask for something that a grant can say.'],
    })
    this.part = parameters.part
  }
}

/** The owner did not approve. Nothing was granted. */
export class RequestRejectedError extends BaseError {
  override readonly name = 'RequestRejectedError'
  readonly code = PROVIDER_CODE.userRejected

  constructor() {
    super('The owner did not approve.', {
      docsPath: '/docs/permission-requests.md#request-rejected',
      metaMessages: ['Nothing was granted: ask again for less, or tell the owner what it is for.'],
    })
  }
}

/** The owner would approve other terms, and the request allows no adjustment. */
export class AdjustmentForbiddenError extends BaseError {
  override readonly name = 'AdjustmentForbiddenError'
  readonly code = PROVIDER_CODE.userRejected
  /** What the owner would change. */
  readonly fields: readonly string[]

  constructor(parameters: { fields: readonly string[] }) {
    const { fields } = parameters
    super(`The owner would change ${fields.join(', ')}, and the request allows no adjustment.`, {
      docsPath: '/docs/permission-requests.md#adjustment-forbidden',
      metaMessages: ['Ask for the adjusted terms, or allow adjustments.'],
    })
    this.fields = fields
  }
}

/** The wallet speaks for other accounts than the one that was asked for. */
export class AccountNotOfferedError extends BaseError {
  override readonly name = 'AccountNotOfferedError'
  readonly code = PROVIDER_CODE.unauthorized
  readonly account: Address

  constructor(parameters: { account: Address; chainId: number }) {
    super(`There is no account ${parameters.account} to ask on chain ${parameters.chainId}.`, {
      docsPath: '/docs/permission-requests.md#account-not-offered',
      metaMessages: ["Ask for one of the wallet's accounts."],
    })
    this.account = parameters.account
  }
}

/** The wallet has no account on the chain that was asked for. */
export class ChainNotOfferedError extends BaseError {
  override readonly name = 'ChainNotOfferedError'
  readonly code = PROVIDER_CODE.chainDisconnected
  readonly chainId: number

  constructor(parameters: { chainId: number; offered: readonly number[] }) {
    super(`There is no account to ask on chain ${parameters.chainId}.`, {
      docsPath: '/docs/permission-requests.md#chain-not-offered',
      metaMessages: [`Chains: ${parameters.offered.join(', ')}`],
    })
    this.chainId = parameters.chainId
  }
}

/** No grant of the wallet's accounts belongs to the context. */
export class ContextUnknownError extends BaseError {
  override readonly name = 'ContextUnknownError'
  readonly code = PROVIDER_CODE.invalidParams

  constructor(parameters: { reason: string }, options: { cause?: unknown } = {}) {
    super(`No grant belongs to the context: ${parameters.reason}`, {
      ...options,
      docsPath: '/docs/permission-requests.md#context-unknown',
      metaMessages: ['Use the context of the answer, unchanged.'],
    })
  }
}

/** The request could not be answered for a reason that lies elsewhere: a node, a signer, the account. */
export class RequestUnansweredError extends BaseError {
  override readonly name = 'RequestUnansweredError'
  readonly code = PROVIDER_CODE.internal

  constructor(parameters: { reason: string; cause: unknown }) {
    super(`The request could not be answered: ${parameters.reason}`, {
      cause: parameters.cause,
      docsPath: '/docs/permission-requests.md#request-unanswered',
      metaMessages: ['The cause is kept: look at it before asking again.'],
    })
  }
}
