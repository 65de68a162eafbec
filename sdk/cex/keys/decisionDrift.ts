import type { Drift } from './compareReports.ts'
import type { RecordedDecision } from './fileDecisionLog.ts'
import type { StoredCredentials } from './storedCredentials.ts'

/**
 * What became of the decisions that a stored key was taken by: one may have ended without another in its place, and if the last of them is gone, the log
 * was cut off, which its own chain does not show. Undefined when all is well, or there were none.
 * @param now Unix seconds.
 */
export function decisionDrift(
  { decision: hash, importedAt }: Pick<StoredCredentials, 'decision' | 'importedAt'>,
  decisions: readonly RecordedDecision[],
  now: number,
): Drift | undefined {
  if (hash === undefined) return undefined
  const last = decisions.find((one) => one.hash === hash)
  if (!last) return { what: 'decision', before: 'recorded', after: 'not in the log', direction: 'wider' }
  const about = decisions.filter(
    ({ keyId, grantId, seen }) => keyId === last.keyId && grantId === last.grantId && seen === last.seen,
  )
  const acceptedAt = (time: number, among: readonly RecordedDecision[]): readonly string[] =>
    among
      .filter(({ decidedAt, until }) => decidedAt <= time && time <= until)
      .flatMap(({ findings, acceptsWithdrawal }) =>
        findings.filter((name) => name !== 'canDoFull' || acceptsWithdrawal),
      )
  const accepted = new Set(acceptedAt(now, about))
  const taken = about.filter(({ sequence }) => sequence <= last.sequence)
  const ended = { what: 'decision', before: 'counting', after: 'ended', direction: 'wider' } as const
  return acceptedAt(importedAt, taken).every((name) => accepted.has(name)) ? undefined : ended
}
