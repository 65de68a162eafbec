import { ExchangeClient, HttpTransport } from '@nktkas/hyperliquid'
import type { Exchange } from 'ccxt'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { hyperliquid } from '../../../scripts/local/venues/hyperliquid/hyperliquid.ts'
import type { LocalAccess, LocalKey } from '../../../scripts/local/venues/localVenue.ts'
import { type RunningVenue, startLocalVenue } from '../../../scripts/local/venues/server.ts'
import { ccxtExchange } from '../../cex/support/ccxt.ts'

const DAY_MS = 86_400_000
const SYMBOL = 'BTC/USDC:USDC'

const secretOf = (digit: string): `0x${string}` => `0x${digit.repeat(64)}`
const traderSecret = secretOf('1')
// Two clients with one key would take the same millisecond for a nonce.
const ccxtSecret = secretOf('6')
const readerSecret = secretOf('2')
const ownerSecret = secretOf('3')
const strangerSecret = secretOf('4')
const boundSecret = secretOf('5')

const keyOf = (secret: `0x${string}`, access: LocalAccess, ips: readonly string[] = []): LocalKey => ({
  apiKey: privateKeyToAccount(secret).address.toLowerCase(),
  kind: 'secp256k1',
  secret: privateKeyToAccount(secret).address,
  access,
  ips,
  createdAtMs: 0,
  label: access,
  account: 'main',
})

const keys = [
  keyOf(traderSecret, 'trade'),
  keyOf(ccxtSecret, 'trade'),
  keyOf(readerSecret, 'read'),
  keyOf(ownerSecret, 'full'),
  keyOf(boundSecret, 'trade', ['203.0.113.7']),
]

