import { spawn } from 'node:child_process'
import { createHmac, generateKeyPairSync } from 'node:crypto'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '..', '..')
const SCRIPT = join(ROOT, 'scripts', 'venue-sign.ts')
const SECRET = 'secret on standard input 8e1f'
const PASSPHRASE = 'passphrase on standard input'

const okx = {
  venue: 'okx-v5',
  credentials: { keyType: 'hmac', apiKey: 'key', secret: SECRET, passphrase: PASSPHRASE },
  clockMs: 1_700_000_000_123,
  method: 'POST',
  baseUrl: 'https://www.okx.com',
  path: '/api/v5/trade/order',
  params: [['sz', '1']],
}

type Answer = {
  readonly url?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | null
  readonly message?: unknown
  readonly error?: { readonly name: string; readonly message: string }
}

type Result = { readonly code: number | null; readonly stdout: string; readonly stderr: string }

async function run(input: string | readonly Buffer[], args: readonly string[] = []): Promise<Result> {
  const child = spawn(process.execPath, [SCRIPT, ...args], { cwd: ROOT })
  const code = new Promise<number | null>((resolve) => child.on('close', resolve))
  const text = async (stream: AsyncIterable<Buffer>) => {
    const parts: Buffer[] = []
    for await (const part of stream) parts.push(part)
    return Buffer.concat(parts).toString()
  }
  const output = Promise.all([text(child.stdout), text(child.stderr)])
  for (const part of typeof input === 'string' ? [input] : input) child.stdin.write(part)
  child.stdin.end()
  const [stdout, stderr] = await output
  return { code: await code, stdout, stderr }
}

async function answers(...lines: readonly (object | string)[]): Promise<readonly Answer[]> {
  const { stdout, stderr, code } = await run(
    lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'),
  )
  expect(stderr).toBe('')
  expect(code).toBe(0)
  expect(stdout.endsWith('\n')).toBe(true)
  const result = stdout.slice(0, -1).split('\n')
  expect(result.length).toBe(lines.length)
  return result.map((line) => JSON.parse(line) as Answer)
}

