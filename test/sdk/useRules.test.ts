import { decodeFunctionData, zeroAddress } from 'viem'
import { describe, expect, it } from 'vitest'
import { LIFETIME, type Limit, LimitKind, Tier, UNLIMITED, UNTIERED } from '../../sdk/core/index.ts'
import { sessionModuleAbi } from '../../sdk/onchain/abis/sessionModule.ts'
import {
  checkFee,
  checkTier,
  encodeGuards,
  isPeriodic,
  maximumFeeOf,
  periodAt,
  periodWindow,
  useWindow,
  withGuardCalls,
} from '../../sdk/onchain/grant/index.ts'
import { MODULE, PAYEE, START, USDC } from './support/example.ts'

const limit = (period: number, periodStart: number): Limit => ({
  ...{ kind: LimitKind.count, token: zeroAddress, amount: 5n, period, periodStart },
})
const daily = limit(86_400, START)
const hourly = limit(3_600, START - 1_800)
const lasting = limit(LIFETIME, 0)

describe('periods', () => {
  it('begin at their start and cover every second once', () => {
    expect([START - 1, START, START + 86_399, START + 86_400].map((time) => periodAt(daily, time))).toEqual([
      -1, 0, 0, 1,
    ])
    expect(periodWindow(daily, 1)).toEqual({ validAfter: START + 86_400, validUntil: START + 172_799 })
    expect(periodAt(lasting, START)).toBe(0)
    expect([isPeriodic(daily), isPeriodic(lasting)]).toEqual([true, false])
  })
})

describe('useWindow', () => {
  const grant = { validAfter: START - 60, validUntil: START + 200_000 }
  const window = (limits: readonly Limit[], more: object = {}) =>
    useWindow({ grant, keyValidUntil: START + 150_000, limits, timestamp: START + 100, ...more })

  it('is the grant and the key, narrowed to the periods and the tier', () => {
    expect(window([lasting])).toEqual({ validAfter: START - 60, validUntil: START + 150_000, endedBy: 'key' })
    const keyValidUntil = START + 300_000
    expect(window([], { keyValidUntil })).toMatchObject({ endedBy: 'grant', validUntil: START + 200_000 })
    expect(window([daily])).toEqual({ validAfter: START, validUntil: START + 86_399, endedBy: 'period' })
    expect(window([daily, hourly])).toEqual({
      ...{ validAfter: START, validUntil: START + 1_799, endedBy: 'period' },
    })
    expect(window([daily], { tierValidUntil: START + 500 })).toEqual({
      ...{ validAfter: START, validUntil: START + 500, endedBy: 'tier' },
    })
    expect(window([daily], { timestamp: START + 86_400 })).toMatchObject({ validAfter: START + 86_400 })
  })
})

describe('checkTier', () => {
  const of = (worstTier: number) => [{ worstTier: UNTIERED }, { worstTier }]

  it('admits up to the worst tier, and D never', () => {
    checkTier(of(UNTIERED), Tier.D)
    checkTier(of(Tier.A), Tier.A)
    checkTier(of(Tier.C), Tier.C)
    const refused = (worstTier: number, tier: number) =>
      expect(() => checkTier(of(worstTier), tier)).toThrow(
        expect.objectContaining({ name: 'TierExceededError', tier, worstTier }),
      )
    refused(Tier.A, Tier.B)
    refused(Tier.B, Tier.C)
    refused(Tier.C, Tier.D)
    refused(Tier.D, Tier.D)
  })
})

describe('checkFee', () => {
  const operation = {
    ...{ maxFeePerGas: 10n, preVerificationGas: 1n, verificationGasLimit: 2n, callGasLimit: 3n },
  }
  const guards = [{ guard: PAYEE, config: '0x' }] as const
  const none = { kind: 0, listed: [] } as const
  const grant = (budget: bigint, price: bigint, more: object = {}) => ({
    ...{ guards: [], maximumFee: { budget, price }, paymaster: none, ...more },
  })
  const refused = (of: ReturnType<typeof grant>, spent: bigint, error: object, more: object = {}) =>
    expect(() => checkFee(of, { ...operation, ...more }, spent)).toThrow(expect.objectContaining(error))

  it('counts the most that an operation could cost', () => {
    expect(maximumFeeOf(operation)).toBe(60n)
    checkFee(grant(60n, 10n), operation, 0n)
    checkFee(grant(100n, 10n), operation, 40n)
    refused(grant(60n, 10n), 1n, { name: 'FeeBudgetExceededError', requested: 60n, remaining: 59n })
    refused(grant(60n, 9n), 0n, { name: 'FeePriceExceededError', price: 10n, allowed: 9n })
    refused(grant(0n, UNLIMITED), 0n, { name: 'FeeBudgetExceededError', remaining: 0n })
    // A counter that was carried may stand above the budget.
    refused(grant(60n, 10n), 70n, { name: 'FeeBudgetExceededError', remaining: 0n })
    checkFee(grant(UNLIMITED, UNLIMITED), operation, 0n)
  })

  it('takes a guarded operation only when its fee is bounded', () => {
    refused(grant(UNLIMITED, 10n, { guards }), 0n, { name: 'FeeUnboundedError' })
    checkFee(grant(60n, 10n, { guards }), operation, 0n)
  })

  it('judges a paymaster by the rule, and counts nothing then', () => {
    const paymaster = USDC
    const forbidden = { name: 'PaymasterForbiddenError', message: expect.stringContaining(paymaster) }
    refused(grant(60n, 10n), 0n, forbidden, { paymaster })
    refused(grant(60n, 10n, { paymaster: { kind: 1, listed: [PAYEE] } }), 0n, forbidden, { paymaster })
    checkFee(
      grant(0n, 10n, { paymaster: { kind: 1, listed: [PAYEE, USDC] } }),
      { ...operation, paymaster },
      0n,
    )
    const any = { paymaster: { kind: 2, listed: [] }, guards }
    checkFee(grant(UNLIMITED, 10n, any), { ...operation, paymaster }, 0n)
    refused(grant(0n, 9n, any), 0n, { name: 'FeePriceExceededError' }, { paymaster })
    // An EntryPoint takes it for none, and the account pays.
    refused(grant(0n, 10n, any), 0n, { name: 'PaymasterForbiddenError' }, { paymaster: zeroAddress })
  })
})

describe('withGuardCalls', () => {
  const calls = [{ to: PAYEE, value: 1n }] as const
  const grantId = `0x${'11'.repeat(32)}` as const

  it('puts the module before and after the calls of a guarded grant', () => {
    const guards = [
      { guard: PAYEE, config: '0x1234' },
      { guard: USDC, config: '0x' },
    ] as const
    const encoded = encodeGuards(guards)
    expect(encoded).toBe(`0x02${PAYEE.slice(2)}00021234${USDC.slice(2).toLowerCase()}0000`)
    const [first, middle, last, ...rest] = withGuardCalls(calls, { module: MODULE, grantId, guards })
    expect(rest).toEqual([])
    expect(middle).toBe(calls[0])
    for (const [call, functionName] of [
      [first, 'guardBegin'],
      [last, 'guardEnd'],
    ] as const) {
      expect(call).toMatchObject({ to: MODULE })
      expect(call?.value ?? 0n).toBe(0n)
      expect(decodeFunctionData({ abi: sessionModuleAbi, data: call?.data ?? '0x' })).toEqual({
        functionName,
        args: [grantId, encoded],
      })
    }
  })

  it('leaves the calls of other grants alone', () => {
    expect(withGuardCalls(calls, { module: MODULE, grantId, guards: [] })).toBe(calls)
  })
})
