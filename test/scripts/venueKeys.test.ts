import { type ChildProcess, spawn } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { linkSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { binanceSpot } from '../../scripts/local/venues/binance/index.ts'
import type { LocalKey } from '../../scripts/local/venues/localVenue.ts'
import { okxV5 } from '../../scripts/local/venues/okx/index.ts'
import { type RunningVenue, startLocalVenue } from '../../scripts/local/venues/server.ts'
import { serializeVenueGrantFile } from '../../sdk/cex/grant/venueGrantFile.ts'
import type { VenueGrant } from '../../sdk/core/grant.ts'
import { inFront } from './support/inFront.ts'

const SCRIPTS = join(import.meta.dirname, '..', '..', 'scripts')
const COMPILE_CACHE = join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'latchkey')
const PASSPHRASE = 'Passphrase1!'
const PASSWORD = 'a password of a test'
const ROTATOR_PASSWORD = 'another password of a test'

/** What no output of any process, and no file, may have in it. */
const SECRETS: string[] = [PASSWORD, ROTATOR_PASSWORD, PASSPHRASE]

let folder: string
let okx: RunningVenue
let binance: RunningVenue
let outputs = ''

const key = (label: string, account: string, access: LocalKey['access']): LocalKey => ({
  ...{ apiKey: `${label}-api-key-0001`, kind: 'hmac', secret: `secret-of-${label}-0123456789`, access },
  ...{ ips: ['127.0.0.1'], createdAtMs: Date.now() - 1000, label, account, passphrase: PASSPHRASE },
})

const holder = key('holder', 'bot1', 'trade')
const reader = key('reader', 'bot1', 'read')
const rotator = key('rotator', 'main', 'full')

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-venue-'))
  okx = await startLocalVenue(okxV5, { keys: [holder, reader, rotator] })
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const main = { ...key('main', 'main', 'full'), kind: 'ed25519' as const }
  const secret = publicKey.export({ format: 'pem', type: 'spki' }).toString()
  binance = await startLocalVenue(binanceSpot, { keys: [{ ...main, secret }] })
  binanceMain = {
    ...{ keyType: 'ed25519', apiKey: main.apiKey },
    secret: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
  }
  SECRETS.push(holder.secret, reader.secret, rotator.secret, ...binanceMain.secret.split('\n').slice(1, 2))
  writeFileSync(join(folder, 'grant.json'), serializeVenueGrantFile(grant(holder.apiKey)))
})
afterAll(async () => {
  await Promise.all([okx.stop(), binance.stop()])
  rmSync(folder, { recursive: true, force: true })
})

let binanceMain: { readonly keyType: string; readonly apiKey: string; readonly secret: string }

const grant = (sessionKey: string): VenueGrant => ({
  account: { venue: 'okx-v5', account: 'bot1' },
  networks: [{ environment: 'local', allowedIps: ['127.0.0.1'], baseUrls: [okx.url] }],
  permissions: [
    {
      ...{ endpointClass: 'trade', endpoints: ['POST /api/v5/trade/order'], cancel: 'none' },
      markets: [{ symbol: 'BTC-USDT', base: 'BTC', quote: 'USDT', kind: 'spot' }],
      ...{ sides: ['buy'], orderTypes: ['limit'] },
    },
  ],
  limits: [{ kind: 'notionalPerOrder', asset: 'USDT', market: 'any', amount: '1000' }],
  ...{ validAfter: 1, validUntil: Math.floor(Date.now() / 1000) + 86_400, keyLifetime: 0xffffffff },
  ...{ overlap: 0, maxKeys: 2, sessionKey, salt: `0x${'00'.repeat(16)}` },
})

type Answer = { readonly code: number; readonly stdout: string; readonly stderr: string }

const start = (
  command: string,
  args: readonly string[],
  credentials?: object,
  password = PASSWORD,
): ChildProcess =>
  spawn(process.execPath, [join(SCRIPTS, `venue-${command}.ts`), ...args], {
    cwd: folder,
    env: {
      PATH: process.env['PATH'] ?? '',
      NODE_COMPILE_CACHE: COMPILE_CACHE,
      LATCHKEY_KEY_PASSWORD: password,
      LATCHKEY_ROTATOR_PASSWORD: ROTATOR_PASSWORD,
      ...(credentials ? { LATCHKEY_VENUE_CREDENTIALS: JSON.stringify(credentials) } : {}),
    },
  })

async function finish(child: ChildProcess): Promise<Answer> {
  let [stdout, stderr] = ['', '']
  child.stdout?.on('data', (part) => (stdout += String(part)))
  child.stderr?.on('data', (part) => (stderr += String(part)))
  const code = await new Promise<number>((resolve) => child.on('close', (status) => resolve(status ?? -1)))
  outputs += stdout + stderr
  return { code, stdout, stderr }
}

