import { bitgetV2 } from '../../../scripts/local/venues/bitget/index.ts'
import { bitget } from '../../../sdk/cex/venues/bitget/bitget.ts'
import { localKeys } from '../../integration/venues/support/localKeys.ts'
import type { ParityCase } from './parityCase.ts'

/** Bitget v2. */
export const bitgetParity: ParityCase = {
  local: bitgetV2,
  adapter: bitget,
  baseUrl: 'https://api.bitget.com',
  key: localKeys('bitget-v2', { passphrase: 'apassphraseatbitget' }).trader,
  keyType: 'hmac',
  ccxt: { id: 'bitget' },
  endpoints: [
    {
      method: 'GET',
      path: '/api/v2/spot/account/assets',
      place: 'query',
      ccxt: { path: 'v2/spot/account/assets', api: ['private', 'spot'] },
    },
    {
      method: 'POST',
      path: '/api/v2/spot/trade/place-order',
      place: 'json',
      ccxt: { path: 'v2/spot/trade/place-order', api: ['private', 'spot'] },
    },
  ],
  login: {},
}
