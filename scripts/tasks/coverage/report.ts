import type { Coverage } from './measure.ts'
import type { Branch, Point, Statement } from './points.ts'

/** How much of something is reached. */
export interface Share {
  readonly total: number
  readonly reached: number
}

export interface FileCoverage {
  readonly file: string
  /** Lines on which a statement begins. */
  readonly lines: Share
  readonly statements: Share
  /** Both outcomes of each condition, and of both sides of each `&&` and `||`. */
  readonly branches: Share
  readonly unreachedLines: readonly number[]
  /** Conditions that never had an outcome. */
  readonly unreachedBranches: readonly Pick<Branch, 'line' | 'outcome' | 'text'>[]
}

/** Coverage by file, and of all files together. */
export interface CoverageReport {
  readonly tests: number
  /** Tests that failed, and so may have reached less than they do otherwise. */
  readonly failed: readonly string[]
  readonly files: readonly FileCoverage[]
  readonly total: Pick<FileCoverage, 'lines' | 'statements' | 'branches'>
}

export function createCoverageReport({ points, reached, failed }: Coverage): CoverageReport {
  const seen = new Set([...reached.values()].flatMap((ids) => [...ids]))
  const files = [...Map.groupBy(points, ({ file }) => file)].map(([file, own]) =>
    fileCoverage(file, own, seen),
  )
  const sum = (share: (file: FileCoverage) => Share) => ({
    total: files.reduce((all, file) => all + share(file).total, 0),
    reached: files.reduce((all, file) => all + share(file).reached, 0),
  })
  return {
    tests: reached.size,
    failed,
    files,
    total: {
      lines: sum(({ lines }) => lines),
      statements: sum(({ statements }) => statements),
      branches: sum(({ branches }) => branches),
    },
  }
}

function fileCoverage(file: string, points: readonly Point[], seen: ReadonlySet<number>): FileCoverage {
  const statements = points.filter((point): point is Statement => point.kind === 'statement')
  const branches = points.filter((point): point is Branch => point.kind === 'branch')
  const isSeen = ({ id }: Point) => seen.has(id)
  const byLine = [...Map.groupBy(statements, ({ line }) => line)]
  return {
    file,
    lines: {
      total: byLine.length,
      reached: byLine.filter(([, onLine]) => onLine.every(isSeen)).length,
    },
    statements: { total: statements.length, reached: statements.filter(isSeen).length },
    branches: { total: branches.length, reached: branches.filter(isSeen).length },
    unreachedLines: byLine
      .filter(([, onLine]) => !onLine.every(isSeen))
      .map(([line]) => line)
      .sort((one, other) => one - other),
    unreachedBranches: branches
      .filter((branch) => !isSeen(branch))
      .map(({ line, outcome, text }) => ({ line, outcome, text })),
  }
}

/** The report for people. */
export function coverageLines({ files, total, tests, failed }: CoverageReport): string[] {
  const width = Math.max(...files.map(({ file }) => file.length))
  const row = (name: string, { lines, statements, branches }: CoverageReport['total']) =>
    [name.padEnd(width), ...[lines, statements, branches].map((share) => percent(share).padStart(10))].join(
      '  ',
    )
  return [
    ['file'.padEnd(width), ...['lines', 'statements', 'branches'].map((word) => word.padStart(10))].join(
      '  ',
    ),
    ...files.flatMap((file) => [row(file.file, file), ...unreachedLines(file)]),
    row('all', total),
    '',
    ...failedLines(failed),
    `${tests} tests; lines are those on which a statement begins, branches both outcomes of every condition.`,
  ]
}

/** Tests of gas, or of the opcodes that run, notice that the contracts tell where they are. */
function failedLines(failed: readonly string[]): string[] {
  if (failed.length === 0) return []
  const bySuite = Map.groupBy(failed, (test) => test.split('.')[0] ?? '')
  const suites = [...bySuite].map(([suite, tests]) => `${tests.length} of ${suite}`)
  return [`These fail, and may come less far, since the contracts tell where they are: ${suites.join(', ')}.`]
}

function unreachedLines({ unreachedLines: lines, unreachedBranches: branches }: FileCoverage): string[] {
  return [
    ...(lines.length > 0 ? [`    never reached: line ${rangesOf(lines).join(', ')}`] : []),
    ...branches.map(({ line, outcome, text }) => `    never ${outcome}, line ${line}: ${text}`),
  ]
}

/** Numbers in order, those next to each other as one range. */
function rangesOf(numbers: readonly number[]): string[] {
  const ranges: [from: number, to: number][] = []
  for (const number of numbers) {
    const last = ranges.at(-1)
    if (last?.[1] === number - 1) last[1] = number
    else ranges.push([number, number])
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`))
}

function percent({ total, reached }: Share): string {
  return total === 0 ? '-' : `${((100 * reached) / total).toFixed(1)} %`
}
