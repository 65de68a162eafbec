import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { inspect } from 'node:util'
import { afterAll, afterEach, beforeAll, describe, expect, expectTypeOf, it, test, vi } from 'vitest'
import { memoryBudgetLedger } from '../../../sdk/cex/budgets/memoryBudgetLedger.ts'
import { createOwnerVenueClient } from '../../../sdk/cex/clients/createOwnerVenueClient.ts'
import {
  createVenueClient,
  type VenueClient,
  type VenueHolderClientConfig,
} from '../../../sdk/cex/clients/createVenueClient.ts'
import type { VenueFetch } from '../../../sdk/cex/venueFetch.ts'
import { fixedVenueClock } from '../../../sdk/cex/clock/fixedVenueClock.ts'
import { memoryNonceAuthority } from '../../../sdk/cex/nonces/memoryNonceAuthority.ts'
import type { VenueRequest } from '../../../sdk/cex/request.ts'
import type { Venue } from '../../../sdk/cex/venue.ts'
import { UNLIMITED_KEY_LIFETIME } from '../../../sdk/core/constants.ts'
import { ORDER_TYPES } from '../../../sdk/core/orderType.ts'
import type { VenueLimit } from '../../../sdk/core/venueLimit.ts'
import { exampleGrant, NOW, NOW_MS, trading, UNLIMITED } from './support/exampleGrant.ts'
import { API_KEY, ask, BASE_URL, exampleSigner, exampleVenue, order, SECRET } from './support/exampleVenue.ts'

type Handler = (request: IncomingMessage, response: ServerResponse, body: string) => void

let server: Server
let baseUrl: string
let handle: Handler
const seen: { url: string; headers: IncomingMessage['headers']; body: string }[] = []

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString()
      seen.push({ url: request.url ?? '', headers: request.headers, body })
      handle(request, response, body)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})
afterEach(() => {
  seen.length = 0
})

const TOTAL: VenueLimit = { kind: 'notionalTotal', asset: 'USDT', market: 'any', amount: '100' }

function answer(status: number, text: string): Handler {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(text)
  }
}

type Change = Partial<VenueHolderClientConfig> & { limits?: readonly VenueLimit[]; url?: string }

function client({ limits = [TOTAL], url = baseUrl, ...change }: Change = {}): VenueClient {
  const grant = exampleGrant({
    network: { environment: 'local', allowedIps: 'any', baseUrls: [url] },
    limits,
  })
  const clock = fixedVenueClock(NOW_MS)
  const budgets = memoryBudgetLedger()
  return createVenueClient({ venue: exampleVenue, signer: exampleSigner, grant, clock, budgets, ...change })
}

const here = (request: VenueRequest, url = baseUrl): VenueRequest => ({ ...request, baseUrl: url })
const spent = (holder: VenueClient) => holder.authority.budgets.spent(`${holder.grantId}/0`)
const throwing = (error: object) => expect.objectContaining(error)

