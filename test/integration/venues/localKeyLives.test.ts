import { afterEach, describe, expect, test } from 'vitest'
import { binanceSpot } from '../../../scripts/local/venues/binance/index.ts'
import { bitgetV2 } from '../../../scripts/local/venues/bitget/index.ts'
import { bybitV5 } from '../../../scripts/local/venues/bybit/index.ts'
import { deribitV2 } from '../../../scripts/local/venues/deribit/index.ts'
import { totp } from '../../../scripts/local/venues/deribit/totp.ts'
import { gateV4 } from '../../../scripts/local/venues/gate/index.ts'
import { kucoinSpot } from '../../../scripts/local/venues/kucoin/index.ts'
import type { LocalVenue } from '../../../scripts/local/venues/localVenue.ts'
import { okxV5 } from '../../../scripts/local/venues/okx/index.ts'
import { type RunningVenue, startLocalVenue } from '../../../scripts/local/venues/server.ts'
import type { Json } from '../../../sdk/cex/json.ts'
import type { Method } from '../../../sdk/cex/request.ts'
import type { Venue } from '../../../sdk/cex/venue.ts'
import { binanceSpot as binanceAdapter } from '../../../sdk/cex/venues/binance/spot.ts'
import { bitget } from '../../../sdk/cex/venues/bitget/bitget.ts'
import { bybit } from '../../../sdk/cex/venues/bybit/bybit.ts'
import { deribit } from '../../../sdk/cex/venues/deribit/deribit.ts'
import { gate } from '../../../sdk/cex/venues/gate/gate.ts'
import { kucoinSpot as kucoinAdapter } from '../../../sdk/cex/venues/kucoin/spot.ts'
import { okx } from '../../../sdk/cex/venues/okx/okx.ts'
import { type HeldKey, heldOf, type Reply, send } from './support/asOwner.ts'
import { ELSEWHERE, localKeys, pemPair } from './support/localKeys.ts'

type Members = Readonly<Record<string, unknown>>
type Ask = readonly [method: Method, path: string, params?: Readonly<Record<string, Json>>]

/** How a venue's keys are made, bound, listed and ended by program. */
type KeyLife = {
  readonly local: LocalVenue
  readonly adapter: Pick<Venue, 'name' | 'signing'>
  readonly template?: Parameters<typeof localKeys>[1]
  readonly create: Ask
  readonly created: (reply: Reply) => HeldKey
  readonly probe: Ask
  readonly succeeded: (reply: Reply) => boolean
  readonly order: Ask
  readonly bind: (apiKey: string, ips: string, id: unknown) => Ask
  readonly list: Ask
  readonly remove: (apiKey: string, id: unknown) => Ask
}

const first = (value: unknown): Members => (Array.isArray(value) ? value[0] : value) as Members
const data = ({ body }: Reply): Members => first(body['data'] ?? body['result'] ?? body)
const PASSPHRASE = 'anewpassphrase'

