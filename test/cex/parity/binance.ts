import { binanceSpot, binanceUsdm } from '../../../scripts/local/venues/binance/index.ts'
import { binanceSpot as spotAdapter } from '../../../sdk/cex/venues/binance/spot.ts'
import { binanceUsdm as usdmAdapter } from '../../../sdk/cex/venues/binance/usdm.ts'
import { localKeys, pemPair } from '../../integration/venues/support/localKeys.ts'
import { queryHas } from './differences.ts'
import type { ParityCase } from './parityCase.ts'

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
    { method: 'GET', path: '/api/v3/account', place: 'query', ccxt: { path: 'account', api: 'private' } },
    {
      method: 'POST',
      path: '/api/v3/order/test',
      place: 'form',
      ccxt: { path: 'order/test', api: 'private' },
    },
    {
      method: 'DELETE',
      path: '/api/v3/openOrders',
      place: 'query',
      ccxt: { path: 'openOrders', api: 'private' },
    },
    {
      method: 'GET',
      path: '/sapi/v1/sub-account/list',
      place: 'query',
      ccxt: { path: 'sub-account/list', api: 'sapi' },
    },
    { method: 'PUT', path: '/sapi/v1/some/thing', place: 'form', ccxt: { path: 'some/thing', api: 'sapi' } },
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
    {
      method: 'GET',
      path: '/fapi/v1/openOrders',
      place: 'query',
      ccxt: { path: 'openOrders', api: 'fapiPrivate' },
    },
    {
      method: 'POST',
      path: '/fapi/v1/leverage',
      place: 'form',
      ccxt: { path: 'leverage', api: 'fapiPrivate' },
    },
    { method: 'PUT', path: '/fapi/v1/order', place: 'form', ccxt: { path: 'order', api: 'fapiPrivate' } },
    { method: 'DELETE', path: '/fapi/v1/order', place: 'query', ccxt: { path: 'order', api: 'fapiPrivate' } },
  ],
  login: {},
  otherKeys,
}
