import type { Exchange } from 'ccxt'
import { beforeAll, describe, expect, test } from 'vitest'
import { verifyRequest } from '../../../scripts/local/venues/judge.ts'
import type {
  Parameter,
  ReceivedRequest,
  Setting,
  Verdict,
} from '../../../scripts/local/venues/localVenue.ts'
import type { Json } from '../../../sdk/cex/json.ts'
import type { VenueRequest } from '../../../sdk/cex/request.ts'
import { localVenueSigner } from '../../../sdk/cex/signing/localVenueSigner.ts'
import { signLogin } from '../../../sdk/cex/signing/signLogin.ts'
import { signRequest } from '../../../sdk/cex/signing/signRequest.ts'
import { Secret } from '../../../sdk/core/secret.ts'
import { ccxtExchange } from '../support/ccxt.ts'
import { generateSamples } from './generate.ts'
import type { ParityCase, ParitySample } from './parityCase.ts'

/** How many requests have to be the same in both halves. */
const AT_LEAST = 300

const GENERATED = 600

const CLOCK_MS = 1_795_000_000_123

type Sent = {
  readonly url: string
  readonly method: string
  readonly headers?: Readonly<Record<string, unknown>> | undefined
  readonly body?: string | null | undefined
}

/** How many generated requests were accepted and said the same, by venue: signed by the adapter, and by ccxt. */
export const parityCounts = new Map<string, { adapter: number; ccxt: number }>()

/** A request as the venue would receive it: the URL as `fetch` writes it. */
export function received({ url, method, headers, body }: Sent): ReceivedRequest {
  const { pathname, search, host } = new URL(url)
  const lower = Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)])
  return {
    method,
    url: pathname + search,
    host,
    headers: Object.fromEntries(lower),
    body: body ?? '',
    ip: '127.0.0.1',
  }
}

const sorted = (params: readonly Parameter[]): string[] =>
  params.map(([name, value]) => JSON.stringify([name, canonical(value)])).toSorted()

// Members of objects in one order, since their order says nothing.
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([name, member]) => [name, canonical(member)] as const)
  return Object.fromEntries(entries.toSorted(([left], [right]) => (left < right ? -1 : 1)))
}