describe('sendRequest', () => {
  it('signs, sends once, and gives back what the venue says', async () => {
    handle = answer(200, '{"code":0,"orderId":12345678901234567890,"small":5,"price":0.1}')
    const holder = client()
    const sent = await holder.sendRequest({ request: here(order()) })
    expect(sent).toEqual({
      status: 200,
      answer: { code: 0, orderId: '12345678901234567890', small: 5, price: 0.1 },
    })
    expect(seen).toHaveLength(1)
    expect(seen[0]).toMatchObject({ url: '/order', headers: { 'x-key': API_KEY, 'x-time': String(NOW_MS) } })
    expect(seen[0]?.headers['x-signature']).toMatch(/^[0-9a-f]{64}$/)
    expect(await spent(holder)).toBe('100')
  })

  it('sends nothing that the grant refuses', async () => {
    handle = answer(200, '{}')
    const holder = client()
    const refused = holder.sendRequest({ request: here(order({ market: 'ETHUSDT' })) })
    await expect(refused).rejects.toThrow(throwing({ name: 'MarketNotGrantedError' }))
    const elsewhere = holder.sendRequest({ request: order() })
    await expect(elsewhere).rejects.toThrow(throwing({ name: 'HostNotGrantedError' }))
    await holder.sendRequest({ request: here(order()) })
    const over = holder.sendRequest({ request: here(order()) })
    await expect(over).rejects.toThrow(throwing({ name: 'BudgetExceededError' }))
    expect(seen).toHaveLength(1)
  })

  test.for<[string, number, string, object]>([
    [
      'a status',
      400,
      '{"code":-1013,"msg":"Filter failure: LOT_SIZE"}',
      { code: '-1013', venueMessage: 'Filter failure: LOT_SIZE' },
    ],
    [
      'its own code under status 200',
      200,
      '{"code":51008,"msg":"Insufficient balance"}',
      { code: '51008', status: 200 },
    ],
    ['a status without words', 403, '<html>', { status: 403, code: undefined, venueMessage: '' }],
    ['a redirect', 302, '', { status: 302 }],
    [
      'words that are too long and strange',
      429,
      `{"error":"\\u001b[31m${'x'.repeat(500)}"}`,
      { venueMessage: `[31m${'x'.repeat(196)}` },
    ],
  ])('tells a refusal by %s, and keeps what was reserved', async ([, status, text, error]) => {
    handle = answer(status, text)
    const holder = client()
    const refused = holder.sendRequest({ request: here(order()) })
    await expect(refused).rejects.toThrow(throwing({ name: 'VenueRefusedError', venue: 'Example', ...error }))
    expect(await spent(holder)).toBe('100')
  })

  it('follows no redirect', async () => {
    handle = (_request, response) => {
      response.writeHead(307, { location: `${baseUrl}/elsewhere` })
      response.end()
    }
    await expect(client().sendRequest({ request: here(order()) })).rejects.toThrow(throwing({ status: 307 }))
    expect(seen.map(({ url }) => url)).toEqual(['/order'])
  })

  it('does not know what became of a request that got no answer, and keeps what was reserved', async () => {
    handle = () => {}
    const holder = client({ timeoutMs: 50 })
    const lost = holder.sendRequest({ request: here(order()) })
    const reason = 'no answer within 50 ms'
    await expect(lost).rejects.toThrow(throwing({ name: 'VenueOutcomeUnknownError', reason }))
    expect(await spent(holder)).toBe('100')
  })

  test.for<[string, Handler]>([
    ['a broken connection', (request) => void request.socket.destroy()],
    [
      'half an answer',
      (request, response) => {
        response.writeHead(200, { 'content-length': '100' })
        response.write('{"code":')
        request.socket.end()
      },
    ],
    ['a failure of the server', answer(502, '{"code":1}')],
    ['an answer that is no JSON', answer(200, 'accepted')],
  ])('does not know what became of a request after %s', async ([, handler]) => {
    handle = handler
    const holder = client({ timeoutMs: 1000 })
    const lost = holder.sendRequest({ request: here(order()) })
    await expect(lost).rejects.toThrow(throwing({ name: 'VenueOutcomeUnknownError' }))
    expect(await spent(holder)).toBe('100')
  })

  it('knows that reading did nothing, whatever the status', async () => {
    handle = answer(502, '{"code":1,"msg":"try later"}')
    const refused = client().sendRequest({ request: here(ask('GET', '/balance')) })
    await expect(refused).rejects.toThrow(throwing({ name: 'VenueRefusedError', status: 502 }))
  })

  it('gives back what it reserved for a request that never left', async () => {
    const gone = createServer()
    await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve))
    const nobody = `http://127.0.0.1:${(gone.address() as AddressInfo).port}`
    await new Promise((resolve) => gone.close(resolve))
    const holder = client({ url: nobody })
    const unsent = holder.sendRequest({ request: here(order(), nobody) })
    const error = { name: 'VenueUnreachableError', reason: 'no connection (ECONNREFUSED)' }
    await expect(unsent).rejects.toThrow(throwing(error))
    expect(await spent(holder)).toBe('0')
  })

  test.for<[string, unknown, string]>([
    ['a name that is not known', Object.assign(new Error('x'), { code: 'ENOTFOUND' }), '0'],
    [
      'several addresses, none of which took it',
      new AggregateError(
        ['ECONNREFUSED', 'ENETUNREACH'].map((code) =>
          Object.assign(new Error('x'), { code, syscall: 'connect' }),
        ),
        'x',
      ),
      '0',
    ],
    ['no way to the host', Object.assign(new Error('x'), { code: 'EHOSTUNREACH', syscall: 'connect' }), '0'],
    [
      'the way to the host lost while waiting for the answer',
      Object.assign(new Error('x'), { code: 'EHOSTUNREACH', syscall: 'read' }),
      '100',
    ],
    [
      'a refusal that says nothing of connecting',
      Object.assign(new Error('x'), { code: 'ECONNREFUSED' }),
      '100',
    ],
    [
      'several addresses, one of which may have',
      new AggregateError(
        [Object.assign(new Error('x'), { code: 'ECONNREFUSED', syscall: 'connect' }), new Error('x')],
        'x',
      ),
      '100',
    ],
    ['an aggregate of nothing', new AggregateError([], 'x'), '100'],
    ['a reset', Object.assign(new Error('x'), { code: 'ECONNRESET' }), '100'],
    ['something without a code', new Error('x'), '100'],
    ['something that is no error', 'x', '100'],
  ])('keeps or gives back by what is proved: %s', async ([, failure, expected]) => {
    const fetch: VenueFetch = async () => {
      throw failure instanceof Error ? new TypeError('fetch failed', { cause: failure }) : failure
    }
    const holder = client({ fetch })
    const name = expected === '0' ? 'VenueUnreachableError' : 'VenueOutcomeUnknownError'
    await expect(holder.sendRequest({ request: here(order()) })).rejects.toThrow(throwing({ name }))
    expect(await spent(holder)).toBe(expected)
  })

  it('gives back what it reserved when signing fails', async () => {
    const cause = new Error('the HSM is gone')
    const signer = { ...exampleSigner, sign: async () => Promise.reject(cause) }
    const holder = client({ signer })
    await expect(holder.sendRequest({ request: here(order()) })).rejects.toBe(cause)
    await expect(holder.signRequest({ request: here(order()) })).rejects.toBe(cause)
    expect(await spent(holder)).toBe('0')
  })

  it('signs what was judged, whatever becomes of the request meanwhile', async () => {
    handle = answer(200, '{}')
    const changing = {
      ...here(order()),
      params: order().params?.map(([name, value]) => [name, value] as [string, string]) ?? [],
    }
    const prices = {
      reference: async () => {
        for (const parameter of changing.params) if (parameter[0] === 'quantity') parameter[1] = '1000'
        return { price: '100', atMs: NOW_MS }
      },
    }
    for (const parameter of changing.params) if (parameter[0] === 'side') parameter[1] = 'sell'
    const holder = client({ prices })
    await holder.sendRequest({ request: changing })
    expect(changing.params).toContainEqual(['quantity', '1000'])
    expect(seen[0]?.body).toContain('["quantity","1"]')
    expect(await spent(holder)).toBe('100')
  })

  test.for<[string, unknown]>([
    ['a number that is none', Number.NaN],
    ['nothing', undefined],
    ['a large integer', 5n],
    ['a date', new Date(0)],
    ['something that shows itself differently', { toJSON: () => '1' }],
    ['a class', new Map()],
    ['depth', JSON.parse(`${'['.repeat(40)}${']'.repeat(40)}`)],
  ])('refuses a request with %s in it', async ([, value]) => {
    const request = here({ ...order(), params: [['note', value as string]] })
    const refused = client().sendRequest({ request })
    await expect(refused).rejects.toThrow(throwing({ name: 'VenueRequestInvalidError' }))
    await expect(client().checkRequest({ request })).rejects.toThrow(
      throwing({ name: 'VenueRequestInvalidError' }),
    )
  })

  it('signs nothing when the grant ended while it waited, and gives back what it reserved', async () => {
    const { validUntil } = client().grant
    let nowMs = validUntil * 1000
    const clock = { nowMs: () => nowMs, ready: async () => {} }
    const prices = {
      reference: async () => {
        nowMs += 1000
        return { price: '100', atMs: validUntil * 1000 }
      },
    }
    const holder = client({ clock, prices })
    const late = holder.sendRequest({ request: here(order({ side: 'sell' })) })
    await expect(late).rejects.toThrow(throwing({ name: 'GrantExpiredError', timestamp: validUntil + 1 }))
    expect(await spent(holder)).toBe('0')
    expect(seen).toHaveLength(0)
    nowMs = validUntil * 1000
    handle = answer(200, '{}')
    expect(await holder.sendRequest({ request: here(order()) })).toMatchObject({ status: 200 })
  })

  it('gives the answer even when the ledger is gone by then', async () => {
    handle = answer(200, '{}')
    const budgets = { ...memoryBudgetLedger(), settle: async () => Promise.reject(new Error('gone')) }
    expect(await client({ budgets }).sendRequest({ request: here(order()) })).toMatchObject({ status: 200 })
  })

  it('signs nothing without a ledger that reserves', async () => {
    const sign = vi.fn(exampleSigner.sign)
    const budgets = { ...memoryBudgetLedger(), reserve: async () => Promise.reject(new Error('gone')) }
    const holder = client({ budgets, signer: { ...exampleSigner, sign } })
    await expect(holder.sendRequest({ request: here(order()) })).rejects.toThrow('gone')
    expect(sign).not.toHaveBeenCalled()
  })

  it('shows no secret, signature or URL in what goes wrong', async () => {
    const signatures: string[] = []
    const fetch: VenueFetch = async (url, { headers }) => {
      signatures.push(headers['x-signature'] ?? '')
      throw new Error(`${url}?signature=${headers['x-signature']}`)
    }
    const error = await client({ fetch })
      .sendRequest({ request: here(order()) })
      .catch((one: unknown) => one)
    const shown = inspect(error, { depth: 10, showHidden: true })
    for (const hidden of [SECRET, ...signatures, '/order']) expect(shown).not.toContain(hidden)
    expect(signatures).toHaveLength(1)
  })
})