describe('hyperliquid', () => {
  let running: RunningVenue
  let skewMs = 0
  beforeAll(async () => {
    running = await startLocalVenue(hyperliquid, { keys, now: () => Date.now() + skewMs })
  })
  beforeEach(() => {
    skewMs = 0
  })
  afterAll(() => running.stop())

  const reason = () => running.log.at(-1)?.reason
  const lastOrder = () => [...running.state.orders.values()].at(-1)

  async function ccxtWith(privateKey: string): Promise<Exchange> {
    const exchange = await ccxtExchange('hyperliquid', {
      walletAddress: privateKeyToAccount(privateKey as `0x${string}`).address,
      privateKey,
      // It would ask the owner for a fee and name a referrer first.
      options: { approvedBuilderFee: true, refSet: true },
    })
    exchange.urls['api'] = { public: running.url, private: running.url } as never
    const market = {
      ...{
        id: '0',
        baseId: '0',
        baseName: 'BTC',
        symbol: SYMBOL,
        base: 'BTC',
        quote: 'USDC',
        settle: 'USDC',
      },
      ...{ quoteId: 'USDC', settleId: 'USDC', type: 'swap', spot: false, swap: true, contract: true },
      ...{ future: false, option: false, linear: true, inverse: false, active: true, contractSize: 1 },
      ...{
        precision: { amount: 0.0001, price: 0.01 },
        limits: { amount: {}, price: {}, cost: {} },
        info: {},
      },
    }
    exchange.setMarkets([market] as never)
    return exchange
  }

  const client = (secret: `0x${string}`) =>
    new ExchangeClient({
      wallet: privateKeyToAccount(secret),
      transport: new HttpTransport({ apiUrl: running.url }),
    })

  const order = { a: 0, b: true, p: '20000', s: '1', r: false, t: { limit: { tif: 'Gtc' } } } as const

  test('ccxt asks for the time, places, finds and cancels', async () => {
    const exchange = await ccxtWith(ccxtSecret)
    expect(Math.abs(Number(await exchange.fetchTime()) - Date.now())).toBeLessThan(60_000)
    const placed = await exchange.createOrder(SYMBOL, 'limit', 'buy', 1, 20_000)
    expect(lastOrder()).toMatchObject({ id: placed.id, status: 'open', price: '20000' })
    const asked = await exchange.request('info', 'public', 'POST', {
      type: 'orderStatus',
      user: exchange.walletAddress,
      oid: Number(placed.id),
    })
    expect(JSON.stringify(asked)).toContain(`"oid":${placed.id}`)
    await exchange.cancelOrder(String(placed.id), SYMBOL)
    expect(lastOrder()).toMatchObject({ status: 'cancelled' })
    await expect(exchange.cancelOrder(String(placed.id), SYMBOL)).rejects.toThrow('never placed')
  })

  test('the npm client places and cancels, with a client id and an end, too', async () => {
    const { response } = await client(traderSecret).order({ orders: [order], grouping: 'na' })
    expect(lastOrder()).toMatchObject({ status: 'open' })
    expect(JSON.stringify(response)).toContain(`"oid":${lastOrder()?.id}`)
    await client(traderSecret).cancel({ cancels: [{ a: 0, o: Number(lastOrder()?.id) }] })
    expect(lastOrder()).toMatchObject({ status: 'cancelled' })
    const cloid = '0x00000000000000000000000000000001' as const
    const orders = [{ ...order, c: cloid }]
    await client(traderSecret).order({ orders, grouping: 'na' }, { expiresAfter: Date.now() + 60_000 })
    expect(lastOrder()).toMatchObject({ status: 'open', clientId: cloid })
    await client(traderSecret).cancelByCloid({ cancels: [{ asset: 0, cloid }] })
    expect(lastOrder()).toMatchObject({ status: 'cancelled' })
  })

  test('a signature by a key that the venue does not know is refused; one by a known key is not', async () => {
    const placing = (secret: string) =>
      ccxtWith(secret).then((one) => one.createOrder(SYMBOL, 'limit', 'buy', 1, 20_000))
    await expect(placing(strangerSecret)).rejects.toThrow('does not exist')
    expect(reason()).toBe('unknown key')
    await expect(client(strangerSecret).order({ orders: [order], grouping: 'na' })).rejects.toThrow(
      'does not exist',
    )
    expect((await placing(ccxtSecret)).id).toBe(lastOrder()?.id)
  })

  test('an action that was changed after it was signed is refused, and the same one again', async () => {
    const exchange = await ccxtWith(ccxtSecret)
    let sent: RequestInit = {}
    exchange.fetchImplementation = (url: string, init: RequestInit) => {
      sent = init
      return fetch(url, init)
    }
    await exchange.createOrder(SYMBOL, 'limit', 'buy', 1, 20_000)
    const again = async (body: string): Promise<string> => {
      const headers = { 'content-type': 'application/json' }
      return (await fetch(`${running.url}/exchange`, { method: 'POST', headers, body })).text()
    }
    const body = String(sent.body)
    expect(await again(body)).toContain('duplicate nonce')
    expect(reason()).toBe('replay')
    expect(await again(body.replace('"p":"20000"', '"p":"20001"'))).toContain('does not exist')
    expect(reason()).toBe('unknown key')
    expect(await again(body.replace('"a":0', '"a":1'))).toContain('does not exist')
  })

  test('a nonce two days old is refused, and one that is a day ahead; a day old is taken', async () => {
    const place = () => client(traderSecret).order({ orders: [order], grouping: 'na' })
    for (const skew of [3 * DAY_MS, -2 * DAY_MS]) {
      skewMs = skew
      await expect(place()).rejects.toThrow('Invalid nonce')
      expect(reason()).toBe('clock')
    }
    skewMs = DAY_MS
    await place()
    expect(reason()).toBeUndefined()
  })

  test('an action whose end has passed is refused', async () => {
    const place = (expiresAfter: number) =>
      client(traderSecret).order({ orders: [order], grouping: 'na' }, { expiresAfter })
    await expect(place(Date.now() - 1000)).rejects.toThrow('Invalid nonce')
    await place(Date.now() + 60_000)
    expect(reason()).toBeUndefined()
  })

  test('a key that may only read does not trade, and one that trades does not withdraw or approve', async () => {
    await expect(client(readerSecret).order({ orders: [order], grouping: 'na' })).rejects.toThrow()
    expect(reason()).toBe('permission')
    const destination = '0x000000000000000000000000000000000000dEaD' as const
    const withdraw = (secret: `0x${string}`) => client(secret).withdraw3({ destination, amount: '1' })
    await expect(withdraw(traderSecret)).rejects.toThrow('Must be signed by the account itself')
    const approve = { agentAddress: destination, agentName: 'bot' }
    await expect(client(traderSecret).approveAgent(approve)).rejects.toThrow('Must be signed')
    await withdraw(ownerSecret)
    await client(ownerSecret).approveAgent(approve)
    expect(reason()).toBeUndefined()
  })

  test('a key is refused from an address that it is not bound to', async () => {
    await expect(client(boundSecret).order({ orders: [order], grouping: 'na' })).rejects.toThrow()
    expect(reason()).toBe('ip')
    const [bound] = keys.slice(-1)
    if (bound) running.state.keys.set(bound.apiKey, { ...bound, ips: ['127.0.0.1'] })
    await client(boundSecret).order({ orders: [order], grouping: 'na' })
    expect(reason()).toBeUndefined()
  })

  test('the log holds no signature', () => {
    expect(JSON.stringify(running.log)).not.toContain('"signature"')
    expect(Object.keys(Object.assign({}, ...running.log)).toSorted()).toEqual([
      'apiKey',
      'atMs',
      'method',
      'path',
      'reason',
      'status',
    ])
  })
})
