import type { BaseError } from '../../errors/base.ts'
import { AccountFundsInsufficientError, OperationRefusedError } from '../../errors/bundler.ts'
import { AccountWithoutCodeError } from '../../errors/contractExecution.ts'
import { KeyExpiredError, KeySignatureInvalidError } from '../../errors/contractKey.ts'
import { GrantExpiredError, GrantNotStartedError } from '../../errors/grant.ts'
import {
  DeploymentFailedError,
  type EntryPointRefusal,
  OperationGasInsufficientError,
  OperationNonceInvalidError,
  PaymasterFundsInsufficientError,
  PaymasterRefusedError,
} from '../../errors/operation.ts'
import { type EntryPointTopic, entryPointCodeIn } from './entryPointCodes.ts'
import type { ErrorContext } from './errorContext.ts'
import { redact } from './redact.ts'

/** Texts of bundlers for what the EntryPoint calls AA22. */
const OUT_OF_TIME = /AA22|expires too soon|not valid yet|out of time range|expired or not due/i

/**
 * The error that the EntryPoint's code, or a bundler's text, stands for; undefined when it says nothing of the kind.
 * @param inner Why an account or a paymaster reverted, in words, when that is known.
 */
export function entryPointError(
  texts: readonly string[],
  context: ErrorContext,
  inner?: string | undefined,
): BaseError | undefined {
  if (texts.some((text) => OUT_OF_TIME.test(text))) {
    const error = outOfTime(context)
    if (error) return error
  }
  const text = texts.find((candidate) => /\bAA\d\d\b/.test(candidate))
  if (!text) return undefined
  const words = redact(inner === undefined || text.includes(inner) ? text : `${text}: ${inner}`)
  const reason = words.endsWith('.') ? words : `${words}.`
  const known = entryPointCodeIn(text)
  if (!known) return new OperationRefusedError({ code: /\bAA\d\d\b/.exec(text)?.[0], reason })
  const { topic, code, meaning, advice } = known
  return ofTopic(topic, { code, reason, meaning, advice }, context)
}

function ofTopic(topic: EntryPointTopic, refusal: EntryPointRefusal, context: ErrorContext): BaseError {
  switch (topic) {
    case 'funds':
      return new AccountFundsInsufficientError({ account: context.account })
    case 'signature':
      return new KeySignatureInvalidError({ keyId: context.keyId })
    case 'nonce':
      return new OperationNonceInvalidError(refusal)
    case 'gas':
      return new OperationGasInsufficientError(refusal)
    case 'deployment':
      return new DeploymentFailedError(refusal)
    case 'paymaster funds':
      return new PaymasterFundsInsufficientError(refusal)
    case 'paymaster':
      return new PaymasterRefusedError(refusal)
    case 'account':
      if (refusal.code === 'AA20' && context.account) {
        return new AccountWithoutCodeError({ account: context.account })
      }
      return new OperationRefusedError(refusal)
    case 'bundle':
    case 'window':
      return new OperationRefusedError(refusal)
  }
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
