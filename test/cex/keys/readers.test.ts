import { describe, expect, test } from 'vitest'
import type { KeyFacts } from '../../../sdk/cex/keys/keyReport.ts'
import type { VenueInspection } from '../../../sdk/cex/keys/venueInspection.ts'
import { binanceInspection } from '../../../sdk/cex/venues/binance/inspection.ts'
import { bingxInspection } from '../../../sdk/cex/venues/bingx/inspection.ts'
import { bitfinexInspection } from '../../../sdk/cex/venues/bitfinex/inspection.ts'
import { bitgetInspection } from '../../../sdk/cex/venues/bitget/inspection.ts'
import { bybitInspection } from '../../../sdk/cex/venues/bybit/inspection.ts'
import { coinbaseAdvancedInspection } from '../../../sdk/cex/venues/coinbase/inspection.ts'
import { deribitInspection } from '../../../sdk/cex/venues/deribit/inspection.ts'
import { gateInspection } from '../../../sdk/cex/venues/gate/inspection.ts'
import { geminiInspection } from '../../../sdk/cex/venues/gemini/inspection.ts'
import { htxInspection } from '../../../sdk/cex/venues/htx/inspection.ts'
import { hyperliquidInspection } from '../../../sdk/cex/venues/hyperliquid/inspection.ts'
import { krakenSpotInspection } from '../../../sdk/cex/venues/kraken/inspection.ts'
import { kucoinInspection } from '../../../sdk/cex/venues/kucoin/inspection.ts'
import { mexcSpotInspection } from '../../../sdk/cex/venues/mexc/inspection.ts'
import { okxInspection } from '../../../sdk/cex/venues/okx/inspection.ts'
import { upbitInspection } from '../../../sdk/cex/venues/upbit/inspection.ts'

// Answers are written from the venues' documents. `trades` may trade and no more, `withdraws` may do everything, `strange` has a word
// or member that no document of this version has.

type Levels = KeyFacts['permissions']
type Case = {
  readonly name: string
  readonly inspection: VenueInspection
  readonly trades: readonly unknown[]
  readonly withdraws: readonly unknown[]
  readonly strange: readonly unknown[]
  readonly facts: Partial<KeyFacts>
}

const KEY = 'the-key'
const TRADES: Levels = { read: 'yes', trade: 'yes', full: 'no' }

const binance = (more: object) => ({
  ...{ ipRestrict: true, createTime: 1698645219000, enableReading: true, enableWithdrawals: false },
  ...{
    enableInternalTransfer: false,
    enableMargin: false,
    enableFutures: true,
    permitsUniversalTransfer: false,
  },
  ...{ enableVanillaOptions: false, enableFixApiTrade: false, enableFixReadOnly: false },
  ...{ enableSpotAndMarginTrading: true, enablePortfolioMarginTrading: false },
  ...more,
})

const bybit = (more: object) => ({
  retCode: 0,
  result: {
    ...{ id: '13770661', note: 'bot', apiKey: KEY, readOnly: 0, ips: ['1.2.3.4'], type: 1 },
    ...{ deadlineDay: 83, expiredAt: '2023-05-15T03:21:05Z', createdAt: '2022-10-16T02:24:40Z' },
    permissions: { ContractTrade: ['Order', 'Position'], Spot: ['SpotTrade'], Wallet: [], ...more },
  },
})

const okx = (perm: string) => ({
  code: '0',
  data: [{ acctLv: '2', label: 'bot', perm, ip: '1.2.3.4,5.6.7.0/24' }],
})

const kraken = (...more: string[]) => ({
  error: [],
  result: {
    ...{ apiKeyName: 'bot', apiKey: KEY, nonce: '1', nonceWindow: 0, iban: '', queryFrom: '0', queryTo: '0' },
    ...{ permissions: ['query-funds', 'modify-trades', ...more], validUntil: '1800000000' },
    ...{ createdTime: '1700000000', modifiedTime: '1700000000', ipAllowlist: ['1.2.3.4'], lastUsed: '1' },
  },
})

