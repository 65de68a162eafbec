import { describe, expect, test } from 'vitest'
import { classifyEndpoint } from '../../../sdk/cex/endpoints/classifyEndpoint.ts'
import type { VenueCall } from '../../../sdk/cex/keys/venueCall.ts'
import type { Venue } from '../../../sdk/cex/venue.ts'
import { VENUES } from '../../../sdk/cex/venues/index.ts'

const classOf = (venue: Venue, call: VenueCall): string | undefined =>
  classifyEndpoint(venue, { ...call, baseUrl: venue.hosts.production.rest[0] ?? '' })?.class

/** What Deribit's list shows may be secrets: its class is full, and only owners ask. */
const FULL = new Set(['GET /api/v2/private/list_api_keys'])

describe.each(VENUES)('$id', (venue) => {
  const { inspection } = venue

  test('asks about keys by endpoints that its table knows, and that change nothing', () => {
    for (const endpoint of inspection.endpoints) {
      const [method, path] = endpoint.split(' ') as [VenueCall['method'], string]
      const question = inspection.next([], 'key', 'account')
      if (question?.unsigned) continue
      const expected = FULL.has(endpoint) ? 'full' : 'read'
      expect(classOf(venue, { method, path, params: [] }), endpoint).toBe(expected)
    }
  })

  test('asks what it says, first of all', () => {
    const question = inspection.next([], 'key', 'account')
    expect(`${question?.method} ${question?.path}`).toBe(inspection.endpoints[0])
    expect(inspection.documents).toMatch(/^https:\/\//)
  })

  test('takes no answer for one that is none', () => {
    for (const reply of [
      { status: 500, body: undefined },
      { status: 200, body: undefined },
      { status: 502, body: { text: 'bad gateway' } },
    ]) {
      expect(inspection.outcome(reply), JSON.stringify(reply)).not.toBe('answered')
    }
  })
})

const ROTATED = VENUES.flatMap((venue) =>
  venue.rotation ? [{ id: venue.id, venue, rotation: venue.rotation }] : [],
)

test.each(ROTATED)('$id makes and deletes keys by endpoints of full authority', ({ venue, rotation }) => {
  const { products } = rotation
  const order = { account: '12345', label: 'lkabcdefgh12', level: 'trade', products, ips: [] } as const
  const gone = { account: '12345', apiKey: 'abc', number: '1', passphrase: undefined }
  for (const call of [rotation.create(order), rotation.remove(gone)]) {
    // The half for futures knows nothing of keys: spot's host makes them for both.
    expect(classOf(venue, call) ?? 'full').toBe('full')
  }
})
