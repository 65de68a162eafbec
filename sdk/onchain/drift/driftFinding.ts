/**
 * How bad it is: `error`: uses are refused now, on every path that is meant. `warning`: uses will be refused soon, on some path, or
 * the chain is not as somebody thinks. `notice`: worth knowing.
 */
export type DriftSeverity = 'error' | 'notice' | 'warning'

/** What can differ between a grant as somebody has it and the chain. */
export type DriftCode =
  | 'account-paused'
  | 'account-unreadable'
  | 'account-without-code'
  | 'chain-not-granted'
  | 'delegation-changed'
  | 'epoch-moved'
  | 'executor-missing'
  | 'fee-budget-exhausted'
  | 'fee-budget-low'
  | 'grant-differs'
  | 'grant-expired'
  | 'grant-expires-soon'
  | 'grant-not-started'
  | 'grant-paused'
  | 'grant-revoked'
  | 'grant-superseded'
  | 'grant-unknown'
  | 'grant-unused'
  | 'grantor-changed'
  | 'grantor-gone'
  | 'grantor-not-owner'
  | 'hook-installed'
  | 'key-ended'
  | 'key-ending'
  | 'key-expired'
  | 'key-expires-soon'
  | 'key-unknown'
  | 'limit-exhausted'
  | 'limit-low'
  | 'module-missing'
  | 'owner-changed'
  | 'owner-untold'
  | 'tier-blocks'
  | 'tier-ends-soon'
  | 'validator-missing'

/** One thing that is not, or soon will not be, as the grant has it. */
export type DriftFinding = {
  readonly code: DriftCode
  readonly severity: DriftSeverity
  readonly message: string
  /** What to do. */
  readonly advice: string
  /** What was expected and what was found. */
  readonly facts: { readonly [name: string]: unknown }
}

/** A finding with a code as its name. */
export function finding(
  code: DriftCode,
  severity: DriftSeverity,
  message: string,
  advice: string,
  facts: DriftFinding['facts'] = {},
): DriftFinding {
  return { code, severity, message, advice, facts }
}

/** One finding when a condition holds. */
export function when(condition: boolean, make: () => DriftFinding): readonly DriftFinding[] {
  return condition ? [make()] : []
}