const LIVES: readonly KeyLife[] = [
  {
    local: binanceSpot,
    adapter: binanceAdapter,
    create: [
      'POST',
      '/sapi/v2/sub-account/subAccountApi',
      { email: 'bot@example.com', apiName: 'bot', status: 1, canTrade: true },
    ],
    created: ({ body }) => ({ apiKey: String(body['apiKey']), secret: String(body['secretKey']) }),
    probe: ['GET', '/sapi/v1/account/apiRestrictions'],
    succeeded: ({ status }) => status === 200,
    order: [
      'POST',
      '/api/v3/order',
      { symbol: 'BTCUSDT', side: 'BUY', type: 'LIMIT', quantity: '1', price: '20000' },
    ],
    bind: (subAccountApiKey, ipAddress) => [
      'POST',
      '/sapi/v2/sub-account/subAccountApi/ipRestriction',
      { email: 'bot@example.com', subAccountApiKey, status: '2', ipAddress },
    ],
    list: ['GET', '/sapi/v1/sub-account/subAccountApi', { email: 'bot@example.com' }],
    remove: (subAccountApiKey) => [
      'DELETE',
      '/sapi/v1/sub-account/subAccountApi',
      { email: 'bot@example.com', subAccountApiKey },
    ],
  },
  {
    local: bybitV5,
    adapter: bybit,
    create: [
      'POST',
      '/v5/user/create-sub-api',
      { subuid: 7, note: 'bot', readOnly: 0, permissions: { Spot: ['SpotTrade'] } },
    ],
    created: (reply) => ({ apiKey: String(data(reply)['apiKey']), secret: String(data(reply)['secret']) }),
    probe: ['GET', '/v5/user/query-api'],
    succeeded: ({ body }) => body['retCode'] === 0,
    order: [
      'POST',
      '/v5/order/create',
      { category: 'spot', symbol: 'BTCUSDT', side: 'Buy', orderType: 'Limit', qty: '1', price: '20000' },
    ],
    bind: (apikey, ips) => ['POST', '/v5/user/update-sub-api', { apikey, ips }],
    list: ['GET', '/v5/user/sub-apikeys', { subMemberId: '7' }],
    remove: (apikey) => ['POST', '/v5/user/delete-sub-api', { apikey }],
  },
  {
    local: okxV5,
    adapter: okx,
    template: { passphrase: PASSPHRASE },
    create: [
      'POST',
      '/api/v5/users/subaccount/apikey',
      { subAcct: 'bot', label: 'bot', passphrase: PASSPHRASE, perm: 'trade' },
    ],
    created: (reply) => ({
      apiKey: String(data(reply)['apiKey']),
      secret: String(data(reply)['secretKey']),
      passphrase: PASSPHRASE,
    }),
    probe: ['GET', '/api/v5/account/config'],
    succeeded: ({ body }) => body['code'] === '0',
    order: [
      'POST',
      '/api/v5/trade/order',
      { instId: 'BTC-USDT', tdMode: 'cash', side: 'buy', ordType: 'limit', px: '20000', sz: '1' },
    ],
    bind: (apiKey, ip) => ['POST', '/api/v5/users/subaccount/modify-apikey', { subAcct: 'bot', apiKey, ip }],
    list: ['GET', '/api/v5/users/subaccount/apikey', { subAcct: 'bot' }],
    remove: (apiKey) => ['POST', '/api/v5/users/subaccount/delete-apikey', { subAcct: 'bot', apiKey }],
  },
  {
    local: kucoinSpot,
    adapter: kucoinAdapter,
    template: { passphrase: PASSPHRASE },
    create: [
      'POST',
      '/api/v1/sub/api-key',
      { subName: 'bot', remark: 'bot', passphrase: PASSPHRASE, permission: 'General,Spot' },
    ],
    created: (reply) => ({
      apiKey: String(data(reply)['apiKey']),
      secret: String(data(reply)['apiSecret']),
      passphrase: PASSPHRASE,
    }),
    probe: ['GET', '/api/v1/user/api-key'],
    succeeded: ({ body }) => body['code'] === '200000',
    order: [
      'POST',
      '/api/v1/hf/orders',
      { symbol: 'BTC-USDT', side: 'buy', type: 'limit', price: '20000', size: '1' },
    ],
    bind: (apiKey, ipWhitelist) => [
      'POST',
      '/api/v1/sub/api-key/update',
      { subName: 'bot', apiKey, passphrase: PASSPHRASE, ipWhitelist },
    ],
    list: ['GET', '/api/v1/sub/api-key', { subName: 'bot' }],
    remove: (apiKey) => ['DELETE', '/api/v1/sub/api-key', { subName: 'bot', apiKey, passphrase: PASSPHRASE }],
  },
  {
    local: bitgetV2,
    adapter: bitget,
    template: { passphrase: PASSPHRASE },
    create: [
      'POST',
      '/api/v3/user/create-sub-api',
      {
        subUid: '7',
        note: 'bot',
        type: 'read_write',
        passphrase: PASSPHRASE,
        permissions: ['spot_trade'],
        ips: [],
      },
    ],
    created: (reply) => ({
      apiKey: String(data(reply)['apiKey']),
      secret: String(data(reply)['secret']),
      passphrase: PASSPHRASE,
    }),
    probe: ['GET', '/api/v2/spot/account/info'],
    succeeded: ({ body }) => body['code'] === '00000',
    order: [
      'POST',
      '/api/v2/spot/trade/place-order',
      { symbol: 'BTCUSDT', side: 'buy', orderType: 'limit', price: '20000', size: '1' },
    ],
    bind: (apiKey, ips) => [
      'POST',
      '/api/v3/user/update-sub-api',
      { apiKey, passphrase: PASSPHRASE, ips: [ips] },
    ],
    list: ['GET', '/api/v3/user/sub-api-list', { subUid: '7' }],
    remove: (apiKey) => ['POST', '/api/v3/user/delete-sub-api', { apiKey }],
  },
  {
    local: gateV4,
    adapter: gate,
    create: [
      'POST',
      '/api/v4/sub_accounts/7/keys',
      { name: 'bot', mode: 1, perms: [{ name: 'spot', read_only: false }] },
    ],
    created: ({ body }) => ({ apiKey: String(body['key']), secret: String(body['secret']) }),
    probe: ['GET', '/api/v4/account/detail'],
    succeeded: ({ status }) => status < 300,
    order: [
      'POST',
      '/api/v4/spot/orders',
      { currency_pair: 'BTC_USDT', side: 'buy', amount: '1', price: '20000' },
    ],
    bind: (key, ip) => ['PUT', `/api/v4/sub_accounts/7/keys/${key}`, { ip_whitelist: [ip] }],
    list: ['GET', '/api/v4/sub_accounts/7/keys'],
    remove: (key) => ['DELETE', `/api/v4/sub_accounts/7/keys/${key}`],
  },
  {
    local: deribitV2,
    adapter: deribit,
    create: [
      'GET',
      '/api/v2/private/create_api_key',
      { max_scope: 'account:read trade:read_write', name: 'bot' },
    ],
    created: (reply) => ({
      apiKey: String(data(reply)['client_id']),
      secret: String(data(reply)['client_secret']),
    }),
    probe: ['GET', '/api/v2/private/list_api_keys'],
    succeeded: ({ body }) => 'result' in body,
    order: ['GET', '/api/v2/private/buy', { instrument_name: 'BTC-PERPETUAL', amount: 10, price: 20_000 }],
    bind: (_key, ip_whitelist, id) => [
      'GET',
      '/api/v2/private/edit_api_key',
      { id: Number(id), ip_whitelist },
    ],
    list: ['GET', '/api/v2/private/list_api_keys'],
    remove: (_key, id) => ['GET', '/api/v2/private/remove_api_key', { id: Number(id) }],
  },
]

