import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serializeVenueGrantFile } from '../sdk/cex/grant/venueGrantFile.ts'
import type { VenueGrant } from '../sdk/core/grant.ts'
import { type CommandResult, runCommand } from './cli/command.ts'
import type { Terminal } from './cli/terminal.ts'
import type { LocalKey } from './local/venues/localVenue.ts'
import { okxV5 } from './local/venues/okx/index.ts'
import { type RunningVenue, startLocalVenue } from './local/venues/server.ts'

const PASSPHRASE = 'Passphrase1!'
const COMPILE_CACHE = join(import.meta.dirname, '..', 'node_modules', '.cache', 'latchkey')
const DAY_MS = 86_400_000

/** One command of the transcript, and what came of it. */
interface Told {
  readonly title: string
  readonly command: string
  readonly code: number
  readonly expected: number
  readonly lines: readonly string[]
}

interface Stage {
  readonly folder: string
  readonly running: RunningVenue
  readonly terminal: Terminal
  readonly told: Told[]
}

interface Scene {
  readonly title: string
  readonly command: string
  readonly args: readonly string[]
  readonly credentials?: LocalKey
  readonly expected: number
}

/** After somebody at the venue gave the new key more than it had. */
const ENDINGS: readonly Scene[] = [
  {
    title: 'Somebody let the key withdraw, and took its addresses away',
    command: 'venue-drift',
    args: ['--store', 'bot.keys', '--id', 'okx'],
    expected: 1,
  },
]

await runCommand({
  name: 'venue:demo',
  summary:
    'Shows on a local double of OKX how a key that can withdraw is refused, how a key that fits is taken, and how it is replaced.',
  options: {},
  secrets: [],
  examples: ['', '--json'],
  run,
})

async function run(_input: object, terminal: Terminal): Promise<CommandResult> {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-demo-'))
  removeWhenInterrupted(folder)
  const wide = key('widekey', 'bot1', 'full', [])
  const right = key('rightkey', 'bot1', 'trade', ['127.0.0.1'])
  const rotator = key('rotatorkey', 'main', 'full', ['127.0.0.1'])
  const running = await startLocalVenue(okxV5, { keys: [wide, right, rotator] })
  const told: Told[] = []
  try {
    await writeGrant(folder, running, wide)
    await writeGrant(folder, running, right)
    const stage = { folder, running, terminal, told }
    for (const scene of [...imports(wide, right, rotator), ...rotation(right)]) await play(stage, scene)
    widen(running, right.apiKey)
    for (const scene of ENDINGS) await play(stage, scene)
  } finally {
    await running.stop()
    await rm(folder, { recursive: true, force: true })
  }
  return { sent: false, refused: told.some(({ code, expected }) => code !== expected), transcript: told }
}

/** The keys are worth nothing, and still nothing is left lying about. */
function removeWhenInterrupted(folder: string): void {
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    process.once(signal, () => {
      rmSync(folder, { recursive: true, force: true })
      process.exit(code)
    })
  }
}

/** What the owner does before the bot begins. */
function imports(wide: LocalKey, right: LocalKey, rotator: LocalKey): readonly Scene[] {
  const asWide = { command: 'venue-import', credentials: wide }
  const take = (one: LocalKey, id: string, ...more: string[]): readonly string[] => [
    ...['--store', 'bot.keys', '--id', id, '--account', 'bot1', '--grant', `${one.label}.grant.json`],
    ...['--max-age', 'any', ...more, '--yes'],
  ]
  const decision = ['--who', 'A. Owner', '--why', 'until its successor is there', '--until', soon()]
  const accepted = ['--accept', 'canDoFull', 'noIps', ...decision]
  const all = take(wide, 'wide', ...accepted, '--accept-withdrawal')
  const inOneWord = 'To accept all of it in one word is not enough: withdrawal has its own'
  const apart = ['--store', 'rotator.keys', '--id', 'okx', '--rotator', '--yes']
  const made = { command: 'venue-import', expected: 0 }
  return [
    {
      title: 'A key that can withdraw, and works from anywhere',
      ...asWide,
      args: take(wide, 'wide'),
      expected: 1,
    },
    { title: inOneWord, ...asWide, args: take(wide, 'wide', ...accepted), expected: 1 },
    { title: 'An explicit decision, which is recorded', ...asWide, args: all, expected: 0 },
    { title: 'A key that fits the grant', ...made, credentials: right, args: take(right, 'okx') },
    { title: 'The key that makes keys, kept apart', ...made, credentials: rotator, args: apart },
  ]
}

