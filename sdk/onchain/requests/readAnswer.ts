import { type Address, type Hash, isAddressEqual } from 'viem'
import type { Grant } from '../../core/grant.ts'
import { AnswerInvalidError } from '../../errors/answer.ts'
import { BaseError } from '../../errors/base.ts'
import type { Approval } from '../clients/grantor.ts'
import { hashGrant } from '../grant/hashGrant.ts'
import { compareTerms } from './compareTerms.ts'
import { answersSchema, issuesOf } from './internal/schemas.ts'
import type { PermissionAnswer } from './permissionRequest.ts'
import { readContext } from './readContext.ts'
import { readRequest } from './readRequest.ts'
import { termsOfGrant } from './termsOfGrant.ts'
import type { SettledTerms, TransferTerms } from './transferTerms.ts'

export type ReadAnswersParameters = {
  /** The result of `wallet_requestExecutionPermissions` or `wallet_getGrantedExecutionPermissions`. */
  result: unknown
  /** The session module. An answer that names it as delegation manager is read out of its context, and so checked. */
  module?: Address | undefined
}

/** An answer that was read. */
export type ReadAnswer = {
  readonly answer: PermissionAnswer
  /** What was given. From the context when it is one of the module's, otherwise what the wallet says. */
  readonly terms: TransferTerms
  /** What the context of this module grants, for `createHolderClient`; undefined for another delegation manager. */
  readonly granted:
    | { readonly grant: Grant; readonly grantId: Hash; readonly approval: Approval | undefined }
    | undefined
}

/**
 * Reads a wallet's answers, Latchkey's or others'. Unknown fields, types and rules are refused: nobody could tell what they give.
 * @throws AnswerInvalidError, also when an answer says something else than its context grants.
 */
export function readAnswers({ result, module }: ReadAnswersParameters): readonly ReadAnswer[] {
  const parsed = answersSchema.safeParse(result)
  if (!parsed.success) throw new AnswerInvalidError({ issues: issuesOf(parsed.error, '') })
  return parsed.data.map((answer) => readAnswer(answer, module))
}

function readAnswer(answer: PermissionAnswer, module: Address | undefined): ReadAnswer {
  const claimed = claimedTerms(answer)
  if (!module || !isAddressEqual(answer.delegationManager, module)) {
    return { answer, terms: claimed, granted: undefined }
  }
  const { grant, approval, enforced } = enforcedTerms(answer)
  // Only the key itself redeems, whether or not a rule says so.
  const { redeemers } = claimed
  const terms = { ...enforced, ...(redeemers ? { redeemers } : {}) }
  const differences = compareTerms(claimed, terms)
    .filter(({ verdict }) => verdict !== 'same')
    .map((each) => `${each.field}: it says ${each.asked}, its context grants ${each.answered}`)
  if (differences.length > 0) throw new AnswerInvalidError({ issues: differences })
  return { answer, terms, granted: { grant, grantId: hashGrant(grant, module), approval } }
}

function claimedTerms(answer: PermissionAnswer): TransferTerms {
  try {
    return readRequest(answer)
  } catch (cause) {
    if (cause instanceof BaseError) throw invalid(cause)
    throw cause
  }
}

function enforcedTerms({ context, chainId }: PermissionAnswer): {
  grant: Grant
  approval: Approval | undefined
  enforced: SettledTerms
} {
  try {
    const { grant, approval } = readContext({ context, chainId: BigInt(chainId) })
    const enforced = termsOfGrant(grant)
    if (enforced) return { grant, approval, enforced }
  } catch (cause) {
    if (cause instanceof BaseError) throw invalid(cause)
    throw cause
  }
  throw new AnswerInvalidError({ issues: ['context: it grants what no permission request can ask for'] })
}

function invalid(cause: BaseError): AnswerInvalidError {
  return new AnswerInvalidError({ issues: [cause.shortMessage, ...cause.metaMessages] }, { cause })
}
