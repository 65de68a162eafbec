import { describe, expect, it } from 'vitest'
import { classifyEndpoint } from '../../sdk/cex/endpoints/classifyEndpoint.ts'
import type { EndpointTable } from '../../sdk/cex/endpoints/endpointTable.ts'
import { requireEndpoint } from '../../sdk/cex/endpoints/requireEndpoint.ts'
import type { Method, VenueRequest } from '../../sdk/cex/request.ts'
import { binanceSpotEndpoints } from '../../sdk/cex/venues/binance/spotEndpoints.ts'
import { binanceUsdmEndpoints } from '../../sdk/cex/venues/binance/usdmEndpoints.ts'
import { bitgetEndpoints } from '../../sdk/cex/venues/bitget/endpoints.ts'
import { bybitEndpoints } from '../../sdk/cex/venues/bybit/endpoints.ts'
import { coinbaseAdvancedEndpoints } from '../../sdk/cex/venues/coinbase/advancedEndpoints.ts'
import { coinbaseExchangeEndpoints } from '../../sdk/cex/venues/coinbase/exchangeEndpoints.ts'
import { deribitEndpoints } from '../../sdk/cex/venues/deribit/endpoints.ts'
import { gateEndpoints } from '../../sdk/cex/venues/gate/endpoints.ts'
import { krakenFuturesEndpoints } from '../../sdk/cex/venues/kraken/futuresEndpoints.ts'
import { krakenSpotEndpoints } from '../../sdk/cex/venues/kraken/spotEndpoints.ts'
import { kucoinFuturesEndpoints } from '../../sdk/cex/venues/kucoin/futuresEndpoints.ts'
import { kucoinSpotEndpoints } from '../../sdk/cex/venues/kucoin/spotEndpoints.ts'
import { okxEndpoints } from '../../sdk/cex/venues/okx/endpoints.ts'
import { ccxtPaths } from './support/ccxtPaths.ts'
import type { EndpointCase } from './support/endpointCase.ts'
import { moreEndpointCases } from './support/moreEndpointCases.ts'

const OTHER_BINANCE = {
  dapiPrivate: 'futures margined in coins are another product',
  dapiPrivateV2: 'futures margined in coins are another product',
  eapiPrivate: 'options are another product',
  papi: 'portfolio margin is another product',
  papiV2: 'portfolio margin is another product',
}