const kucoin = (permission: string) => ({
  code: '200000',
  data: {
    remark: 'bot',
    apiKey: KEY,
    apiVersion: 3,
    permission,
    ipWhitelist: '1.2.3.4',
    createdAt: 1661150688000,
  },
})

const gate = (...more: object[]) => [
  { user_id: 1, ip_whitelist: ['1.2.3.4'], currency_pairs: [], key: { mode: 1 } },
  [
    { key: 'another', perms: [{ name: 'wallet', read_only: false }] },
    {
      ...{ key: KEY, name: 'bot', ip_whitelist: ['1.2.3.4'], created_at: '1700000000' },
      perms: [{ name: 'spot', read_only: false }, { name: 'wallet', read_only: true }, ...more],
    },
  ],
]

const bitget = (...more: string[]) => ({
  code: '00000',
  data: { userId: '1', ips: '1.2.3.4', authorities: ['coor', 'coow', 'stow', ...more] },
})

const deribit = (scope: string) => ({
  jsonrpc: '2.0',
  result: [
    { client_id: 'another', max_scope: 'wallet:read_write', timestamp: 1 },
    { client_id: KEY, name: 'bot', max_scope: scope, timestamp: 1560236001108, ip_whitelist: ['1.2.3.4'] },
  ],
})

const htx = (permission: string) => [
  { code: 200, data: 63628520 },
  {
    code: 200,
    data: [
      {
        ...{
          accessKey: KEY,
          note: 'bot',
          permission,
          ipAddresses: '1.2.3.4',
          validDays: -1,
          status: 'normal',
        },
        createTime: 1591348751000,
      },
    ],
  },
]