describe('keys that a local venue gives out by program', () => {
  let running: RunningVenue | undefined
  afterEach(() => running?.stop())

  for (const life of LIVES) {
    const { local, adapter, succeeded, created } = life

    test(`${local.id}: a created key works at once, is bound to an address, and is refused once it is deleted`, async () => {
      const keys = localKeys(local.id, life.template)
      const venue = await startLocalVenue(local, { keys: Object.values(keys) })
      running = venue
      const owner = heldOf(keys.full)
      const ask = (held: HeldKey, [method, path, params]: Ask) =>
        send(venue, adapter, held, method, path, params)
      const reason = () => venue.log.at(-1)?.reason

      // A key that only trades makes no keys.
      expect(succeeded(await ask(heldOf(keys.trader), life.create))).toBe(false)
      expect(reason()).toBe('permission')

      const made = await ask(owner, life.create)
      expect(succeeded(made)).toBe(true)
      const bot = created(made)
      const { id } = data(made)
      expect(bot.secret).toMatch(/^.{16,}$/)
      expect(succeeded(await ask(bot, life.probe))).toBe(true)
      expect(succeeded(await ask(bot, life.order))).toBe(true)
      const listed = JSON.stringify(await ask(owner, life.list))
      expect(listed).toContain(bot.apiKey)
      expect(listed).not.toContain(bot.secret)

      expect(succeeded(await ask(owner, life.bind(bot.apiKey, ELSEWHERE, id)))).toBe(true)
      expect(succeeded(await ask(bot, life.probe))).toBe(false)
      expect(reason()).toBe('ip')
      expect(succeeded(await ask(owner, life.bind(bot.apiKey, '127.0.0.1', id)))).toBe(true)
      expect(succeeded(await ask(bot, life.probe))).toBe(true)

      expect(succeeded(await ask(owner, life.remove(bot.apiKey, id)))).toBe(true)
      expect(succeeded(await ask(bot, life.probe))).toBe(false)
      expect(reason()).toBe('unknown key')
      // What is gone cannot be deleted again, and another key is untouched.
      expect(succeeded(await ask(owner, life.remove(bot.apiKey, id)))).toBe(false)
      expect(succeeded(await ask(heldOf(keys.trader), life.probe))).toBe(true)
    })
  }

  test('Binance takes a public key, and then no secret is given out', async () => {
    const keys = localKeys('binance-spot')
    const venue = await startLocalVenue(binanceSpot, { keys: Object.values(keys) })
    running = venue
    for (const kind of ['ed25519', 'rsa'] as const) {
      const { publicKey, privateKey } = pemPair(kind)
      const made = await send(
        venue,
        binanceAdapter,
        heldOf(keys.full),
        'POST',
        '/sapi/v2/sub-account/subAccountApi',
        {
          email: 'bot@example.com',
          apiName: kind,
          status: 2,
          ipAddress: '127.0.0.1',
          publicKey,
        },
      )
      expect(made.status).toBe(200)
      expect(made.body['secretKey']).toBeUndefined()
      const held = { apiKey: String(made.body['apiKey']), secret: privateKey, keyType: kind }
      expect((await send(venue, binanceAdapter, held, 'GET', '/api/v3/account')).status).toBe(200)
      const other = { ...held, secret: pemPair(kind).privateKey }
      expect((await send(venue, binanceAdapter, other, 'GET', '/api/v3/account')).body).toMatchObject({
        code: -1022,
      })
    }
  })

  test('Deribit asks the owner for a code, and the old secret is dead as soon as there is a new one', async () => {
    const keys = localKeys('deribit-v2')
    const ownerTotp = 'JBSWY3DPEHPK3PXP'
    const venue = await startLocalVenue(deribitV2, { keys: Object.values(keys), ownerTotp })
    running = venue
    const owner = heldOf(keys.full)
    const ask = (held: HeldKey, method: string, params: Readonly<Record<string, Json>> = {}) =>
      send(venue, deribit, held, 'GET', `/api/v2/private/${method}`, params)
    const wanted = { max_scope: 'account:read trade:read', name: 'bot' }

    const asked = data(await ask(owner, 'create_api_key', wanted))
    expect(asked).toMatchObject({
      security_key_authorization_required: true,
      security_keys: [{ type: 'tfa' }],
    })
    const challenge = String(asked['challenge'])
    const wrong = await ask(owner, 'create_api_key', { ...wanted, challenge, authorization_data: '000000x' })
    expect(wrong.body).toMatchObject({ error: { code: 13_668 } })
    const authorization_data = totp(ownerTotp, venue.now())
    const made = data(await ask(owner, 'create_api_key', { ...wanted, challenge, authorization_data }))
    const bot = { apiKey: String(made['client_id']), secret: String(made['client_secret']) }
    expect((await ask(bot, 'list_api_keys')).body).toHaveProperty('result')
    // A challenge is for one request.
    const again = await ask(owner, 'create_api_key', { ...wanted, challenge, authorization_data })
    expect(again.body).toMatchObject({ error: { code: 13_668 } })

    const { challenge: next } = data(await ask(owner, 'reset_api_key', { id: Number(made['id']) }))
    const code = { challenge: String(next), authorization_data: totp(ownerTotp, venue.now()) }
    const reset = data(await ask(owner, 'reset_api_key', { id: Number(made['id']), ...code }))
    expect(reset['client_id']).toBe(bot.apiKey)
    expect((await ask(bot, 'list_api_keys')).body).toMatchObject({ error: { code: 13_009 } })
    const renewed = { ...bot, secret: String(reset['client_secret']) }
    expect((await ask(renewed, 'list_api_keys')).body).toHaveProperty('result')
  })

  test('codes are those of RFC 6238', () => {
    // The RFC's secret, the text 12345678901234567890, in base32; of its eight digits the last six.
    const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
    const codes = [59, 1_111_111_109, 1_111_111_111, 1_234_567_890, 2_000_000_000].map((s) =>
      totp(secret, s * 1000),
    )
    expect(codes).toEqual(['287082', '081804', '050471', '005924', '279037'])
  })
})
