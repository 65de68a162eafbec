import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { memoryBudgetLedger } from '../../../sdk/cex/budgets/memoryBudgetLedger.ts'
import {
  createVenueClient,
  type VenueHolderClientConfig,
} from '../../../sdk/cex/clients/createVenueClient.ts'
import type { VenueClock } from '../../../sdk/cex/clock/venueClock.ts'
import type { NonceAuthority } from '../../../sdk/cex/nonces/nonceAuthority.ts'
import type { Venue } from '../../../sdk/cex/venue.ts'
import type { VenueLimit } from '../../../sdk/core/venueLimit.ts'
import { exampleGrant, NOW, NOW_MS } from './support/exampleGrant.ts'
import { BASE_URL, exampleSigner, exampleVenue, order } from './support/exampleVenue.ts'

const throwing = (error: object) => expect.objectContaining(error)
const LIMITS: VenueLimit[] = [
  { kind: 'notionalTotal', asset: 'USDT', market: 'any', amount: '1000' },
  { kind: 'position', market: 'BTCUSDT', unit: 'base', amount: '1' },
]

/** A venue whose nonces have to arrive in order, and a clock that is told the time. */
const numbered: Venue = {
  ...exampleVenue,
  signing: { ...exampleVenue.signing, needs: { nonce: 'increasing' } },
}

function holderAt(time: { ms: number }, change: Partial<VenueHolderClientConfig> = {}) {
  const clock: VenueClock = { nowMs: () => time.ms, ready: async () => {} }
  const grant = exampleGrant({ limits: LIMITS })
  return createVenueClient({
    ...{ venue: exampleVenue, signer: exampleSigner, grant, clock, budgets: memoryBudgetLedger() },
    fetch: async () => new Response('{}'),
    state: {
      openOrders: async () => 0,
      position: async () => ({ mode: 'net', size: '0', restingBuys: '0', restingSells: '0' }),
    },
    ...change,
  })
}

describe('ports that answer late', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('have not answered after ten seconds, and nothing is reserved', async () => {
    const never = async () => new Promise<never>(() => {})
    const holder = holderAt({ ms: NOW_MS }, { state: { openOrders: never, position: never } })
    const refused = expect(holder.sendRequest({ request: order() })).rejects.toThrow(
      throwing({ name: 'StateMissingError' }),
    )
    await vi.advanceTimersByTimeAsync(10_000)
    await refused
    expect(await holder.authority.budgets.spent(`${holder.grantId}/0`)).toBe('0')
  })

  it('are waited for until then', async () => {
    const position = async () => {
      await new Promise((resolve) => void setTimeout(resolve, 9999))
      return { mode: 'net', size: '0', restingBuys: '0', restingSells: '0' } as const
    }
    const holder = holderAt({ ms: NOW_MS }, { state: { openOrders: async () => 0, position } })
    const sent = holder.sendRequest({ request: order() })
    await vi.advanceTimersByTimeAsync(10_000)
    expect(await sent).toMatchObject({ status: 200 })
  })

  it('give no price either', async () => {
    const prices = { reference: async () => new Promise<never>(() => {}) }
    const holder = holderAt({ ms: NOW_MS }, { prices })
    const sale = order({ side: 'sell', type: 'market', price: undefined })
    const refused = expect(holder.sendRequest({ request: sale })).rejects.toThrow(
      throwing({ name: 'PriceMissingError' }),
    )
    await vi.advanceTimersByTimeAsync(10_000)
    await refused
  })
})

describe('an order whose outcome is not known', () => {
  const answers: [name: string, answer: () => Response][] = [
    ['a failure of the server', () => new Response('{"code":-1007}', { status: 504 })],
    ['an answer that is no JSON', () => new Response('accepted')],
  ]

  it.each(answers)('is counted beside what the venue reports after %s', async (_name, answer) => {
    const time = { ms: NOW_MS }
    const holder = holderAt(time, { fetch: async () => answer() })
    const unknown = throwing({ name: 'VenueOutcomeUnknownError' })
    await expect(holder.sendRequest({ request: order() })).rejects.toThrow(unknown)
    const over = throwing({ name: 'PositionExceededError', remaining: '0' })
    await expect(holder.sendRequest({ request: order() })).rejects.toThrow(over)
    // by then the report has it, or it never comes
    time.ms += 90_000
    await expect(holder.sendRequest({ request: order() })).rejects.toThrow(unknown)
  })

  it('is known when the venue refuses it', async () => {
    const holder = holderAt(
      { ms: NOW_MS },
      { fetch: async () => new Response('{"code":-1}', { status: 400 }) },
    )
    const refused = throwing({ name: 'VenueRefusedError' })
    await expect(holder.sendRequest({ request: order() })).rejects.toThrow(refused)
    await expect(holder.sendRequest({ request: order() })).rejects.toThrow(refused)
  })
})

describe('a request that waits for its turn', () => {
  /** An authority whose turn comes after `waitMs` of the clock. */
  const slow = (time: { ms: number }, waitMs: number): NonceAuthority => ({
    next: async () => 1n,
    async inTurn(_parameters, send) {
      time.ms += waitMs
      return send(1n)
    },
  })

  it('is held to the grant when the turn has come', async () => {
    const time = { ms: NOW_MS }
    const late = holderAt(time, { venue: numbered, nonces: slow(time, 86_400_000) })
    await expect(late.sendRequest({ request: order() })).rejects.toThrow(
      throwing({ name: 'VenueKeyWindowError' }),
    )
    expect(await late.authority.budgets.spent(`${late.grantId}/0`)).toBe('0')
    const soon = { ms: (NOW + 86_399) * 1000 - 50 }
    const holder = holderAt(soon, { venue: numbered, nonces: slow(soon, 50) })
    expect(await holder.sendRequest({ request: order() })).toMatchObject({ status: 200 })
  })

  it('is counted from then on: one that waited longer than others fly is counted beside the next', async () => {
    const time = { ms: NOW_MS }
    const fetch = vi.fn(async () => Promise.reject(new Error('the connection broke')))
    const holder = holderAt(time, { venue: numbered, nonces: slow(time, 80_000), fetch })
    await expect(holder.sendRequest({ request: order() })).rejects.toThrow(
      throwing({ name: 'VenueOutcomeUnknownError' }),
    )
    await expect(holder.sendRequest({ request: order() })).rejects.toThrow(
      throwing({ name: 'PositionExceededError', remaining: '0' }),
    )
    expect(fetch).toHaveBeenCalledTimes(1)
  })

  it('waits for no turn when permissions refuse it', async () => {
    const inTurn = vi.fn()
    const holder = holderAt({ ms: NOW_MS }, { venue: numbered, nonces: { next: async () => 1n, inTurn } })
    await expect(holder.sendRequest({ request: order({ market: 'ETHUSDT' }) })).rejects.toThrow(
      throwing({ name: 'MarketNotGrantedError' }),
    )
    expect(inTurn).not.toHaveBeenCalled()
    expect(BASE_URL).toBe(order().baseUrl)
  })
})