describe('nonces', () => {
  const numbered: Venue = {
    ...exampleVenue,
    signing: {
      ...exampleVenue.signing,
      needs: { nonce: 'increasing' },
      prepareRequest: (request, key, moment) => {
        const prepared = exampleVenue.signing.prepareRequest(request, key, moment)
        return {
          ...prepared,
          finish: (signature) => {
            const signed = prepared.finish(signature)
            return { ...signed, headers: { ...signed.headers, 'x-nonce': moment.nonce ?? '' } }
          },
        }
      },
    },
  }

  it('sends in the order of nonces, each greater than the one before', async () => {
    handle = (_request, response) =>
      void setTimeout(() => answer(200, '{}')(_request, response, ''), Math.random() * 5)
    const holder = client({ venue: numbered, nonces: memoryNonceAuthority(), limits: [UNLIMITED] })
    await Promise.all(Array.from({ length: 10 }, () => holder.sendRequest({ request: here(order()) })))
    const nonces = seen.map(({ headers }) => Number(headers['x-nonce']))
    expect(nonces).toHaveLength(10)
    expect(nonces).toEqual([...new Set(nonces)].toSorted((one, other) => one - other))
    expect(nonces[0]).toBe(NOW_MS)
    const signed = await holder.signRequest({ request: here(order()) })
    expect(Number(signed.headers['x-nonce'])).toBeGreaterThan(nonces.at(-1) ?? 0)
  })

  it('sends at once where nonces only have to be new, each with a number of its own', async () => {
    const waiting: (() => void)[] = []
    const arrived = Promise.withResolvers<void>()
    const nonces: string[] = []
    handle = (request, response) => {
      nonces.push(String(request.headers['x-nonce']))
      waiting.push(() => answer(200, '{}')(request, response, ''))
      // every one is answered only once all are there
      if (waiting.length === 5) arrived.resolve()
    }
    const unique: Venue = { ...numbered, signing: { ...numbered.signing, needs: { nonce: 'unique' } } }
    const holder = client({ venue: unique, nonces: memoryNonceAuthority(), limits: [UNLIMITED] })
    const sent = Promise.all(Array.from({ length: 5 }, () => holder.sendRequest({ request: here(order()) })))
    await arrived.promise
    for (const reply of waiting) reply()
    await sent
    expect(new Set(nonces).size).toBe(5)
  })

  it('asks for what hands them out', () => {
    expect(() => client({ venue: numbered })).toThrow(
      throwing({ name: 'SigningInputMissingError', input: 'nonces' }),
    )
    expect(() => client({ timeoutMs: 0 })).toThrow(
      throwing({ name: 'SigningInputMissingError', input: 'timeoutMs' }),
    )
  })

  it('takes text, UUIDs and random bytes from the platform, new ones each time', async () => {
    const moments: unknown[] = []
    const random: Venue = {
      ...exampleVenue,
      signing: {
        ...exampleVenue.signing,
        needs: { nonce: 'text', uuid: true, randomHex: true },
        prepareRequest: (request, key, moment) => {
          moments.push(moment)
          return exampleVenue.signing.prepareRequest(request, key, moment)
        },
      },
    }
    const holder = client({ venue: random, limits: [UNLIMITED], recvWindowMs: 3000 })
    await holder.signRequest({ request: here(order()) })
    await holder.signRequest({ request: here(order()) })
    const shape = {
      ...{ clockMs: NOW_MS, recvWindowMs: 3000, nonce: expect.stringMatching(/^[0-9a-f]{32}$/) },
      ...{
        uuid: expect.stringMatching(/^[0-9a-f-]{36}$/),
        randomHex: expect.stringMatching(/^[0-9a-f]{32}$/),
      },
    }
    expect(moments).toEqual([shape, shape])
    expect(moments[0]).not.toEqual(moments[1])
  })
})

