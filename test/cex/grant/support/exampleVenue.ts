import { Secret } from '../../../../sdk/core/secret.ts'
import type { Json } from '../../../../sdk/cex/json.ts'
import type { PlacedOrder, VenueOrder } from '../../../../sdk/cex/orders/venueOrder.ts'
import type { VenueRequest } from '../../../../sdk/cex/request.ts'
import { localVenueSigner } from '../../../../sdk/cex/signing/localVenueSigner.ts'
import { COVERS_ALL } from '../../../../sdk/cex/signing/signatureCover.ts'
import type { Venue } from '../../../../sdk/cex/venue.ts'

export const BASE_URL = 'https://api.example.com'
export const API_KEY = 'example-key'
export const SECRET = 'example-secret-that-nobody-may-see'

type Members = { readonly [name: string]: Json }

/** A venue whose orders say what the tests want them to say. */
export const exampleVenue: Venue = {
  id: 'example-v1',
  name: 'Example',
  hosts: {
    production: { rest: [BASE_URL], ws: ['wss://ws.example.com/private'] },
    testnet: { rest: ['https://testnet.example.com'], ws: ['wss://ws.testnet.example.com/private'] },
  },
  signing: {
    schemes: { hmac: { keyType: 'hmac', hash: 'sha256', secret: 'utf8', encoding: 'hex' } },
    passphrase: 'none',
    needs: {},
    covers: COVERS_ALL,
    prepareRequest: (request, key, moment) => ({
      prehash: `${moment.clockMs}${request.method}${request.path}${JSON.stringify(request.params)}`,
      finish: (signature) => ({
        url: request.baseUrl + request.path,
        method: request.method,
        headers: { 'x-key': key.apiKey, 'x-time': String(moment.clockMs), 'x-signature': signature },
        body: request.method === 'GET' ? null : JSON.stringify(request.params ?? request.bodyArray),
      }),
    }),
    login: {
      prepare: (_login, key, moment) => ({
        prehash: `login${moment.clockMs}`,
        finish: (signature) => ({ message: { key: key.apiKey, signature } }),
      }),
    },
  },
  inspection: {
    documents: 'https://docs.example.com',
    verified: true,
    endpoints: ['GET /key'],
    next: ({ length }) => (length === 0 ? { method: 'GET', path: '/key', params: [] } : undefined),
    outcome: ({ status }) => (status === 200 ? 'answered' : 'refused'),
  },
  serverTime: { path: '/time', read: (answer) => Number((answer as { time?: number }).time) },
  endpoints: {
    documents: { url: 'https://example.com/docs', version: '1', date: '2026-01-01' },
    read: ['GET /balance', 'GET /orders/{id}'],
    trade: ['POST /order', 'PATCH /order', 'POST /batch', 'DELETE /order', 'POST /leverage', 'POST /algo'],
    full: ['POST /withdraw'],
    refused: ['POST /old'],
  },
  readOrders: (request) => {
    const { method, path, params, bodyArray } = request
    if (path === '/algo') return undefined
    if (path === '/batch') return (bodyArray ?? []).map((one) => orderOf('place', one as Members))
    if (path !== '/order') return []
    const members = Object.fromEntries(params ?? [])
    if (method === 'DELETE') return [{ action: 'cancel', market: members['market'] as string | undefined }]
    return [orderOf(method === 'PATCH' ? 'amend' : 'place', members)]
  },
  refusalOf: (answer) => {
    const { code, msg } = answer as { code?: number; msg?: string }
    return code === undefined || code === 0 ? undefined : { code: String(code), message: String(msg) }
  },
}

function orderOf(action: PlacedOrder['action'], members: Members): VenueOrder {
  const text = (name: string) => members[name] as string | undefined
  return {
    action,
    market: text('market'),
    side: text('side') as PlacedOrder['side'],
    type: text('type') as PlacedOrder['type'],
    quantity: text('quantity'),
    unit: (text('unit') ?? 'base') as PlacedOrder['unit'],
    price: text('price'),
    triggerPrice: text('triggerPrice'),
    reduceOnly: members['reduceOnly'] === true,
  }
}

/** A request to the example venue. */
export function ask(
  method: VenueRequest['method'],
  path: string,
  params: Members = {},
  change: Partial<VenueRequest> = {},
): VenueRequest {
  return { method, baseUrl: BASE_URL, path, params: Object.entries(params), ...change }
}

const ORDER = { market: 'BTCUSDT', side: 'buy', type: 'limit', quantity: '1', price: '100' }

/** A plain order, 1 BTC for 100 USDT, with some of it changed; `undefined` leaves a member out. */
export function order(change: { readonly [name: string]: Json | undefined } = {}): VenueRequest {
  return ask('POST', '/order', membersOf(change))
}

/** An amendment. */
export function amendment(change: { readonly [name: string]: Json | undefined } = {}): VenueRequest {
  return ask('PATCH', '/order', membersOf(change))
}

/** Several orders at once. */
export function batch(...changes: readonly { readonly [name: string]: Json | undefined }[]): VenueRequest {
  return ask('POST', '/batch', {}, { params: null, bodyArray: changes.map(membersOf) })
}

function membersOf(change: { readonly [name: string]: Json | undefined }): Members {
  const members = Object.entries({ ...ORDER, ...change }).filter(([, value]) => value !== undefined)
  return Object.fromEntries(members) as Members
}

/** The key of the examples. */
export const exampleSigner = localVenueSigner(exampleVenue, {
  keyType: 'hmac',
  apiKey: API_KEY,
  secret: new Secret(SECRET),
})
