import { PLACES, PURPOSES } from './breakdown.ts'
import type { Results, Row } from './run.ts'
import { OWN_SYSTEM, WORKLOADS, type Workload } from './workloads.ts'

const HEADINGS = ['workload', 'system', 'gas', 'goal', 'verdict', 'calldata', 'compressed', 'signature']
const BREAKDOWN_HEADINGS = ['', ...PURPOSES, 'sum']
const WORDS = new Set(['', 'workload', 'system', 'verdict'])

/** The results as a table for people, with what it does not say underneath. */
export function resultLines(results: Results): string[] {
  const { rows, failures, missing, labels, deviations } = results
  const cells = WORKLOADS.flatMap((workload) =>
    rows.filter((row) => row.workload === workload.name).map((row) => cellsOf(workload, row, deviations)),
  )
  return [
    ...table([HEADINGS, ...cells]),
    '',
    ...rows.flatMap(breakdownLines),
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

function breakdownLines({ workload, system, gas, breakdown }: Row): string[] {
  if (!breakdown) return []
  const { intrinsic, places, refund } = breakdown
  const cells = PLACES.filter((place) => places[place]).map((place) => {
    const amounts = PURPOSES.map((purpose) => places[place]?.[purpose] ?? 0)
    return [place, ...amounts.map(count), count(amounts.reduce((sum, amount) => sum + amount, 0))]
  })
  const whole = (name: string, amount: number) => [name, ...PURPOSES.map(() => ''), count(amount)]
  const rows = [whole('calldata, 21,000', intrinsic), ...cells, whole('refund', refund), whole('all', gas)]
  return [
    `${workload} of ${system}: ${count(breakdown.moduleOpcodes)} opcodes in the module`,
    ...table([BREAKDOWN_HEADINGS, ...rows]),
    '',
  ]
}

function verdict(gas: number, goal: number): string {
  return gas <= goal ? `met (${count(goal - gas)} below)` : `not met (${count(gas - goal)} above)`
}

function count(value: number): string {
  return value.toLocaleString('en-US')
}

function table(rows: readonly (readonly string[])[]): string[] {
  const [headings = [], ...others] = rows
  const widths = headings.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0
        return WORDS.has(headings[column] ?? '') ? cell.padEnd(width) : cell.padStart(width)
      })
      .join('  ')
      .trimEnd()
  return [line(headings), widths.map((width) => '-'.repeat(width)).join('  '), ...others.map(line)]
}
