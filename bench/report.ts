import type { Results, Row } from './run.ts'
import { OWN_SYSTEM, WORKLOADS, type Workload } from './workloads.ts'

const HEADINGS = ['workload', 'system', 'gas', 'goal', 'verdict', 'calldata', 'compressed', 'signature']
const WORDS = new Set(['workload', 'system', 'verdict'])

/** The results as a table for people, with what it does not say underneath. */
export function resultLines(results: Results): string[] {
  const { rows, failures, missing, labels, deviations } = results
  const cells = WORKLOADS.flatMap((workload) =>
    rows.filter((row) => row.workload === workload.name).map((row) => cellsOf(workload, row, deviations)),
  )
  return [
    ...table([HEADINGS, ...cells]),
    '',
    'gas: of the whole transaction, from its receipt. Sizes in bytes; compressed: the calldata after brotli, quality 11.',
    '',
    ...Object.entries(labels).map(([system, label]) => `${system}: ${label}`),
    ...Object.entries(deviations).map(([system, deviation]) => `${system} is not comparable: ${deviation}.`),
    ...failures.map(({ workload, system, reason }) => `FAILED ${workload} of ${system}: ${reason}`),
    ...missing.map(({ system, reason }) => `LEFT OUT ${system}: ${reason}`),
  ]
}

function cellsOf(workload: Workload, row: Row, deviations: Results['deviations']): string[] {
  const goal = row.system === OWN_SYSTEM ? workload.goal : undefined
  const comparable = workload.path === 'direct' || deviations[row.system] === undefined
  return [
    ...[row.workload, row.system, count(row.gas)],
    ...(goal === undefined
      ? ['', '']
      : [count(goal), comparable ? verdict(row.gas, goal) : 'not comparable']),
    ...[count(row.calldataBytes), count(row.compressedBytes), count(row.signatureBytes)],
  ]
}

function verdict(gas: number, goal: number): string {
  return gas <= goal ? `met (${count(goal - gas)} below)` : `not met (${count(gas - goal)} above)`
}

function count(value: number): string {
  return value.toLocaleString('en-US')
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0
        return WORDS.has(HEADINGS[column] ?? '') ? cell.padEnd(width) : cell.padStart(width)
      })
      .join('  ')
      .trimEnd()
  const [headings = [], ...others] = rows
  return [line(headings), widths.map((width) => '-'.repeat(width)).join('  '), ...others.map(line)]
}
