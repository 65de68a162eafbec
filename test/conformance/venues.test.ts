import { describe, expect, it } from 'vitest'
import type { VenueLogin } from '../../sdk/cex/login.ts'
import type { VenueRequest } from '../../sdk/cex/request.ts'
import { findVenue } from '../../sdk/cex/venues/findVenue.ts'
import { VENUES } from '../../sdk/cex/venues/index.ts'
import { venueSuite } from './venue.suite.ts'

type Given = {
  readonly request?: Partial<VenueRequest>
  readonly login?: Partial<VenueLogin>
}

/** What differs from a GET of `/api/v1/orders` with a parameter, and a login without contents. */
const cases: Readonly<Record<string, Given>> = {
  'kraken-spot': { request: { method: 'POST', path: '/0/private/AddOrder' } },
  'kraken-futures': { login: { challenge: '226aee50-88fc-4618-a42a-34f7709570b2' } },
  'bitfinex-v2': { request: { method: 'POST', path: '/v2/auth/w/order/submit' } },
  'cryptocom-v1': { request: { method: 'POST', path: '/private/create-order' } },
  'whitebit-v4': { request: { method: 'POST', path: '/api/v4/order/new' } },
  backpack: { login: { frame: { topics: ['account.orderUpdate'] } } },
  hyperliquid: {
    request: {
      method: 'POST',
      path: '/exchange',
      params: [
        ['action', { type: 'cancel', cancels: [{ a: 1, o: 7 }] }],
        ['vaultAddress', null],
      ],
    },
  },
  'gate-v4': { login: { frame: { channel: 'spot.orders', event: 'subscribe', payload: ['BTC_USDT'] } } },
}

for (const venue of VENUES) {
  const { request, login } = cases[venue.id] ?? {}
  const [baseUrl = ''] = venue.hosts.production.rest
  venueSuite({
    venue,
    request: { method: 'GET', baseUrl, path: '/api/v1/orders', params: [['symbol', 'BTC_USDT']], ...request },
    login: { baseUrl: 'wss://venue.example', path: '/ws', params: [], ...login },
  })
}

describe('venues', () => {
  it('have ids of their own, and are found by them', () => {
    expect(new Set(VENUES.map(({ id }) => id)).size).toBe(VENUES.length)
    for (const venue of VENUES) expect(findVenue(venue.id)).toBe(venue)
  })

  it('are not found by other ids', () => {
    for (const id of ['', 'okx', 'OKX-V5', 'toString', '__proto__']) {
      expect(() => findVenue(id)).toThrow('There is no venue')
    }
  })

  it('have all a case here that is still theirs', () => {
    for (const id of Object.keys(cases)) expect(findVenue(id).id).toBe(id)
  })
})
