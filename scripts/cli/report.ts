import { BaseError } from '../../sdk/errors/base.ts'
import { toLatchkeyError } from '../../sdk/onchain/index.ts'
import { ExitCode, SecretExposedError, UnexpectedError, UsageError } from './errors.ts'
import { printable } from './terminal.ts'

/** An error as `--json` tells it. */
export interface ErrorReport {
  readonly name: string
  readonly message: string
  /** What to do, or what exactly is wrong. */
  readonly details: readonly string[]
  /** Page and section that explain it. */
  readonly docs: string | undefined
  /** What the error is about, such as `limitId`, `requested` and `remaining`. */
  readonly facts: { readonly [name: string]: unknown }
}

const OWN = ['name', 'message', 'shortMessage', 'docsPath', 'metaMessages', 'cause', 'stack']

/** What went wrong, for people and programs. Never a stack, a request or a secret. */
export function reportError(error: unknown): ErrorReport {
  const known = asBaseError(error)
  const facts = Object.entries(known).filter(
    ([name, value]) =>
      !OWN.includes(name) && ['string', 'number', 'bigint', 'boolean'].includes(typeof value),
  )
  return {
    name: known.name,
    message: printable(known.shortMessage),
    details: known.metaMessages.map(printable),
    docs: known.docsPath?.replace(/^\//, ''),
    facts: Object.fromEntries(facts),
  }
}

/** The error in lines. */
export function errorLines({ name, message, details, docs }: ErrorReport): readonly string[] {
  return [
    `${name}: ${message}`,
    ...details.map((detail) => `  ${detail}`),
    ...(docs ? [`  See ${docs}`] : []),
  ]
}

/** The exit code of a command that ended with this error. */
export function exitCodeOf(error: unknown): ExitCode {
  return error instanceof UsageError || error instanceof SecretExposedError
    ? ExitCode.usage
    : ExitCode.refused
}

function asBaseError(error: unknown): BaseError {
  if (error instanceof BaseError) return error
  if (error instanceof Error && 'shortMessage' in error) return toLatchkeyError(error)
  return new UnexpectedError(error)
}