const CASES: readonly EndpointCase[] = [
  ...moreEndpointCases,
  {
    id: 'binance-spot',
    table: binanceSpotEndpoints,
    ccxt: 'binance',
    own: /^(private|sapi(V\d)?)$/,
    open: /^(public|(fapi|dapi|eapi)(Public(V2)?|Data))$/,
    others: {
      ...OTHER_BINANCE,
      fapiPrivate: 'USD-margined futures have their own venue id',
      fapiPrivateV2: 'USD-margined futures have their own venue id',
      fapiPrivateV3: 'USD-margined futures have their own venue id',
    },
    full: [
      'POST /sapi/v1/capital/withdraw/apply',
      'POST /sapi/v1/asset/transfer',
      'POST /sapi/v1/sub-account/universalTransfer',
      'POST /sapi/v1/margin/borrow-repay',
      'POST /sapi/v1/asset/dust',
      'POST /sapi/v2/sub-account/subAccountApi',
      'DELETE /sapi/v1/sub-account/subAccountApi',
      'POST /sapi/v1/broker/subAccountApi',
      'POST /sapi/v1/sub-account/virtualSubAccount',
      'POST /sapi/v1/simple-earn/flexible/subscribe',
      'POST /sapi/v1/convert/acceptQuote',
    ],
  },
  {
    id: 'binance-usdm',
    table: binanceUsdmEndpoints,
    ccxt: 'binance',
    own: /^fapiPrivate(V\d)?$/,
    open: /^(public|(fapi|dapi|eapi)(Public(V2)?|Data))$/,
    others: {
      ...OTHER_BINANCE,
      private: 'spot has its own venue id',
      sapi: 'spot has its own venue id, but for the question what a key may do',
      sapiV2: 'spot has its own venue id',
      sapiV3: 'spot has its own venue id',
      sapiV4: 'spot has its own venue id',
    },
    full: ['POST /fapi/v1/convert/acceptQuote', 'POST /fapi/v1/multiAssetsMargin'],
  },
  {
    id: 'bybit-v5',
    table: bybitEndpoints,
    ccxt: 'bybit',
    own: /^private$/,
    open: /^public$/,
    full: [
      'POST /v5/asset/withdraw/create',
      'POST /v5/asset/transfer/inter-transfer',
      'POST /v5/asset/transfer/universal-transfer',
      'POST /v5/user/create-sub-api',
      'POST /v5/user/update-api',
      'POST /v5/user/delete-api',
      'POST /v5/user/create-sub-member',
      'POST /v5/user/del-submember',
      'POST /v5/account/borrow',
      'POST /v5/earn/place-order',
      'POST /v5/position/move-positions',
    ],
  },
  {
    id: 'okx-v5',
    table: okxEndpoints,
    ccxt: 'okx',
    own: /^private$/,
    open: /^public$/,
    full: [
      'POST /api/v5/asset/withdrawal',
      'POST /api/v5/asset/transfer',
      'POST /api/v5/asset/withdrawal-lightning',
      'POST /api/v5/asset/subaccount/transfer',
      'POST /api/v5/users/subaccount/apikey',
      'POST /api/v5/users/subaccount/modify-apikey',
      'POST /api/v5/users/subaccount/delete-apikey',
      'POST /api/v5/users/subaccount/create-subaccount',
      'POST /api/v5/finance/savings/purchase-redempt',
      'POST /api/v5/rfq/execute-quote',
      'POST /api/v5/account/move-positions',
    ],
  },
  {
    id: 'kraken-spot',
    table: krakenSpotEndpoints,
    ccxt: 'kraken',
    own: /^private$/,
    open: /^(public|zendesk)$/,
    full: [
      'POST /0/private/Withdraw',
      'POST /0/private/WalletTransfer',
      'POST /0/private/AccountTransfer',
      'POST /0/private/CreateSubaccount',
      'POST /0/private/Earn/Allocate',
      'POST /0/private/GetWebSocketsToken',
      'POST /0/private/DepositAddresses',
    ],
  },
  {
    id: 'kraken-futures',
    table: krakenFuturesEndpoints,
    ccxt: 'krakenfutures',
    own: /^(private|history)$/,
    open: /^(public|charts)$/,
    unsigned: [
      'GET /api/history/v3/market/2/orders',
      'GET /api/history/v3/market/2/executions',
      'GET /api/history/v3/market/2/price',
    ],
    full: [
      'POST /derivatives/api/v3/withdrawal',
      'POST /derivatives/api/v3/transfer',
      'POST /derivatives/api/v3/transfer/subaccount',
      'PUT /derivatives/api/v3/subaccount/2/trading-enabled',
    ],
  },
  {
    id: 'coinbase-exchange',
    table: coinbaseExchangeEndpoints,
    ccxt: 'coinbaseexchange',
    own: /^private$/,
    open: /^public$/,
    full: [
      'POST /withdrawals/crypto',
      'POST /withdrawals/coinbase-account',
      'POST /withdrawals/payment-method',
      'POST /withdrawals/counterparty',
      'POST /profiles/transfer',
      'POST /profiles',
      'POST /address-book',
      'POST /conversions',
      'POST /coinbase-accounts/2/addresses',
    ],
  },
  {
    id: 'coinbase-advanced',
    table: coinbaseAdvancedEndpoints,
    ccxt: 'coinbase',
    own: /^v[23]\.private$/,
    open: /^v[23]\.public$/,
    full: [
      'POST /v2/accounts/2/transactions',
      'POST /v2/accounts/2/withdrawals',
      'POST /v2/accounts/2/addresses',
      'POST /api/v3/brokerage/portfolios/move_funds',
      'POST /api/v3/brokerage/convert/trade/2',
      'POST /api/v3/brokerage/intx/allocate',
      'DELETE /api/v3/brokerage/portfolios/2',
    ],
  },
  {
    id: 'kucoin-spot',
    table: kucoinSpotEndpoints,
    ccxt: 'kucoin',
    own: /^(private|broker|earn)$/,
    open: /^(public|futuresPublic|webExchange|uta(V2)?)$/,
    others: {
      futuresPrivate: 'futures have their own venue id',
      utaPrivate: 'unified accounts are another product',
    },
    alike: ['GET /api/v1/orders/byClientOid', 'DELETE /api/v1/orders/multi-cancel'],
    full: [
      'POST /api/v3/withdrawals',
      'POST /api/v3/accounts/universal-transfer',
      'POST /api/v2/accounts/inner-transfer',
      'POST /api/v1/sub/api-key',
      'POST /api/v1/sub/api-key/update',
      'DELETE /api/v1/sub/api-key',
      'POST /api/v2/sub/user/created',
      'POST /api/v3/margin/borrow',
      'POST /api/v3/deposit-address/create',
      'POST /api/v1/earn/orders',
    ],
  },
  {
    id: 'kucoin-futures',
    table: kucoinFuturesEndpoints,
    ccxt: 'kucoinfutures',
    own: /^futuresPrivate$/,
    open: /^(public|futuresPublic|webExchange|uta(V2)?)$/,
    others: {
      private: 'spot has its own venue id, but for the question what a key may do',
      broker: 'what brokers do goes through the spot venue',
      earn: 'what earns interest goes through the spot venue',
      utaPrivate: 'unified accounts are another product',
    },
    full: [
      'POST /api/v1/withdrawals',
      'POST /api/v2/transfer-out',
      'POST /api/v1/transfer-in',
      'POST /api/v1/sub/api-key',
      'DELETE /api/v1/sub/api-key',
      'POST /api/v1/copy-trade/futures/orders',
    ],
  },
  {
    id: 'bitget-v2',
    table: bitgetEndpoints,
    ccxt: 'bitget',
    own: /^private\./,
    open: /^public\./,
    full: [
      'POST /api/v2/spot/wallet/withdrawal',
      'POST /api/v2/spot/wallet/transfer',
      'POST /api/v2/spot/wallet/subaccount-transfer',
      'POST /api/v2/user/create-virtual-subaccount-apikey',
      'POST /api/v2/user/modify-virtual-subaccount-apikey',
      'POST /api/v3/user/create-sub-api',
      'POST /api/v3/user/delete-sub-api',
      'POST /api/v2/margin/crossed/account/borrow',
      'POST /api/v2/earn/savings/subscribe',
    ],
  },
  {
    id: 'gate-v4',
    table: gateEndpoints,
    ccxt: 'gate',
    own: /^private\./,
    open: /^public\./,
    pathOf: (section, path) => `/api/v4/${section.split('.')[1]}/${path.replaceAll(/\{\w+\}/g, '2')}`,
    full: [
      'POST /api/v4/withdrawals',
      'POST /api/v4/withdrawals/push',
      'POST /api/v4/wallet/transfers',
      'POST /api/v4/wallet/sub_account_transfers',
      'POST /api/v4/sub_accounts/2/keys',
      'PUT /api/v4/sub_accounts/2/keys/2',
      'DELETE /api/v4/sub_accounts/2/keys/2',
      'POST /api/v4/sub_accounts',
      'POST /api/v4/margin/uni/loans',
      'POST /api/v4/flash_swap/orders',
      'GET /api/v4/wallet/deposit_address',
    ],
  },
  {
    id: 'deribit-v2',
    table: deribitEndpoints,
    ccxt: 'deribit',
    own: /^private$/,
    open: /^public$/,
    full: [
      'GET /api/v2/private/withdraw',
      'GET /api/v2/private/submit_transfer_to_user',
      'GET /api/v2/private/submit_transfer_to_subaccount',
      'GET /api/v2/private/create_api_key',
      'GET /api/v2/private/reset_api_key',
      'GET /api/v2/private/change_scope_in_api_key',
      'GET /api/v2/private/list_api_keys',
      'GET /api/v2/private/create_subaccount',
      'GET /api/v2/private/execute_block_trade',
      'GET /api/v2/private/create_deposit_address',
    ],
  },
]

