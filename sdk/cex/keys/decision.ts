import { DecisionInvalidError } from '../../errors/venueKey.ts'
import { FINDINGS, type Finding, type FindingName } from './finding.ts'

/** What somebody decided about one key, and what it says about nothing else. */
export type Decision = {
  /** The key, as `venueKeyId` names it. */
  readonly keyId: string
  /** The grant that the key was held against. */
  readonly grantId: string
  /** What the venue said of the key then, as `factsHash` names it: when it says something else, the decision counts no more. */
  readonly seen: string
  /** Who decides: a name that others know. */
  readonly who: string
  readonly why: string
  /** The findings that are accepted. */
  readonly findings: readonly FindingName[]
  /** Said apart, since it is the worst: the key may withdraw, as far as the venue is concerned. */
  readonly acceptsWithdrawal: boolean
  /** Unix seconds. */
  readonly decidedAt: number
  /** The last second in which it counts, inclusive, unix seconds. */
  readonly until: number
}

/** The longest that a decision counts, seconds: after a year somebody looks again. */
const LONGEST = 366 * 86_400

/**
 * Refuses a decision that accepts what cannot be accepted, what was not found, or too much in one word.
 * @throws DecisionInvalidError.
 */
export function checkDecision(decision: Decision, findings: readonly Finding[]): void {
  const refuse = (reason: string): never => {
    throw new DecisionInvalidError({ reason })
  }
  const { who, why, acceptsWithdrawal, decidedAt, until } = decision
  if (!isLine(who, 100)) refuse('it does not say who decides.')
  if (!isLine(why, 1000)) refuse('it does not say why.')
  if (!/^[0-9a-f]{64}$/.test(decision.seen)) refuse('it does not say what was seen of the key.')
  if (![decidedAt, until].every(Number.isSafeInteger)) refuse('its times are not whole seconds.')
  if (!(until > decidedAt && until - decidedAt <= LONGEST)) refuse('it ends in the past, or after a year.')
  if (decision.findings.length === 0) refuse('it accepts nothing.')
  for (const name of decision.findings) {
    const finding = findings.find((one) => one.name === name)
    if (!Object.hasOwn(FINDINGS, name) || !finding) refuse(`"${name}" was not found.`)
    if (finding?.verdict === 'refused') refuse(`"${name}" cannot be accepted.`)
  }
  const withdraws = decision.findings.includes('canDoFull')
  if (withdraws && !acceptsWithdrawal) refuse('that the key can withdraw has to be accepted by its own word.')
  if (!withdraws && acceptsWithdrawal) refuse('it accepts withdrawal, which was not found or not named.')
}

/** What decisions have to be about, to count. */
export type DecisionPlace = Pick<Decision, 'keyId' | 'grantId' | 'seen'> & {
  /** Unix seconds. */
  readonly now: number
}

/** Whether a decision counts there and then. */
export function countsAt(
  { decidedAt, until, ...about }: Decision,
  { keyId, grantId, seen, now }: DecisionPlace,
): boolean {
  const same = about.keyId === keyId && about.grantId === grantId && about.seen === seen
  return same && decidedAt <= now && now <= until
}

/** What still stands in the way of a key when these decisions count. Empty when the key is accepted. */
export function openFindings(
  findings: readonly Finding[],
  decisions: readonly Decision[],
  place: DecisionPlace,
): readonly Finding[] {
  const counting = decisions.filter((one) => countsAt(one, place))
  const isAccepted = ({ name, verdict }: Finding): boolean =>
    verdict === 'decision' &&
    counting.some(
      (one) => one.findings.includes(name) && (name !== 'canDoFull' || one.acceptsWithdrawal === true),
    )
  return findings.filter((finding) => finding.verdict !== 'fine' && !isAccepted(finding))
}

function isLine(text: string, most: number): boolean {
  return text.trim() !== '' && text.length <= most && !/[\p{Cc}\u2028\u2029]/u.test(text)
}
