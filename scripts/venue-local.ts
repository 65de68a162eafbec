import { existsSync, mkdirSync, readdirSync, rmdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Venue } from '../sdk/cex/venue.ts'
import { findVenue } from '../sdk/cex/venues/findVenue.ts'
import { type CommandResult, runCommand } from './cli/command.ts'
import { FileError, UsageError } from './cli/errors.ts'
import { writeText } from './cli/files.ts'
import { type Inputs, option } from './cli/options.ts'
import type { Terminal } from './cli/terminal.ts'
import { type ThrowAwayKey, throwAwayKey } from './cli/throwAwayKeys.ts'
import { file, whole } from './cli/values.ts'
import { LOCAL_VENUES } from './local/venues/index.ts'
import { type RunningVenue, startLocalVenue } from './local/venues/server.ts'

/** What sub-accounts are called where people take names, numbers or addresses for them. */
const ACCOUNTS = ['bot1', '777', 'bot@example.com'] as const

const options = {
  venue: option('--venue <id>', 'the venue, such as okx-v5', z.string().min(1)),
  port: option(
    '--port <number>',
    'where it listens on 127.0.0.1 (default: any that is free)',
    whole.refine((port) => port <= 65_535, 'is not a port'),
  ),
  out: option('--out <folder>', 'a new folder for the credentials, one file for each key', file),
}

type Input = Inputs<typeof options>

await runCommand({
  name: 'venue:local',
  summary:
    "Starts a local double of a venue with keys to throw away, until it is interrupted. It speaks the venue's protocol and checks signatures; it matches no orders and moves no money.",
  options,
  secrets: [],
  examples: ['--venue okx-v5 --out keys', '--venue kraken-spot --port 8080 --json'],
  run,
})

async function run(input: Input, terminal: Terminal): Promise<CommandResult> {
  const { venue: id, port, out } = input
  if (id === undefined) throw new UsageError('--venue is needed.')
  const venue = findVenue(id)
  const local = LOCAL_VENUES[venue.id]
  if (!local) throw new UsageError(`There is no local double of ${venue.name}.`)
  if (out !== undefined && existsSync(out)) {
    throw new FileError('it exists already.', { path: out, details: ['Choose another folder.'] })
  }
  const { account, keys } = keysOf(venue)
  const running = await start(() =>
    startLocalVenue(local, {
      keys: Object.values(keys).map((one) => one.local),
      ...(port === undefined ? {} : { port }),
    }),
  )
  if (out !== undefined) await writeCredentials(out, keys)
  endWithThisProcess(running, terminal, { folder: out, names: Object.keys(keys) })
  const baseUrl =
    running.url + new URL(venue.hosts.production.rest[0] ?? running.url).pathname.replace(/\/$/, '')
  const place = `--venue ${venue.id} --environment local --base-url ${baseUrl}`
  terminal.plan([
    `A local double of ${venue.name} answers at ${baseUrl}, WebSockets at ${running.wsUrl}. It is there to try things: use these keys nowhere else.`,
  ])
  terminal.say([
    ...Object.entries(keys).flatMap(([name, { local: key, credentials }]) => [
      `${name}: access ${key.access}, ${key.account === 'main' ? 'main account' : `account ${key.account}`}, ${key.ips.length > 0 ? `from ${key.ips.join(', ')}` : 'from anywhere'}`,
      out === undefined ? `  ${JSON.stringify(credentials)}` : `  ${join(out, `${name}.json`)}`,
    ]),
    'For example, in another terminal:',
    `  npm run venue:inspect -- ${place} --credentials-fd 0 < ${join(out ?? 'keys', 'trader.json')}`,
    'Ctrl-C ends it.',
  ])
  const shown = Object.fromEntries(Object.entries(keys).map(([name, one]) => [name, one.credentials]))
  return {
    ...{ sent: false, venue: venue.id, environment: 'local', baseUrl, wsUrl: running.wsUrl, account },
    ...(out === undefined ? { credentials: shown } : { files: out }),
  }
}

/** Keys that read, trade and withdraw in a bot's account, and one of the main account that makes others. */
function keysOf(venue: Venue): {
  readonly account: string
  readonly keys: { readonly [name: string]: ThrowAwayKey }
} {
  const rotator = throwAwayKey(venue, {
    label: 'rotator',
    account: 'main',
    access: 'full',
    ips: ['127.0.0.1'],
  })
  const account = accountOf(venue, rotator)
  const bot = { account, ips: ['127.0.0.1'] }
  return {
    account,
    keys: {
      reader: throwAwayKey(venue, { ...bot, label: 'reader', access: 'read' }),
      trader: throwAwayKey(venue, { ...bot, label: 'trader', access: 'trade' }),
      withdrawer: throwAwayKey(venue, { ...bot, label: 'withdrawer', access: 'full', ips: [] }),
      rotator,
    },
  }
}

/** Where addresses sign, an account is the address that agents sign for. */
function accountOf(venue: Venue, rotator: ThrowAwayKey): string {
  if (rotator.local.kind === 'secp256k1') return rotator.local.apiKey
  const { account, accountForm } = venue.rotation ?? {}
  if (account === undefined) return 'main'
  return ACCOUNTS.find((one) => accountForm?.test(one)) ?? ACCOUNTS[1]
}

async function start(open: () => Promise<RunningVenue>): Promise<RunningVenue> {
  try {
    return await open()
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw cause
    throw new UsageError('--port: it is taken, or not allowed.', {
      details: ['Leave --port out for any that is free.'],
      cause,
    })
  }
}

async function writeCredentials(
  folder: string,
  keys: { readonly [name: string]: ThrowAwayKey },
): Promise<void> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  for (const [name, { credentials }] of Object.entries(keys)) {
    await writeText(join(folder, `${name}.json`), `${JSON.stringify(credentials)}\n`)
  }
}

/** The keys are worth nothing when the double is gone, and go with it. */
function endWithThisProcess(
  running: RunningVenue,
  terminal: Terminal,
  { folder, names }: { readonly folder: string | undefined; readonly names: readonly string[] },
): void {
  let ending = false
  const end = async (): Promise<void> => {
    // Ctrl-C reaches this process by itself and by those that started it: one of them ends it, and the others change nothing.
    if (ending) return
    ending = true
    await running.stop()
    if (folder !== undefined) removeCredentials(folder, names)
    terminal.progress('Ended.')
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end())
}

function removeCredentials(folder: string, names: readonly string[]): void {
  for (const name of names) rmSync(join(folder, `${name}.json`), { force: true })
  // Somebody may have put something else there.
  if (existsSync(folder) && readdirSync(folder).length === 0) rmdirSync(folder)
}
