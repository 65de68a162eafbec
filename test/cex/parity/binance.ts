import { binanceSpot, binanceUsdm } from '../../../scripts/local/venues/binance/index.ts'
import { binanceSpot as spotAdapter } from '../../../sdk/cex/venues/binance/spot.ts'
import { binanceUsdm as usdmAdapter } from '../../../sdk/cex/venues/binance/usdm.ts'
import { localKeys, pemPair } from '../../integration/venues/support/localKeys.ts'
import { queryHas } from './differences.ts'
import type { ParityCase } from './parityCase.ts'
import { parityEndpoint } from './parityEndpoint.ts'

const { trader } = localKeys('binance-spot')

const rsa = pemPair('rsa')
const ed25519 = pemPair('ed25519')

const otherKeys = [
  { key: { ...trader, kind: 'rsa', secret: rsa.publicKey }, keyType: 'rsa', secret: rsa.privateKey },
  {
    key: { ...trader, kind: 'ed25519', secret: ed25519.publicKey },
    keyType: 'ed25519',
    secret: ed25519.privateKey,
  },
] as const

/** Binance spot. */
export const binanceSpotParity: ParityCase = {
  local: binanceSpot,
  adapter: spotAdapter,
  baseUrl: 'https://api.binance.com',
  key: trader,
  keyType: 'hmac',
  covers: ['query', 'body'],
  ccxt: { id: 'binance' },
  endpoints: [
    parityEndpoint('GET /api/v3/account', 'query', { path: 'account', api: 'private' }),
    parityEndpoint('POST /api/v3/order/test', 'form', { path: 'order/test', api: 'private' }),
    parityEndpoint('DELETE /api/v3/openOrders', 'query', { path: 'openOrders', api: 'private' }),
    parityEndpoint('GET /sapi/v1/sub-account/list', 'query', { path: 'sub-account/list', api: 'sapi' }),
    parityEndpoint('PUT /sapi/v1/some/thing', 'form', { path: 'some/thing', api: 'sapi' }),
  ],
  differences: [
    {
      reason:
        'ccxt neither encodes nor signs the encoded query about sub-accounts, which has been required since 2026-01-15',
      when: (sample) =>
        sample.endpoint.path.includes('sub-account') &&
        queryHas(sample, /[^A-Za-z0-9_.\-=/?*()!,:;@$~[\]{}|\\^`]/),
    },
  ],
  login: {},
  otherKeys,
}

/** Binance USD-M futures. */
export const binanceUsdmParity: ParityCase = {
  local: binanceUsdm,
  adapter: usdmAdapter,
  baseUrl: 'https://fapi.binance.com',
  key: trader,
  keyType: 'hmac',
  covers: ['query', 'body'],
  ccxt: { id: 'binanceusdm' },
  endpoints: [
    parityEndpoint('GET /fapi/v1/openOrders', 'query', { path: 'openOrders', api: 'fapiPrivate' }),
    parityEndpoint('POST /fapi/v1/leverage', 'form', { path: 'leverage', api: 'fapiPrivate' }),
    parityEndpoint('PUT /fapi/v1/order', 'form', { path: 'order', api: 'fapiPrivate' }),
    parityEndpoint('DELETE /fapi/v1/order', 'query', { path: 'order', api: 'fapiPrivate' }),
  ],
  login: {},
  otherKeys,
}