describe('keys', () => {
  it('signs with keys of the grant only, in their time', async () => {
    const other = { ...exampleSigner, apiKey: 'second-key' }
    expect(() => client({ signer: other })).toThrow(throwing({ name: 'VenueKeyNotGrantedError' }))
    const keys = [{ apiKey: 'second-key', validAfter: NOW, validUntil: NOW + 10 }]
    const at = (seconds: number) => ({
      signer: other,
      keys,
      clock: fixedVenueClock(seconds * 1000),
      limits: [UNLIMITED],
    })
    const read = { request: here(ask('GET', '/balance')) }
    expect((await client(at(NOW + 10)).signRequest(read)).headers['x-key']).toBe('second-key')
    const late = throwing({ name: 'VenueKeyWindowError', validUntil: NOW + 10, timestamp: NOW + 11 })
    await expect(client(at(NOW + 11)).signRequest(read)).rejects.toThrow(late)
    await expect(client(at(NOW + 11)).checkRequest(read)).rejects.toThrow(late)
  })

  it('ends the first key by its lifetime, and when a rotation says so', async () => {
    const change = { network: { environment: 'local', allowedIps: 'any', baseUrls: [baseUrl] } } as const
    const read = { request: here(ask('GET', '/balance')) }
    const at = (seconds: number, keyLifetime: number, keys: VenueHolderClientConfig['keys'] = []) =>
      client({
        grant: exampleGrant({ ...change, keyLifetime }),
        clock: fixedVenueClock(seconds * 1000),
        keys,
      })
    await at(NOW + 60, 60).signRequest(read)
    const over = throwing({ name: 'VenueKeyWindowError' })
    await expect(at(NOW + 61, 60).signRequest(read)).rejects.toThrow(over)
    await at(NOW + 61, UNLIMITED_KEY_LIFETIME).signRequest(read)
    const rotated = [{ apiKey: API_KEY, validAfter: NOW, validUntil: NOW + 5 }]
    await expect(at(NOW + 6, 60, rotated).signRequest(read)).rejects.toThrow(over)
    const longer = [{ apiKey: API_KEY, validAfter: NOW, validUntil: NOW + 500 }]
    await expect(at(NOW + 61, 60, longer).signRequest(read)).rejects.toThrow(over)
  })

  it('holds to the grant as it was when the client was made', async () => {
    const network = { environment: 'local', allowedIps: 'any', baseUrls: [baseUrl] } as const
    const grant = exampleGrant({ network, permissions: [trading()] })
    const holder = client({ grant })
    Object.assign(grant.permissions[0] ?? {}, { endpointClass: 'full' })
    await expect(holder.checkRequest({ request: here(ask('POST', '/withdraw')) })).rejects.toThrow(
      throwing({ name: 'EndpointNotGrantedError' }),
    )
    await holder.checkRequest({ request: here(order()) })
    const [permission] = holder.authority.grant.permissions
    expect(() => Object.assign(permission ?? {}, { endpointClass: 'full' })).toThrow(TypeError)
    expect(() => Object.assign(holder.grant, { limits: [] })).toThrow(TypeError)
  })
})

