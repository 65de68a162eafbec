import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { throwAwayKey } from '../../scripts/cli/throwAwayKeys.ts'
import { LOCAL_VENUES } from '../../scripts/local/venues/index.ts'
import { startLocalVenue } from '../../scripts/local/venues/server.ts'
import { machineClock } from '../../sdk/cex/clock/machineClock.ts'
import { inspectKey } from '../../sdk/cex/keys/inspectKey.ts'
import { keyUser } from '../../sdk/cex/keys/keyUser.ts'
import { memoryNonceAuthority } from '../../sdk/cex/nonces/memoryNonceAuthority.ts'
import { VENUES } from '../../sdk/cex/venues/index.ts'
import { Secret } from '../../sdk/core/secret.ts'

const SCRIPTS = join(import.meta.dirname, '..', '..', 'scripts')

let folder: string
const children: ChildProcess[] = []
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-local-'))
})
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function run(command: string, args: readonly string[], input = ''): ChildProcess {
  const child = spawn(process.execPath, [join(SCRIPTS, `venue-${command}.ts`), ...args], {
    cwd: folder,
    env: { PATH: process.env['PATH'] ?? '' },
  })
  children.push(child)
  child.stdin?.end(input)
  return child
}

/** All that a command writes, and how it ends. */
async function finish(child: ChildProcess): Promise<{ code: number; text: string }> {
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part) => (text += String(part)))
  const [code] = (await once(child, 'close')) as [number]
  return { code, text }
}

/** Reads until standard output is one JSON document. */
async function firstDocument(child: ChildProcess): Promise<Record<string, unknown>> {
  let text = ''
  for await (const part of child.stdout ?? []) {
    text += String(part)
    if (text.endsWith('\n}\n')) break
  }
  return JSON.parse(text)
}

test('starts, hands out keys that work as they say, and takes them along when it is interrupted', async () => {
  const child = run('local', ['--venue', 'okx-v5', '--out', 'keys', '--json'])
  const ended = once(child, 'exit')
  // What is left in the stream is not read: that must not keep it from ending.
  const { ok, baseUrl, account, files } = await firstDocument(child)
  expect([ok, account, files]).toEqual([true, 'bot1', 'keys'])
  expect(readdirSync(join(folder, 'keys')).sort()).toEqual([
    ...['reader.json', 'rotator.json', 'trader.json', 'withdrawer.json'],
  ])
  expect(statSync(join(folder, 'keys', 'trader.json')).mode & 0o777).toBe(0o600)
  const place = ['--venue', 'okx-v5', '--environment', 'local', '--base-url', String(baseUrl)]
  const says = async (name: string): Promise<unknown> => {
    const credentials = readFileSync(join(folder, 'keys', `${name}.json`), 'utf8')
    const { text } = await finish(run('inspect', [...place, '--credentials-fd', '0', '--json'], credentials))
    return JSON.parse(text).report.permissions
  }
  expect(await says('reader')).toEqual({ read: 'yes', trade: 'no', full: 'no' })
  expect(await says('trader')).toEqual({ read: 'yes', trade: 'yes', full: 'no' })
  expect(await says('withdrawer')).toEqual({ read: 'yes', trade: 'yes', full: 'yes' })
  // As npm and a terminal do, each by itself.
  for (let times = 0; times < 3; times += 1) child.kill('SIGINT')
  expect(await ended).toEqual([0, null])
  expect(existsSync(join(folder, 'keys'))).toBe(false)
}, 60_000)

test('refuses a folder that is there, a port that is taken, and a venue that is not known', async () => {
  const taken = await startLocalVenue(LOCAL_VENUES['okx-v5'] ?? expect.fail('there is one'), { keys: [] })
  const { port } = new URL(taken.url)
  try {
    const results = await Promise.all([
      finish(run('local', ['--venue', 'okx-v5', '--out', folder])),
      finish(run('local', ['--venue', 'okx-v5', '--port', port])),
      finish(run('local', ['--venue', 'nowhere'])),
      finish(run('local', [])),
    ])
    expect(results.map(({ code }) => code)).toEqual([1, 2, 1, 2])
    const [exists, port_, unknown] = results.map(({ text }) => text)
    expect(exists).toContain('it exists already')
    expect(port_).toContain('it is taken')
    expect(unknown).toContain('VenueUnknownError')
  } finally {
    await taken.stop()
  }
}, 60_000)

test('asks for the account where a venue is asked by it', async () => {
  const place = ['--venue', 'hyperliquid', '--environment', 'local', '--base-url', 'http://127.0.0.1:1']
  const { credentials } = throwAwayKey(
    VENUES.find(({ id }) => id === 'hyperliquid') ?? expect.fail('there is one'),
    { label: 'trader', account: 'main', access: 'trade', ips: [] },
  )
  const asked = run('inspect', [...place, '--credentials-fd', '0'], JSON.stringify(credentials))
  const { code, text } = await finish(asked)
  expect([code, text]).toEqual([2, expect.stringContaining('--account is needed')])
}, 60_000)

test.for(VENUES)('a key to throw away works at the local $id', async (venue) => {
  // Where the account is an address, a key of that address would be the owner's own.
  const account = venue.inspection.needsAccount ? `0x${'1'.repeat(40)}` : 'main'
  const key = throwAwayKey(venue, { label: 'trader', account, access: 'trade', ips: ['127.0.0.1'] })
  const local = LOCAL_VENUES[venue.id] ?? expect.fail('there is one')
  const running = await startLocalVenue(local, { keys: [key.local] })
  try {
    const { keyType, apiKey, secret, passphrase } = key.credentials
    const sent = passphrase === undefined ? {} : { passphrase: new Secret(passphrase) }
    const credentials = { keyType, apiKey, secret: new Secret(secret), ...sent }
    const baseUrl = running.url + new URL(venue.hosts.production.rest[0] ?? '').pathname.replace(/\/$/, '')
    const { call } = keyUser(
      { role: 'holder', credentials },
      { venue, baseUrl, clock: machineClock, nonces: memoryNonceAuthority() },
    )
    const now = Math.floor(Date.now() / 1000)
    const report = await inspectKey({ venue, call, apiKey, now, account })
    expect(report.permissions.full).not.toBe('yes')
    expect(running.log.at(-1)?.status).toBe(200)
  } finally {
    await running.stop()
  }
})
