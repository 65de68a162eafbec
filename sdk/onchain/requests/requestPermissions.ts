import type { Address } from 'viem'
import { AnswerInvalidError, AnswerWiderError } from '../../errors/answer.ts'
import { buildRequest } from './buildRequest.ts'
import { type CompareAnswerReturnType, compareAnswer } from './compareAnswer.ts'
import type { TermField } from './compareTerms.ts'
import { type ReadAnswer, readAnswers } from './readAnswer.ts'
import type { RequestTerms } from './transferTerms.ts'

/** A wallet, as EIP-1193 has it. */
export type RequestProvider = {
  request(args: { method: string; params?: unknown }): Promise<unknown>
}

export type RequestPermissionsParameters = {
  /** What to ask for, each entry one permission; the wallet grants all or none. */
  asked: readonly RequestTerms[]
  /** In what an answer may be wider than what was asked. Nothing by default. */
  acceptWider?: readonly TermField[] | undefined
  /** The session module, to read Latchkey's answers out of their contexts. */
  module?: Address | undefined
}

export type RequestPermissionsReturnType = readonly (ReadAnswer & {
  readonly comparison: CompareAnswerReturnType
})[]

export type RequestPermissionsErrorType = AnswerInvalidError | AnswerWiderError

/**
 * Asks a wallet for permissions (`wallet_requestExecutionPermissions`, ERC-7715), reads its answers and compares each with what was asked.
 * @throws the wallet's own error; RequestMalformedError before asking; AnswerInvalidError; AnswerWiderError when an answer
 * gives more than was asked and that was not accepted by name: it carries the contexts, to be revoked.
 */
export async function requestPermissions(
  provider: RequestProvider,
  { asked, acceptWider = [], module }: RequestPermissionsParameters,
): Promise<RequestPermissionsReturnType> {
  const params = asked.map(buildRequest)
  const result = await provider.request({ method: 'wallet_requestExecutionPermissions', params })
  const answers = readAnswers({ result, module })
  if (answers.length !== asked.length) {
    throw new AnswerInvalidError({ issues: [`there are ${answers.length} for ${asked.length} requests`] })
  }
  const compared = answers.flatMap((answer, index) => {
    const terms = asked[index]
    return terms ? [{ ...answer, comparison: compareAnswer(terms, answer) }] : []
  })
  checkWider(compared, acceptWider)
  return compared
}

function checkWider(answers: RequestPermissionsReturnType, accepted: readonly TermField[]): void {
  const wider = answers
    .flatMap(({ comparison }) => comparison.fields)
    .filter(({ field, verdict }) => verdict === 'wider' && !accepted.includes(field))
  if (wider.length === 0) return
  throw new AnswerWiderError({
    fields: [...new Set(wider.map(({ field }) => field))],
    texts: wider.map(({ field, asked, answered }) => `${field}: asked ${asked}, given ${answered}`),
    contexts: answers.map(({ answer }) => answer.context),
  })
}
