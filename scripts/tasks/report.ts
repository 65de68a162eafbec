import { stripVTControlCharacters } from 'node:util'

/** How one check or one test runner ended. */
export interface Outcome {
  readonly name: string
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  readonly seconds: number
  readonly output: string
}

/** One line about one outcome: mark, name, time. */
export function line({ name, failed, seconds }: Outcome): string {
  return `${failed === 0 ? 'ok    ' : 'FAILED'}  ${name.padEnd(18)} ${seconds.toFixed(1).padStart(6)} s`
}

/** The same with counts, for the summary at the end of a test run. */
export function countedLine(outcome: Outcome): string {
  return `${line(outcome)}  ${counts(outcome)}`
}

/** `N passed, N failed`, and `N skipped` if there were any. */
export function counts({ passed, failed, skipped }: Pick<Outcome, 'passed' | 'failed' | 'skipped'>): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

export function total(outcomes: readonly Outcome[]): Pick<Outcome, 'passed' | 'failed' | 'skipped'> {
  return {
    passed: outcomes.reduce((sum, { passed }) => sum + passed, 0),
    failed: outcomes.reduce((sum, { failed }) => sum + failed, 0),
    skipped: outcomes.reduce((sum, { skipped }) => sum + skipped, 0),
  }
}

/** The most lines of a command's output that are shown below its line. */
const SHOWN_LINES = 60

/** Output of a command, set off from the lines about it and cut if it is very long. */
export function indent(output: string): string {
  const lines = stripVTControlCharacters(output).trim().split('\n')
  const hidden = lines.length - SHOWN_LINES
  const shown = hidden > 1 ? [...lines.slice(0, SHOWN_LINES), `... and ${hidden} more lines`] : lines
  return shown.map((text) => `        ${text}`).join('\n')
}
