import fc from 'fast-check'
import { encodeFunctionData, erc20Abi, type Hex, parseAbi } from 'viem'
import { describe, expect, it } from 'vitest'
import { type Grant, Operator } from '../../sdk/core/index.ts'
import {
  ArgumentMissingError,
  CallNotAllowedError,
  ConditionFailedError,
  GrantExpiredError,
  GrantNotStartedError,
  LimitExceededError,
  LimitUnknownError,
  SelectorNotAllowedError,
  TargetForbiddenError,
  TargetNotAllowedError,
  ValueExceededError,
} from '../../sdk/errors/index.ts'
import { conditionHolds } from '../../sdk/onchain/grant/conditionHolds.ts'
import {
  type ArgumentCondition,
  anySelectorPermission,
  atLeast,
  atMost,
  type Call,
  checkLimits,
  checkWindow,
  defineGrant,
  equal,
  greater,
  isAccount,
  less,
  mask,
  matchCall,
  nativeLimit,
  notEqual,
  oneOf,
  permission,
  range,
  sumTakes,
  takesOf,
  transferPermission,
} from '../../sdk/onchain/grant/index.ts'
import { ACCOUNT, example, MODULE, PAYEE, START, USDC } from './support/example.ts'

const OTHER = '0x9999999999999999999999999999999999999999'
const { grant, annotations } = defineGrant(example)
const transfer = (to: `0x${string}`, amount: bigint): Hex =>
  encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args: [to, amount] })

function why(call: Call, of: Grant = grant) {
  const result = matchCall(of, call, { module: MODULE, annotations })
  if (result.matched) throw new Error('it matched')
  return result.reasons[0]?.error
}

