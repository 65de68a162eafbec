import { BaseError } from './base.ts'

/** The bundler or node answered with a JSON-RPC code that says more than its message. */
export class BundlerRefusedError extends BaseError {
  override readonly name = 'BundlerRefusedError'
  /** JSON-RPC code, for example -32500. */
  readonly code: number

  constructor(parameters: { code: number; reason: string; meaning: string; advice: string }) {
    const { code, reason, meaning, advice } = parameters
    super(`The bundler refused (${code}): ${reason}`, {
      docsPath: '/docs/errors.md#bundler-refused',
      metaMessages: [meaning, advice],
    })
    this.code = code
  }
}

/** Validation of the operation breaks a rule of ERC-7562. */
export class ValidationRuleBrokenError extends BaseError {
  override readonly name = 'ValidationRuleBrokenError'
  /** Name of the rule, for example `OP-011`. */
  readonly rule: string
  /** What broke it: `account`, `factory` or `paymaster`; undefined when the bundler does not say. */
  readonly entity: string | undefined

  constructor(parameters: { rule: string; reason: string; meaning: string; advice: string }) {
    const { rule, reason, meaning, advice } = parameters
    super(`The bundler refused by rule ${rule} of ERC-7562: ${reason}`, {
      docsPath: '/docs/errors.md#validation-rule-broken',
      metaMessages: [meaning, advice],
    })
    this.rule = rule
    this.entity = /\b(account|factory|paymaster|aggregator)\b/i.exec(reason)?.[1]?.toLowerCase()
  }
}

/** The same operation or transaction, or another one with its nonce, is waiting already. */
export class AlreadyPendingError extends BaseError {
  override readonly name = 'AlreadyPendingError'

  constructor({ reason }: { reason: string }) {
    super(`It is waiting already: ${reason}`, {
      docsPath: '/docs/errors.md#already-pending',
      metaMessages: [
        'Wait for it, or replace it with a fee that is at least 10% higher. Other lanes do not wait.',
      ],
    })
  }
}

/** What is to be replaced pays almost as much. */
export class ReplacementUnderpricedError extends BaseError {
  override readonly name = 'ReplacementUnderpricedError'

  constructor({ reason }: { reason: string }) {
    super(`The fee is too low to replace what is waiting: ${reason}`, {
      docsPath: '/docs/errors.md#replacement-underpriced',
      metaMessages: ['Raise maxFeePerGas and maxPriorityFeePerGas by at least 10%, or wait.'],
    })
  }
}

/** The bundler or node does not take anything for a fee that low. */
export class FeeTooLowError extends BaseError {
  override readonly name = 'FeeTooLowError'

  constructor({ reason }: { reason: string }) {
    super(`The fee is too low: ${reason}`, {
      docsPath: '/docs/errors.md#fee-too-low',
      metaMessages: [
        "Prepare the use again, so that fees are those of now; the grant's own price cap still holds.",
      ],
    })
  }
}

/** The bundler takes no further operation of the account, its factory or its paymaster for now. */
export class MempoolLimitReachedError extends BaseError {
  override readonly name = 'MempoolLimitReachedError'

  constructor({ reason }: { reason: string }) {
    super(`The bundler takes no more for now: ${reason}`, {
      docsPath: '/docs/errors.md#mempool-limit-reached',
      metaMessages: [
        'An unstaked account may have 4 operations in the mempool. Wait until one is on chain, or take the direct path.',
      ],
    })
  }
}

/** Account, factory or paymaster has a bad name with the bundler, or too little stake. */
export class ReputationInsufficientError extends BaseError {
  override readonly name = 'ReputationInsufficientError'
  /** Name of the rule of ERC-7562, for example `GREP-010`. */
  readonly rule: string

  constructor(parameters: { rule: string; reason: string; meaning: string; advice: string }) {
    const { rule, reason, meaning, advice } = parameters
    super(`The bundler does not take operations of it: ${reason}`, {
      docsPath: '/docs/errors.md#reputation-insufficient',
      metaMessages: [meaning, advice],
    })
    this.rule = rule
  }
}

/** The endpoint takes no more requests for now (HTTP 429, JSON-RPC -32005). */
export class RateLimitedError extends BaseError {
  override readonly name = 'RateLimitedError'
  /** Seconds to wait, when the endpoint says so. */
  readonly waitSeconds: number | undefined

  constructor({ waitSeconds }: { waitSeconds: number | undefined }) {
    const wait = waitSeconds === undefined ? 'Wait before the next one' : `Wait ${waitSeconds} s`
    super('The endpoint takes no more requests for now.', {
      docsPath: '/docs/errors.md#rate-limited',
      metaMessages: [`${wait}, or ask its provider for a higher limit.`],
    })
    this.waitSeconds = waitSeconds
  }
}

/** The bundler does not serve the account's EntryPoint. */
export class EntryPointUnsupportedError extends BaseError {
  override readonly name = 'EntryPointUnsupportedError'

  constructor({ reason }: { reason: string }) {
    super(`The bundler does not serve the EntryPoint: ${reason}`, {
      docsPath: '/docs/errors.md#entrypoint-unsupported',
      metaMessages: ["Take a bundler that serves the account's EntryPoint, or the direct path."],
    })
  }
}

/** The endpoint does not know the method: a node where a bundler is needed, or the other way round. */
export class MethodUnsupportedError extends BaseError {
  override readonly name = 'MethodUnsupportedError'

  constructor({ reason }: { reason: string }) {
    super(`The endpoint does not know the method: ${reason}`, {
      docsPath: '/docs/errors.md#method-unsupported',
      metaMessages: ['User operations go to a bundler, everything else to a node. Are the two mixed up?'],
    })
  }
}
