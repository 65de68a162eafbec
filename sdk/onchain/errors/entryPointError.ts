import type { BaseError } from '../../errors/base.ts'
import { AccountFundsInsufficientError, OperationRefusedError } from '../../errors/bundler.ts'
import { KeyExpiredError, KeySignatureInvalidError } from '../../errors/contractKey.ts'
import { GrantExpiredError, GrantNotStartedError } from '../../errors/grant.ts'
import type { ErrorContext } from './errorContext.ts'
import { redact } from './redact.ts'

/** Texts of bundlers for what the EntryPoint calls AA22. */
const OUT_OF_TIME = /AA22|expires too soon|not valid yet|out of time range|expired or not due/i

/** The error that the EntryPoint's code, or a bundler's text, stands for; undefined when it says nothing of the kind. */
export function entryPointError(texts: readonly string[], context: ErrorContext): BaseError | undefined {
  if (texts.some((text) => OUT_OF_TIME.test(text))) {
    const error = outOfTime(context)
    if (error) return error
  }
  const text = texts.find((candidate) => /\bAA\d\d\b/.test(candidate))
  if (!text) return undefined
  const code = /\bAA\d\d\b/.exec(text)?.[0]
  if (code === 'AA21') return new AccountFundsInsufficientError({ account: context.account })
  if (code === 'AA24') return new KeySignatureInvalidError({ keyId: context.keyId })
  return new OperationRefusedError({ code, reason: redact(text) })
}

function outOfTime({ grant, keyId, keyValidUntil, timestamp }: ErrorContext): BaseError | undefined {
  if (!grant || timestamp === undefined) return undefined
  const { validAfter, validUntil } = grant
  // From EntryPoint v0.8 on the first second is lost, so a start in this second has not come yet.
  if (timestamp <= validAfter) return new GrantNotStartedError({ validAfter, timestamp })
  if (keyId !== undefined && keyValidUntil !== undefined && keyValidUntil < validUntil) {
    return new KeyExpiredError({ keyId, validUntil: keyValidUntil, timestamp })
  }
  return new GrantExpiredError({ validUntil, timestamp })
}
