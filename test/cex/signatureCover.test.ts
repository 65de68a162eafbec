import { describe, expect, it } from 'vitest'
import { requireCover } from '../../sdk/cex/grant/requireCover.ts'
import type { Parameter, VenueRequest } from '../../sdk/cex/request.ts'
import type { SignatureCover } from '../../sdk/cex/signing/signatureCover.ts'
import type { Venue } from '../../sdk/cex/venue.ts'
import { VENUES } from '../../sdk/cex/venues/index.ts'
import { SignatureLooseError } from '../../sdk/errors/index.ts'

const MOMENT = {
  clockMs: 1_700_000_000_000,
  nonce: '1700000000000',
  uuid: '00000000-0000-4000-8000-000000000000',
  randomHex: '00'.repeat(16),
}

/** Venues that take a signature for longer than a minute, without end, or do not say for how long. */
const KEPT = [
  ...[
    'bitfinex-v2',
    'bitstamp-v2',
    'coinbase-advanced',
    'gemini-v1',
    'htx-linear',
    'htx-spot',
    'hyperliquid',
  ],
  ...['kraken-futures', 'kraken-spot', 'poloniex-v3', 'upbit-v1', 'whitebit-v4', 'woo-v3'],
]

/** What is signed, with the parts that one cannot put in place by oneself left as they are. */
function prehash(venue: Venue, change: Partial<VenueRequest>, moment = MOMENT): string | undefined {
  const [keyType = 'hmac'] = Object.keys(venue.signing.schemes) as ['hmac']
  const { method = 'POST', path = '' } = change
  const request = { baseUrl: venue.hosts.production.rest[0] ?? '', path, method, params: [], ...change }
  try {
    const prepared = venue.signing.prepareRequest(request, { keyType, apiKey: 'key' }, moment)
    return Buffer.from(prepared.prehash).toString('hex')
  } catch {
    return undefined
  }
}

/** Two endpoints of the venue with the same method, and one of them with another method, as far as it has such. */
function examples(venue: Venue) {
  const { endpoints, id } = venue
  const all = [...endpoints.read, ...endpoints.trade, ...endpoints.full]
    .filter((one) => !one.includes('{'))
    .map((one) => one.split(' ') as [VenueRequest['method'], string])
  const posts = all.filter(([method]) => method === 'POST').map(([, path]) => path)
  if (id === 'hyperliquid') return { paths: ['/exchange'], twice: undefined }
  // the same path with two methods, neither of which has a body for want of parameters
  const twice = all.find(
    ([method, path]) => method === 'DELETE' && all.some((other) => other[0] === 'GET' && other[1] === path),
  )
  // a venue that takes both methods everywhere names one of them
  const paths = posts.length < 2 ? all.map(([, path]) => path) : posts
  return { paths, twice: twice?.[1] }
}

const members: readonly Parameter[] = [['symbol', 'BTCUSDT']]

describe.each(VENUES.map((venue) => [venue.id, venue] as const))('the signature of %s', (_id, venue) => {
  const { covers } = venue.signing
  const { paths, twice } = examples(venue)
  // the first two may do the same, as an order and a list of orders do
  const [one = '', other = ''] = [paths[0], paths.at(-1)]

  it('binds the path, or says that it does not', () => {
    const first = prehash(venue, { path: one })
    const second = prehash(venue, { path: other })
    if (first === undefined || second === undefined) return expect(venue.id).toBe('hyperliquid')
    expect(first !== second).toBe(covers.path)
  })

  it('binds the method, or says that it does not', () => {
    const path = twice ?? one
    const first = prehash(venue, { path, method: 'GET' })
    const second = prehash(venue, { path, method: twice ? 'DELETE' : 'POST' })
    // where only one method is taken at all, nothing can be swapped
    if (first === undefined || second === undefined) return expect(covers.method).toBe(true)
    if (venue.id === 'gemini-v1') return expect(covers.method).toBe(true)
    expect(first !== second).toBe(covers.method)
  })

  it('binds the body, or says that it does not', () => {
    const bodies = [members, [['symbol', 'ETHUSDT']] as const]
    const signed = bodies.map((params) => prehash(venue, { path: one, params }))
    if (signed.includes(undefined)) return expect(venue.id).toBe('hyperliquid')
    expect(signed[0] !== signed[1]).toBe(covers.body)
  })

  it('binds the query, or says that it does not', () => {
    const path = venue.endpoints.read
      .find((endpoint) => endpoint.startsWith('GET ') && !endpoint.includes('{'))
      ?.slice(4)
    const queries = [members, [['symbol', 'ETHUSDT']] as const]
    const signed = queries.map((params) =>
      path ? prehash(venue, { method: 'GET', path, params }) : undefined,
    )
    if (signed.includes(undefined)) return expect(covers.query).toBe(true)
    expect(signed[0] !== signed[1]).toBe(covers.query)
  })

  it('says where one parameter ends, or says that it does not', () => {
    const joined = (
      [
        [['a', '1&b=2']],
        [
          ['a', '1'],
          ['b', '2'],
        ],
      ] as const
    ).map((params) => prehash(venue, get(params)))
    const merged = ([[['a', 'bc']], [['ab', 'c']]] as const).map((params) =>
      prehash(venue, { path: one, params }),
    )
    const alike = [joined, merged].some(([first, second]) => first !== undefined && first === second)
    // a body that is not signed at all is told of as such
    if (covers.body) expect(alike || ambiguousPath(venue)).toBe(!covers.exact)
  })

  it('binds the time, or says that it can be kept', () => {
    const clockMs = MOMENT.clockMs + 61_000
    const later = prehash(venue, { path: one }, { ...MOMENT, clockMs, nonce: String(clockMs) })
    // of those that say a time, some are taken for longer than a limit remembers them
    if (covers.time) expect(prehash(venue, { path: one })).not.toBe(later)
    else expect(KEPT).toContain(venue.id)
  })

  function get(params: readonly Parameter[]): Partial<VenueRequest> {
    const path = venue.endpoints.read.find(
      (endpoint) => endpoint.startsWith('GET ') && !endpoint.includes('{'),
    )
    return { method: path ? 'GET' : 'POST', path: path?.slice(4) ?? one, params }
  }
})

/** Path and query put together without a question mark. */
function ambiguousPath(venue: Venue): boolean {
  return venue.id === 'phemex'
}

describe('a signature that is given away under a grant', () => {
  const venue = (covers: Partial<SignatureCover>) => {
    const [first] = VENUES
    if (!first) throw new Error('there is no venue')
    const all = { method: true, path: true, query: true, body: true, exact: true, time: true }
    return { name: 'A venue', signing: { ...first.signing, covers: { ...all, ...covers } } }
  }

  it('has to bind all of the request', () => {
    expect(() => requireCover(venue({}))).not.toThrow()
  })

  it.each([
    ['method', 'the method'],
    ['path', 'the path'],
    ['query', 'the query'],
    ['body', 'the body'],
    ['exact', 'where one parameter ends'],
    ['time', 'until when it may be sent'],
  ] as const)('is refused when it does not bind %s', (part, words) => {
    const refused = () => requireCover(venue({ [part]: false }))
    expect(refused).toThrow(SignatureLooseError)
    expect(refused).toThrow(`does not say ${words}: it would fit requests that nobody judged`)
  })
})
