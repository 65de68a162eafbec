import { FINDINGS, type FindingName, VERDICTS, type Verdict } from './finding.ts'

/** What an owner thinks of keys, beside what a grant says. */
export type KeyPolicy = {
  /** Oldest age of a key, seconds, inclusive, or `UNLIMITED_KEY_LIFETIME`. */
  readonly maxAge: number
  /** What findings are worth, where that differs from `FINDINGS`. */
  readonly verdicts: { readonly [name in FindingName]?: Verdict }
}

/** Keys of at most 90 days; everything else as `FINDINGS` says. */
export const DEFAULT_KEY_POLICY: KeyPolicy = { maxAge: 90 * 86_400, verdicts: {} }

/** These are never fine, whatever a policy says: at most an owner decides about one key. */
const NEVER_FINE: ReadonlySet<FindingName> = new Set(['canDoFull', 'fullUnknown', 'lacksAccess', 'expired'])

/** What a finding is worth under a policy. A policy can be stricter with everything, and milder but with the worst. */
export function verdictOf({ verdicts }: KeyPolicy, name: FindingName): Verdict {
  const own = FINDINGS[name]
  const asked = verdicts[name] ?? own
  if (!NEVER_FINE.has(name)) return asked
  return VERDICTS.indexOf(asked) < VERDICTS.indexOf(own) ? asked : own
}
