import { cryptocom } from '../../../scripts/local/venues/cryptocom.ts'
import { cryptocomSigning } from '../../../sdk/cex/venues/cryptocom/signing.ts'
import { localKeys } from '../../integration/venues/support/localKeys.ts'
import type { ParityCase } from './parityCase.ts'
import { parityEndpoint } from './parityEndpoint.ts'

const NONCE = '1795000000123'

/** Crypto.com v1. */
export const cryptocomParity: ParityCase = {
  local: cryptocom,
  adapter: { name: 'Crypto.com', signing: cryptocomSigning },
  baseUrl: 'https://api.crypto.com',
  key: localKeys('cryptocom-v1').trader,
  keyType: 'hmac',
  moment: { nonce: NONCE },
  ccxt: {
    id: 'cryptocom',
    prepare: (exchange) => {
      exchange.nonce = () => Number(NONCE)
    },
  },
  // What is beside the parameters is not signed.
  changeBody: (text) =>
    text.replace('"params":{}', '"params":{"zzz":1}').replace('"params":{"', '"params":{"zzz":1,"'),
  endpoints: ['private/create-order', 'private/user-balance'].map((path) =>
    parityEndpoint(`POST /exchange/v1/${path}`, 'json', { path, api: ['v1', 'private'] }),
  ),
  differences: [
    {
      reason: 'ccxt signs numbers in a list as nothing, objects as [object Object], and fails on null',
      when: ({ params }) =>
        params.some(([, value]) =>
          Array.isArray(value) ? value.some((item) => typeof item !== 'string') : typeof value === 'object',
        ),
    },
  ],
  login: {},
}
