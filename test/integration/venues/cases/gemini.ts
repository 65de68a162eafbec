import { gemini } from '../../../../scripts/local/venues/gemini.ts'
import { localKeys } from '../support/localKeys.ts'
import type { VenueCase } from '../support/venueCase.ts'
import { callUntyped, loggedIn } from '../support/watched.ts'

/** Gemini, whose nonces count up. ccxt takes keys of accounts only, which it tells by their name. */
export const geminiCase: VenueCase = {
  venue: gemini,
  keys: localKeys('gemini-v1', { apiKeyOf: (name) => `account-${name}` }),
  ccxt: {
    id: 'gemini',
    market: { id: 'btcusdt' },
    hasTime: false,
    login: (exchange, running) => loggedIn(running, () => callUntyped(exchange, 'watchOrders')),
    loginRefused: ['Error', 'bad signature'],
  },
  said: {
    'unknown key': ['AuthenticationError', 'Invalid API key'],
    'bad signature': ['AuthenticationError', 'InvalidSignature'],
    replay: ['InvalidNonce', 'Nonce has not increased'],
    ip: ['ExchangeError', 'may not be used from this address'],
    permission: ['AuthenticationError', 'Trader'],
  },
  noSdk: 'the package on npm rests on versions of axios and ws with known holes',
}
