import { expect, test } from 'vitest'
import { LOCAL_VENUES } from '../../../scripts/local/venues/index.ts'
import { type Evidence, STANDS_BEHIND } from '../../cex/support/standsBehind.ts'
import { VENUE_CASES } from './cases/index.ts'
import { runVenueSuite } from './support/suite.ts'
import type { VenueCase } from './support/venueCase.ts'

for (const venueCase of VENUE_CASES) runVenueSuite(venueCase)

function evidence({ published, sdk, ccxt }: VenueCase): Evidence {
  const clients = ['ccxt', ...(sdk ? [sdk.name] : [])]
  if (published) return { stands: 'published', clients }
  if (ccxt.signsOtherwise) return { stands: 'documents only', clients }
  return { stands: sdk ? 'two independent clients' : 'ccxt only', clients }
}

test('what stands behind a venue is what was run', () => {
  const { hyperliquid, ...here } = STANDS_BEHIND
  const ran = VENUE_CASES.map((venueCase) => [venueCase.venue.id, evidence(venueCase)])
  expect(Object.fromEntries(ran)).toEqual(here)
  expect(hyperliquid?.stands).toBe('published')
})

test('every local venue is in the suite', () => {
  // What stands behind it, published examples and two clients, is in localPublished.test.ts and hyperliquid.test.ts.
  const elsewhere = ['hyperliquid']
  const ids = [...VENUE_CASES.map(({ venue }) => venue.id), ...elsewhere]
  expect(ids.toSorted()).toEqual(Object.keys(LOCAL_VENUES).toSorted())
  for (const [id, venue] of Object.entries(LOCAL_VENUES)) expect(venue.id).toBe(id)
})