describe('matchCall', () => {
  it('finds the permission and what it spends', () => {
    const result = matchCall(grant, { to: USDC, data: transfer(PAYEE, 100_000_000n) })
    expect(result).toEqual({ matched: true, index: 0, takes: [{ limitId: 0, amount: 100_000_000n }] })
  })

  it('says why not, with names', () => {
    const data = transfer(PAYEE, 1n)
    expect(why({ to: OTHER, data })).toBeInstanceOf(TargetNotAllowedError)
    expect(why({ to: ACCOUNT, data })).toBeInstanceOf(TargetForbiddenError)
    expect(why({ to: MODULE, data })).toBeInstanceOf(TargetForbiddenError)
    expect(why({ to: USDC, data: '0x' })).toBeInstanceOf(CallNotAllowedError)
    expect(why({ to: USDC, data: '0xa9059c' })).toBeInstanceOf(CallNotAllowedError)
    expect(why({ to: USDC, data: '0x095ea7b3' })).toBeInstanceOf(SelectorNotAllowedError)
    expect(why({ to: USDC, data, value: 1n })).toBeInstanceOf(ValueExceededError)
    expect(why({ to: USDC, data: data.slice(0, -2) as Hex })).toBeInstanceOf(ArgumentMissingError)
    expect(why({ to: USDC, data: transfer(PAYEE, 100_000_001n) })).toMatchObject({
      name: 'ConditionFailedError',
      argument: 'amount',
      operator: 'at most',
      asked: '100000001',
      allowed: '100000000',
    })
    const failed = why({ to: USDC, data: transfer(OTHER, 1n) })
    expect(failed).toBeInstanceOf(ConditionFailedError)
    expect(failed?.shortMessage).toBe(
      `recipient is ${OTHER}; the permission asks that it be equal to ${PAYEE}.`,
    )
  })

  it('takes dirty upper bits for another value', () => {
    const data = transfer(PAYEE, 1n)
    const dirty = `${data.slice(0, 10)}01${data.slice(12)}` as Hex
    expect(why({ to: USDC, data: dirty })).toBeInstanceOf(ConditionFailedError)
  })

  it('matches empty calldata only by its own kind', () => {
    const send = transferPermission({ target: PAYEE, maxValue: 5n, spendsValue: 'eth' })
    const any = anySelectorPermission({ target: OTHER })
    const limits = { eth: nativeLimit({ amount: 9n }) }
    const { grant: sends } = defineGrant({ ...example, permissions: [send, any], limits })
    expect(matchCall(sends, { to: PAYEE, value: 5n })).toMatchObject({
      matched: true,
      takes: [{ limitId: 0, amount: 5n }],
    })
    expect(why({ to: PAYEE, value: 6n }, sends)).toBeInstanceOf(ValueExceededError)
    expect(why({ to: PAYEE, data: '0x00000000' }, sends)).toBeInstanceOf(CallNotAllowedError)
    expect(why({ to: OTHER }, sends)).toBeInstanceOf(CallNotAllowedError)
    expect(matchCall(sends, { to: OTHER, data: '0x00000000' })).toMatchObject({ matched: true, index: 1 })
  })

  it('adds up two spends of one limit', () => {
    const [only] = grant.permissions
    const twice = { ...only, spends: [...(only?.spends ?? []), ...(only?.spends ?? [])] } as typeof only &
      object
    const takes = takesOf(twice, { to: USDC, data: transfer(PAYEE, 7n) })
    expect(sumTakes(takes)).toEqual(new Map([[0, 14n]]))
    checkLimits(grant, takes, new Map([[0, 500_000_000n - 14n]]))
    const error = { name: 'LimitExceededError', limitId: 0, requested: 7n, remaining: 6n }
    expect(() => checkLimits(grant, takes, new Map([[0, 500_000_000n - 13n]]))).toThrow(
      expect.objectContaining(error),
    )
  })

  it('reads the same words as the ABI encodes, wherever static arguments stand', () => {
    const abi = parseAbi([
      'struct Inner { uint8 level; bool fast; }',
      'struct Order { address maker; uint24 fee; int256 price; bytes4 id; Inner inner; }',
      'function mixed(bytes data, uint256[2] pair, Order order, (uint256 a, string b) loose, int16 last)',
    ])
    const price = fc.bigInt({ min: -(2n ** 255n), max: 2n ** 255n - 1n })
    const values = fc.record({
      price,
      level: fc.integer({ min: 0, max: 255 }),
      last: fc.integer({ min: -32768, max: 32767 }),
    })
    fc.assert(
      fc.property(values, fc.boolean(), (wanted, fast) => {
        const order = {
          maker: ACCOUNT,
          fee: 500,
          price: wanted.price,
          id: '0x12345678',
          inner: { level: wanted.level, fast },
        } as const
        const data = encodeFunctionData({
          abi,
          functionName: 'mixed',
          args: ['0x1234', [1n, 2n], order, { a: 1n, b: 'text' }, wanted.last],
        })
        const rule = permission({
          abi,
          target: OTHER,
          functionName: 'mixed',
          where: {
            order: {
              maker: isAccount(),
              fee: oneOf([500, 3000]),
              price: [equal(wanted.price), range(wanted.price, wanted.price)],
              id: mask('0xffff0000', '0x12340000'),
              inner: { level: equal(wanted.level), fast: equal(fast) },
            },
            last: [atLeast(wanted.last), atMost(wanted.last)],
          },
        })
        const { grant: mixed } = defineGrant({ ...example, permissions: [rule], limits: {} })
        expect(matchCall(mixed, { to: OTHER, data })).toMatchObject({ matched: true })
      }),
    )
  })
})

