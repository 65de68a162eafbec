import { coinbaseAdvanced } from '../../../scripts/local/venues/coinbase/coinbaseAdvanced.ts'
import { coinbaseExchange } from '../../../scripts/local/venues/coinbase/coinbaseExchange.ts'
import { coinbaseAdvanced as advancedAdapter } from '../../../sdk/cex/venues/coinbase/advanced.ts'
import { coinbaseExchange as exchangeAdapter } from '../../../sdk/cex/venues/coinbase/exchange.ts'
import { localKeys, pemPair } from '../../integration/venues/support/localKeys.ts'
import type { Difference, ParityCase } from './parityCase.ts'
import { parityEndpoint } from './parityEndpoint.ts'

const listInQuery: Difference = {
  reason: 'ccxt numbers the items of a list, where the documents repeat the name',
  when: ({ endpoint, params }) =>
    endpoint.place === 'query' && params.some(([, value]) => Array.isArray(value)),
}

/** Coinbase Exchange. */
export const coinbaseExchangeParity: ParityCase = {
  local: coinbaseExchange,
  adapter: exchangeAdapter,
  baseUrl: 'https://api.exchange.coinbase.com',
  key: localKeys('coinbase-exchange', { encoding: 'base64', passphrase: 'a passphrase at coinbase' }).trader,
  keyType: 'hmac',
  ccxt: {
    id: 'coinbaseexchange',
    prepare: (exchange) => {
      exchange.nonce = () => exchange.seconds()
    },
  },
  queryLists: 'repeated',
  endpoints: [
    parityEndpoint('GET /orders', 'query', { path: 'orders', api: 'private' }),
    parityEndpoint('POST /orders', 'json', { path: 'orders', api: 'private' }),
    // ccxt puts what a DELETE asks for into a body, where the documents have it in the query.
    { method: 'DELETE', path: '/orders', place: 'query' },
  ],
  differences: [listInQuery],
  login: {},
}

const es256 = pemPair('es256')
const ed25519 = pemPair('ed25519')
const template = localKeys('coinbase-advanced', {
  kind: 'es256',
  apiKeyOf: (name) => `organizations/local/apiKeys/${name}`,
  publicOf: () => es256.publicKey,
}).trader

/** Coinbase Advanced Trade. */
export const coinbaseAdvancedParity: ParityCase = {
  local: coinbaseAdvanced,
  adapter: advancedAdapter,
  baseUrl: 'https://api.coinbase.com',
  key: template,
  keyType: 'es256',
  secret: es256.privateKey,
  moment: { randomHex: '00112233445566778899aabbccddeeff' },
  ccxt: { id: 'coinbase' },
  queryLists: 'repeated',
  covers: ['path'],
  endpoints: [
    parityEndpoint('GET /api/v3/brokerage/accounts', 'query', {
      path: 'brokerage/accounts',
      api: ['v3', 'private'],
    }),
    parityEndpoint('POST /api/v3/brokerage/orders', 'json', {
      path: 'brokerage/orders',
      api: ['v3', 'private'],
    }),
    parityEndpoint('PUT /api/v3/brokerage/portfolios/a-uuid', 'json', {
      path: 'brokerage/portfolios/{uuid}',
      api: ['v3', 'private'],
      fill: { uuid: 'a-uuid' },
    }),
  ],
  login: {},
  otherKeys: [
    {
      key: { ...template, kind: 'ed25519', secret: ed25519.publicKey },
      keyType: 'ed25519',
      secret: ed25519.privateKey,
    },
  ],
}
