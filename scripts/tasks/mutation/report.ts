import type { Explanation } from './explanations.ts'
import { explains } from './explanations.ts'
import { type Mutant, mutantKey } from './mutant.ts'
import type { Results, Verdict } from './results.ts'

/** What `npm run mutate` found. */
export interface Report {
  /** Mutants that were examined. */
  readonly mutants: number
  /** By what became of them. */
  readonly counts: Readonly<Record<Verdict['status'] | 'explained', number>>
  /** Of the mutants that compile to other code, the share that tests noticed; 1 when there are none. */
  readonly score: number
  readonly files: readonly FileReport[]
  /** Survivors that nobody has explained. */
  readonly survivors: readonly ReportedMutant[]
  readonly explained: readonly (ReportedMutant & { readonly reason: string })[]
  /** Explanations of nothing that survives any more. */
  readonly stale: readonly Explanation[]
}

export interface FileReport {
  readonly file: string
  readonly mutants: number
  readonly killed: number
  readonly score: number
}

export interface ReportedMutant
  extends Pick<Mutant, 'file' | 'line' | 'scope' | 'kind' | 'original' | 'mutated'> {
  /** Whether any test comes to the place. */
  readonly isReached: boolean
}

/** @param whole Whether `mutants` are all there are, so that an explanation without a survivor is stale. */
export function createReport(
  mutants: readonly Mutant[],
  verdicts: Results<Verdict>,
  explanations: readonly Explanation[],
  whole: boolean,
): Report {
  const status = (mutant: Mutant) => verdicts.get(mutantKey(mutant))?.status
  const reported = ({ file, line, scope, kind, original, mutated, ...mutant }: Mutant) => {
    const verdict = verdicts.get(mutantKey({ file, line, scope, kind, original, mutated, ...mutant }))
    const isReached = verdict?.status !== 'survived' || verdict.isReached
    return { file, line, scope, kind, original, mutated, isReached }
  }
  const survivors = mutants.filter((mutant) => status(mutant) === 'survived')
  const reasonOf = (mutant: Mutant) =>
    explanations.find((explanation) => explains(explanation, mutant))?.reason
  const explained = survivors.flatMap((mutant) => {
    const reason = reasonOf(mutant)
    return reason === undefined ? [] : [{ ...reported(mutant), reason }]
  })
  const count = (wanted: Verdict['status']) => mutants.filter((mutant) => status(mutant) === wanted).length
  return {
    mutants: mutants.length,
    counts: {
      killed: count('killed'),
      timeout: count('timeout'),
      survived: survivors.length - explained.length,
      explained: explained.length,
      equivalent: count('equivalent'),
      refused: count('refused'),
    },
    score: scoreOf(mutants, status),
    files: [...Map.groupBy(mutants, ({ file }) => file)].map(([file, own]) => ({
      file,
      mutants: own.length,
      killed: own.filter((mutant) => isNoticed(status(mutant))).length,
      score: scoreOf(own, status),
    })),
    survivors: survivors.filter((mutant) => reasonOf(mutant) === undefined).map(reported),
    explained,
    stale: whole
      ? explanations.filter((explanation) => !survivors.some((mutant) => explains(explanation, mutant)))
      : [],
  }
}

function scoreOf(
  mutants: readonly Mutant[],
  status: (mutant: Mutant) => Verdict['status'] | undefined,
): number {
  const counted = mutants.filter((mutant) => !['equivalent', 'refused'].includes(status(mutant) ?? ''))
  const noticed = counted.filter((mutant) => isNoticed(status(mutant)))
  return counted.length === 0 ? 1 : noticed.length / counted.length
}

function isNoticed(status: Verdict['status'] | undefined): boolean {
  return status === 'killed' || status === 'timeout'
}

/** The report for people. */
export function reportLines(report: Report): string[] {
  const { counts, mutants, score, files, survivors, explained, stale } = report
  return [
    ...files.map(
      (file) => `${percent(file.score).padStart(7)}  ${file.file}  ${file.killed} of ${file.mutants}`,
    ),
    '',
    ...survivors.flatMap((mutant) => [...mutantLines(mutant), '']),
    ...explained.flatMap((mutant) => [...mutantLines(mutant), `    explained: ${mutant.reason}`, '']),
    ...stale.map(
      ({ file, scope, original }) => `explains nothing that survives: ${file} ${scope}  ${original}`,
    ),
    `${mutants} mutants: ${counts.killed} killed, ${counts.timeout} without end, ${counts.survived} survived,`,
    `${counts.explained} survived as explained, ${counts.equivalent} with the code of the original, ${counts.refused} not compiling`,
    `score ${percent(score)}: killed of those that compile to other code`,
  ]
}

function mutantLines({ file, line, scope, original, mutated, isReached }: ReportedMutant): string[] {
  const note = isReached ? '' : '  (no test comes here)'
  return [`${file}:${line}  ${scope}${note}`, `  - ${original}`, `  + ${mutated}`]
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`
}
