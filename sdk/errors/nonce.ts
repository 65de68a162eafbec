import { BaseError } from './base.ts'

/** The file with the nonces cannot be used. */
export class NonceFileInvalidError extends BaseError {
  override readonly name = 'NonceFileInvalidError'

  constructor(parameters: { reason: string }, options: { cause?: unknown } = {}) {
    super(`The nonces cannot be kept: ${parameters.reason}`, {
      ...options,
      docsPath: '/docs/errors.md#nonce-file-invalid',
      metaMessages: ['Take another file. A new one starts at the time, above what it gave before.'],
    })
  }
}

/** A turn to send with a nonce did not come. */
export class NonceTurnTimeoutError extends BaseError {
  override readonly name = 'NonceTurnTimeoutError'

  constructor(parameters: { waitedMs: number }) {
    super(`Others sent with this key for ${parameters.waitedMs} ms, and no turn came.`, {
      docsPath: '/docs/errors.md#nonce-turn-timeout',
      metaMessages: ['Nothing was sent. Send less often with this key, or give each bot a key of its own.'],
    })
  }
}

/** A nonce would not be a number that a venue takes. */
export class NonceRangeError extends BaseError {
  override readonly name = 'NonceRangeError'

  constructor(parameters: { reason: string }) {
    super(`There is no such nonce: ${parameters.reason}`, {
      docsPath: '/docs/errors.md#nonce-range',
      metaMessages: ['Start at the time in milliseconds.'],
    })
  }
}
