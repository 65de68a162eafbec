import type { Results, Row } from './run.ts'
import { OWN_SYSTEM, WORKLOADS } from './workloads.ts'

/** The two tables of docs/benchmarks.md: the goals with every system's gas, and this project's rows in full. */
export function markdownLines({ rows, labels }: Results): string[] {
  const systems = Object.keys(labels)
  const find = (workload: string, system: string): Row | undefined =>
    rows.find((row) => row.workload === workload && row.system === system)
  const goals = WORKLOADS.flatMap(({ name, goal }) => {
    if (goal === undefined) return []
    return [[name, count(goal), ...systems.map((system) => count(find(name, system)?.gas))]]
  })
  const own = WORKLOADS.flatMap(({ name }) => {
    const row = find(name, OWN_SYSTEM)
    if (!row) return []
    const { gas, calldataBytes, compressedBytes, signatureBytes } = row
    return [[name, ...[gas, calldataBytes, compressedBytes, signatureBytes].map(count)]]
  })
  return [
    ...table(['workload', 'goal', ...systems], goals),
    '',
    ...table(['workload', 'gas', 'calldata', 'compressed', 'signature'], own),
  ]
}

function table(headings: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(headings), `|${headings.map(() => '---|').join('')}`, ...rows.map(line)]
}

function count(value: number | undefined): string {
  return value?.toLocaleString('en-US') ?? ''
}
