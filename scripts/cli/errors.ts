import { BaseError } from '../../sdk/errors/base.ts'

/** What a command's exit code says. */
export const ExitCode = {
  done: 0,
  /** Refused by a check, by the chain or by a file; or it failed on the way. */
  refused: 1,
  /** The command was called in a way that it does not understand. Nothing was read or changed. */
  usage: 2,
} as const

export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode]

/** What every error of the commands may carry. */
interface ErrorOptions {
  /** What to do, or what exactly is wrong. */
  readonly details?: readonly string[]
  readonly cause?: unknown
}

/** The command was called in a way that it does not understand. */
export class UsageError extends BaseError {
  override readonly name = 'UsageError'

  constructor(message: string, { details = [], cause }: ErrorOptions = {}) {
    super(message, { docsPath: '/docs/commands.md#exit-codes', metaMessages: details, cause })
  }
}

/** A secret was given where others can read it. */
export class SecretExposedError extends BaseError {
  override readonly name = 'SecretExposedError'

  constructor(what: string) {
    super(`One of the arguments looks like ${what}. Nothing was done.`, {
      docsPath: '/docs/commands.md#secrets',
      metaMessages: [
        'It is in the history of your shell by now, and was visible to every process of this machine: replace that key.',
        'Give secrets by environment variable, file descriptor or encrypted key file only.',
      ],
    })
  }
}

/** A secret is needed and was not given, or cannot be what it should be. */
export class SecretMissingError extends BaseError {
  override readonly name = 'SecretMissingError'

  constructor(message: string, { details = [], cause }: ErrorOptions = {}) {
    super(message, { docsPath: '/docs/commands.md#secrets', metaMessages: details, cause })
  }
}

/** A file cannot be read, is not what it should be, or must not be written. */
export class FileError extends BaseError {
  override readonly name = 'FileError'
  readonly path: string

  constructor(reason: string, { path, details = [], cause }: ErrorOptions & { readonly path: string }) {
    super(`${path}: ${reason}`, { docsPath: '/docs/commands.md#files', metaMessages: details, cause })
    this.path = path
  }
}

/** Something that no command expects. */
export class UnexpectedError extends BaseError {
  override readonly name = 'UnexpectedError'

  constructor(cause: unknown) {
    const text = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : 'unknown'
    super(text, { metaMessages: ['Set LATCHKEY_DEBUG=1 to see where it comes from.'], cause })
  }
}

/** What was asked does not fit what is there. */
export class MismatchError extends BaseError {
  override readonly name = 'MismatchError'

  constructor(message: string, { details = [], cause }: ErrorOptions = {}) {
    super(message, { docsPath: '/docs/commands.md#mismatch', metaMessages: details, cause })
  }
}

/** Something was to be done on several chains and failed on one of them at least. */
export class ChainsFailedError extends BaseError {
  override readonly name = 'ChainsFailedError'

  constructor(done: string, { details = [] }: ErrorOptions = {}) {
    super(`It went well on ${done} only.`, {
      docsPath: '/docs/commands.md#several-chains',
      metaMessages: details,
    })
  }
}
