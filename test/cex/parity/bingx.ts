import { bingx } from '../../../scripts/local/venues/bingx.ts'
import { bingxSigning } from '../../../sdk/cex/venues/bingx/signing.ts'
import { localKeys } from '../../integration/venues/support/localKeys.ts'
import type { ParityCase } from './parityCase.ts'
import { parityEndpoint } from './parityEndpoint.ts'

/** BingX. */
export const bingxParity: ParityCase = {
  local: bingx,
  adapter: { name: 'BingX', signing: bingxSigning },
  baseUrl: 'https://open-api.bingx.com',
  key: localKeys('bingx').trader,
  keyType: 'hmac',
  ccxt: { id: 'bingx' },
  flatJson: true,
  // Neither method nor path is signed.
  covers: ['query', 'body'],
  changeBody: (text) => text.replace('{', '{"zzz":1,'),
  endpoints: [
    parityEndpoint('GET /openApi/spot/v1/trade/query', 'query', {
      path: 'trade/query',
      api: ['spot', 'v1', 'private'],
    }),
    parityEndpoint('POST /openApi/swap/v2/trade/order', 'query', {
      path: 'trade/order',
      api: ['swap', 'v2', 'private'],
    }),
    parityEndpoint('DELETE /openApi/swap/v2/trade/order', 'query', {
      path: 'trade/order',
      api: ['swap', 'v2', 'private'],
    }),
    parityEndpoint('POST /openApi/subAccount/v1/apiKey/edit', 'json', {
      path: 'apiKey/edit',
      api: ['subAccount', 'v1', 'private'],
    }),
  ],
}
