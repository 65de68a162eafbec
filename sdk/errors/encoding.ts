import { BaseError } from './base.ts'

/** A number or a string of bytes does not fit the field it goes into. */
export class EncodingRangeError extends BaseError {
  override readonly name = 'EncodingRangeError'
  readonly field: string

  constructor(parameters: { field: string; expected: string }) {
    super(`${parameters.field} does not fit: expected ${parameters.expected}.`, {
      docsPath: '/docs/errors.md#encoding-range',
      metaMessages: ['Correct the value: nothing is ever cut to fit.'],
    })
    this.field = parameters.field
  }
}

/** Bytes are not an encoded use. */
export class UseMalformedError extends BaseError {
  override readonly name = 'UseMalformedError'

  constructor(parameters: { reason: string }) {
    super(`The bytes are not an encoded use: ${parameters.reason}`, {
      docsPath: '/docs/errors.md#use-malformed',
      metaMessages: ['Encode the use with the SDK.'],
    })
  }
}

/** A use cannot be built from what was asked. */
export class UseInvalidError extends BaseError {
  override readonly name = 'UseInvalidError'

  constructor(parameters: { reason: string }) {
    super(`The use cannot be encoded: ${parameters.reason}`, {
      docsPath: '/docs/errors.md#use-invalid',
      metaMessages: ['Correct what was asked for.'],
    })
  }
}

/** A file is not a grant file. */
export class GrantFileInvalidError extends BaseError {
  override readonly name = 'GrantFileInvalidError'

  constructor(parameters: { issues: readonly string[] }, options: { cause?: unknown } = {}) {
    super('The file is not a grant file of a known version.', {
      ...options,
      docsPath: '/docs/errors.md#grant-file-invalid',
      metaMessages: parameters.issues,
    })
  }
}
