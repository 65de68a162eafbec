import { describe, expect, it } from 'vitest'
import { checkVenueGrant } from '../../../sdk/cex/grant/checkVenueGrant.ts'
import { defineVenueGrant } from '../../../sdk/cex/grant/defineVenueGrant.ts'
import { expandVenueAccess } from '../../../sdk/cex/grant/expandVenueAccess.ts'
import { judgeRequest } from '../../../sdk/cex/grant/judgeRequest.ts'
import type { Method, VenueRequest } from '../../../sdk/cex/request.ts'
import type { Venue } from '../../../sdk/cex/venue.ts'
import { VENUES } from '../../../sdk/cex/venues/index.ts'
import { BaseError } from '../../../sdk/errors/base.ts'
import { BTC, NOW, NOW_MS, UNLIMITED } from './support/exampleGrant.ts'

const terms = {
  network: { environment: 'production', allowedIps: ['203.0.113.7'] },
  ...{ validAfter: NOW, validUntil: NOW + 86_399, keyLifetime: 86_400, sessionKey: 'example-key' },
  clock: { now: () => NOW },
} as const

/** A request to an endpoint of a table, with something in place of what varies. */
function requestTo(venue: Venue, endpoint: string): VenueRequest {
  const [method = '', path = ''] = endpoint.split(' ')
  const [baseUrl = ''] = venue.hosts.production.rest
  const prefix = new URL(baseUrl).pathname.replace(/\/$/, '')
  const own = path.replaceAll(/\{\w+\}/g, 'x')
  return {
    method: method as Method,
    baseUrl,
    path: own.startsWith(prefix) ? own.slice(prefix.length) : own,
    params: [],
  }
}

function outcome(venue: Venue, permissions: 'read' | 'trade', endpoint: string): string {
  const access =
    permissions === 'read' ? { accessLevel: permissions } : { accessLevel: permissions, markets: [BTC] }
  const limits = permissions === 'read' ? [] : [UNLIMITED]
  const { grant } = defineVenueGrant({ ...terms, venue, permissions: expandVenueAccess(access), limits })
  try {
    const { orders } = judgeRequest({ venue, grant }, requestTo(venue, endpoint), NOW_MS)
    return orders.length === 0 ? 'allowed' : 'orders'
  } catch (error) {
    if (error instanceof BaseError) return error.name
    throw error
  }
}

// What a venue names its endpoints by is in the request's parameters at some: those are in its own tests.
const byPath = VENUES.filter(({ endpointOf }) => endpointOf === undefined)

describe.for(byPath.map((venue) => [venue.id, venue] as const))('a grant at %s', ([, venue]) => {
  const { read, trade, full, refused } = venue.endpoints

  it('to read allows what reads, and nothing else', () => {
    for (const endpoint of read) expect(outcome(venue, 'read', endpoint), endpoint).toBe('allowed')
    for (const endpoint of [...trade, ...full]) {
      expect(outcome(venue, 'read', endpoint), endpoint).toBe('EndpointNotGrantedError')
    }
  })

  it('to trade allows nothing that moves assets, changes keys, or is refused', () => {
    for (const endpoint of full)
      expect(outcome(venue, 'trade', endpoint), endpoint).toBe('EndpointNotGrantedError')
    for (const endpoint of refused)
      expect(outcome(venue, 'trade', endpoint), endpoint).toMatch(/^Endpoint(Refused|Unlisted)Error$/)
    for (const endpoint of read) expect(outcome(venue, 'trade', endpoint), endpoint).toBe('allowed')
  })

  it('to trade places no order that does not say what it is', () => {
    const outcomes = trade.map((endpoint) => outcome(venue, 'trade', endpoint))
    expect(outcomes).not.toContain('orders')
    expect(outcomes.filter((name) => name !== 'allowed').length).toBeGreaterThan(0)
  })
})

it('every venue takes grants of every level', () => {
  for (const venue of VENUES) {
    const access = { accessLevel: 'full', mayMoveAssetsToOthers: true, markets: [BTC] } as const
    const { grant } = defineVenueGrant({
      ...terms,
      venue,
      permissions: expandVenueAccess(access),
      limits: [UNLIMITED],
    })
    expect(() => checkVenueGrant(venue, grant), venue.id).not.toThrow()
  }
  expect(byPath.length).toBeGreaterThanOrEqual(VENUES.length - 2)
})
