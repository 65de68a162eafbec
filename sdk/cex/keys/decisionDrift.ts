import type { Drift } from './compareReports.ts'
import type { RecordedDecision } from './fileDecisionLog.ts'
import type { StoredCredentials } from './storedCredentials.ts'

/**
 * What became of the decision that a stored key was taken by: it may have ended, and if it is gone, the log was cut off, which its own chain
 * does not show. Undefined when all is well, or there was none.
 * @param now Unix seconds.
 */
export function decisionDrift(
  { decision: hash }: Pick<StoredCredentials, 'decision'>,
  decisions: readonly RecordedDecision[],
  now: number,
): Drift | undefined {
  if (hash === undefined) return undefined
  const found = decisions.find((one) => one.hash === hash)
  if (!found) return { what: 'decision', before: 'recorded', after: 'not in the log', direction: 'wider' }
  const ended = { what: 'decision', before: 'counting', after: 'ended', direction: 'wider' } as const
  return now > found.until ? ended : undefined
}