function rotation(right: LocalKey): readonly Scene[] {
  const args = [
    ...['--store', 'bot.keys', '--id', 'okx', '--account', 'bot1', '--ips', '127.0.0.1', '--overlap', '0s'],
    ...['--rotator-store', 'rotator.keys', '--rotator-id', 'okx', '--grant', `${right.label}.grant.json`],
  ]
  const stored = ['--store', 'bot.keys', '--id', 'okx']
  return [
    { title: 'What a rotation would do', command: 'venue-rotate', args, expected: 0 },
    { title: 'The rotation', command: 'venue-rotate', args: [...args, '--yes'], expected: 0 },
    { title: 'The old key is gone', command: 'venue-inspect', credentials: right, args: [], expected: 1 },
    { title: 'The new key is as it was made', command: 'venue-drift', args: stored, expected: 0 },
  ]
}

async function play({ folder, running, terminal, told }: Stage, scene: Scene): Promise<void> {
  const { title, command, args, credentials, expected } = scene
  const place = ['--venue', 'okx-v5', '--environment', 'local', '--base-url', running.url]
  const shown = `npm run ${command.replace('-', ':')} -- ${[...place, ...args].map(quoted).join(' ')}`
  terminal.say(['', `# ${title}`, `$ ${shown}`])
  const { code, text } = await runScript(folder, command, [...place, ...args], credentials)
  const lines = text.split('\n').filter((line) => line !== '')
  terminal.say([...lines, `(exit code ${code})`])
  told.push({ title, command: shown, code, expected, lines })
}

async function runScript(
  cwd: string,
  command: string,
  args: readonly string[],
  key: LocalKey | undefined,
): Promise<{ readonly code: number; readonly text: string }> {
  const { apiKey, secret } = key ?? {}
  const given = key && JSON.stringify({ keyType: 'hmac', apiKey, secret, passphrase: PASSPHRASE })
  const child = spawn(process.execPath, [join(import.meta.dirname, `${command}.ts`), ...args], {
    cwd,
    env: {
      PATH: process.env['PATH'] ?? '',
      NODE_COMPILE_CACHE: COMPILE_CACHE,
      LATCHKEY_KEY_PASSWORD: 'password of the demonstration',
      LATCHKEY_ROTATOR_PASSWORD: 'password of the rotator',
      ...(given ? { LATCHKEY_VENUE_CREDENTIALS: given } : {}),
    },
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (text += String(part)))
  const code = await new Promise<number>((resolve) => child.on('close', (status) => resolve(status ?? -1)))
  return { code, text }
}

function key(label: string, account: string, access: LocalKey['access'], ips: readonly string[]): LocalKey {
  return {
    ...{
      apiKey: randomBytes(16).toString('base64url'),
      kind: 'hmac',
      secret: randomBytes(24).toString('base64url'),
    },
    ...{ passphrase: PASSPHRASE, access, ips, createdAtMs: Date.now() - DAY_MS, label, account },
  }
}

/** Trades BTC-USDT for at most 1,000 USDT an order, for a week. */
async function writeGrant(folder: string, { url }: RunningVenue, { label, apiKey }: LocalKey): Promise<void> {
  const now = Math.floor(Date.now() / 1000)
  const market = { symbol: 'BTC-USDT', base: 'BTC', quote: 'USDT', kind: 'spot' } as const
  const grant: VenueGrant = {
    account: { venue: 'okx-v5', account: 'bot1' },
    networks: [{ environment: 'local', allowedIps: ['127.0.0.1'], baseUrls: [url] }],
    permissions: [
      { endpointClass: 'read', endpoints: 'all', markets: [], sides: [], orderTypes: [], cancel: 'none' },
      {
        ...{
          endpointClass: 'trade',
          endpoints: ['POST /api/v5/trade/order', 'POST /api/v5/trade/cancel-order'],
        },
        ...{ markets: [market], sides: ['buy', 'sell'], orderTypes: ['limit'], cancel: 'markets' },
      },
    ],
    limits: [
      { kind: 'notionalPerOrder', asset: 'USDT', market: 'BTC-USDT', amount: '1000' },
      { kind: 'notionalTotal', asset: 'USDT', market: 'BTC-USDT', amount: '20000' },
    ],
    ...{ validAfter: now, validUntil: now + 7 * 86_400, keyLifetime: 0xffffffff, overlap: 600, maxKeys: 2 },
    ...{ sessionKey: apiKey, salt: `0x${'00'.repeat(16)}` },
  }
  await writeFile(join(folder, `${label}.grant.json`), serializeVenueGrantFile(grant))
}

/** What an owner may do at the venue's own site. */
function widen({ state }: RunningVenue, oldApiKey: string): void {
  for (const [apiKey, one] of state.keys) {
    if (one.account === 'bot1' && one.label.startsWith('lk') && apiKey !== oldApiKey) {
      state.keys.set(apiKey, { ...one, access: 'full', ips: [] })
    }
  }
}

function soon(): string {
  return new Date(Date.now() + 30 * DAY_MS).toISOString().replace(/\.\d+/, '')
}

function quoted(argument: string): string {
  return argument.includes(' ') ? `"${argument}"` : argument
}
