import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { LOCAL_VENUES } from '../../../scripts/local/venues/index.ts'
import { type RunningVenue, startLocalVenue } from '../../../scripts/local/venues/server.ts'
import { memoryBudgetLedger } from '../../../sdk/cex/budgets/memoryBudgetLedger.ts'
import { createVenueClient, type VenueClient } from '../../../sdk/cex/clients/createVenueClient.ts'
import { defineVenueGrant } from '../../../sdk/cex/grant/defineVenueGrant.ts'
import { expandVenueAccess } from '../../../sdk/cex/grant/expandVenueAccess.ts'
import type { Json } from '../../../sdk/cex/json.ts'
import { memoryNonceAuthority } from '../../../sdk/cex/nonces/memoryNonceAuthority.ts'
import type { VenueRequest } from '../../../sdk/cex/request.ts'
import { localVenueSigner } from '../../../sdk/cex/signing/localVenueSigner.ts'
import type { Venue } from '../../../sdk/cex/venue.ts'
import { VENUES } from '../../../sdk/cex/venues/index.ts'
import { Secret } from '../../../sdk/core/secret.ts'
import { VENUE_CASES } from './cases/index.ts'

type Members = { readonly [name: string]: Json }

/** What a bot sends to a venue: to read, to order so much BTC at a price, and to withdraw. */
type Wishes = {
  readonly symbol: string
  readonly balance: readonly [method: VenueRequest['method'], path: string, members?: Members]
  readonly order: (quantity: string, price: string) => readonly [path: string, members: Members]
  readonly withdraw: readonly [method: VenueRequest['method'], path: string]
}

const WISHES: { readonly [venue: string]: Wishes } = {
  'okx-v5': {
    symbol: 'BTC-USDT',
    balance: ['GET', '/api/v5/account/balance'],
    order: (sz, px) => [
      '/api/v5/trade/order',
      { instId: 'BTC-USDT', tdMode: 'cash', side: 'buy', ordType: 'limit', sz, px },
    ],
    withdraw: ['POST', '/api/v5/asset/withdrawal'],
  },
  'binance-spot': {
    symbol: 'BTCUSDT',
    balance: ['GET', '/api/v3/account'],
    order: (quantity, price) => [
      '/api/v3/order',
      { symbol: 'BTCUSDT', side: 'BUY', type: 'LIMIT', timeInForce: 'GTC', quantity, price },
    ],
    withdraw: ['POST', '/sapi/v1/capital/withdraw/apply'],
  },
  'bybit-v5': {
    symbol: 'spot:BTCUSDT',
    balance: ['GET', '/v5/account/wallet-balance', { accountType: 'UNIFIED' }],
    order: (qty, price) => [
      '/v5/order/create',
      { category: 'spot', symbol: 'BTCUSDT', side: 'Buy', orderType: 'Limit', qty, price },
    ],
    withdraw: ['POST', '/v5/asset/withdraw/create'],
  },
  'kraken-spot': {
    symbol: 'XBTUSDT',
    balance: ['POST', '/0/private/Balance'],
    order: (volume, price) => [
      '/0/private/AddOrder',
      { pair: 'XBTUSDT', type: 'buy', ordertype: 'limit', volume, price },
    ],
    withdraw: ['POST', '/0/private/Withdraw'],
  },
  'gate-v4': {
    symbol: 'spot:BTC_USDT',
    balance: ['GET', '/api/v4/spot/accounts'],
    order: (amount, price) => [
      '/api/v4/spot/orders',
      { currency_pair: 'BTC_USDT', side: 'buy', type: 'limit', amount, price },
    ],
    withdraw: ['POST', '/api/v4/withdrawals'],
  },
  'kucoin-spot': {
    symbol: 'BTC-USDT',
    balance: ['GET', '/api/v1/accounts'],
    order: (size, price) => [
      '/api/v1/hf/orders',
      { clientOid: 'a1', symbol: 'BTC-USDT', side: 'buy', type: 'limit', size, price },
    ],
    withdraw: ['POST', '/api/v3/withdrawals'],
  },
  'bitget-v2': {
    symbol: 'spot:BTCUSDT',
    balance: ['GET', '/api/v2/spot/account/assets'],
    order: (size, price) => [
      '/api/v2/spot/trade/place-order',
      { symbol: 'BTCUSDT', side: 'buy', orderType: 'limit', force: 'gtc', size, price },
    ],
    withdraw: ['POST', '/api/v2/spot/wallet/withdrawal'],
  },
}

