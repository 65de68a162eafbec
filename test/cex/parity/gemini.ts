import { gemini } from '../../../scripts/local/venues/gemini.ts'
import { geminiSigning } from '../../../sdk/cex/venues/gemini/signing.ts'
import { localKeys } from '../../integration/venues/support/localKeys.ts'
import type { ParityCase } from './parityCase.ts'
import { parityEndpoint } from './parityEndpoint.ts'

const NONCE = '1795000000123'

/** Gemini v1, which has its parameters as JSON in a header. */
export const geminiParity: ParityCase = {
  local: gemini,
  adapter: { name: 'Gemini', signing: geminiSigning },
  baseUrl: 'https://api.gemini.com',
  key: localKeys('gemini-v1', { apiKeyOf: (name) => `account-${name}` }).trader,
  keyType: 'hmac',
  moment: { nonce: NONCE },
  ccxt: {
    id: 'gemini',
    prepare: (exchange) => {
      exchange.nonce = () => Number(NONCE)
    },
  },
  endpoints: ['v1/order/new', 'v1/balances'].map((path) =>
    parityEndpoint(`POST /${path}`, 'json', { path, api: 'private' }),
  ),
  login: { path: '/v1/order/events' },
}
