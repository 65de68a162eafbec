import type { EndpointTable } from '../../endpoints/endpointTable.ts'

/**
 * Kraken spot. The paths are those that ccxt 4.5.84 lists.
 *
 * A WebSocket token lets its bearer trade with all that the key may, out of sight of whoever signed the request: it is full. So are
 * deposit addresses, since the same request can make a new one, and exports.
 */
export const krakenSpotEndpoints: EndpointTable = {
  documents: {
    url: 'https://docs.kraken.com/api/docs/rest-api/add-order',
    version: '0',
    date: '2026-11-24',
  },
  read: [
    'POST /0/private/Balance',
    'POST /0/private/BalanceEx',
    'POST /0/private/ClosedOrders',
    'POST /0/private/CreditLines',
    'POST /0/private/DepositMethods',
    'POST /0/private/DepositStatus',
    'POST /0/private/Earn/AllocateStatus',
    'POST /0/private/Earn/Allocations',
    'POST /0/private/Earn/DeallocateStatus',
    'POST /0/private/Earn/Strategies',
    'POST /0/private/ExportStatus',
    'POST /0/private/GetApiKeyInfo',
    'POST /0/private/Ledgers',
    'POST /0/private/Level3',
    'POST /0/private/ListWalletAccounts',
    'POST /0/private/OpenOrders',
    'POST /0/private/OpenPositions',
    'POST /0/private/OrderAmends',
    'POST /0/private/QueryLedgers',
    'POST /0/private/QueryOrders',
    'POST /0/private/QueryTrades',
    'POST /0/private/RetrieveExport',
    'POST /0/private/TradeBalance',
    'POST /0/private/TradeVolume',
    'POST /0/private/TradesHistory',
    'POST /0/private/WithdrawAddresses',
    'POST /0/private/WithdrawInfo',
    'POST /0/private/WithdrawMethods',
    'POST /0/private/WithdrawStatus',
  ],
  trade: [
    'POST /0/private/AddOrder',
    'POST /0/private/AddOrderBatch',
    'POST /0/private/AmendOrder',
    'POST /0/private/CancelAll',
    'POST /0/private/CancelAllOrdersAfter',
    'POST /0/private/CancelOrder',
    'POST /0/private/CancelOrderBatch',
    'POST /0/private/EditOrder',
  ],
  full: [
    'POST /0/private/AccountTransfer',
    'POST /0/private/AddExport',
    'POST /0/private/CreateSubaccount',
    'POST /0/private/DepositAddresses',
    'POST /0/private/Earn/Allocate',
    'POST /0/private/Earn/Deallocate',
    'POST /0/private/GetWebSocketsToken',
    'POST /0/private/RemoveExport',
    'POST /0/private/WalletTransfer',
    'POST /0/private/Withdraw',
    'POST /0/private/WithdrawCancel',
  ],
  refused: [],
}
