// Measures complete signed requests per second and venue: this project, ccxt's sign(), and code that makes the one request and nothing
// else, in one run, see docs/benchmarks.md.
//
//   npm run bench:venues -- [--venue ID]... [--rounds N] [--slice MS] [--json]
//
// Standard output carries the table or the JSON document, standard error what is going on.

import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { CASES } from './venues/cases.ts'
import { goalOf } from './venues/goalOf.ts'
import { runVenueBench, type VenueRow } from './venues/run.ts'

type Options = {
  readonly venue: readonly string[]
  readonly rounds: number
  readonly slice: number
  readonly json?: boolean
}

const whole = (text: string) => {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('a whole number from 1')
  return value
}

const command = new Command('npm run bench:venues --')
  .usage('[options]')
  .description('Measure complete signed requests per second and venue, against ccxt and against raw HMACs.')
  .addOption(
    new Option('--venue <ids...>', 'measure these venues only')
      .choices(CASES.map(({ venue }) => venue))
      .default([], 'all'),
  )
  .option('--rounds <number>', 'measure each way so often, the median counts', whole, 15)
  .option('--slice <ms>', 'milliseconds for each way and round', whole, 30)
  .option('--json', 'write {"rows": [...]} to standard output instead of a table')
  .allowExcessArguments(false)
  .configureHelp({ helpWidth: 110 })
  .exitOverride()

try {
  command.parse()
  const { venue: venues, rounds, slice: sliceMs, json } = command.opts<Options>()
  const log = (line: string) => process.stderr.write(`${line}\n`)
  const rows = runVenueBench({ venues, rounds, sliceMs, log })
  process.stdout.write(
    `${json ? JSON.stringify({ rows: rows.map(jsonRow) }, null, 2) : tableOf(rows).join('\n')}\n`,
  )
} catch (error) {
  if (!(error instanceof CommanderError)) throw error
  process.exitCode = error.exitCode === 0 ? 0 : 2
}

function jsonRow({
  venue,
  opsPerSecond,
  ccxtOpsPerSecond,
  rawOpsPerSecond,
}: VenueRow): Omit<VenueRow, 'isHmac'> {
  return { venue, opsPerSecond, ccxtOpsPerSecond, rawOpsPerSecond }
}

function tableOf(rows: readonly VenueRow[]): string[] {
  const all = [['venue', 'requests/s', 'ccxt', 'raw', 'x ccxt', 'of raw', 'goal'], ...rows.map(cells)]
  const widths = all[0]?.map((_, column) => Math.max(...all.map((line) => line[column]?.length ?? 0))) ?? []
  return [
    ...all.map((line) =>
      line
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  '),
    ),
    '',
    'Medians, for each second of processor time. Goal of venues with HMAC keys: the lower of 3 times ccxt and 0.8 of raw.',
  ]
}

function cells(row: VenueRow): string[] {
  const { venue, opsPerSecond, ccxtOpsPerSecond, rawOpsPerSecond, isHmac } = row
  return [
    venue,
    ...[opsPerSecond, ccxtOpsPerSecond, rawOpsPerSecond].map((value) => value.toLocaleString('en-US')),
    (opsPerSecond / ccxtOpsPerSecond).toFixed(2),
    (opsPerSecond / rawOpsPerSecond).toFixed(2),
    isHmac ? (opsPerSecond >= goalOf(row) ? 'met' : 'missed') : '-',
  ]
}
