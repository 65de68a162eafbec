import { bybitV5 } from '../../../scripts/local/venues/bybit/index.ts'
import { bybit } from '../../../sdk/cex/venues/bybit/bybit.ts'
import { localKeys, pemPair } from '../../integration/venues/support/localKeys.ts'
import { rawInUrl } from './differences.ts'
import type { ParityCase } from './parityCase.ts'
import { parityEndpoint } from './parityEndpoint.ts'

const { trader } = localKeys('bybit-v5')
const rsa = pemPair('rsa')

/** Bybit v5. */
export const bybitParity: ParityCase = {
  local: bybitV5,
  adapter: bybit,
  baseUrl: 'https://api.bybit.com',
  key: trader,
  keyType: 'hmac',
  ccxt: { id: 'bybit' },
  endpoints: [
    parityEndpoint('GET /v5/order/realtime', 'query', { path: 'v5/order/realtime', api: 'private' }),
    parityEndpoint('POST /v5/order/create', 'json', { path: 'v5/order/create', api: 'private' }),
  ],
  covers: ['query', 'body'],
  differences: [rawInUrl],
  login: {},
  otherKeys: [
    { key: { ...trader, kind: 'rsa', secret: rsa.publicKey }, keyType: 'rsa', secret: rsa.privateKey },
  ],
}
