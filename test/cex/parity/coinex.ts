import { coinex } from '../../../scripts/local/venues/coinex.ts'
import { coinexSigning } from '../../../sdk/cex/venues/coinex/signing.ts'
import { coinexCase } from '../../integration/venues/cases/coinex.ts'
import { signAsDocumented } from '../support/coinexSignature.ts'
import { rawInUrl } from './differences.ts'
import type { ParityCase } from './parityCase.ts'

/** CoinEx v2. What ccxt sends is signed anew as the documents say; `coinexDifference.test.ts` is about what it signs itself. */
export const coinexParity: ParityCase = {
  local: coinex,
  adapter: { name: 'CoinEx', signing: coinexSigning },
  baseUrl: 'https://api.coinex.com',
  key: coinexCase.keys.trader,
  keyType: 'hmac',
  ccxt: { id: 'coinex', prepare: signAsDocumented },
  endpoints: [
    {
      method: 'GET',
      path: '/v2/spot/pending-order',
      place: 'query',
      ccxt: { path: 'spot/pending-order', api: ['v2', 'private'] },
    },
    {
      method: 'POST',
      path: '/v2/spot/cancel-order',
      place: 'json',
      ccxt: { path: 'spot/cancel-order', api: ['v2', 'private'] },
    },
  ],
  differences: [rawInUrl],
  login: {},
}