describe('conditions', () => {
  const abi = parseAbi(['function one(int64 signed, uint64 unsigned)'])
  const holds = (
    argument: 'signed' | 'unsigned',
    rule: ArgumentCondition<bigint>,
    value: bigint,
  ): boolean => {
    const { conditions } = permission({
      abi,
      target: OTHER,
      functionName: 'one',
      where: { [argument]: rule },
    })
    const args = argument === 'signed' ? ([value, 0n] as const) : ([0n, value] as const)
    const data = encodeFunctionData({ abi, functionName: 'one', args })
    const start = argument === 'signed' ? 10 : 74
    return conditions.every((one) =>
      conditionHolds(one, BigInt(`0x${data.slice(start, start + 64)}`), ACCOUNT),
    )
  }

  it.each(['signed', 'unsigned'] as const)('compare %s integers as numbers', (argument) => {
    const bounds =
      argument === 'signed' ? { min: -(2n ** 63n), max: 2n ** 63n - 1n } : { min: 0n, max: 2n ** 64n - 1n }
    const near = fc.bigInt({ min: argument === 'signed' ? -3n : 0n, max: 3n })
    const number = fc.oneof(near, fc.bigInt(bounds))
    fc.assert(
      fc.property(number, number, (value, bound) => {
        expect(holds(argument, equal(bound), value)).toBe(value === bound)
        expect(holds(argument, notEqual(bound), value)).toBe(value !== bound)
        expect(holds(argument, less(bound), value)).toBe(value < bound)
        expect(holds(argument, atMost(bound), value)).toBe(value <= bound)
        expect(holds(argument, greater(bound), value)).toBe(value > bound)
        expect(holds(argument, atLeast(bound), value)).toBe(value >= bound)
        const [from, to] = bound < 1n ? [bound, 1n] : [0n, bound]
        expect(holds(argument, range(from, to), value)).toBe(from <= value && value <= to)
        expect(holds(argument, oneOf([bound]), value)).toBe(value === bound)
      }),
    )
  })

  it('refuse values that could never be meant', () => {
    const bad: [keyof { signed: 1; unsigned: 1 }, ArgumentCondition<bigint>][] = [
      ['unsigned', equal(-1n)],
      ['unsigned', atMost(2n ** 64n)],
      ['signed', atMost(2n ** 63n)],
      ['unsigned', range(2n, 1n)],
      ['unsigned', oneOf([])],
      ['unsigned', oneOf([1n, 1n])],
      ['unsigned', oneOf(Array.from({ length: 17 }, (_, at) => BigInt(at)))],
      ['unsigned', mask(1n, 3n)],
      ['signed', mask(1n, 1n)],
      ['unsigned', { name: 'almost' as never, values: [1n] }],
      ['unsigned', { name: 'toString' as never, values: [1n] }],
    ]
    for (const [argument, rule] of bad) {
      expect(() =>
        permission({ abi, target: OTHER, functionName: 'one', where: { [argument]: rule } }),
      ).toThrow(/cannot be used/)
    }
  })

  it('hold for nothing when the operator is none', () => {
    const none = { argument: 0n, operator: Operator.none, values: [] }
    expect(conditionHolds(none, 0n, ACCOUNT)).toBe(false)
  })
})

describe('checkLimits and checkWindow', () => {
  it('admit exactly what remains', () => {
    const asked = (amount: bigint, limitId = 0) => [{ limitId, amount }]
    const spent = (amount: bigint) => new Map([[0, amount]])
    checkLimits(grant, asked(500_000_000n), new Map())
    checkLimits(grant, asked(1n), spent(499_999_999n))
    expect(() => checkLimits(grant, asked(2n), spent(499_999_999n))).toThrow(LimitExceededError)
    expect(() => checkLimits(grant, asked(1n), spent(600_000_000n))).toThrow(LimitExceededError)
    expect(() => checkLimits(grant, asked(1n, 1), new Map())).toThrow(LimitUnknownError)
  })

  it('include both ends', () => {
    checkWindow(grant, START)
    checkWindow(grant, START + 86_399)
    expect(() => checkWindow(grant, START - 1)).toThrow(GrantNotStartedError)
    expect(() => checkWindow(grant, START + 86_400)).toThrow(GrantExpiredError)
  })
})
