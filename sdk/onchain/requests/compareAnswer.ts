import type { ReadAnswer } from './readAnswer.ts'
import { compareTerms, type TermComparison, type TermVerdict } from './compareTerms.ts'
import type { TransferTerms } from './transferTerms.ts'

export type CompareAnswerReturnType = {
  /** `wider` as soon as one field is. */
  readonly verdict: TermVerdict
  /** Every field, in the order in which an owner would read them. */
  readonly fields: readonly TermComparison[]
}

/** What a wallet gave against what was asked for, field by field. */
export function compareAnswer(
  asked: TransferTerms,
  answer: Pick<ReadAnswer, 'terms'>,
): CompareAnswerReturnType {
  const fields = compareTerms(asked, answer.terms)
  const has = (verdict: TermVerdict): boolean => fields.some((field) => field.verdict === verdict)
  return { verdict: has('wider') ? 'wider' : has('narrower') ? 'narrower' : 'same', fields }
}
