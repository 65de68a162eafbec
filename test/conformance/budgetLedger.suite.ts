import { describe, expect, it } from 'vitest'
import type {
  BudgetLedger,
  BudgetTake,
  RateTake,
  StateTake,
  SumTake,
} from '../../sdk/cex/budgets/budgetLedger.ts'

const NOW = 1_767_225_600_000

export const sum = (change: Partial<SumTake> = {}): SumTake => ({
  ...{ kind: 'sum', limit: 'sum', period: 0, amount: '1', allowed: '3' },
  ...change,
})
const rate = (change: Partial<RateTake> = {}): RateTake => ({
  ...{ kind: 'rate', limit: 'rate', allowed: 2, periodMs: 1000 },
  ...change,
})
const state = (change: Partial<StateTake> = {}): StateTake => ({
  ...{ kind: 'state', limit: 'state', amount: '1', remaining: '2', mark: 0 },
  ...change,
})

/** What every budget ledger must do. `create` gives an empty one. */
export function budgetLedgerSuite(name: string, create: () => BudgetLedger): void {
  const using = async (work: (ledger: BudgetLedger) => Promise<void>): Promise<void> => {
    const ledger = create()
    await work(ledger)
    await ledger.close()
  }
  const reserve = (ledger: BudgetLedger, takes: readonly BudgetTake[], nowMs = NOW) =>
    ledger.reserve(takes, { nowMs })
  const reserved = async (
    ledger: BudgetLedger,
    takes: readonly BudgetTake[],
    nowMs = NOW,
  ): Promise<string> => {
    const answer = await reserve(ledger, takes, nowMs)
    if (!answer.reserved) throw new Error(`not reserved: ${answer.index}, ${answer.remaining} remain`)
    return answer.id
  }
  const refused = async (
    ledger: BudgetLedger,
    takes: readonly BudgetTake[],
    expected: { index?: number; remaining: string },
    nowMs = NOW,
  ) => expect(await reserve(ledger, takes, nowMs)).toEqual({ reserved: false, index: 0, ...expected })

  describe(name, () => {
    it('adds up to what is allowed, exactly', () =>
      using(async (ledger) => {
        expect(await ledger.spent('sum')).toBe('0')
        for (const amount of ['0.1', '0.2', '2.699999999999999999999999999999999999999999']) {
          await reserved(ledger, [sum({ amount })])
        }
        await refused(ledger, [sum({ amount: '0.01' })], {
          remaining: '0.000000000000000000000000000000000000000001',
        })
        await reserved(ledger, [sum({ amount: '0.000000000000000000000000000000000000000001' })])
        expect(await ledger.spent('sum')).toBe('3')
        await refused(ledger, [sum()], { remaining: '0' })
        await reserved(ledger, [sum({ amount: '0' })])
      }))

    it('adds numbers of any size', () =>
      using(async (ledger) => {
        const allowed = '9'.repeat(30)
        await reserved(ledger, [sum({ allowed, amount: `${'9'.repeat(29)}8` })])
        await refused(ledger, [sum({ allowed, amount: '2' })], { remaining: '1' })
        await reserved(ledger, [sum({ allowed, amount: '1' })])
      }))

    it('reserves all or nothing, and names the first that does not fit', () =>
      using(async (ledger) => {
        const takes = [sum({ limit: 'a' }), rate(), sum({ limit: 'b', amount: '4' }), state({ amount: '9' })]
        await refused(ledger, takes, { index: 2, remaining: '3' })
        expect(await ledger.spent('a')).toBe('0')
        await reserved(ledger, [rate()])
        await reserved(ledger, [rate()])
        await refused(ledger, [rate()], { remaining: '0' })
      }))

    it('starts a sum again with a later period, and no earlier one', () =>
      using(async (ledger) => {
        await reserved(ledger, [sum({ amount: '3', period: 5 })])
        await refused(ledger, [sum({ period: 5 })], { remaining: '0' })
        await refused(ledger, [sum({ period: 4 })], { remaining: '0' })
        await reserved(ledger, [sum({ amount: '2', period: 6 })])
        await refused(ledger, [sum({ amount: '2', period: 0 })], { remaining: '1' })
        expect(await ledger.spent('sum')).toBe('2')
      }))

    it('keeps limits apart, whatever their names', () =>
      using(async (ledger) => {
        for (const limit of ['a', 'A', "a'; DROP TABLE sums; --", 'ä', '']) {
          await reserved(ledger, [sum({ limit, amount: '3' })])
        }
        await refused(ledger, [sum({ limit: 'ä' })], { remaining: '0' })
      }))

    it('gives back a sum, once, and never of another period', () =>
      using(async (ledger) => {
        const first = await reserved(ledger, [sum({ amount: '2' }), sum({ limit: 'other' })])
        await ledger.release(first)
        await ledger.release(first)
        expect([await ledger.spent('sum'), await ledger.spent('other')]).toEqual(['0', '0'])
        const second = await reserved(ledger, [sum({ amount: '2' })])
        await reserved(ledger, [sum({ amount: '2', period: 1 })])
        await ledger.release(second)
        expect(await ledger.spent('sum')).toBe('2')
        await ledger.release('no such reservation')
      }))

    it('gives nothing back of what has an outcome', () =>
      using(async (ledger) => {
        const id = await reserved(ledger, [sum({ amount: '2' })])
        await ledger.settle(id)
        await ledger.release(id)
        expect(await ledger.spent('sum')).toBe('2')
      }))

    it('counts times in any stretch, and gives none back', () =>
      using(async (ledger) => {
        const first = await reserved(ledger, [rate()], NOW)
        await ledger.release(first)
        await reserved(ledger, [rate()], NOW + 999)
        await refused(ledger, [rate()], { remaining: '0' }, NOW + 999)
        await reserved(ledger, [rate()], NOW + 1000)
        await refused(ledger, [rate()], { remaining: '0' }, NOW + 1998)
        await reserved(ledger, [rate()], NOW + 1999)
      }))

    it('counts times that the clock has not reached', () =>
      using(async (ledger) => {
        await reserved(ledger, [rate()], NOW + 5000)
        await reserved(ledger, [rate()], NOW)
        await refused(ledger, [rate()], { remaining: '0' }, NOW + 5500)
        await reserved(ledger, [rate()], NOW + 6000)
      }))

    it('counts reservations without an outcome beside what a report leaves, for 90 seconds', () =>
      using(async (ledger) => {
        const first = await reserved(ledger, [state()])
        await reserved(ledger, [state()])
        await refused(ledger, [state()], { remaining: '0' })
        await ledger.release(first)
        await reserved(ledger, [state()])
        await refused(ledger, [state()], { remaining: '0' }, NOW + 89_999)
        await reserved(ledger, [state({ amount: '2' })], NOW + 90_000)
      }))

    it('counts an outcome for reports that were asked for before it', () =>
      using(async (ledger) => {
        const before = await ledger.mark()
        const id = await reserved(ledger, [state({ mark: before })])
        await ledger.settle(id)
        await refused(ledger, [state({ amount: '2', mark: before })], { remaining: '1' })
        const after = await ledger.mark()
        expect(after).toBeGreaterThan(before)
        await reserved(ledger, [state({ amount: '2', mark: after })])
      }))

    it('says how far below zero a report leaves a limit', () =>
      using(async (ledger) => {
        await refused(ledger, [state({ remaining: '-1.5' })], { remaining: '-1.5' })
      }))

    it('refuses what makes no sense, and changes nothing', () =>
      using(async (ledger) => {
        const wrong: readonly (readonly [readonly BudgetTake[], number])[] = [
          [[sum(), sum()], NOW],
          [[sum({ amount: '-1' })], NOW],
          [[sum({ amount: '1e3' })], NOW],
          [[sum({ amount: ' 1' })], NOW],
          [[sum({ allowed: 'unlimited' })], NOW],
          [[sum({ period: -1 })], NOW],
          [[sum({ period: 0.5 })], NOW],
          [[rate({ periodMs: Number.NaN })], NOW],
          [[state({ remaining: '' })], NOW],
          [[sum()], Number.NaN],
          [[sum()], -1],
        ]
        for (const [takes, nowMs] of wrong) {
          await expect(reserve(ledger, takes, nowMs)).rejects.toThrow(
            expect.objectContaining({ name: 'BudgetLedgerInvalidError' }),
          )
        }
        expect(await ledger.spent('sum')).toBe('0')
        await reserved(ledger, [sum({ amount: '3' }), rate(), state()])
      }))

    it('lets many at once take no more than there is', () =>
      using(async (ledger) => {
        const answers = await Promise.all(Array.from({ length: 20 }, () => reserve(ledger, [sum()])))
        expect(answers.filter((answer) => answer.reserved)).toHaveLength(3)
        const ids = answers.flatMap((answer) => (answer.reserved ? [answer.id] : []))
        expect(new Set(ids).size).toBe(3)
      }))
  })
}
