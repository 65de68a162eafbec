import { bitgetV2 } from '../../../scripts/local/venues/bitget/index.ts'
import { bitget } from '../../../sdk/cex/venues/bitget/bitget.ts'
import { localKeys, pemPair } from '../../integration/venues/support/localKeys.ts'
import type { ParityCase } from './parityCase.ts'
import { parityEndpoint } from './parityEndpoint.ts'

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
    parityEndpoint('GET /api/v2/spot/account/assets', 'query', {
      path: 'v2/spot/account/assets',
      api: ['private', 'spot'],
    }),
    parityEndpoint('POST /api/v2/spot/trade/place-order', 'json', {
      path: 'v2/spot/trade/place-order',
      api: ['private', 'spot'],
    }),
  ],
  login: {},
  otherKeys: [
    { key: { ...trader, kind: 'rsa', secret: rsa.publicKey }, keyType: 'rsa', secret: rsa.privateKey },
  ],
}
