import type { Answer, Call, LocalVenue, Route } from '../localVenue.ts'
import { giveToken, keyOf } from '../venueState.ts'
import { binanceKeyRoutes } from './binanceKeys.ts'
import { binanceOrders } from './binanceOrders.ts'
import { binanceSocket } from './binanceSocket.ts'
import { refuseBinance, verifyBinance } from './verifyBinance.ts'

const serverTime = ({ nowMs }: Call): Answer => ({ status: 200, body: { serverTime: nowMs } })

const listenKey = (call: Call): Answer => ({ status: 200, body: { listenKey: giveToken(call) } })

const orderRoutes = (path: string): Route[] => [
  { method: 'POST', path, access: 'trade', answer: binanceOrders.place },
  { method: 'GET', path, access: 'read', answer: binanceOrders.query },
  { method: 'DELETE', path, access: 'trade', answer: binanceOrders.cancel },
]

function spotAccount(call: Call): Answer {
  const balances = [...call.state.balances].map(([asset, free]) => ({ asset, free, locked: '0' }))
  const canTrade = keyOf(call).access !== 'read'
  return {
    status: 200,
    body: {
      makerCommission: 10,
      canTrade,
      canWithdraw: false,
      canDeposit: true,
      updateTime: call.nowMs,
      balances,
    },
  }
}

function futuresBalances(call: Call): Record<string, unknown>[] {
  return [...call.state.balances].map(([asset, amount]) => ({
    accountAlias: 'local',
    asset,
    balance: amount,
    walletBalance: amount,
    crossWalletBalance: amount,
    availableBalance: amount,
    maxWithdrawAmount: amount,
    marginAvailable: true,
    updateTime: call.nowMs,
  }))
}

/** Binance spot: `/api/v3` and `/sapi`. */
export const binanceSpot: LocalVenue = {
  id: 'binance-spot',
  verify: verifyBinance,
  refusal: refuseBinance,
  socket: binanceSocket,
  routes: [
    { method: 'GET', path: '/api/v3/time', access: 'public', answer: serverTime },
    { method: 'GET', path: '/api/v3/account', access: 'read', answer: spotAccount },
    { method: 'POST', path: '/api/v3/userDataStream', access: 'read', answer: listenKey },
    ...orderRoutes('/api/v3/order'),
    ...binanceKeyRoutes,
  ],
}

/** Binance USD-M futures: `/fapi`. Keys are shared with spot, and so are the endpoints about them. */
export const binanceUsdm: LocalVenue = {
  id: 'binance-usdm',
  verify: verifyBinance,
  refusal: refuseBinance,
  socket: binanceSocket,
  routes: [
    { method: 'GET', path: '/fapi/v1/time', access: 'public', answer: serverTime },
    ...['/fapi/v2/balance', '/fapi/v3/balance'].map(
      (path): Route => ({
        method: 'GET',
        path,
        access: 'read',
        answer: (call) => ({ status: 200, body: futuresBalances(call) }),
      }),
    ),
    ...['/fapi/v2/account', '/fapi/v3/account'].map(
      (path): Route => ({
        method: 'GET',
        path,
        access: 'read',
        answer: (call) => ({ status: 200, body: { assets: futuresBalances(call), positions: [] } }),
      }),
    ),
    { method: 'POST', path: '/fapi/v1/listenKey', access: 'read', answer: listenKey },
    ...orderRoutes('/fapi/v1/order'),
    ...binanceKeyRoutes,
  ],
}
