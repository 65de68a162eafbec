import { coinex } from '../../../scripts/local/venues/coinex.ts'
import { coinexSigning } from '../../../sdk/cex/venues/coinex/signing.ts'
import { coinexCase } from '../../integration/venues/cases/coinex.ts'
import { signAsDocumented } from '../support/coinexSignature.ts'
import { rawInUrl } from './differences.ts'
import type { ParityCase } from './parityCase.ts'
import { parityEndpoint } from './parityEndpoint.ts'

/** CoinEx v2. What ccxt sends is signed anew as the documents say; `coinexDifference.test.ts` is about what it signs itself. */
export const coinexParity: ParityCase = {
  local: coinex,
  adapter: { name: 'CoinEx', signing: coinexSigning },
  baseUrl: 'https://api.coinex.com',
  key: coinexCase.keys.trader,
  keyType: 'hmac',
  ccxt: { id: 'coinex', prepare: signAsDocumented },
  endpoints: [
    parityEndpoint('GET /v2/spot/pending-order', 'query', {
      path: 'spot/pending-order',
      api: ['v2', 'private'],
    }),
    parityEndpoint('POST /v2/spot/cancel-order', 'json', {
      path: 'spot/cancel-order',
      api: ['v2', 'private'],
    }),
  ],
  differences: [rawInUrl],
  login: {},
}