describe('signRequest and checkRequest', () => {
  it('counts what was signed, sent or not; what was only checked counts for nothing', async () => {
    const holder = client()
    const checked = await holder.checkRequest({ request: here(order()) })
    expect(checked).toEqual({
      endpoint: 'POST /order',
      endpointClass: 'trade',
      draws: [{ limit: 0, amount: '100' }],
    })
    expect(await spent(holder)).toBe('0')
    await holder.signRequest({ request: here(order()) })
    expect(await spent(holder)).toBe('100')
    await expect(holder.signRequest({ request: here(order()) })).rejects.toThrow(
      throwing({ name: 'BudgetExceededError' }),
    )
  })
})

describe('signLogin', () => {
  const login = (url = 'wss://ws.example.com', path = '/private') => ({
    login: { baseUrl: url, path, params: [] },
  })
  const onProduction = (change: Parameters<typeof exampleGrant>[0], venue = exampleVenue) =>
    client({ venue, grant: exampleGrant(change) })
  const reading = {
    permissions: [
      { ...trading(), endpointClass: 'read', markets: [], sides: [], orderTypes: [], cancel: 'none' },
    ],
    limits: [],
  } as const
  const everything = {
    permissions: [...reading.permissions, trading({ markets: 'any', orderTypes: [...ORDER_TYPES] })],
  }

  it('lets a key log in where nothing that goes over the socket has to be judged', async () => {
    expect(await onProduction(everything).signLogin(login())).toMatchObject({ message: { key: API_KEY } })
    const refused = throwing({ name: 'LoginNotGrantedError' })
    await expect(onProduction({}).signLogin(login())).rejects.toThrow(refused)
    await expect(onProduction(reading).signLogin(login())).rejects.toThrow(refused)
    const paced = {
      ...everything,
      limits: [UNLIMITED, { kind: 'requestRate', amount: '5', period: 1 } as const],
    }
    await expect(onProduction(paced).signLogin(login())).rejects.toThrow(refused)
  })

  it('lets a key that reads log in where sockets only read', async () => {
    const { login: how } = exampleVenue.signing
    const quiet: Venue = {
      ...exampleVenue,
      signing: { ...exampleVenue.signing, login: 'instead' in how ? how : { ...how, onlyReads: true } },
    }
    expect(await onProduction(reading, quiet).signLogin(login())).toMatchObject({ message: { key: API_KEY } })
    const trades = { permissions: [trading()] }
    await expect(onProduction(trades, quiet).signLogin(login())).rejects.toThrow(
      throwing({ name: 'LoginNotGrantedError' }),
    )
  })

  it('logs in to sockets of the environment only', async () => {
    for (const [url, path] of [
      ['wss://ws.testnet.example.com', '/private'],
      ['wss://ws.example.com', '/other'],
      ['ws://ws.example.com', '/private'],
    ]) {
      await expect(onProduction(everything).signLogin(login(url, path))).rejects.toThrow(
        throwing({ name: 'HostNotGrantedError' }),
      )
    }
    const owner = createOwnerVenueClient({
      ...{ venue: exampleVenue, signer: exampleSigner, clock: fixedVenueClock(NOW_MS) },
      network: { environment: 'production', allowedIps: 'any' },
    })
    expect(await owner.signLogin(login())).toMatchObject({ message: { key: API_KEY } })
    await expect(owner.signLogin(login('wss://evil.test'))).rejects.toThrow(
      throwing({ name: 'HostNotGrantedError' }),
    )
  })
})

