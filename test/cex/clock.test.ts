import { describe, expect, it } from 'vitest'
import { type CorrectedClockParameters, correctedClock } from '../../sdk/cex/clock/correctedClock.ts'
import { fixedVenueClock } from '../../sdk/cex/clock/fixedVenueClock.ts'
import { machineClock } from '../../sdk/cex/clock/machineClock.ts'
import { ClockSkewError, ClockUnmeasuredError } from '../../sdk/errors/index.ts'

const venue = {
  name: 'A venue',
  serverTime: { path: '/time', read: (answer: unknown) => (answer as { ms?: number }).ms },
}

/** A machine and a venue, each with a clock; answers take what `tripsMs` says, one after the other, the last for ever. */
function world(offsetMs: number, tripsMs: readonly number[] = [20]) {
  const state = { wall: 1_700_000_000_000, steady: 5000, offsetMs, asked: 0, down: false }
  const pass = (milliseconds: number) => {
    state.wall += milliseconds
    state.steady += milliseconds
  }
  const fetch: typeof globalThis.fetch = async (url) => {
    expect(url).toBe('https://venue.example/time')
    const trip = tripsMs[Math.min(state.asked++, tripsMs.length - 1)] ?? 0
    if (state.down) throw new TypeError('fetch failed')
    pass(trip / 2)
    const ms = state.wall + state.offsetMs
    pass(trip / 2)
    return Response.json({ ms })
  }
  const make = (parameters: Partial<CorrectedClockParameters> = {}) =>
    correctedClock({
      ...{ venue, baseUrl: 'https://venue.example', fetch },
      time: { wallMs: () => state.wall, steadyMs: () => state.steady },
      ...parameters,
    })
  return { state, pass, make }
}

describe('a corrected clock', () => {
  it("is the venue's once measured", async () => {
    const { state, make } = world(-3210)
    const clock = make()
    expect(clock.report()).toBeUndefined()
    await clock.ready()
    expect(clock.nowMs()).toBe(state.wall - 3210)
    expect(clock.report()).toEqual({ offsetMs: -3210, uncertaintyMs: 10, ageMs: 0 })
  })

  it('takes the answer that was quickest', async () => {
    const { make } = world(100, [900, 8, 400])
    expect(await make().measure()).toEqual({ offsetMs: 100, uncertaintyMs: 4 })
  })

  it('is measured again when it is old, and not before', async () => {
    const { state, pass, make } = world(0)
    const clock = make({ refreshAfterMs: 1000, samples: 1 })
    await clock.ready()
    pass(900)
    await clock.ready()
    expect(state.asked).toBe(1)
    pass(200)
    state.offsetMs = 70
    await clock.ready()
    expect(state.asked).toBe(2)
    expect(clock.report()?.offsetMs).toBe(70)
  })

  it("is measured again when the machine's clock was set", async () => {
    const { state, make } = world(0)
    const clock = make({ samples: 1 })
    await clock.ready()
    state.wall += 5000
    state.offsetMs = -5000
    await clock.ready()
    expect(clock.report()?.offsetMs).toBe(-5000)
  })

  it('asks once for many who wait', async () => {
    const { state, make } = world(0)
    const clock = make({ samples: 1 })
    await Promise.all([clock.ready(), clock.ready(), clock.ready()])
    expect(state.asked).toBe(1)
  })

  it('refuses to be moved far, and keeps what it had', async () => {
    const { state, make } = world(60_000)
    const clock = make()
    await clock.ready()
    state.offsetMs = 60_001
    const moved = clock.measure()
    await expect(moved).rejects.toThrow(ClockSkewError)
    await expect(moved).rejects.toThrow('60001 ms behind that of A venue; at most 60000 ms are corrected')
    expect(clock.report()?.offsetMs).toBe(60_000)
  })

  it('says when the venue does not answer, and works once it does', async () => {
    const { state, make } = world(0)
    state.down = true
    const clock = make()
    await expect(clock.ready()).rejects.toThrow(ClockUnmeasuredError)
    state.down = false
    await clock.ready()
  })

  it.each([{ ms: undefined }, { ms: Number.NaN }, null])('refuses the answer %j', async (answer) => {
    const fetch = async () => Response.json(answer)
    const { make } = world(0)
    await expect(
      make({
        fetch,
        venue: {
          ...venue,
          serverTime: { ...venue.serverTime, read: (one) => (one as { ms?: number } | null)?.ms },
        },
      }).ready(),
    ).rejects.toThrow('its answer has no time')
  })

  it('refuses an error of the venue that has a time in it', async () => {
    const { make } = world(0)
    const fetch = async () => Response.json({ ms: 5 }, { status: 500 })
    await expect(make({ fetch }).ready()).rejects.toThrow(ClockUnmeasuredError)
  })

  it('cannot be had of a venue that does not tell its time', async () => {
    const { make } = world(0)
    await expect(make({ venue: { name: 'Silent' } }).ready()).rejects.toThrow('does not tell its time')
  })
})

it('other clocks need no measuring', async () => {
  await Promise.all([machineClock.ready(), fixedVenueClock(5).ready()])
  expect(fixedVenueClock(5).nowMs()).toBe(5)
  expect(Math.abs(machineClock.nowMs() - Date.now())).toBeLessThan(1000)
})