describe.for(Object.entries(WISHES))('a grant at a local %s', ([id, wishes]) => {
  const venue = VENUES.find((one) => one.id === id) as Venue
  const local = LOCAL_VENUES[id]
  const venueCase = VENUE_CASES.find((one) => one.venue.id === id)
  let running: RunningVenue

  beforeAll(async () => {
    if (!local || !venueCase) throw new Error('unreachable: it is in both lists')
    running = await startLocalVenue(local, { keys: Object.values(venueCase.keys), now: Date.now })
  })
  afterAll(() => running.stop())

  function client(secretOf: 'trader' | 'reader' = 'trader'): VenueClient {
    const { trader, reader } = venueCase?.keys ?? {}
    if (!trader || !reader) throw new Error('unreachable: it has keys')
    const now = Math.floor(Date.now() / 1000)
    const base = 'BTC'
    const markets = [{ symbol: wishes.symbol, base, quote: 'USDT', kind: 'spot' }] as const
    const { grant } = defineVenueGrant({
      venue,
      network: { environment: 'local', allowedIps: 'any', baseUrls: [baseUrl()] },
      permissions: expandVenueAccess({ accessLevel: 'trade', markets }),
      limits: [
        { kind: 'notionalPerOrder', asset: 'USDT', market: 'any', amount: '1000' },
        { kind: 'notionalTotal', asset: 'USDT', market: 'any', amount: '1500' },
      ],
      ...{ validAfter: now - 60, validUntil: now + 3600, keyLifetime: 3660, sessionKey: trader.apiKey },
    })
    const secret = secretOf === 'trader' ? trader.secret : reader.secret
    const passphrase = trader.passphrase === undefined ? {} : { passphrase: new Secret(trader.passphrase) }
    const signer = localVenueSigner(venue, {
      keyType: 'hmac',
      apiKey: trader.apiKey,
      secret: new Secret(secret),
      ...passphrase,
    })
    return createVenueClient({
      venue,
      signer,
      grant,
      budgets: memoryBudgetLedger(),
      nonces: memoryNonceAuthority(),
    })
  }

  const baseUrl = (): string => running.url
  const ask = (method: VenueRequest['method'], path: string, members: Members = {}) => ({
    request: { method, baseUrl: baseUrl(), path, params: Object.entries(members) },
  })
  const buy = (quantity: string, price: string) => ask('POST', ...wishes.order(quantity, price))

  test('lets a bot read and trade within its limits, and nothing else reaches the venue', async () => {
    const bot = client()
    expect(await bot.sendRequest(ask(...wishes.balance))).toMatchObject({ status: 200 })
    await bot.sendRequest(buy('0.01', '60000'))
    expect([...running.state.orders.values()]).toMatchObject([{ status: 'open' }])
    const before = running.log.length
    for (const [request, name] of [
      [buy('0.02', '60000'), 'NotionalExceededError'],
      [ask(...wishes.withdraw), 'EndpointNotGrantedError'],
    ] as const) {
      await expect(bot.sendRequest(request)).rejects.toThrow(expect.objectContaining({ name }))
    }
    expect(running.log).toHaveLength(before)
    await bot.sendRequest(buy('0.01', '60000'))
    const over = { name: 'BudgetExceededError', requested: '600', remaining: '300' }
    await expect(bot.sendRequest(buy('0.01', '60000'))).rejects.toThrow(expect.objectContaining(over))
    expect(running.state.orders.size).toBe(2)
    expect(running.log.flatMap(({ reason }) => reason ?? [])).toEqual([])
  })

  test('tells what the venue says of another secret', async () => {
    const refused = client('reader').sendRequest(ask(...wishes.balance))
    await expect(refused).rejects.toThrow(
      expect.objectContaining({ name: 'VenueRefusedError', venue: venue.name }),
    )
    expect(running.log.at(-1)?.reason).toBe('bad signature')
  })
})