describe('clients', () => {
  const owner = () =>
    createOwnerVenueClient({
      ...{ venue: exampleVenue, signer: exampleSigner, clock: fixedVenueClock(NOW_MS) },
      network: { environment: 'local', allowedIps: 'any', baseUrls: [baseUrl] },
    })

  it("owner's signs whatever it is told to, for its own environment", async () => {
    handle = answer(200, '{"id":1}')
    expect(await owner().sendRequest({ request: here(ask('POST', '/withdraw')) })).toMatchObject({
      status: 200,
    })
    await expect(owner().sendRequest({ request: order() })).rejects.toThrow(
      throwing({ name: 'HostNotGrantedError' }),
    )
    expect(() =>
      createOwnerVenueClient({
        venue: exampleVenue,
        signer: exampleSigner,
        network: { environment: 'local', allowedIps: 'any' },
      }),
    ).toThrow(throwing({ name: 'GrantInvalidError' }))
  })

  it("are the holder's with a grant, and the owner's without, by type", () => {
    type Owner = ReturnType<typeof owner>
    expectTypeOf<VenueClient['authority']>().not.toBeUndefined()
    expectTypeOf<Owner['authority']>().toBeUndefined()
    expectTypeOf<Owner>().not.toHaveProperty('grant')
    expectTypeOf<{ venue: Venue }>().not.toExtend<Parameters<typeof createVenueClient>[0]>()
    expect(Object.keys(client()).filter((name) => !(name in owner()))).toEqual([
      'checkRequest',
      'grant',
      'grantId',
    ])
  })

  it('refuse grants of other venues', () => {
    const venue = { ...exampleVenue, id: 'another-v1' }
    expect(() => client({ venue })).toThrow(throwing({ name: 'GrantInvalidError', member: 'account' }))
  })

  it('ask the venue for its time', async () => {
    handle = answer(200, '{"time":1767225600123}')
    expect(await client().getServerTime()).toBe(1_767_225_600_123)
    const error = { name: 'ClockUnmeasuredError' }
    handle = answer(200, '{"other":1}')
    await expect(client().getServerTime()).rejects.toThrow(throwing(error))
    handle = answer(500, '{"time":1}')
    await expect(client().getServerTime()).rejects.toThrow(throwing(error))
    await expect(client({ url: 'http://127.0.0.1:1' }).getServerTime()).rejects.toThrow(throwing(error))
    const { serverTime, ...timeless } = exampleVenue
    expect(serverTime).toBeDefined()
    await expect(client({ venue: timeless }).getServerTime()).rejects.toThrow(throwing(error))
  })

  it('show no secret', () => {
    expect(inspect(client(), { depth: 10, showHidden: true })).not.toContain(SECRET)
    expect(JSON.stringify(client())).not.toContain(SECRET)
    expect(BASE_URL).toBe(exampleVenue.hosts.production.rest[0])
  })
})
