import { bingx } from '../../../scripts/local/venues/bingx.ts'
import { bingxSigning } from '../../../sdk/cex/venues/bingx/signing.ts'
import { localKeys } from '../../integration/venues/support/localKeys.ts'
import type { ParityCase } from './parityCase.ts'

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
    {
      method: 'GET',
      path: '/openApi/spot/v1/trade/query',
      place: 'query',
      ccxt: { path: 'trade/query', api: ['spot', 'v1', 'private'] },
    },
    {
      method: 'POST',
      path: '/openApi/swap/v2/trade/order',
      place: 'query',
      ccxt: { path: 'trade/order', api: ['swap', 'v2', 'private'] },
    },
    {
      method: 'DELETE',
      path: '/openApi/swap/v2/trade/order',
      place: 'query',
      ccxt: { path: 'trade/order', api: ['swap', 'v2', 'private'] },
    },
    {
      method: 'POST',
      path: '/openApi/subAccount/v1/apiKey/edit',
      place: 'json',
      ccxt: { path: 'apiKey/edit', api: ['subAccount', 'v1', 'private'] },
    },
  ],
}
