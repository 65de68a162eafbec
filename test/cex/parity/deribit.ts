import { deribitV2 } from '../../../scripts/local/venues/deribit/index.ts'
import { deribit } from '../../../sdk/cex/venues/deribit/deribit.ts'
import { localKeys } from '../../integration/venues/support/localKeys.ts'
import type { ParityCase } from './parityCase.ts'
import { parityEndpoint } from './parityEndpoint.ts'

/** Deribit v2. */
export const deribitParity: ParityCase = {
  local: deribitV2,
  adapter: deribit,
  baseUrl: 'https://www.deribit.com',
  key: localKeys('deribit-v2').trader,
  keyType: 'hmac',
  moment: { nonce: 'fdbmmz79' },
  ccxt: { id: 'deribit' },
  endpoints: [
    parityEndpoint('GET /api/v2/private/get_account_summary', 'query', {
      path: 'get_account_summary',
      api: 'private',
    }),
    parityEndpoint('GET /api/v2/private/buy', 'query', { path: 'buy', api: 'private' }),
    // ccxt asks everything with GET.
    { method: 'POST', path: '/api/v2/private/buy', place: 'json' },
  ],
  login: {},
}