/** Runs the parity of one venue: what ccxt signs and what the adapter signs, judged by the local venue. */
export function runParitySuite(parityCase: ParityCase): void {
  const { local, adapter, key, keyType, differences = [] } = parityCase
  describe(local.id, () => {
    const samples = generateSamples(parityCase, GENERATED)
    const setting: Setting = {
      keys: new Map([[key.apiKey, key]]),
      nowMs: CLOCK_MS,
      seen: { highest: new Map(), once: new Set() },
    }
    const credentials = {
      keyType,
      apiKey: key.apiKey,
      secret: new Secret(parityCase.secret ?? key.secret),
      ...(key.passphrase !== undefined && { passphrase: new Secret(key.passphrase) }),
    }
    const signer = localVenueSigner(adapter, credentials)
    const moment = { clockMs: CLOCK_MS, ...parityCase.moment }
    let exchange: Exchange

    beforeAll(async () => {
      exchange = await ccxtExchange(parityCase.ccxt.id, {
        apiKey: key.apiKey,
        secret: parityCase.secret ?? key.secret,
        ...(key.passphrase !== undefined && { password: key.passphrase }),
        ...parityCase.ccxt.credentials,
        ...parityCase.ccxt.options,
      })
      exchange.milliseconds = () => CLOCK_MS
      exchange.seconds = () => Math.floor(CLOCK_MS / 1000)
      parityCase.ccxt.prepare?.(exchange)
    })

    const ours = (sample: ParitySample) =>
      received(signRequest(adapter, signer, requestOf(parityCase, sample), moment))
    const judge = (request: ReceivedRequest) => verifyRequest(local, request, setting)
    const same = (verdict: Verdict, sample: ParitySample) =>
      verdict.accepted && equal(sorted(verdict.params), sorted(expected(parityCase, sample)))

    function theirs(sample: ParitySample): ReceivedRequest | undefined {
      const { endpoint, list } = sample
      if (!endpoint.ccxt) return undefined
      const { path, api, fill } = endpoint.ccxt
      const params =
        endpoint.place === 'list' ? structuredClone(list) : { ...fill, ...ccxtParams(parityCase, sample) }
      return received(exchange.sign(path, api as string, endpoint.method, params) as Sent)
    }

    /** Whether ccxt signs something that says what was asked. It may fail to. */
    function passes(sample: ParitySample): boolean {
      try {
        const request = theirs(sample)
        return request !== undefined && same(judge(request), sample)
      } catch {
        return false
      }
    }

    test('what the adapter signs is accepted, and says what was asked', () => {
      for (const sample of samples) {
        const verdict = judge(ours(sample))
        const wanted = { accepted: true, params: sorted(expected(parityCase, sample)) }
        expect(
          verdict.accepted ? { accepted: true, params: sorted(verdict.params) } : verdict,
          told(sample),
        ).toEqual(wanted)
      }
      parityCounts.set(local.id, { adapter: samples.length, ccxt: 0 })
    })

    test(`what ccxt signs is accepted, and says the same, on at least ${AT_LEAST} requests`, () => {
      let alike = 0
      const differing = differences.map(() => 0)
      for (const sample of samples) {
        const at = differences.findIndex(({ when }) => when(sample))
        if (!sample.endpoint.ccxt) continue
        if (at >= 0) {
          // ccxt is not what the documents say: so it must not pass, or the list of differences is wrong.
          expect(passes(sample), `${differences[at]?.reason}: ${told(sample)}`).toBe(false)
          differing[at] = (differing[at] ?? 0) + 1
          continue
        }
        const request = theirs(sample)
        if (!request) continue
        const verdict = judge(request)
        const wanted = { accepted: true, params: sorted(expected(parityCase, sample)) }
        expect(
          verdict.accepted ? { accepted: true, params: sorted(verdict.params) } : verdict,
          told(sample),
        ).toEqual(wanted)
        alike += 1
      }
      expect(alike).toBeGreaterThanOrEqual(AT_LEAST)
      parityCounts.set(local.id, { adapter: samples.length, ccxt: alike })
      // A difference that no request shows is no difference.
      for (const [index, count] of differing.entries())
        expect(count, differences[index]?.reason).toBeGreaterThan(0)
    })

    test('a request that was changed after it was signed is refused', () => {
      const covers = parityCase.covers ?? ['path', 'query', 'body']
      for (const sample of samples.slice(0, 50)) {
        const signed = ours(sample)
        const { url, body } = signed
        const changed: ReceivedRequest[] = []
        if (covers.includes('path')) changed.push({ ...signed, url: url.replace(/(\?|$)/, 'x$1') })
        if (covers.includes('query') && url.includes('?')) changed.push({ ...signed, url: tampered(url) })
        if (covers.includes('body') && body !== '')
          changed.push({ ...signed, body: (parityCase.changeBody ?? tampered)(body) })
        for (const request of changed) expect(judge(request).accepted, told(sample)).toBe(false)
        expect(judge(signed).accepted).toBe(true)
      }
    })

    test('a request is refused at another time than its own, unless the venue only counts', () => {
      const [sample] = samples
      if (!sample) throw new Error('no requests were generated')
      const later = { ...setting, nowMs: CLOCK_MS + 3_600_000 }
      const verdict = local.verify(ours(sample), later)
      const spent = {
        ...setting,
        seen: { highest: new Map([[key.apiKey, 2n ** 64n - 1n]]), once: new Set<string>() },
      }
      const counted = local.verify(ours(sample), spent)
      if (parityCase.timeless) expect([verdict.accepted, counted.accepted]).toEqual([true, true])
      else expect([verdict, counted]).toContainEqual(expect.objectContaining({ accepted: false }))
    })

    if (parityCase.login)
      test('a login that the adapter signs is accepted, and refused with another secret', () => {
        const login = { baseUrl: parityCase.baseUrl, path: '/', params: [], ...parityCase.login }
        const signed = signLogin(adapter, signer, login, moment)
        const session = {
          request: received({ url: parityCase.baseUrl + login.path, method: 'GET' }),
          challenge: login.challenge ?? '',
        }
        const verdictOf = (given: typeof signed): Verdict | undefined =>
          'headers' in given
            ? local.socket?.upgrade?.(
                received({ url: parityCase.baseUrl + login.path, method: 'GET', headers: given.headers }),
                setting,
                state(),
              )
            : local.socket?.receive(JSON.stringify(given.message), session, setting, state()).login
        expect(verdictOf(signed)).toMatchObject({ accepted: true, apiKey: key.apiKey })
        const spoiled = JSON.parse(
          JSON.stringify(signed).replaceAll(signatureIn(signed), 'c3BvaWxlZA=='),
        ) as typeof signed
        expect(verdictOf(spoiled)).toMatchObject({ accepted: false })
      })

    for (const other of parityCase.otherKeys ?? [])
      test(`a key of type ${other.keyType} is taken too`, () => {
        const signerOf = localVenueSigner(adapter, {
          keyType: other.keyType,
          apiKey: other.key.apiKey,
          secret: new Secret(other.secret),
          ...(other.key.passphrase !== undefined && { passphrase: new Secret(other.key.passphrase) }),
        })
        const theirKeys = { ...setting, keys: new Map([[other.key.apiKey, other.key]]) }
        for (const sample of samples.slice(0, 20)) {
          const request = received(signRequest(adapter, signerOf, requestOf(parityCase, sample), moment))
          expect(local.verify(request, theirKeys), told(sample)).toMatchObject({ accepted: true })
        }
      })
  })
}