function request(endpoint: string): VenueRequest {
  const [method = '', path = ''] = endpoint.split(' ')
  return { method: method as Method, baseUrl: 'https://venue.example', path, params: [] }
}

function classOf(table: EndpointTable, endpoint: string): string | undefined {
  return classifyEndpoint({ endpoints: table }, request(endpoint))?.class
}

const all = (table: EndpointTable) => [...table.read, ...table.trade, ...table.full, ...table.refused]

describe.each(CASES)('endpoints of $id', (venue) => {
  const { table, own, open, others = {}, unsigned = [], alike = [] } = venue
  const paths = ccxtPaths(venue.ccxt, venue.pathOf)
  const ownPaths = paths.filter(({ section }) => own.test(section)).map(({ endpoint }) => endpoint)

  it('classify every private path that ccxt lists', () => {
    expect(ownPaths.length).toBeGreaterThan(29)
    const unclassified = ownPaths.filter((endpoint) => classOf(table, endpoint) === undefined)
    expect(unclassified.sort()).toEqual([...unsigned].sort())
  })

  it('know every section of ccxt, and refuse what is not of this venue', () => {
    const sections = new Set(paths.map(({ section }) => section))
    const named = [...sections].filter(
      (section) => own.test(section) || open.test(section) || others[section],
    )
    expect(named).toEqual([...sections])
    const foreign = paths.filter(({ section }) => others[section] !== undefined)
    // hosts differ where products share a path
    const shared = new Set([...ownPaths, ...all(table), ...alike])
    const reached = foreign.filter(({ endpoint }) => {
      return !shared.has(endpoint) && (classOf(table, endpoint) ?? 'refused') !== 'refused'
    })
    expect(reached.map(({ endpoint }) => endpoint)).toEqual([])
  })

  it('stand in one class each, in one form', () => {
    const shapes = all(table).map((endpoint) => endpoint.replaceAll(/\{\w+\}/g, '{}'))
    expect(shapes.filter((shape, index) => shapes.indexOf(shape) !== index)).toEqual([])
    const form = /^(GET|POST|PUT|PATCH|DELETE) (\/([\w.:-]+|\{\w+\}))+\/?$/
    expect(all(table).filter((endpoint) => !form.test(endpoint))).toEqual([])
  })

  it('take money and keys for full authority', () => {
    expect(venue.full.filter((endpoint) => classOf(table, endpoint) !== 'full')).toEqual([])
  })

  it('say what they follow', () => {
    expect(table.documents.url).toMatch(/^https:\/\//)
    expect(table.documents.version).not.toBe('')
    expect(table.documents.date).toMatch(/^2026-\d\d-\d\d$/)
  })

  it('are all that can be reached', () => {
    const port = { id: venue.id, endpoints: table }
    const listed = table.trade.find((endpoint) => !endpoint.includes('{')) ?? ''
    expect(requireEndpoint(port, request(listed))).toEqual({ endpoint: listed, class: 'trade' })
    expect(() => requireEndpoint(port, request(`${listed}x`))).toThrow(
      `The table of ${venue.id} does not list the endpoint ${listed}x.`,
    )
    const [refused] = table.refused
    if (refused === undefined) return
    expect(() => requireEndpoint(port, request(refused))).toThrow(
      `The endpoint ${refused} is known and refused at ${venue.id}.`,
    )
  })
})

describe('an endpoint', () => {
  const table: EndpointTable = {
    documents: { url: 'https://venue.example/docs', version: '1', date: '2026-11-24' },
    read: ['GET /v1/orders/{id}', 'GET /v1/{kind}/list'],
    trade: ['POST /v1/orders', 'DELETE /v1/orders/{id}'],
    full: ['POST /v1/withdraw', 'GET /v1/orders/export'],
    refused: ['POST /v0/orders'],
  }
  const classify = (method: Method, baseUrl: string, path: string) =>
    classifyEndpoint({ endpoints: table }, { method, baseUrl, path, params: [] })

  it('is found by method and whole path', () => {
    expect(classify('POST', 'https://venue.example', '/v1/orders')).toEqual({
      endpoint: 'POST /v1/orders',
      class: 'trade',
    })
    expect(classify('POST', 'https://venue.example/v1', '/orders')?.class).toBe('trade')
    expect(classify('GET', 'https://venue.example', '/v1/orders')).toBeUndefined()
  })

  it('may have segments that vary, a literal one going first', () => {
    expect(classify('GET', 'https://venue.example', '/v1/orders/7-a')?.endpoint).toBe('GET /v1/orders/{id}')
    expect(classify('GET', 'https://venue.example', '/v1/orders/export')?.class).toBe('full')
    expect(classify('GET', 'https://venue.example', '/v1/orders/list')?.endpoint).toBe('GET /v1/orders/{id}')
    expect(classify('GET', 'https://venue.example', '/v1/trades/list')?.endpoint).toBe('GET /v1/{kind}/list')
    expect(classify('GET', 'https://venue.example', '/v1/orders/7/8')).toBeUndefined()
    expect(classify('GET', 'https://venue.example', '/v1/orders/{id}')).toBeUndefined()
  })

  it('has a slash at the end only where the table has it', () => {
    const slashed = { ...table, trade: ['POST /v1/buy/', 'POST /v1/buy/{pair}/'] }
    const classOfPath = (path: string) =>
      classifyEndpoint({ endpoints: slashed }, request(`POST ${path}`))?.endpoint
    expect(classOfPath('/v1/buy/')).toBe('POST /v1/buy/')
    expect(classOfPath('/v1/buy/btcusd/')).toBe('POST /v1/buy/{pair}/')
    expect(classOfPath('/v1/buy')).toBeUndefined()
    expect(classOfPath('/v1/buy/btcusd')).toBeUndefined()
    expect(classOfPath('/v1/buy//')).toBeUndefined()
  })

  it.each([
    '/v1/orders/',
    '//v1/orders',
    '/v1//orders',
    '/v1/./orders',
    '/v1/x/../orders',
    '/v1/orders/..',
    '/v1/orders/.',
    '/v1%2Forders',
    '/v1/%6frders',
    '/v1/%2e%2e/orders',
    '/V1/orders',
    '/v1/Orders',
    '/v1/orders?x=1',
    '/v1/orders#x',
    '/v1/orders;x=1',
    '/v1/orders\\x',
    '/v1/orders ',
    '/v1/orders\n',
    'v1/orders',
    '',
  ])('is not found at %j', (path) => {
    expect(classify('POST', 'https://venue.example', path)).toBeUndefined()
    expect(classify('DELETE', 'https://venue.example', path)).toBeUndefined()
  })

  it.each([
    'https://venue.example/',
    'https://venue.example/..',
    'https://venue.example?x=',
    'https://venue.example#',
    'https://key@venue.example',
    'https:/venue.example',
    'ftp://venue.example',
    '',
  ])('is not found behind %j', (baseUrl) => {
    expect(classify('POST', baseUrl, '/v1/orders')).toBeUndefined()
  })

  it('is what the venue makes of the request where method and path do not tell', () => {
    const named = { ...table, trade: ['POST /exchange order'], full: ['POST /exchange withdraw'] }
    const port = {
      id: 'venue',
      endpoints: named,
      endpointOf: ({ path, params }: VenueRequest) =>
        params?.[0] === undefined ? undefined : `POST ${path} ${String(params[0][1])}`,
    }
    const ask = (kind: string, path = '/exchange') =>
      classifyEndpoint(port, {
        method: 'POST',
        baseUrl: 'https://venue.example',
        path,
        params: [['type', kind]],
      })
    expect(ask('order')?.class).toBe('trade')
    expect(ask('withdraw')?.class).toBe('full')
    expect(ask('other')).toBeUndefined()
    expect(ask('order', '/exchange/')).toBeUndefined()
    expect(
      classifyEndpoint(port, {
        method: 'POST',
        baseUrl: 'https://venue.example',
        path: '/exchange',
        params: [],
      }),
    ).toBeUndefined()
  })

  it('is refused without what stands behind a question mark', () => {
    const port = { id: 'venue', endpoints: table }
    expect(() => requireEndpoint(port, request('POST /v1/orders?signature=abc'))).toThrow(
      /does not list the endpoint POST \/v1\/orders\./,
    )
    expect(() => requireEndpoint(port, request('POST /v0/orders'))).toThrow('is known and refused at venue')
    expect(requireEndpoint(port, request('POST /v1/orders')).class).toBe('trade')
  })
})
