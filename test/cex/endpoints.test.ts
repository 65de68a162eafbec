import { describe, expect, it } from 'vitest'
import { classifyEndpoint } from '../../sdk/cex/endpoints/classifyEndpoint.ts'
import type { EndpointTable } from '../../sdk/cex/endpoints/endpointTable.ts'
import { requireEndpoint } from '../../sdk/cex/endpoints/requireEndpoint.ts'
import type { Method, VenueRequest } from '../../sdk/cex/request.ts'
import { ccxtPaths } from './support/ccxtPaths.ts'
import { endpointCases } from './support/endpointCases.ts'

function request(endpoint: string): VenueRequest {
  const [method = '', path = ''] = endpoint.split(' ')
  return { method: method as Method, baseUrl: 'https://venue.example', path, params: [] }
}

function classOf(table: EndpointTable, endpoint: string): string | undefined {
  return classifyEndpoint({ endpoints: table }, request(endpoint))?.class
}

const all = (table: EndpointTable) => [...table.read, ...table.trade, ...table.full, ...table.refused]

describe.each(endpointCases)('endpoints of $id', (venue) => {
  const { table, own, open, others = {}, unsigned = [], alike = [] } = venue
  const paths = ccxtPaths(venue.ccxt, venue.pathOf)
  const ownPaths = paths.filter(({ section }) => own.test(section)).map(({ endpoint }) => endpoint)

  it('classify every private path that ccxt lists', () => {
    expect(ownPaths.length).toBeGreaterThan(29)
    const unclassified = ownPaths.filter((endpoint) => classOf(table, endpoint) === undefined)
    expect(unclassified.sort()).toEqual([...unsigned].sort())
  })

  it('know every section of ccxt, and refuse what is not of this venue', () => {
    const sections = new Set(paths.map(({ section }) => section))
    const named = [...sections].filter(
      (section) => own.test(section) || open.test(section) || others[section],
    )
    expect(named).toEqual([...sections])
    const foreign = paths.filter(({ section }) => others[section] !== undefined)
    // hosts differ where products share a path
    const shared = new Set([...ownPaths, ...all(table), ...alike])
    const reached = foreign.filter(({ endpoint }) => {
      return !shared.has(endpoint) && (classOf(table, endpoint) ?? 'refused') !== 'refused'
    })
    expect(reached.map(({ endpoint }) => endpoint)).toEqual([])
  })

  it('stand in one class each, in one form', () => {
    const shapes = all(table).map((endpoint) => endpoint.replaceAll(/\{\w+\}/g, '{}'))
    expect(shapes.filter((shape, index) => shapes.indexOf(shape) !== index)).toEqual([])
    const form = /^(GET|POST|PUT|PATCH|DELETE) (\/([\w.:-]+|\{\w+\}))+\/?$/
    expect(all(table).filter((endpoint) => !form.test(endpoint))).toEqual([])
  })

  it('take money and keys for full authority', () => {
    expect(venue.full.filter((endpoint) => classOf(table, endpoint) !== 'full')).toEqual([])
  })

  it('say what they follow', () => {
    expect(table.documents.url).toMatch(/^https:\/\//)
    expect(table.documents.version).not.toBe('')
    expect(table.documents.date).toMatch(/^2026-\d\d-\d\d$/)
  })

  it('are all that can be reached', () => {
    const port = { id: venue.id, endpoints: table }
    const listed = table.trade.find((endpoint) => !endpoint.includes('{')) ?? ''
    expect(requireEndpoint(port, request(listed))).toEqual({ endpoint: listed, class: 'trade' })
    expect(() => requireEndpoint(port, request(`${listed}x`))).toThrow(
      `The table of ${venue.id} does not list the endpoint ${listed}x.`,
    )
    const [refused] = table.refused
    if (refused === undefined) return
    expect(() => requireEndpoint(port, request(refused))).toThrow(
      `The endpoint ${refused} is known and refused at ${venue.id}.`,
    )
  })
})

describe('an endpoint', () => {
  const table: EndpointTable = {
    documents: { url: 'https://venue.example/docs', version: '1', date: '2026-11-24' },
    read: ['GET /v1/orders/{id}', 'GET /v1/{kind}/list'],
    trade: ['POST /v1/orders', 'DELETE /v1/orders/{id}'],
    full: ['POST /v1/withdraw', 'GET /v1/orders/export'],
    refused: ['POST /v0/orders'],
  }
  const classify = (method: Method, baseUrl: string, path: string) =>
    classifyEndpoint({ endpoints: table }, { method, baseUrl, path, params: [] })

  it('is found by method and whole path', () => {
    expect(classify('POST', 'https://venue.example', '/v1/orders')).toEqual({
      endpoint: 'POST /v1/orders',
      class: 'trade',
    })
    expect(classify('POST', 'https://venue.example/v1', '/orders')?.class).toBe('trade')
    expect(classify('GET', 'https://venue.example', '/v1/orders')).toBeUndefined()
  })

  it('may have segments that vary, a literal one going first', () => {
    expect(classify('GET', 'https://venue.example', '/v1/orders/7-a')?.endpoint).toBe('GET /v1/orders/{id}')
    expect(classify('GET', 'https://venue.example', '/v1/orders/export')?.class).toBe('full')
    expect(classify('GET', 'https://venue.example', '/v1/orders/list')?.endpoint).toBe('GET /v1/orders/{id}')
    expect(classify('GET', 'https://venue.example', '/v1/trades/list')?.endpoint).toBe('GET /v1/{kind}/list')
    expect(classify('GET', 'https://venue.example', '/v1/orders/7/8')).toBeUndefined()
    expect(classify('GET', 'https://venue.example', '/v1/orders/{id}')).toBeUndefined()
  })

  it('has a slash at the end only where the table has it', () => {
    const slashed = { ...table, trade: ['POST /v1/buy/', 'POST /v1/buy/{pair}/'] }
    const classOfPath = (path: string) =>
      classifyEndpoint({ endpoints: slashed }, request(`POST ${path}`))?.endpoint
    expect(classOfPath('/v1/buy/')).toBe('POST /v1/buy/')
    expect(classOfPath('/v1/buy/btcusd/')).toBe('POST /v1/buy/{pair}/')
    expect(classOfPath('/v1/buy')).toBeUndefined()
    expect(classOfPath('/v1/buy/btcusd')).toBeUndefined()
    expect(classOfPath('/v1/buy//')).toBeUndefined()
  })

  it.each([
    '/v1/orders/',
    '//v1/orders',
    '/v1//orders',
    '/v1/./orders',
    '/v1/x/../orders',
    '/v1/orders/..',
    '/v1/orders/.',
    '/v1%2Forders',
    '/v1/%6frders',
    '/v1/%2e%2e/orders',
    '/V1/orders',
    '/v1/Orders',
    '/v1/orders?x=1',
    '/v1/orders#x',
    '/v1/orders;x=1',
    '/v1/orders\\x',
    '/v1/orders ',
    '/v1/orders\n',
    'v1/orders',
    '',
  ])('is not found at %j', (path) => {
    expect(classify('POST', 'https://venue.example', path)).toBeUndefined()
    expect(classify('DELETE', 'https://venue.example', path)).toBeUndefined()
  })

  it.each([
    'https://venue.example/',
    'https://venue.example/..',
    'https://venue.example?x=',
    'https://venue.example#',
    'https://key@venue.example',
    'https:/venue.example',
    'ftp://venue.example',
    '',
  ])('is not found behind %j', (baseUrl) => {
    expect(classify('POST', baseUrl, '/v1/orders')).toBeUndefined()
  })

  it('is what the venue makes of the request where method and path do not tell', () => {
    const named = { ...table, trade: ['POST /exchange order'], full: ['POST /exchange withdraw'] }
    const port = {
      id: 'venue',
      endpoints: named,
      endpointOf: ({ path, params }: VenueRequest) =>
        params?.[0] === undefined ? undefined : `POST ${path} ${String(params[0][1])}`,
    }
    const ask = (kind: string, path = '/exchange') =>
      classifyEndpoint(port, {
        method: 'POST',
        baseUrl: 'https://venue.example',
        path,
        params: [['type', kind]],
      })
    expect(ask('order')?.class).toBe('trade')
    expect(ask('withdraw')?.class).toBe('full')
    expect(ask('other')).toBeUndefined()
    expect(ask('order', '/exchange/')).toBeUndefined()
    expect(
      classifyEndpoint(port, {
        method: 'POST',
        baseUrl: 'https://venue.example',
        path: '/exchange',
        params: [],
      }),
    ).toBeUndefined()
  })

  it('is refused without what stands behind a question mark', () => {
    const port = { id: 'venue', endpoints: table }
    expect(() => requireEndpoint(port, request('POST /v1/orders?signature=abc'))).toThrow(
      /does not list the endpoint POST \/v1\/orders\./,
    )
    expect(() => requireEndpoint(port, request('POST /v0/orders'))).toThrow('is known and refused at venue')
    expect(requireEndpoint(port, request('POST /v1/orders')).class).toBe('trade')
  })
})
