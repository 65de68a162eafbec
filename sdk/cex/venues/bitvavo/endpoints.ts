import type { EndpointTable } from '../../endpoints/endpointTable.ts'

/**
 * What a key of Bitvavo can do at api.bitvavo.com/v2. The paths are those that ccxt 4.5.84 lists. Orders of sub-accounts that an
 * institution cancels are full.
 */
export const bitvavoEndpoints: EndpointTable = {
  documents: { url: 'https://docs.bitvavo.com/', version: 'v2', date: '2026-11-24' },
  read: [
    'GET /v2/account',
    'GET /v2/account/fees',
    'GET /v2/account/history',
    'GET /v2/balance',
    'GET /v2/deposit',
    'GET /v2/depositHistory',
    'GET /v2/institutional/subaccounts/balance',
    'GET /v2/institutional/subaccounts/history',
    'GET /v2/institutional/subaccounts/orders/open',
    'GET /v2/order',
    'GET /v2/orders',
    'GET /v2/ordersOpen',
    'GET /v2/stakingBalance',
    'GET /v2/subaccounts',
    'GET /v2/subaccounts/transfers',
    'GET /v2/subaccounts/transfers/{transferId}',
    'GET /v2/trades',
    'GET /v2/withdrawalHistory',
  ],
  trade: [
    'DELETE /v2/atomic/orders',
    'POST /v2/cancelOrdersAfter',
    'DELETE /v2/order',
    'POST /v2/order',
    'PUT /v2/order',
    'DELETE /v2/orders',
  ],
  full: [
    'POST /v2/crypto/withdrawal',
    'DELETE /v2/institutional/subaccounts/order',
    'DELETE /v2/institutional/subaccounts/orders',
    'POST /v2/subaccounts',
    'POST /v2/subaccounts/transfers',
    'POST /v2/withdrawal',
  ],
  refused: [],
}
