import type { KeyFacts } from './keyReport.ts'

/** Whether a change gives a key more than it had, less, or neither. */
export type DriftDirection = 'wider' | 'narrower' | 'other'

/** Something about a key that is not as it was. */
export type Drift = {
  readonly what:
    | 'read'
    | 'trade'
    | 'full'
    | 'words'
    | 'ips'
    | 'expiresAt'
    | 'createdAt'
    | 'label'
    | 'key'
    | 'decision'
  readonly before: string
  readonly after: string
  readonly direction: DriftDirection
}

const RANK = { no: 0, unknown: 1, yes: 2 } as const

/**
 * What changed of a key since it was last looked at. A permission that has become unknown is wider than one that was not there; an
 * address more, or no binding at all, is wider, too.
 */
export function compareReports(before: KeyFacts, after: KeyFacts): readonly Drift[] {
  const drift: Drift[] = []
  const note = (what: Drift['what'], one: string, other: string, direction: DriftDirection): void => {
    if (one !== other) drift.push({ what, before: one, after: other, direction })
  }
  for (const level of ['read', 'trade', 'full'] as const) {
    const [one, other] = [before.permissions[level], after.permissions[level]]
    note(level, one, other, RANK[other] > RANK[one] ? 'wider' : 'narrower')
  }
  note('words', list(before.words), list(after.words), wordsDirection(before.words, after.words))
  note('ips', ipsText(before.ips), ipsText(after.ips), ipsDirection(before.ips, after.ips))
  const [ends, endsNow] = [endOf(before.expiresAt), endOf(after.expiresAt)]
  note('expiresAt', `${before.expiresAt}`, `${after.expiresAt}`, endsNow > ends ? 'wider' : 'narrower')
  note('createdAt', `${before.createdAt}`, `${after.createdAt}`, 'other')
  note('label', before.label ?? '', after.label ?? '', 'other')
  return drift
}

function list(words: readonly string[]): string {
  return words.toSorted().join(', ')
}

function wordsDirection(before: readonly string[], after: readonly string[]): DriftDirection {
  return after.some((word) => !before.includes(word)) ? 'wider' : 'narrower'
}

function ipsText(ips: KeyFacts['ips']): string {
  return typeof ips === 'string' ? ips : list(ips)
}

function ipsDirection(before: KeyFacts['ips'], after: KeyFacts['ips']): DriftDirection {
  if (typeof before !== 'string' && typeof after !== 'string') return wordsDirection(before, after)
  const rank = (ips: KeyFacts['ips']): number =>
    typeof ips !== 'string' || ips === 'restricted' ? 0 : ips === 'unknown' ? 1 : 2
  return rank(after) === rank(before) ? 'other' : rank(after) > rank(before) ? 'wider' : 'narrower'
}

function endOf(expiresAt: KeyFacts['expiresAt']): number {
  return typeof expiresAt === 'number' ? expiresAt : Number.POSITIVE_INFINITY
}