const CASES: readonly Case[] = [
  {
    ...{ name: 'Binance', inspection: binanceInspection, trades: [binance({})] },
    withdraws: [binance({ enableWithdrawals: true })],
    strange: [binance({ enableTeleport: false })],
    facts: { ips: 'restricted', createdAt: 1698645219, expiresAt: 'unknown' },
  },
  {
    ...{ name: 'Bybit', inspection: bybitInspection, trades: [bybit({})] },
    withdraws: [bybit({ Wallet: ['AccountTransfer', 'Withdraw'] })],
    strange: [bybit({ Future: ['Anything'] })],
    facts: { ips: ['1.2.3.4'], createdAt: 1665887080, expiresAt: 1684120865, label: 'bot' },
  },
  {
    ...{ name: 'OKX', inspection: okxInspection, trades: [okx('read_only,trade')] },
    withdraws: [okx('read_only,withdraw,trade')],
    strange: [okx('read_only,trade,pay')],
    facts: { ips: ['1.2.3.4', '5.6.7.0/24'], createdAt: 'unknown', label: 'bot' },
  },
  {
    ...{ name: 'Kraken', inspection: krakenSpotInspection, trades: [kraken()] },
    withdraws: [kraken('withdraw-funds')],
    strange: [kraken('lend-funds')],
    facts: { ips: ['1.2.3.4'], createdAt: 1700000000, expiresAt: 1800000000, label: 'bot' },
  },
  {
    ...{ name: 'KuCoin', inspection: kucoinInspection, trades: [kucoin('General,Spot')] },
    withdraws: [kucoin('General,Spot,Transfer')],
    strange: [kucoin('General,Spot,Bots')],
    facts: { ips: ['1.2.3.4'], createdAt: 1661150688, label: 'bot' },
  },
  {
    ...{ name: 'Gate', inspection: gateInspection, trades: gate() },
    withdraws: gate({ name: 'wallet', read_only: false }),
    strange: gate({ name: 'custody', read_only: false }),
    facts: { ips: ['1.2.3.4'], createdAt: 1700000000, label: 'bot' },
  },
  {
    ...{ name: 'Bitget', inspection: bitgetInspection, trades: [bitget()] },
    ...{ withdraws: [bitget('wwow')], strange: [bitget('xyzw')], facts: { ips: ['1.2.3.4'] } },
  },
  {
    ...{ name: 'Deribit', inspection: deribitInspection },
    trades: [{}, deribit('account:read trade:read_write wallet:none')],
    withdraws: [{}, deribit('account:read trade:read_write wallet:read_write')],
    strange: [{}, deribit('account:read trade:read_write vault:read_write')],
    facts: { ips: ['1.2.3.4'], createdAt: 1560236001, expiresAt: 'never', label: 'bot' },
  },
  {
    ...{ name: 'Coinbase Advanced', inspection: coinbaseAdvancedInspection },
    trades: [
      {
        can_view: true,
        can_trade: true,
        can_transfer: false,
        portfolio_uuid: 'x',
        portfolio_type: 'DEFAULT',
      },
    ],
    withdraws: [{ can_view: true, can_trade: true, can_transfer: true }],
    strange: [{ can_view: true, can_trade: true, can_transfer: false, can_receive: false }],
    facts: { ips: 'unknown', createdAt: 'unknown' },
  },
  {
    ...{ name: 'HTX', inspection: htxInspection, trades: htx('readOnly,trade') },
    ...{ withdraws: htx('readOnly,trade,withdraw'), strange: htx('readOnly,trade,lend') },
    facts: { ips: ['1.2.3.4'], createdAt: 1591348751, expiresAt: 'never', label: 'bot' },
  },
  {
    ...{ name: 'Bitfinex', inspection: bitfinexInspection },
    trades: [
      [
        ['account', 1, 0],
        ['orders', 1, 1],
        ['withdraw', 0, 0],
      ],
    ],
    withdraws: [
      [
        ['orders', 1, 1],
        ['withdraw', 0, 1],
      ],
    ],
    strange: [
      [
        ['orders', 1, 1],
        ['teleport', 0, 1],
      ],
    ],
    facts: { ips: 'unknown' },
  },
  {
    ...{ name: 'Gemini', inspection: geminiInspection },
    trades: [{ counterparty_id: 'X', isAuditor: false, isFundManager: false, isTrader: true }],
    withdraws: [{ isAuditor: false, isFundManager: true, isTrader: true }],
    strange: [{ isAuditor: false, isFundManager: false, isTrader: true, isAccountAdmin: false }],
    facts: { ips: 'unknown' },
  },
  {
    ...{ name: 'MEXC', inspection: mexcSpotInspection },
    trades: [
      {
        permissions: ['SPOT_ACCOUNT_READ', 'SPOT_DEAL_WRITE'],
        ipWhiteList: ['1.2.3.4'],
        createTime: 1646291300120,
      },
    ],
    withdraws: [{ permissions: ['SPOT_ACCOUNT_READ', 'SPOT_DEAL_WRITE', 'SPOT_WITHDRAW_WRITE'] }],
    strange: [{ permissions: ['SPOT_ACCOUNT_READ', 'SPOT_DEAL_WRITE', 'SPOT_LEND_WRITE'] }],
    facts: { ips: ['1.2.3.4'], createdAt: 1646291300 },
  },
  {
    ...{ name: 'BingX', inspection: bingxInspection },
    trades: [
      { code: 0, data: { apiKey: KEY, permissions: [1, 2, 3], ipAddresses: ['1.2.3.4'], note: 'bot' } },
      { code: 0, data: { ipRestrict: true, createTime: 1700000000000 } },
    ],
    withdraws: [{ apiKey: KEY, permissions: [1, 2, 5], ipAddresses: [], note: 'bot' }, undefined],
    strange: [{ permissions: [1, 2, 99] }, undefined],
    facts: { ips: ['1.2.3.4'], createdAt: 1700000000, label: 'bot' },
  },
]

const read = ({ inspection }: Case, answers: readonly unknown[]): KeyFacts => {
  if (!inspection.read) throw new Error('the venue says nothing')
  return inspection.read(answers, KEY)
}

