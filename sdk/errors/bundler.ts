import type { Address } from 'viem'
import { BaseError } from './base.ts'

/** It is too early or too late for a bundler, although the contract would admit the use. */
export class BundlerMarginError extends BaseError {
  override readonly name = 'BundlerMarginError'
  /** Seconds to wait until a bundler takes it; undefined when waiting does not help. */
  readonly waitSeconds: number | undefined

  constructor(parameters: {
    validAfter: number
    validUntil: number
    timestamp: number
    waitSeconds?: number
  }) {
    const { validAfter, validUntil, timestamp, waitSeconds } = parameters
    const advice =
      waitSeconds === undefined ? 'Take the direct path.' : `Wait ${waitSeconds} s, or take the direct path.`
    super(
      `At ${timestamp}, the window ${validAfter} to ${validUntil} is too close to its end for a bundler.`,
      {
        docsPath: '/docs/errors.md#bundler-margin',
        metaMessages: [advice],
      },
    )
    this.waitSeconds = waitSeconds
  }
}

/** The operation is larger than bundlers take. */
export class OperationTooLargeError extends BaseError {
  override readonly name = 'OperationTooLargeError'
  /** Bytes. */
  readonly size: number
  /** Bytes, inclusive. */
  readonly allowed: number

  constructor(parameters: { size: number; allowed: number }) {
    const { size, allowed } = parameters
    super(`The operation has ${size} bytes; bundlers take ${allowed}.`, {
      docsPath: '/docs/errors.md#operation-too-large',
      metaMessages: ['Make fewer calls at once, or take the direct path.'],
    })
    this.size = size
    this.allowed = allowed
  }
}

/** Validation of the operation takes more gas than bundlers give. */
export class ValidationGasExceededError extends BaseError {
  override readonly name = 'ValidationGasExceededError'
  readonly gas: bigint
  /** Inclusive. */
  readonly allowed: bigint

  constructor(parameters: { gas: bigint; allowed: bigint }) {
    const { gas, allowed } = parameters
    super(`Validation takes ${gas} gas; bundlers give ${allowed}.`, {
      docsPath: '/docs/errors.md#validation-gas-exceeded',
      metaMessages: ['Make fewer calls at once, or take the direct path.'],
    })
    this.gas = gas
    this.allowed = allowed
  }
}

/** The account cannot pay the largest fee that the operation may cost (AA21). */
export class AccountFundsInsufficientError extends BaseError {
  override readonly name = 'AccountFundsInsufficientError'
  readonly account: Address | undefined

  constructor(parameters: { account: Address | undefined }) {
    super(`The account ${parameters.account ?? ''} cannot pay the largest fee that the operation may cost.`, {
      docsPath: '/docs/errors.md#account-funds-insufficient',
      metaMessages: ['Send it native value, or deposit some for it at the EntryPoint.'],
    })
    this.account = parameters.account
  }
}

/** The EntryPoint refused the operation for a reason that is not the grant's and has no class of its own. */
export class OperationRefusedError extends BaseError {
  override readonly name = 'OperationRefusedError'
  /** The EntryPoint's code, for example `AA23`; undefined when there is none. */
  readonly code: string | undefined
  /** What the code means. */
  readonly meaning: string | undefined
  /** What to do. */
  readonly advice: string | undefined

  constructor(parameters: {
    code: string | undefined
    reason: string
    meaning?: string | undefined
    advice?: string | undefined
  }) {
    const { code, reason, meaning, advice } = parameters
    super(`The operation was refused: ${reason}`, {
      docsPath: '/docs/errors.md#operation-refused',
      metaMessages: [meaning, advice].filter((line) => line !== undefined),
    })
    this.code = code
    this.meaning = meaning
    this.advice = advice
  }
}
