import { bitgetV2 } from '../../../scripts/local/venues/bitget/index.ts'
import { bitget } from '../../../sdk/cex/venues/bitget/bitget.ts'
import { localKeys, pemPair } from '../../integration/venues/support/localKeys.ts'
import type { ParityCase } from './parityCase.ts'

const { trader } = localKeys('bitget-v2', { passphrase: 'apassphraseatbitget' })
const rsa = pemPair('rsa')

/** Bitget v2. */
export const bitgetParity: ParityCase = {
  local: bitgetV2,
  adapter: bitget,
  baseUrl: 'https://api.bitget.com',
  key: trader,
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
  otherKeys: [
    { key: { ...trader, kind: 'rsa', secret: rsa.publicKey }, keyType: 'rsa', secret: rsa.privateKey },
  ],
}