describe('venue:sign', () => {
  it('answers a request with everything that is to be sent', async () => {
    const [answer] = await answers(okx)
    const prehash = '2023-11-14T22:13:20.123ZPOST/api/v5/trade/order{"sz":"1"}'
    expect(answer).toEqual({
      url: 'https://www.okx.com/api/v5/trade/order',
      method: 'POST',
      headers: {
        'OK-ACCESS-KEY': 'key',
        'OK-ACCESS-SIGN': createHmac('sha256', SECRET).update(prehash).digest('base64'),
        'OK-ACCESS-TIMESTAMP': '2023-11-14T22:13:20.123Z',
        'OK-ACCESS-PASSPHRASE': PASSPHRASE,
        'Content-Type': 'application/json',
      },
      body: '{"sz":"1"}',
    })
  })

  it('answers logins, and says where there are none', async () => {
    const login = { ...okx, kind: 'ws', baseUrl: 'wss://ws.okx.com:8443', path: '/ws/v5/private', params: [] }
    const [okxAnswer, kucoinAnswer, krakenAnswer] = await answers(
      login,
      { ...login, venue: 'kucoin-spot' },
      {
        kind: 'ws',
        venue: 'kraken-futures',
        credentials: { keyType: 'hmac', apiKey: 'key', secret: 'a2V5IG9mIGEgdGVzdA==' },
        clockMs: 1_700_000_000_123,
        baseUrl: 'wss://futures.kraken.com/ws/v1',
        challenge: '226aee50-88fc-4618-a42a-34f7709570b2',
        frame: { channel: 'fills' },
      },
    )
    expect(okxAnswer).toMatchObject({ message: { op: 'login', args: [{ timestamp: '1700000000' }] } })
    expect(kucoinAnswer?.error?.name).toBe('LoginUnsignedError')
    expect(kucoinAnswer?.error?.message).toContain('bullet-private')
    expect(krakenAnswer).toMatchObject({ message: { event: 'subscribe', feed: 'fills' } })
  })

  it('answers each line in order, also empty ones, bad ones, and a last one without an end', async () => {
    const [one, empty, bad, list, other, last] = await answers(okx, '', '{"venue": "okx', '[]', 'null', {
      ...okx,
      path: '/api/v5/last',
    })
    expect(one?.url).toBe('https://www.okx.com/api/v5/trade/order')
    for (const answer of [empty, bad, list, other]) {
      expect(Object.keys(answer ?? {})).toEqual(['error'])
      expect(answer?.error?.name).toBe('VenueRequestInvalidError')
    }
    expect(last?.url).toBe('https://www.okx.com/api/v5/last')
  })

  it('takes lines that end as on Windows, and characters cut in two', async () => {
    const text = Buffer.from(
      `${JSON.stringify({ ...okx, params: [['é', '€']] })}\r\n\r\n${JSON.stringify(okx)}\r\n`,
    )
    const at = text.indexOf('€') + 1
    const { stdout } = await run([text.subarray(0, at), text.subarray(at)])
    const lines = stdout.trimEnd().split('\n')
    expect(lines.length).toBe(3)
    expect((JSON.parse(lines[0] ?? '') as Answer).body).toBe('{"é":"€"}')
    expect((JSON.parse(lines[1] ?? '') as Answer).error?.name).toBe('VenueRequestInvalidError')
    expect((JSON.parse(lines[2] ?? '') as Answer).body).toBe('{"sz":"1"}')
  })

  it('answers nothing when nothing is asked', async () => {
    expect(await run('')).toEqual({ code: 0, stdout: '', stderr: '' })
  })

  it('keeps numbers as they are written, in a body and in a query', async () => {
    const numbers = '[["id",12345678901234567890],["px",219.0],["z",[1e400,0.10]],["ok",5]]'
    const line = JSON.stringify({ ...okx, params: 'NUMBERS' }).replace('"NUMBERS"', numbers)
    const [body, query] = await answers(line, line.replace('POST', 'GET'))
    expect(body?.body).toBe('{"id":12345678901234567890,"px":219.0,"z":[1e400,0.10],"ok":5}')
    expect(query?.url).toBe(
      'https://www.okx.com/api/v5/trade/order?id=12345678901234567890&px=219.0&z=%5B1e400%2C0.10%5D&ok=5',
    )
  })

  it('keeps keys of different credentials apart', async () => {
    const sign = (credentials: object) => ({ ...okx, credentials: { ...okx.credentials, ...credentials } })
    const [first, second, third, again] = await answers(
      okx,
      sign({ secret: 'another secret' }),
      sign({ passphrase: 'another passphrase' }),
      okx,
    )
    const signatures = [first, second, third, again].map((answer) => answer?.headers?.['OK-ACCESS-SIGN'])
    expect(signatures[1]).not.toBe(signatures[0])
    expect(third?.headers?.['OK-ACCESS-PASSPHRASE']).toBe('another passphrase')
    expect(signatures[3]).toBe(signatures[0])
  })

  it('takes null for what may be missing', async () => {
    const [answer] = await answers({
      ...okx,
      nonce: null,
      uuid: null,
      bodyArray: null,
      frame: null,
      challenge: null,
    })
    expect(answer?.body).toBe('{"sz":"1"}')
  })

  it('takes a list as body, and no parameters', async () => {
    const [list, none, neither, both] = await answers(
      { ...okx, params: null, bodyArray: [{ sz: '1' }] },
      { ...okx, params: [] },
      { ...okx, params: null },
      { ...okx, bodyArray: [] },
    )
    expect(list?.body).toBe('[{"sz":"1"}]')
    expect(none?.body).toBe(null)
    expect(neither?.error?.message).toContain('params is null without bodyArray')
    expect(both?.error?.message).toContain('params beside bodyArray')
  })

  it('takes a moment as any example may have it', async () => {
    const [first, written, broken] = await answers(
      { ...okx, clockMs: 0 },
      JSON.stringify(okx).replace('1700000000123', '1700000000123.0'),
      JSON.stringify(okx).replace('1700000000123', '1700000000123.5'),
    )
    expect(first?.headers?.['OK-ACCESS-TIMESTAMP']).toBe('1970-01-01T00:00:00.000Z')
    expect(written?.headers?.['OK-ACCESS-TIMESTAMP']).toBe('2023-11-14T22:13:20.123Z')
    expect(broken?.error?.message).toContain('clockMs')
  })

  it('refuses bytes that are not UTF-8, and goes on', async () => {
    const line = Buffer.from(JSON.stringify({ ...okx, params: [['note', 'é']] }))
    const broken = Buffer.from(line)
    broken[broken.indexOf(0xc3)] = 0xff
    const end = Buffer.from('\n')
    const { stdout } = await run([broken, end, line.subarray(0, 60), line.subarray(60), end, broken])
    const [first, second, third, ...none] = stdout
      .trimEnd()
      .split('\n')
      .map((text) => JSON.parse(text) as Answer)
    expect(first?.error?.message).toContain('not JSON')
    expect(second?.body).toBe('{"note":"é"}')
    expect(third).toEqual(first)
    expect(none).toEqual([])
  })

  it('answers in ASCII, since readers end lines at other signs too', async () => {
    const body = { note: '\u2028\u2029\u0085\u007f é 😀 \ud800' }
    const { stdout } = await run(JSON.stringify({ ...okx, params: Object.entries(body) }))
    expect(stdout).toMatch(/^[\x20-\x7e]+\n$/)
    const { body: sent } = JSON.parse(stdout) as Answer
    expect(JSON.parse(sent ?? '')).toEqual(body)
  })

  it('takes a frame whose unused members are null, and the query of a socket', async () => {
    const frame = { channel: 'spot.orders', event: 'subscribe', payload: null, topics: null }
    const gate = {
      ...okx,
      venue: 'gate-v4',
      kind: 'ws',
      baseUrl: 'wss://api.gateio.ws',
      path: '/ws/v4/',
      params: [],
      frame,
    }
    const gemini = { ...gate, venue: 'gemini-v1', nonce: '7', frame: null }
    const [subscribed, plain, filtered, wrong] = await answers(
      gate,
      { ...gemini, path: '/v1/order/events' },
      { ...gemini, path: '/v1/order/events?eventTypeFilter=fill' },
      { ...gemini, path: '/v1/../order?a=b' },
    )
    expect(subscribed?.message).toMatchObject({ channel: 'spot.orders', event: 'subscribe', payload: null })
    expect(filtered).toEqual(plain)
    expect(plain?.headers).toBeDefined()
    expect(wrong?.error?.name).toBe('VenueRequestInvalidError')
  })

  it('wants no name for a key that has an address, and of others it does', async () => {
    const credentials = { keyType: 'secp256k1', secret: `0x${'1'.repeat(64)}` }
    const action = { type: 'scheduleCancel' }
    const hyperliquid = {
      venue: 'hyperliquid',
      credentials,
      clockMs: 0,
      nonce: '0',
      method: 'POST',
      baseUrl: 'https://api.hyperliquid.xyz',
      path: '/exchange',
      params: [
        ['action', action],
        ['vaultAddress', null],
      ],
    }
    const [nameless, empty, unset, other] = await answers(
      hyperliquid,
      { ...hyperliquid, credentials: { ...credentials, apiKey: '' } },
      { ...hyperliquid, params: [...hyperliquid.params, ['expiresAfter', null]] },
      { ...okx, credentials: { ...okx.credentials, apiKey: '' } },
    )
    expect(nameless?.body).toContain('"signature"')
    expect(empty).toEqual(nameless)
    expect(unset).toEqual(nameless)
    expect(other?.error?.message).toContain('apiKey is not 1 to 1,024 characters')
  })

  it('says what is wrong with a line, and repeats no value of it', async () => {
    const pem = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({
      format: 'pem',
      type: 'pkcs8',
    })
    const cases: readonly [object | string, string, string][] = [
      [{ ...okx, venue: 'nowhere' }, 'VenueUnknownError', 'There is no venue "nowhere"'],
      [{ ...okx, extra: SECRET }, 'VenueRequestInvalidError', 'member "extra"'],
      [
        { ...okx, credentials: { ...okx.credentials, more: SECRET } },
        'VenueRequestInvalidError',
        'credentials has a member "more"',
      ],
      [
        { ...okx, credentials: { ...okx.credentials, secret: [SECRET] } },
        'VenueRequestInvalidError',
        'credentials.secret',
      ],
      [
        { ...okx, credentials: { ...okx.credentials, keyType: SECRET } },
        'VenueRequestInvalidError',
        'credentials.keyType is none of hmac, rsa',
      ],
      [
        { ...okx, credentials: { ...okx.credentials, keyType: 'rsa', secret: pem } },
        'KeyTypeUnsupportedError',
        'OKX takes no keys of type "rsa"',
      ],
      [
        { ...okx, credentials: { ...okx.credentials, passphrase: null } },
        'CredentialsInvalidError',
        'passphrase is missing',
      ],
      [{ ...okx, clockMs: '1700000000123' }, 'VenueRequestInvalidError', 'clockMs'],
      [{ ...okx, clockMs: -1 }, 'SigningInputMissingError', 'clockMs'],
      [{ ...okx, method: 'get' }, 'VenueRequestInvalidError', 'method is none of GET'],
      [{ ...okx, method: undefined }, 'VenueRequestInvalidError', 'method is missing'],
      [{ ...okx, path: '/a?b=1' }, 'VenueRequestInvalidError', 'path'],
      [{ ...okx, params: [['a']] }, 'VenueRequestInvalidError', 'params.0'],
      [{ ...okx, params: { a: 1 } }, 'VenueRequestInvalidError', 'params'],
      [{ ...okx, challenge: 'x' }, 'VenueRequestInvalidError', 'for logins only'],
      [`{"secret": "${SECRET}", }`, 'VenueRequestInvalidError', 'not JSON'],
    ]
    const result = await answers(...cases.map(([line]) => line))
    for (const [at, [, name, words]] of cases.entries()) {
      expect(result[at]?.error).toEqual({ name, message: expect.stringContaining(words) })
    }
    const shown = JSON.stringify(result)
    expect(shown).not.toContain(SECRET)
    expect(shown).not.toContain(PASSPHRASE)
    expect(shown).not.toContain(String(pem).split('\n')[2])
  })

  it('answers a line before the next one comes', async () => {
    const child = spawn(process.execPath, [SCRIPT], { cwd: ROOT })
    const next = () =>
      new Promise<string>((resolve) => child.stdout.once('data', (data: Buffer) => resolve(`${data}`)))
    for (const path of ['/first', '/second']) {
      child.stdin.write(`${JSON.stringify({ ...okx, path })}\n`)
      expect(await next()).toContain(`https://www.okx.com${path}`)
    }
    child.stdin.end()
    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(0)
  })

  it('ends without a word when nobody reads on', async () => {
    const child = spawn(process.execPath, [SCRIPT], { cwd: ROOT })
    child.stdin.on('error', () => {})
    let stderr = ''
    child.stderr.on('data', (data: Buffer) => {
      stderr += `${data}`
    })
    child.stdout.once('data', () => child.stdout.destroy())
    child.stdin.end(`${JSON.stringify(okx)}\n`.repeat(5000))
    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(0)
    expect(stderr).toBe('')
  })

  it('explains itself, and takes no arguments, which it does not repeat', async () => {
    const help = await run('', ['--help'])
    expect(help.code).toBe(0)
    expect(help.stdout).toContain('npm run -s venue:sign')
    const wrong = await run('', [SECRET])
    expect(wrong.code).toBe(2)
    expect(wrong.stdout).toBe('')
    expect(wrong.stderr).not.toContain(SECRET)
  })
})