/** What is asked of the adapter. */
function requestOf({ baseUrl }: ParityCase, { endpoint, params, list }: ParitySample): VenueRequest {
  const { method, path } = endpoint
  if (endpoint.place === 'list') return { method, baseUrl, path, params: null, bodyArray: list }
  return { method, baseUrl, path, params }
}

const textOf = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value))

/** What the venue has to understand. */
function expected({ queryLists }: ParityCase, { endpoint, params, list }: ParitySample): Parameter[] {
  if (endpoint.place === 'list') return [['[]', list]]
  if (endpoint.place === 'json') return [...params]
  return params.flatMap(([name, value]): Parameter[] => {
    if (queryLists === 'repeated' && Array.isArray(value)) return value.map((item) => [name, textOf(item)])
    return [[name, textOf(value)]]
  })
}

/**
 * What ccxt is called with. It knows nothing of lists and objects in a query: its own callers hand over the text that a venue wants, as
 * the adapter makes it.
 */
function ccxtParams({ queryLists }: ParityCase, { endpoint, params }: ParitySample): Record<string, unknown> {
  if (endpoint.place === 'json') return structuredClone(Object.fromEntries(params))
  const entries = params.map(([name, value]) => {
    const isText = typeof value === 'object' && !(queryLists === 'repeated' && Array.isArray(value))
    return [name, isText ? JSON.stringify(value) : value]
  })
  return Object.fromEntries(entries)
}

const equal = (left: readonly string[], right: readonly string[]): boolean =>
  JSON.stringify(left) === JSON.stringify(right)

// Another value for the last parameter that the caller gave, or another one at the end.
function tampered(text: string): string {
  return text.endsWith('}') || text.endsWith(']') ? text.replace(/([}\]])$/, ' $1') : `${text}x`
}

/** The signature in a signed login: what is longest in it and not the key. */
function signatureIn(signed: unknown): string {
  const texts: string[] = []
  JSON.stringify(signed, (name, value: unknown) => {
    if (typeof value === 'string' && /sig|jwt|^\d+$|auth/i.test(name)) texts.push(value)
    return value
  })
  return texts.toSorted((left, right) => right.length - left.length)[0] ?? ''
}

const state = () => ({
  keys: new Map(),
  seen: { highest: new Map<string, bigint>(), once: new Set<string>() },
  orders: new Map(),
  tokens: new Map<string, string>(),
  balances: new Map<string, string>(),
  nextId: () => 1,
})

const told = ({ endpoint, params, list }: ParitySample): string =>
  `${endpoint.method} ${endpoint.path} ${JSON.stringify(endpoint.place === 'list' ? list : params)}`