const run = (command: string, args: readonly string[], credentials?: object, password?: string) =>
  finish(start(command, args, credentials, password))

const at = (venue: string, { url }: RunningVenue): readonly string[] => [
  ...['--venue', venue, '--environment', 'local', '--base-url', url],
]
const AT_OKX = () => at('okx-v5', okx)
const HOLDER = ['--store', 'bot.keys', '--id', 'okx']
const ROTATOR = ['--rotator-store', 'rotator.keys', '--rotator-id', 'okx', '--grant', 'grant.json']

const credentialsOf = ({ apiKey, secret }: LocalKey) => ({
  keyType: 'hmac',
  apiKey,
  secret,
  passphrase: PASSPHRASE,
})

test('the whole transcript, as venue:demo prints it', async () => {
  const { code, stdout } = await run('demo', ['--json'])
  const { ok, transcript } = JSON.parse(stdout)
  expect(code, stdout).toBe(0)
  expect(ok).toBe(true)
  const lines = transcript.map(({ code, lines }: { code: number; lines: string[] }) => [
    code,
    lines.join('\n'),
  ])
  expect(lines.map(([status]: [number]) => status)).toEqual([1, 1, 0, 0, 0, 0, 0, 1, 0, 1])
  expect(lines[0][1]).toContain('canDoFull: it can withdraw')
  expect(lines[1][1]).toContain('accepted by its own word')
  expect(lines[6][1]).toMatch(/Done: .* is in use, and OKX refuses/)
  expect(lines[9][1]).toContain('wider: full was no, is yes')
}, 180_000)

