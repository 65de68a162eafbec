import { bitfinex } from '../../../scripts/local/venues/bitfinex.ts'
import { bitfinexSigning } from '../../../sdk/cex/venues/bitfinex/signing.ts'
import { localKeys } from '../../integration/venues/support/localKeys.ts'
import type { ParityCase } from './parityCase.ts'
import { parityEndpoint } from './parityEndpoint.ts'

const NONCE = '1795000000123456'

/** Bitfinex v2. */
export const bitfinexParity: ParityCase = {
  local: bitfinex,
  adapter: { name: 'Bitfinex', signing: bitfinexSigning },
  baseUrl: 'https://api.bitfinex.com',
  key: localKeys('bitfinex-v2').trader,
  keyType: 'hmac',
  moment: { nonce: NONCE },
  ccxt: {
    id: 'bitfinex',
    prepare: (exchange) => {
      exchange.nonce = () => Number(NONCE)
    },
  },
  endpoints: ['auth/r/wallets', 'auth/w/order/submit'].map((path) =>
    parityEndpoint(`POST /v2/${path}`, 'json', { path, api: 'private' }),
  ),
  login: {},
}
