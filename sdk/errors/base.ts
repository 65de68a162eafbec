/** What every error of the SDK may carry. */
export type BaseErrorParameters = {
  /** What went wrong underneath; kept. */
  cause?: unknown
  /** Section that says what the error means and what to do, for example `/docs/errors.md#limit-exceeded`. */
  docsPath?: string
  /** Further lines of the message. Never a secret, a signature or a prehash. */
  metaMessages?: readonly string[]
}

/** Base of all errors of the SDK: match on `name`, show `shortMessage`, send people to `docsPath`. */
export class BaseError extends Error {
  override readonly name: string = 'BaseError'
  readonly shortMessage: string
  readonly docsPath: string | undefined
  readonly metaMessages: readonly string[]

  constructor(shortMessage: string, parameters: BaseErrorParameters = {}) {
    const { cause, docsPath, metaMessages = [] } = parameters
    const lines = [
      shortMessage,
      ...(metaMessages.length > 0 ? ['', ...metaMessages] : []),
      ...(docsPath ? ['', `Docs: ${docsPath}`] : []),
    ]
    super(lines.join('\n'), cause === undefined ? undefined : { cause })
    this.shortMessage = shortMessage
    this.docsPath = docsPath
    this.metaMessages = metaMessages
  }

  /** The first error of the chain of causes, this one included, for which `matches` holds. */
  walk(matches: (error: unknown) => boolean): unknown {
    let error: unknown = this
    while (error !== undefined && error !== null) {
      if (matches(error)) return error
      error = error instanceof Error ? error.cause : undefined
    }
    return undefined
  }
}
