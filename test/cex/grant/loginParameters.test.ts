import { expect, it } from 'vitest'
import { authorizeLogin } from '../../../sdk/cex/grant/authorizeLogin.ts'
import type { VenueLogin } from '../../../sdk/cex/login.ts'
import type { Venue } from '../../../sdk/cex/venue.ts'
import { exampleGrant, NOW_MS } from './support/exampleGrant.ts'
import { exampleVenue } from './support/exampleVenue.ts'

const login: VenueLogin = { baseUrl: 'wss://ws.example.com', path: '/private', params: [] }

const { signing } = exampleVenue
const venue: Venue = {
  ...exampleVenue,
  signing: {
    ...signing,
    login: {
      params: true,
      onlyReads: true,
      prepare: () => ({ prehash: '', finish: () => ({ message: {} }) }),
    },
  },
}

it('grants a login as it is, and none with parameters of the holder, which could be sent as a request', () => {
  const terms = { venue, grant: exampleGrant() }
  expect(() => authorizeLogin(terms, login, NOW_MS)).not.toThrow()
  const withdrawal = { ...login, params: [['address', 'x'] as const] }
  expect(() => authorizeLogin(terms, withdrawal, NOW_MS)).toThrow('could be sent as a request')
})
