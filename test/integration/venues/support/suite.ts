import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { LocalVenue, RefusalReason, Verdict } from '../../../../scripts/local/venues/localVenue.ts'
import { type RunningVenue, startLocalVenue } from '../../../../scripts/local/venues/server.ts'
import { venueState } from '../../../../scripts/local/venues/venueState.ts'
import { pointedAt } from './pointed.ts'
import type { PublishedExample, Said, VenueCase } from './venueCase.ts'
import { ignoreFutures } from './watched.ts'

const HOUR_MS = 3_600_000

/** Every check of a local venue, driven by ccxt and, where there is one, by another client. */
export function runVenueSuite(venueCase: VenueCase): void {
  const { venue, keys, ccxt, said, sdk } = venueCase
  describe(venue.id, () => {
    let running: RunningVenue
    let skewMs = 0

    beforeAll(async () => {
      const now = () => Date.now() + skewMs
      running = await startLocalVenue(venue, { keys: Object.values(keys), now })
    })
    afterAll(() => running.stop())

    const point = (options: Parameters<typeof pointedAt>[2]) => pointedAt(running, venueCase, options)
    const stranger = venueCase.stranger ?? keys.trader.apiKey.replace('trader', 'nobody')
    const symbol = String(ccxt.market?.['symbol'] ?? 'BTC/USDT')
    const balance = ccxt.balance ?? ((exchange) => exchange.fetchBalance())
    const lastReason = (): RefusalReason | undefined => running.log.at(-1)?.reason

    async function throws(asked: Promise<unknown>, [error, says]: Said): Promise<void> {
      const thrown = await asked.then(
        () => undefined,
        (cause: unknown) => cause as Error,
      )
      expect(thrown?.constructor.name, thrown?.message).toBe(error)
      expect(thrown?.message).toContain(says)
    }

    test('ccxt reads, places, finds and cancels', async () => {
      const { exchange } = await point({ apiKey: keys.trader.apiKey })
      if (ccxt.hasTime !== false) {
        expect(Math.abs(Number(await exchange.fetchTime()) - Date.now())).toBeLessThan(60_000)
      }
      expect(await balance(exchange)).toBeTruthy()
      const { id = '' } = await exchange.createOrder(symbol, 'limit', 'buy', 1, 20_000, ccxt.orderParams)
      expect(running.state.orders.get(id)).toMatchObject({ status: 'open' })
      const found = await (ccxt.query ?? ((asked) => asked.fetchOrder(id, symbol)))(exchange, id, symbol)
      expect(JSON.stringify(found)).toContain(id)
      await exchange.cancelOrder(id, symbol)
      expect(running.state.orders.get(id)).toMatchObject({ status: 'cancelled' })
      expect(running.log.flatMap(({ reason }) => reason ?? [])).toEqual([])
    })

    test('an unknown key is refused', async () => {
      const { exchange } = await point({ apiKey: stranger })
      await throws(balance(exchange), said['unknown key'])
      expect(lastReason()).toBe('unknown key')
    })

    test('a key with another secret is refused, and with its own it is not', async () => {
      const secret = venueCase.secretOf?.(keys.reader.apiKey) ?? keys.reader.secret
      const { exchange } = await point({ apiKey: keys.trader.apiKey, secret })
      await throws(balance(exchange), said['bad signature'])
      expect(lastReason()).toBe('bad signature')
      const own = await point({ apiKey: keys.reader.apiKey, secret })
      expect(await balance(own.exchange)).toBeTruthy()
    })

    test('a key is refused from an address that it is not bound to', async () => {
      const { exchange } = await point({ apiKey: keys.bound.apiKey })
      await throws(balance(exchange), said.ip)
      expect(lastReason()).toBe('ip')
      running.state.keys.set(keys.bound.apiKey, { ...keys.bound, ips: ['127.0.0.1'] })
      expect(await balance(exchange)).toBeTruthy()
    })

    test('a key that may only read does not trade', async () => {
      const { exchange } = await point({ apiKey: keys.reader.apiKey })
      expect(await balance(exchange)).toBeTruthy()
      const order = exchange.createOrder(symbol, 'limit', 'buy', 1, 20_000, ccxt.orderParams)
      await throws(order, said.permission)
      expect(lastReason()).toBe('permission')
    })

    test('a key that has expired is refused', async () => {
      const expiresAtMs = Date.now() + HOUR_MS
      running.state.keys.set('expiring', { ...keys.trader, apiKey: 'expiring', expiresAtMs })
      running.state.keys.set(keys.trader.apiKey, { ...keys.trader, expiresAtMs: Date.now() - 1 })
      const { exchange } = await point({ apiKey: keys.trader.apiKey })
      await expect(balance(exchange)).rejects.toThrow()
      expect(lastReason()).toBe('expired key')
      running.state.keys.set(keys.trader.apiKey, { ...keys.trader, expiresAtMs })
      expect(await balance(exchange)).toBeTruthy()
      running.state.keys.set(keys.trader.apiKey, keys.trader)
    })

    if (said['wrong passphrase'])
      test('a wrong passphrase is refused', async () => {
        const { exchange } = await point({ apiKey: keys.trader.apiKey, passphrase: 'another one' })
        await throws(balance(exchange), said['wrong passphrase'] ?? ['', ''])
        expect(lastReason()).toBe('wrong passphrase')
      })

    if (said.clock)
      test('a request from an hour ago is refused, and so is one from an hour ahead', async () => {
        const { exchange } = await point({ apiKey: keys.trader.apiKey })
        for (const skew of venueCase.skewsMs ?? [HOUR_MS, -HOUR_MS]) {
          skewMs = skew
          await throws(balance(exchange), said.clock ?? ['', ''])
          expect(lastReason()).toBe('clock')
        }
        skewMs = 0
        expect(await balance(exchange)).toBeTruthy()
      })

    test('a request that comes twice is refused, or taken where the venue remembers nothing', async () => {
      const { exchange, last } = await point({ apiKey: keys.trader.apiKey })
      await balance(exchange)
      const { url, init } = last()
      const response = await fetch(url, init)
      const text = await response.text()
      if (said.replay) expect(text).toContain(said.replay[1])
      expect(lastReason()).toBe(said.replay ? 'replay' : undefined)
    })

    test('a request without a signature is refused', async () => {
      const { exchange, last } = await point({ apiKey: keys.trader.apiKey })
      await balance(exchange)
      const { url, init } = last()
      const { headers: _headers, ...bare } = init
      const [path] = url.split('?')
      const response = await fetch(path ?? url, { ...bare, ...(init.body !== undefined && { body: '{}' }) })
      await response.text()
      expect(lastReason()).toMatch(/missing header|bad request|unknown key/)
    })

    test('a path that the venue does not have is refused', async () => {
      const response = await fetch(`${running.url}/no/such/path`)
      expect((await response.text()).length).toBeGreaterThan(0)
      expect(lastReason()).toBeDefined()
    })

    if (ccxt.login)
      test('ccxt logs in to the socket, and not with another secret', async () => {
        const login = ccxt.login ?? (() => Promise.resolve())
        const { exchange } = await point({ apiKey: keys.trader.apiKey, pro: true })
        await login(exchange, running)
        expect(
          running.log.findLast(({ method }) => method === 'LOGIN' || method === 'UPGRADE'),
        ).toMatchObject({
          apiKey: keys.trader.apiKey,
        })
        ignoreFutures(exchange)
        await exchange.close()
        const secret = venueCase.secretOf?.(keys.reader.apiKey) ?? keys.reader.secret
        const other = await point({ apiKey: keys.trader.apiKey, secret, pro: true })
        if (ccxt.loginRefused) await throws(login(other.exchange, running), ccxt.loginRefused)
        ignoreFutures(other.exchange)
        await other.exchange.close()
      })

    if (sdk)
      test(`${sdk?.name ?? 'another client'} reads, places and cancels, and is refused with another secret`, async () => {
        await sdk?.run(running, keys)
        const orders = [...running.state.orders.values()]
        expect(orders.at(-1)).toMatchObject({ status: 'cancelled' })
        const thrown = await sdk?.refused(running, keys).then(
          (value) => value,
          (cause: unknown) => cause,
        )
        expect(describeThrown(thrown)).toContain(sdk?.says)
        expect(lastReason()).toBe('bad signature')
      })

    for (const example of venueCase.published ?? []) {
      test(`a published example is accepted: ${example.source}`, () => {
        expect(judgePublished(venue, example)).toMatchObject({ accepted: true, apiKey: example.apiKey })
        const spoiled = { ...example, secret: venueCase.keys.reader.secret }
        expect(judgePublished(venue, spoiled)).toMatchObject({ accepted: false, reason: 'bad signature' })
      })
    }

    test('the log holds no secret and no signature', () => {
      const text = JSON.stringify(running.log)
      for (const key of Object.values(keys)) {
        expect(text).not.toContain(venueCase.secretOf?.(key.apiKey) ?? key.secret)
        if (key.passphrase !== undefined) expect(text).not.toContain(key.passphrase)
      }
      expect(Object.keys(Object.assign({}, ...running.log)).toSorted()).toEqual(
        ['apiKey', 'atMs', 'method', 'path', 'reason', 'status'].filter((name) => text.includes(`"${name}"`)),
      )
    })
  })
}

/** What a local venue makes of a published example. */
function judgePublished(
  venue: LocalVenue,
  { apiKey, secret, nowMs, request, frame }: PublishedExample,
): Verdict | undefined {
  const state = venueState([
    { apiKey, kind: 'hmac', secret, access: 'trade', ips: [], createdAtMs: 0, label: '', account: 'main' },
  ])
  const setting = { keys: state.keys, nowMs, seen: state.seen }
  const whole = { method: 'GET', url: '/', host: '', headers: {}, body: '', ip: '', ...request }
  if (!frame) return venue.verify(whole, setting)
  return venue.socket?.receive(JSON.stringify(frame), { request: whole, challenge: '' }, setting, state).login
}

/** What an unknown client threw or answered, as a text. Of an error only its words: its members may hold the whole request. */
function describeThrown(thrown: unknown): string {
  if (thrown instanceof Error) return `${thrown.message} ${String(thrown.cause)}`
  return typeof thrown === 'string' ? thrown : JSON.stringify(thrown)
}