describe('the commands', () => {
  test('import a key that fits, and nothing without --yes', async () => {
    const args = [...AT_OKX(), ...HOLDER, '--account', 'bot1', '--grant', 'grant.json', '--max-age', 'any']
    const dry = await run('import', args, credentialsOf(holder))
    expect([dry.code, dry.stderr]).toEqual([0, ''])
    expect(readdirSync(folder)).not.toContain('bot.keys')
    const other = await run('import', args, credentialsOf(reader))
    expect([other.code, other.stderr]).toEqual([1, expect.stringContaining('The grant is for another key')])
    const own = args.map((one) => (one === 'grant.json' ? 'reader.grant.json' : one))
    writeFileSync(join(folder, 'reader.grant.json'), serializeVenueGrantFile(grant(reader.apiKey)))
    const wrong = await run('import', own, credentialsOf(reader))
    expect([wrong.code, wrong.stderr]).toEqual([1, expect.stringContaining('lacksAccess')])
    expect(wrong.stdout).not.toContain('To take it all the same')
    const another = await run('import', [...args, '--yes'], {
      ...credentialsOf(holder),
      secret: 'x',
      more: 1,
    })
    expect(another.stderr).toContain('not in the form that is wanted')
    expect((await run('import', [...args, '--yes'], credentialsOf(holder))).code).toBe(0)
  }, 60_000)

  test('say how a key is taken all the same, where somebody may decide that', async () => {
    const args = [...AT_OKX(), ...HOLDER, '--account', 'bot1', '--grant', 'grant.json']
    const open = await run('import', args, credentialsOf(holder))
    expect([open.code, open.stderr]).toEqual([1, expect.stringContaining('ageUnknown')])
    expect(open.stdout).toContain('add: --accept ageUnknown --who')
  }, 60_000)

  test('refuse a key file that is not there, and a public key where the venue takes none', async () => {
    const gone = await run('inspect', [...AT_OKX(), '--store', 'gone.keys', '--id', 'okx'])
    expect([gone.code, gone.stderr]).toEqual([1, expect.stringContaining('there is no such key file')])
    const minted = await run('import', [...AT_OKX(), ...HOLDER, '--mint'])
    expect([minted.code, minted.stderr]).toEqual([2, expect.stringContaining('takes no public keys')])
  }, 60_000)

  test.for<{ readonly args: readonly string[] }>([
    { args: ['--secret', 'a value that nobody repeats'] },
    { args: ['--secret=a value that nobody repeats'] },
    { args: ['--credentials-fd', '{"secret": "a value that nobody repeats"}'] },
    { args: ['-----BEGIN PRIVATE KEY-----\na value that nobody repeats'] },
    { args: ['a value that nobody repeats'] },
    { args: ['--a value that nobody repeats'] },
    { args: ['--unknown=a value that nobody repeats'] },
  ])('repeat nothing of arguments that may be a secret: $args.0', { timeout: 60_000 }, async ({ args }) => {
    const { code, stdout, stderr } = await run('inspect', [...AT_OKX(), ...args, '--json'])
    expect(code).toBe(2)
    expect(stdout + stderr).not.toContain('nobody repeats')
  })

  test('keep a rotator apart, and refuse it as a holder and in the holder’s file', async () => {
    const args = ['--store', 'rotator.keys', '--id', 'okx', '--rotator', '--yes']
    expect((await run('import', [...AT_OKX(), ...args], credentialsOf(rotator))).code).toBe(0)
    const asHolder = ['--store', 'rotator.keys', '--id', 'okx']
    expect((await run('drift', [...AT_OKX(), ...asHolder])).stderr).toContain('PasswordWrongError')
    const opened = await run('drift', [...AT_OKX(), ...asHolder], undefined, ROTATOR_PASSWORD)
    expect(opened.stderr).toContain('CredentialsRoleError')
    const together = [...HOLDER, '--rotator-store', 'bot.keys', '--rotator-id', 'okx', '--ips', '127.0.0.1']
    expect((await run('rotate', [...AT_OKX(), ...together, '--account', 'bot1'])).code).toBe(2)
    linkSync(join(folder, 'bot.keys'), join(folder, 'linked.keys'))
    for (const path of ['./bot.keys', 'linked.keys']) {
      const named = [...HOLDER, '--rotator-store', path, '--rotator-id', 'okx', '--ips', '127.0.0.1']
      const aside = await run('rotate', [...AT_OKX(), ...named, '--grant', 'grant.json', '--account', 'bot1'])
      expect(aside.stderr).toContain('kept apart')
    }
    rmSync(join(folder, 'linked.keys'))
  }, 60_000)

  test('refuse another environment and a host that is not its own', async () => {
    const testnet = ['--venue', 'bybit-v5', '--environment', 'testnet']
    expect((await run('drift', [...testnet, ...HOLDER])).stderr).toContain('CredentialsPlaceError')
    const away = ['--venue', 'okx-v5', '--base-url', 'https://okx.example.com']
    expect((await run('drift', [...away, ...HOLDER])).code).toBe(2)
    const far = ['--venue', 'okx-v5', '--environment', 'local', '--base-url', 'https://okx.example.com']
    expect((await run('drift', [...far, ...HOLDER])).code).toBe(2)
  }, 60_000)

  test('check a key by reading only, and list first what is sent', async () => {
    const before = okx.log.length
    const dry = await run('check', AT_OKX(), credentialsOf(holder))
    expect(dry.stdout).toContain(`GET /api/v5/account/config at ${okx.url} (signed; reads)`)
    expect(okx.log.length).toBe(before)
    const { code, stdout } = await run('check', [...AT_OKX(), '--yes', '--json'], credentialsOf(holder))
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ signing: 'taken', report: { permissions: { trade: 'yes' } } })
    const asked = new Set(okx.log.slice(before).map(({ method, path }) => `${method} ${path}`))
    expect([...asked].sort()).toEqual(['GET /api/v5/account/config', 'GET /api/v5/public/time'])
    const wrong = await run('check', [...AT_OKX(), '--yes'], { ...credentialsOf(holder), secret: 'wrong' })
    expect(wrong.code).toBe(1)
  }, 60_000)

  test('make a private key in the store, whose public half the venue takes', async () => {
    const place = at('binance-spot', binance)
    const named = ['--store', 'born.keys', '--id', 'bot', '--account', 'bot@example.com']
    const minted = await run('import', [...place, ...named, '--mint', '--yes', '--json'])
    const { publicKey } = JSON.parse(minted.stdout)
    expect(publicKey).toContain('BEGIN PUBLIC KEY')
    const base = { ...key('born', 'bot@example.com', 'trade'), kind: 'ed25519' as const, secret: publicKey }
    binance.state.keys.set(base.apiKey, base)
    const { networks, ...rest } = grant(base.apiKey)
    const file: VenueGrant = {
      ...{ ...rest, networks: [{ ...networks[0], baseUrls: [binance.url] }] },
      account: { venue: 'binance-spot', account: 'bot@example.com' },
      permissions: rest.permissions.map((one) => ({ ...one, endpoints: ['POST /api/v3/order'] })),
    }
    writeFileSync(join(folder, 'born.json'), serializeVenueGrantFile(file))
    const args = [...place, ...named, '--grant', 'born.json', '--api-key', base.apiKey, '--yes']
    const taken = await run('import', args)
    expect([taken.code, taken.stderr]).toEqual([0, ''])
    expect((await run('drift', [...place, ...named])).code).toBe(0)
  }, 60_000)
})

