// Counts the requests of one intent, and measures the time until it is signed, for this project's bot client, for viem and for
// permissionless, see docs/bots.md.
//
//   npm run bench:sdk -- [--rounds N] [--latency MS] [--json]
//
// Standard output carries the table or the JSON document, standard error what is going on.

import { Command, CommanderError, InvalidArgumentError } from 'commander'
import { runSdkBench, type SdkRow } from './sdk/run.ts'
import { createSetting } from './sdk/setting.ts'

type Options = { readonly rounds: number; readonly latency: number; readonly json?: boolean }

const whole = (least: number) => (text: string) => {
  const value = Number(text)
  if (!Number.isInteger(value) || value < least)
    throw new InvalidArgumentError(`a whole number from ${least}`)
  return value
}

const command = new Command('npm run bench:sdk --')
  .usage('[options]')
  .description(
    'Count requests and measure the time from intent to signed request, on a local chain with a bundler.',
  )
  .option('--rounds <number>', 'measure each system so often', whole(1), 20)
  .option('--latency <ms>', 'milliseconds that every request takes longer, as on a network', whole(0), 0)
  .option('--json', 'write {"rows": [...]} to standard output instead of a table')
  .allowExcessArguments(false)
  .configureHelp({ helpWidth: 110 })
  .exitOverride()

try {
  command.parse()
  const options = command.opts<Options>()
  await using setting = await createSetting()
  const log = (line: string) => process.stderr.write(`${line}\n`)
  const rows = await runSdkBench(setting, { ...options, log })
  const output = options.json ? JSON.stringify({ rows }, null, 2) : tableOf(rows).join('\n')
  process.stdout.write(`${output}\n`)
} catch (error) {
  if (!(error instanceof CommanderError)) throw error
  process.exitCode = error.exitCode === 0 ? 0 : 2
}

function tableOf(rows: readonly SdkRow[]): string[] {
  const lines = rows.map((row) => [row.path, row.system, `${row.rpcRequests}`, row.medianMs.toFixed(2)])
  const all = [['path', 'system', 'requests', 'ms to signed'], ...lines]
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((line) => line[column]?.length ?? 0)))
  return [
    ...all.map((line) => line.map((cell, column) => padded(cell, widths[column] ?? 0, column)).join('  ')),
    '',
    'Medians of one token transfer in the steady state, one after the other. permissionless has no path without a bundler.',
    'latchkey: a session key, its limits checked and the intent on disk before it is sent. The others: the owner, unlimited.',
  ]
}

function padded(cell: string, width: number, column: number): string {
  return column < 2 ? cell.padEnd(width) : cell.padStart(width)
}
