import { mexcContract } from '../../../scripts/local/venues/mexc/contract.ts'
import { mexcSpot } from '../../../scripts/local/venues/mexc/spot.ts'
import { mexcContractSigning } from '../../../sdk/cex/venues/mexc/contractSigning.ts'
import { mexcSpotSigning } from '../../../sdk/cex/venues/mexc/spotSigning.ts'
import { localKeys } from '../../integration/venues/support/localKeys.ts'
import type { ParityCase } from './parityCase.ts'
import { parityEndpoint } from './parityEndpoint.ts'

/** MEXC spot, which has everything in the query. */
export const mexcSpotParity: ParityCase = {
  local: mexcSpot,
  adapter: { name: 'MEXC', signing: mexcSpotSigning },
  baseUrl: 'https://api.mexc.com',
  key: localKeys('mexc-spot').trader,
  keyType: 'hmac',
  ccxt: { id: 'mexc' },
  // Neither method nor path is signed.
  covers: ['query', 'body'],
  endpoints: (['GET', 'POST', 'DELETE'] as const).map((method) => ({
    method,
    path: '/api/v3/order',
    place: 'query',
    ccxt: { path: 'order', api: ['spot', 'private'] },
  })),
}

/** MEXC contracts. */
export const mexcContractParity: ParityCase = {
  local: mexcContract,
  adapter: { name: 'MEXC', signing: mexcContractSigning },
  baseUrl: 'https://api.mexc.com',
  key: localKeys('mexc-contract').trader,
  keyType: 'hmac',
  ccxt: { id: 'mexc' },
  // Neither method nor path is signed.
  covers: ['query', 'body'],
  endpoints: [
    parityEndpoint('GET /api/v1/private/position/open_positions', 'query', {
      path: 'position/open_positions',
      api: ['contract', 'private'],
    }),
    parityEndpoint('POST /api/v1/private/order/create', 'json', {
      path: 'order/create',
      api: ['contract', 'private'],
    }),
  ],
  login: {},
}