/** What a rotation sends, in the order in which its process is killed at it: when it leaves, or when the venue has acted and the answer is lost. */
const INSTANTS: readonly (readonly [request: string, acted: boolean])[] = [
  ['POST /api/v5/users/subaccount/apikey', false],
  ['POST /api/v5/users/subaccount/apikey', true],
  ['GET /api/v5/account/config', true],
  ['POST /api/v5/users/subaccount/delete-apikey', false],
  ['POST /api/v5/users/subaccount/delete-apikey', true],
]

test('a rotation whose process is killed again and again ends with one key', async () => {
  let child: ChildProcess | undefined
  let next = 0
  const { url, stop } = await inFront(okx.url, async ({ text, pass, answer }) => {
    const [request, acted] = INSTANTS[next] ?? ['nothing', false]
    if (!text.startsWith(`${request} `) && !text.startsWith(`${request}?`)) return answer(await pass())
    next += 1
    if (acted) await pass()
    child?.kill('SIGKILL')
  })
  const place = ['--venue', 'okx-v5', '--environment', 'local', '--base-url', url]
  const args = [...place, ...HOLDER, ...ROTATOR, '--account', 'bot1', '--ips', '127.0.0.1']
  const once = [...args, '--overlap', '0s', '--settle', '0s', '--yes', '--json']
  const bots = () =>
    [...okx.state.keys.values()].filter(({ account, label }) => account === 'bot1' && label !== 'reader')
  for (const [killedAt] of INSTANTS.entries()) {
    child = start('rotate', once)
    const { code, stderr } = await finish(child)
    expect([code, next], stderr).toEqual([-1, killedAt + 1])
    expect(bots().length).toBeGreaterThanOrEqual(1)
    expect(bots().length).toBeLessThanOrEqual(2)
  }
  const { code, stdout, stderr } = await run('rotate', once)
  await stop()
  expect(code, stderr).toBe(0)
  const { newApiKey } = JSON.parse(stdout)
  expect(bots().map(({ apiKey }) => apiKey)).toEqual([newApiKey])
  expect((await run('drift', [...AT_OKX(), ...HOLDER])).code).toBe(0)
}, 120_000)

test('guided steps check what a person did', async () => {
  const args = [...AT_OKX(), ...HOLDER, '--guided', '--grant', 'grant.json', '--account', 'bot1']
  const plan = await run('rotate', args)
  expect([plan.code, plan.stdout]).toEqual([0, expect.stringContaining('never without a key that works')])
  expect((await run('rotate', [...args, '--reset'])).stdout).toContain('Gap:')
  const step = (name: string, credentials?: object, ...more: string[]) =>
    run('rotate', [...args, '--step', name, ...more, '--yes'], credentials)
  const second = { ...key('second', 'bot1', 'trade'), ips: [] }
  SECRETS.push(second.secret)
  okx.state.keys.set(second.apiKey, second)
  const unbound = await step('make', credentialsOf(second))
  expect([unbound.code, unbound.stderr]).toEqual([1, expect.stringContaining('does not fit: noIps')])
  okx.state.keys.set(second.apiKey, { ...second, ips: ['127.0.0.1'] })
  expect((await step('switch')).code).toBe(1)
  // OKX does not say how old a key is.
  const until = new Date(Date.now() + 86_400_000).toISOString().replace(/\.\d+/, '')
  const aged = ['--accept', 'ageUnknown', '--who', 'A. Owner', '--why', 'just made', '--until', until]
  const made = await step('make', credentialsOf(second), ...aged)
  expect(made.code, made.stderr).toBe(0)
  expect((await step('switch')).code).toBe(0)
  expect((await step('delete')).stderr).toContain('still takes the old key')
  for (const [apiKey, one] of okx.state.keys) {
    if (one.account === 'bot1' && one.label.startsWith('lk')) okx.state.keys.delete(apiKey)
  }
  expect((await step('delete')).code).toBe(0)
  const drift = await run('drift', [...AT_OKX(), ...HOLDER, '--json'])
  expect(drift.code, drift.stdout).toBe(0)
  expect(JSON.parse(drift.stdout)).toMatchObject({ known: true, drift: [] })
}, 60_000)

test('nothing printed or written has a secret in it', () => {
  const files = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'))
  for (const [, one] of okx.state.keys) SECRETS.push(one.secret)
  for (const secret of SECRETS) {
    expect(outputs).not.toContain(secret)
    for (const text of files) expect(text).not.toContain(secret)
  }
  expect(binanceMain.apiKey).not.toBe('')
})
