import { whitebit } from '../../../scripts/local/venues/whitebit.ts'
import { whitebitSigning } from '../../../sdk/cex/venues/whitebit/signing.ts'
import { localKeys } from '../../integration/venues/support/localKeys.ts'
import type { ParityCase } from './parityCase.ts'
import { parityEndpoint } from './parityEndpoint.ts'

const NONCE = '1795000000123'

/** WhiteBIT v4. */
export const whitebitParity: ParityCase = {
  local: whitebit,
  adapter: { name: 'WhiteBIT', signing: whitebitSigning },
  baseUrl: 'https://whitebit.com',
  key: localKeys('whitebit-v4').trader,
  keyType: 'hmac',
  moment: { nonce: NONCE },
  ccxt: {
    id: 'whitebit',
    prepare: (exchange) => {
      exchange.nonce = () => Number(NONCE)
    },
  },
  endpoints: ['orders', 'trade-account/balance'].map((path) =>
    parityEndpoint(`POST /api/v4/${path}`, 'json', { path, api: ['v4', 'private'] }),
  ),
}
