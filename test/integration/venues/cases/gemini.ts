import { gemini } from '../../../../scripts/local/venues/gemini.ts'
import { localKeys } from '../support/localKeys.ts'
import type { VenueCase } from '../support/venueCase.ts'
import { callUntyped, loggedIn } from '../support/watched.ts'

/** Gemini, whose nonces count up. ccxt takes keys of accounts only, which it tells by their name. */
export const geminiCase: VenueCase = {
  venue: gemini,
  published: [
    {
      source: 'Gemini, REST, "Payload"',
      apiKey: 'account-key',
      secret: '1234abcd',
      nowMs: 0,
      request: {
        method: 'POST',
        url: '/v1/order/status',
        headers: {
          'x-gemini-apikey': 'account-key',
          'x-gemini-payload':
            'ewogICAgInJlcXVlc3QiOiAiL3YxL29yZGVyL3N0YXR1cyIsCiAgICAibm9uY2UiOiAxMjM0NTYsCgogICAgIm9yZGVyX2lkIjogMTg4MzQKfQo=',
          'x-gemini-signature':
            '337cc8b4ea692cfe65b4a85fcc9f042b2e3f702ac956fd098d600ab15705775017beae402be773ceee10719ff70d710f',
        },
      },
    },
  ],
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
