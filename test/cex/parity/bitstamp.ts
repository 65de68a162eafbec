import { bitstamp } from '../../../scripts/local/venues/bitstamp.ts'
import { bitstampSigning } from '../../../sdk/cex/venues/bitstamp/signing.ts'
import { localKeys } from '../../integration/venues/support/localKeys.ts'
import type { ParityCase } from './parityCase.ts'
import { parityEndpoint } from './parityEndpoint.ts'

const UUID = '0a5b1c2d-3e4f-4a6b-8c7d-9e0f1a2b3c4d'

/** Bitstamp v2. */
export const bitstampParity: ParityCase = {
  local: bitstamp,
  adapter: { name: 'Bitstamp', signing: bitstampSigning },
  baseUrl: 'https://www.bitstamp.net',
  key: localKeys('bitstamp-v2').trader,
  keyType: 'hmac',
  moment: { uuid: UUID },
  ccxt: {
    id: 'bitstamp',
    prepare: (exchange) => {
      exchange.uuid = () => UUID
    },
  },
  endpoints: [
    parityEndpoint('POST /api/v2/buy/btcusd/', 'form', {
      path: 'buy/{pair}/',
      api: 'private',
      fill: { pair: 'btcusd' },
    }),
    parityEndpoint('POST /api/v2/account_balances/', 'form', { path: 'account_balances/', api: 'private' }),
    // ccxt asks nothing private with GET that has parameters, and would leave them out.
    { method: 'GET', path: '/api/v2/fees/trading/', place: 'query' },
  ],
  differences: [
    {
      reason:
        'ccxt sends foo=bar where there are no parameters; the documents send no body and no content type',
      when: ({ params }) => params.length === 0,
    },
  ],
}