describe.each(CASES)('$name', (one) => {
  test('a key that trades and no more', () => {
    expect(read(one, one.trades)).toMatchObject({ permissions: TRADES, unrecognized: [], ...one.facts })
  })

  test('a key that withdraws', () => {
    expect(read(one, one.withdraws).permissions.full).toBe('yes')
  })

  test('what it does not know makes full unknown, never no', () => {
    const facts = read(one, one.strange)
    expect(facts.permissions.full).toBe('unknown')
    expect(facts.unrecognized).toHaveLength(1)
  })

  test('an answer of another form is an error, or leaves everything unknown', () => {
    for (const answer of [null, 'text', {}, { data: {} }, { result: {} }]) {
      const answers = one.trades.map(() => answer)
      try {
        expect(read(one, answers).permissions.full).toBe('unknown')
      } catch (error) {
        expect(error).toHaveProperty('name', 'ZodError')
      }
    }
  })
})

test('a flag that is missing leaves its level unknown', () => {
  const { enableWithdrawals: _one, ...rest } = binance({})
  expect(binanceInspection.read?.([rest], KEY).permissions.full).toBe('unknown')
})

test('a Bybit key that only reads may do nothing with what its lists name', () => {
  const { result, ...rest } = bybit({ Wallet: ['AccountTransfer'] })
  const answer = { ...rest, result: { ...result, readOnly: 1, ips: ['*'] } }
  const facts = bybitInspection.read?.([answer], KEY)
  expect(facts).toMatchObject({ permissions: { read: 'yes', trade: 'no', full: 'no' }, ips: 'none' })
})

test('Deribit with a second factor says nothing; nor does it of a key that its list lacks', () => {
  const challenge = {
    result: { security_key_authorization_required: true, challenge: 'x', rp_id: 'deribit.com' },
  }
  expect(deribitInspection.read?.([{}, challenge], KEY).permissions.full).toBe('unknown')
  expect(deribitInspection.read?.([{}, deribit('trade:read')], 'absent').permissions.full).toBe('unknown')
})

test('Gate tells a sub-account’s key its addresses only', () => {
  expect(gateInspection.read?.([gate()[0], undefined], KEY)).toMatchObject({
    permissions: { read: 'unknown', trade: 'unknown', full: 'unknown' },
    ips: ['1.2.3.4'],
  })
})

test('HTX is asked about the key with the user’s number, and not at all without one', () => {
  const [uid] = htx('readOnly')
  expect(htxInspection.next([], KEY)?.path).toBe('/v2/user/uid')
  expect(htxInspection.next([uid], KEY)).toMatchObject({
    params: [
      ['uid', '63628520'],
      ['accessKey', KEY],
    ],
  })
  expect(htxInspection.next([{ code: 200 }], KEY)).toBeUndefined()
  expect(htxInspection.next(htx('readOnly'), KEY)).toBeUndefined()
})

test('Upbit tells when a key ends, and nothing else', () => {
  const answer = [{ access_key: KEY, expire_at: '2027-01-01T09:00:00+09:00' }]
  expect(upbitInspection.read?.([answer], KEY)).toMatchObject({
    permissions: { full: 'unknown' },
    expiresAt: Date.parse('2027-01-01T00:00:00Z') / 1000,
  })
})

describe('Hyperliquid', () => {
  const agent = (more: object) => [[{ address: '0xAB', name: 'bot', ...more }]]
  const inspect = (answers: readonly unknown[], account = '0xcd') =>
    hyperliquidInspection.read?.(answers, '0xab', account)

  test('an agent trades; nobody says that it does no more', () => {
    expect(inspect(agent({ validUntil: 1800000000000 }))).toMatchObject({
      permissions: { read: 'yes', trade: 'yes', full: 'unknown' },
      expiresAt: 1800000000,
    })
  })

  test('an expiry in the name is read; one that does not parse is an error, never no expiry', () => {
    expect(inspect(agent({ name: 'bot valid_until 1800000000000' }))?.expiresAt).toBe(1800000000)
    for (const name of ['bot valid_until 18e11', 'bot valid_until', 'bot VALID_UNTIL 1800000000000x']) {
      expect(() => inspect(agent({ name }))).toThrow('expiry that cannot be read')
    }
    expect(() => inspect(agent({ validUntil: '1800000000000' }))).toThrow()
    expect(inspect(agent({}))?.expiresAt).toBe('unknown')
  })

  test('the account’s own key can do everything', () => {
    expect(inspect(agent({}), '0xAB')?.permissions.full).toBe('yes')
  })
})
