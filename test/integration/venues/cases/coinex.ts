import { coinex } from '../../../../scripts/local/venues/coinex.ts'
import { signAsDocumented } from '../../../cex/support/coinexSignature.ts'
import { localKeys } from '../support/localKeys.ts'
import type { VenueCase } from '../support/venueCase.ts'
import { callUntyped } from '../support/watched.ts'

/** CoinEx. ccxt hashes text and secret together; what it sends is signed anew here, as the documents say. */
export const coinexCase: VenueCase = {
  venue: coinex,
  keys: localKeys('coinex-v2'),
  ccxt: {
    id: 'coinex',
    prepare: signAsDocumented,
    signsOtherwise: true,
    login: (exchange) => callUntyped(exchange, 'authenticate', 'spot'),
    loginRefused: ['AuthenticationError', 'Signature incorrect'],
  },
  said: {
    'unknown key': ['AuthenticationError', 'access_id'],
    'bad signature': ['AuthenticationError', 'Signature verification failed'],
    clock: ['ExchangeError', 'Expired request'],
    ip: ['PermissionDenied', 'IP address prohibited'],
    permission: ['PermissionDenied', 'API permission is not allowed'],
  },
  noSdk: 'none was found for version 2',
}
