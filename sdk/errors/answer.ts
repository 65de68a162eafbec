import type { Hex } from 'viem'
import { BaseError } from './base.ts'

/** A wallet's answer cannot be relied on: it has another form, or its context grants something else than it says. */
export class AnswerInvalidError extends BaseError {
  override readonly name = 'AnswerInvalidError'
  readonly issues: readonly string[]

  constructor(parameters: { issues: readonly string[] }, options: { cause?: unknown } = {}) {
    super("The wallet's answer cannot be relied on.", {
      ...options,
      docsPath: '/docs/permission-requests.md#answer-invalid',
      metaMessages: parameters.issues,
    })
    this.issues = parameters.issues
  }
}

/** A wallet gave more than was asked for. It is given already: accept it by name, or revoke it. */
export class AnswerWiderError extends BaseError {
  override readonly name = 'AnswerWiderError'
  /** What is wider and was not accepted. */
  readonly fields: readonly string[]
  /** Contexts of everything that the wallet gave with this answer, to revoke it by. */
  readonly contexts: readonly Hex[]

  constructor(parameters: {
    fields: readonly string[]
    texts: readonly string[]
    contexts: readonly Hex[]
  }) {
    const { fields, texts, contexts } = parameters
    super(`The wallet gave more than was asked for: ${fields.join(', ')}.`, {
      docsPath: '/docs/permission-requests.md#answer-wider',
      metaMessages: texts,
    })
    this.fields = fields
    this.contexts = contexts
  }
}
