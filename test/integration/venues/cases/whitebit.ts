import { whitebit } from '../../../../scripts/local/venues/whitebit.ts'
import { localKeys } from '../support/localKeys.ts'
import type { VenueCase } from '../support/venueCase.ts'
import { callUntyped } from '../support/watched.ts'

/** WhiteBIT, whose nonces count up. */
export const whitebitCase: VenueCase = {
  venue: whitebit,
  published: [
    {
      source: 'whitebit-exchange/whitebit-cli, createAuthHeaders',
      apiKey: 'test-key',
      secret: 'test-secret',
      nowMs: 1_700_000_000_000,
      request: {
        method: 'POST',
        url: '/api/v4/trade-balance',
        headers: {
          'x-txc-apikey': 'test-key',
          'x-txc-payload':
            'eyJyZXF1ZXN0IjoiL2FwaS92NC90cmFkZS1iYWxhbmNlIiwibm9uY2UiOjE3MDAwMDAwMDAwMDAsIm5vbmNlV2luZG93Ijp0cnVlLCJ0aWNrZXIiOiJCVEMifQ==',
          'x-txc-signature':
            '81d08e8576e565acb3da4ec9125fc4d87683c97a183a6034f4cf1cd2f2c2b70af2da3aaba2241afa785d5fb7ad6e25d8dbe7049608f409487a56067703df9b92',
        },
        body: '{"request":"/api/v4/trade-balance","nonce":1700000000000,"nonceWindow":true,"ticker":"BTC"}',
      },
    },
  ],
  keys: localKeys('whitebit-v4'),
  ccxt: {
    id: 'whitebit',
    market: { id: 'BTC_USDT' },
    login: (exchange) => callUntyped(exchange, 'authenticate'),
    loginRefused: ['AuthenticationError', 'Unauthorized request.'],
  },
  said: {
    'unknown key': ['AuthenticationError', 'Unauthorized request.'],
    'bad signature': ['AuthenticationError', 'Unauthorized request.'],
    replay: ['ExchangeError', 'Too many requests.'],
    ip: ['PermissionDenied', 'This action is unauthorized.'],
    permission: ['PermissionDenied', 'This API Key is not authorized'],
  },
  noSdk: "the venue's own whitebit-typescript-sdk could not be had from npm",
}
