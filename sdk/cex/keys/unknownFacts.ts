import type { KeyFacts } from './keyReport.ts'

/** What is known of a key when nobody says anything. */
export const UNKNOWN_FACTS: KeyFacts = {
  permissions: { read: 'unknown', trade: 'unknown', full: 'unknown' },
  words: [],
  unrecognized: [],
  ips: 'unknown',
  expiresAt: 'unknown',
  createdAt: 'unknown',
  label: undefined,
}
