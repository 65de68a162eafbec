import type { EndpointTable } from '../../endpoints/endpointTable.ts'

/**
 * What a key of Upbit can do at api.upbit.com. The paths are those that ccxt 4.5.84 lists. Travel-rule verification and transfers
 * between pockets are full.
 */
export const upbitEndpoints: EndpointTable = {
  documents: { url: 'https://docs.upbit.com/kr', version: 'v1', date: '2026-11-24' },
  read: [
    'GET /v1/accounts',
    'GET /v1/api_keys',
    'GET /v1/deposit',
    'GET /v1/deposits',
    'GET /v1/deposits/chance/coin',
    'GET /v1/deposits/coin_address',
    'GET /v1/deposits/coin_addresses',
    'GET /v1/order',
    'GET /v1/orders/chance',
    'GET /v1/orders/closed',
    'GET /v1/orders/open',
    'GET /v1/orders/uuids',
    'GET /v1/pockets',
    'GET /v1/pockets/api_keys',
    'GET /v1/pockets/assets',
    'GET /v1/pockets/transfers',
    'GET /v1/pockets/universal_transfers',
    'GET /v1/status/wallet',
    'GET /v1/travel_rule/vasps',
    'GET /v1/withdraw',
    'GET /v1/withdraws',
    'GET /v1/withdraws/chance',
    'GET /v1/withdraws/coin_addresses',
  ],
  trade: [
    'DELETE /v1/order',
    'POST /v1/orders',
    'POST /v1/orders/cancel_and_new',
    'DELETE /v1/orders/open',
    'POST /v1/orders/test',
    'DELETE /v1/orders/uuids',
  ],
  full: [
    'POST /v1/deposits/generate_coin_address',
    'POST /v1/deposits/krw',
    'POST /v1/pockets/transfers',
    'POST /v1/pockets/universal_transfers',
    'POST /v1/travel_rule/deposit/txid',
    'POST /v1/travel_rule/deposit/uuid',
    'DELETE /v1/withdraws/coin',
    'POST /v1/withdraws/coin',
    'POST /v1/withdraws/krw',
  ],
  refused: [],
}
