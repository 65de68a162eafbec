import type { Json } from '../../../sdk/cex/json.ts'
import type { Method, Parameter, VenueRequest } from '../../../sdk/cex/request.ts'
import { ccxtExchange } from './ccxt.ts'

/** What of an exchange of ccxt these tests use. */
export type CcxtExchange = {
  options: { [name: string]: unknown }
  fetch: unknown
  setMarkets(markets: object[]): unknown
  createOrder(...parameters: unknown[]): Promise<unknown>
  createOrders(orders: object[]): Promise<unknown>
  editOrder(...parameters: unknown[]): Promise<unknown>
  cancelOrder(...parameters: unknown[]): Promise<unknown>
  cancelOrders(...parameters: unknown[]): Promise<unknown>
  cancelAllOrders(...parameters: unknown[]): Promise<unknown>
}

/** What a test asks of ccxt. */
export type CcxtCall = (exchange: CcxtExchange) => Promise<unknown>

/** A market of ccxt with what its requests are made of. `kind` gives contracts; without it the market is spot. */
export function ccxtMarket(
  id: string,
  symbol: string,
  kind?: 'linear' | 'inverse',
  more: object = {},
): object {
  const [pair = '', settle] = symbol.split(':')
  const [base = '', quote = ''] = pair.split('/')
  const contract = kind !== undefined
  return {
    id,
    symbol,
    base,
    quote,
    baseId: base,
    quoteId: quote,
    settle,
    settleId: settle,
    type: contract ? 'swap' : 'spot',
    spot: !contract,
    margin: false,
    swap: contract,
    future: false,
    option: false,
    active: true,
    contract,
    linear: contract ? kind === 'linear' : undefined,
    inverse: contract ? kind === 'inverse' : undefined,
    contractSize: contract ? 1 : undefined,
    precision: { amount: 0.00000001, price: 0.01 },
    limits: {},
    info: {},
    ...more,
  }
}

class Captured extends Error {}

/** Parameters that signatures add. */
const SIGNED = new Set([
  'timestamp',
  'signature',
  'nonce',
  'AccessKeyId',
  'SignatureMethod',
  'SignatureVersion',
  'Timestamp',
  'Signature',
])

function parametersOf(text: string): Parameter[] {
  return [...new URLSearchParams(text)].filter(([name]) => !SIGNED.has(name))
}

/** A request over the wire as a caller would ask for it: business parameters, without what the signature added. */
function unsigned(url: string, method: string, body: string | undefined): VenueRequest {
  const { origin, pathname, search } = new URL(url)
  const shared = { method: method as Method, baseUrl: origin, path: pathname }
  const query = parametersOf(search)
  if (body === undefined || body === '') return { ...shared, params: query }
  if (!/^[[{]/.test(body)) return { ...shared, params: [...query, ...parametersOf(body)] }
  const json: Json = JSON.parse(body)
  if (Array.isArray(json)) return { ...shared, params: null, bodyArray: json }
  const members = Object.entries(json as object).filter(([name]) => !SIGNED.has(name))
  // some venues want the parameters of a PATCH in both places
  const once = query.filter(([name]) => !members.some(([other]) => other === name))
  return { ...shared, params: [...once, ...members] }
}

/** What a venue needs of these tests. */
type Setting = {
  /** What to answer requests that ccxt makes first, by a part of their URL. */
  answers?: { [part: string]: unknown }
  /** What ccxt has to know before it is asked. */
  prepare?: (exchange: CcxtExchange) => void
  /** Parameters that this venue's signature adds beside what any does. */
  added?: readonly string[]
  /** The member of the body that holds the parameters, where there is one. */
  inside?: string
}

/** Captures what ccxt would send for a call, before it leaves, as a caller would ask for it. */
export function ccxtRequests(
  id: string,
  markets: object[],
  { answers = {}, prepare, inside, added = [] }: Setting = {},
): (call: CcxtCall) => Promise<VenueRequest> {
  return async (call) => {
    const exchange = await exchangeOf(id)
    exchange.setMarkets(markets)
    prepare?.(exchange)
    let captured: VenueRequest | undefined
    exchange.fetch = (url: string, method = 'GET', _headers?: object, body?: string) => {
      const [, answer] = Object.entries(answers).find(([part]) => url.includes(part)) ?? []
      if (answer !== undefined) return Promise.resolve(answer)
      captured = unsigned(url, method, body)
      return Promise.reject(new Captured('captured'))
    }
    try {
      await call(exchange)
    } catch (error) {
      if (!(error instanceof Captured)) throw error
    }
    if (captured === undefined) throw new Error(`ccxt sent nothing for ${id}`)
    return inside === undefined ? without(captured, added) : unwrapped(captured, inside)
  }
}

async function exchangeOf(id: string): Promise<CcxtExchange> {
  const options = {
    apiKey: 'key',
    secret: Buffer.alloc(64, 1).toString('base64'),
    password: 'passphrase',
    uid: 'uid',
  }
  return (await ccxtExchange(id, options)) as unknown as CcxtExchange
}

function without(request: VenueRequest, added: readonly string[]): VenueRequest {
  if (request.params === null) return request
  return { ...request, params: request.params.filter(([name]) => !added.includes(name)) }
}

function unwrapped(request: VenueRequest, inside: string): VenueRequest {
  const found = request.params?.find(([name]) => name === inside)
  return found === undefined ? request : { ...request, params: Object.entries(found[1] as object) }
}
