import type { EndpointTable } from '../../endpoints/endpointTable.ts'

/**
 * Kraken Futures. The paths are those that ccxt 4.5.84 lists (`private` and the history of the account), and of the documents the question
 * what a key may do and the versions of the history that ccxt does not ask.
 *
 * The currency in which profits come out and assignments from other accounts are full.
 */
export const krakenFuturesEndpoints: EndpointTable = {
  documents: {
    url: 'https://docs.kraken.com/api/docs/futures-api/trading/send-order',
    version: 'derivatives v3, history v2 and v3, auth v1',
    date: '2026-11-24',
  },
  read: [
    'GET /api/auth/v1/api-keys/v3/check',
    'GET /api/history/v2/accountlogcsv',
    'GET /api/history/v2/executions',
    'GET /api/history/v2/orders',
    'GET /api/history/v2/triggers',
    'GET /api/history/v3/account-log',
    'GET /api/history/v3/executions',
    'GET /api/history/v3/orders',
    'GET /api/history/v3/positions',
    'GET /api/history/v3/triggers',
    'GET /derivatives/api/v3/accounts',
    'GET /derivatives/api/v3/assignmentprogram/current',
    'GET /derivatives/api/v3/assignmentprogram/history',
    'GET /derivatives/api/v3/feeschedules/volumes',
    'GET /derivatives/api/v3/fills',
    'GET /derivatives/api/v3/leveragepreferences',
    'GET /derivatives/api/v3/notifications',
    'GET /derivatives/api/v3/openorders',
    'GET /derivatives/api/v3/openpositions',
    'GET /derivatives/api/v3/orders/status',
    'GET /derivatives/api/v3/pnlpreferences',
    'GET /derivatives/api/v3/recentorders',
    'GET /derivatives/api/v3/rfq-assignment/max-leverage',
    'GET /derivatives/api/v3/self-trade-strategy',
    'GET /derivatives/api/v3/subaccount/{uid}/trading-enabled',
    'GET /derivatives/api/v3/subaccounts',
    'GET /derivatives/api/v3/transfers',
    'GET /derivatives/api/v3/unwindqueue',
  ],
  trade: [
    'POST /derivatives/api/v3/batchorder',
    'POST /derivatives/api/v3/cancelallorders',
    'POST /derivatives/api/v3/cancelallordersafter',
    'POST /derivatives/api/v3/cancelorder',
    'POST /derivatives/api/v3/editorder',
    'PUT /derivatives/api/v3/leveragepreferences',
    'PUT /derivatives/api/v3/self-trade-strategy',
    'POST /derivatives/api/v3/sendorder',
  ],
  full: [
    'POST /derivatives/api/v3/assignmentprogram/add',
    'POST /derivatives/api/v3/assignmentprogram/delete',
    'PUT /derivatives/api/v3/pnlpreferences',
    'DELETE /derivatives/api/v3/rfq-assignment/max-leverage',
    'PUT /derivatives/api/v3/rfq-assignment/max-leverage',
    'PUT /derivatives/api/v3/subaccount/{uid}/trading-enabled',
    'POST /derivatives/api/v3/transfer',
    'POST /derivatives/api/v3/transfer/subaccount',
    'POST /derivatives/api/v3/withdrawal',
  ],
  refused: [],
}
