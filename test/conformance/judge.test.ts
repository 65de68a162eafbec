import type { AbiFunction } from 'abitype'
import fc from 'fast-check'
import {
  type Abi,
  type Address,
  BaseError as ViemError,
  concatHex,
  createTestClient,
  decodeErrorResult,
  encodeFunctionData,
  type Hex,
  http,
  numberToHex,
  parseAbi,
  publicActions,
  size,
  walletActions,
  zeroAddress,
  zeroHash,
} from 'viem'
import { foundry } from 'viem/chains'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testAccounts } from '../../scripts/local/accounts.ts'
import { type Anvil, startAnvil } from '../../scripts/local/anvil.ts'
import { projectArtifact } from '../../scripts/local/artifacts.ts'
import {
  type Limit,
  LimitKind,
  LIFETIME,
  Operator,
  type ParameterCondition,
  type Spend,
} from '../../sdk/core/index.ts'
import { BaseError } from '../../sdk/errors/index.ts'
import { sessionModuleAbi } from '../../sdk/onchain/abis/sessionModule.ts'
import { encodePath, type PathStep } from '../../sdk/onchain/grant/argumentPath.ts'
import { checkLimits, sumTakes, takesOf } from '../../sdk/onchain/grant/index.ts'
import { conditionsDigits, spendsDigits } from '../../sdk/onchain/grant/leafDigits.ts'
import { locateArgument } from '../../sdk/onchain/grant/locateArgument.ts'
import { conditionError } from '../../sdk/onchain/grant/match.ts'
import { resolveArgument } from '../../sdk/onchain/grant/resolveArgument.ts'

const ACCOUNT: Address = '0xaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'
const abi = parseAbi([
  'struct Inner { bool fast; int64 price; }',
  'struct Order { address maker; uint256 amount; bytes path; uint16[3] fees; Inner inner; }',
  'struct Params { uint256 deadline; bytes hops; uint256[] legs; }',
  'function trade(Order[] orders, Params params, Inner[] inners, uint256[3] weights, string note, int256 signed)',
])
const item = abi[0] as AbiFunction

const PATHS = [
  ...['orders.length', 'orders[*].maker', 'orders[*].amount', 'orders[0].amount', 'orders[1].fees[2]'],
  ...['orders[*].inner.price', 'orders[0].path.length', 'orders[0].path[0]', 'orders[2].path[1]'],
  ...['params.deadline', 'params.hops[0]', 'params.hops[1]', 'params.legs[*]', 'params.legs.length'],
  ...['inners[*].price', 'inners[1].fast', 'weights[0]', 'weights[2]', 'note.length', 'note[0]', 'signed'],
].flatMap((text) => locateArgument(item, text).map(({ place }) => encodePath(place)))

const small = fc.integer({ min: 0, max: 4 })
const step: fc.Arbitrary<PathStep> = fc.oneof(
  fc.record({ kind: fc.constant('field' as const), word: small }),
  fc.record({
    kind: fc.constant('element' as const),
    index: fc.oneof(small, fc.constant('every' as const)),
    layout: fc.constantFrom({ words: 1, word: 0 }, { words: 2, word: 1 }, { words: 3, word: 0 }),
  }),
  fc.record({ kind: fc.constant('element' as const), index: small, layout: fc.constant('bytes' as const) }),
  fc.constant({ kind: 'length' as const }),
)
/** Paths that fit the function, paths that do not, and numbers that are none. */
const path: fc.Arbitrary<bigint> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...PATHS) },
  {
    weight: 3,
    arbitrary: fc.record({ first: small, steps: fc.array(step, { maxLength: 4 }) }).map(encodePath),
  },
  { weight: 1, arbitrary: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }) },
)

const uint = (bits: number) => fc.bigInt({ min: 0n, max: 2n ** BigInt(bits) - 1n })
const address = fc.constantFrom(ACCOUNT, '0xbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb' as const)
const bytes = fc
  .uint8Array({ maxLength: 70 })
  .map((value) => `0x${Buffer.from(value).toString('hex')}` as Hex)
const inner = fc.record({ fast: fc.boolean(), price: fc.bigInt({ min: -5n, max: 5n }) })
const order = fc.record({
  maker: address,
  amount: fc.oneof(uint(4), uint(256)),
  path: bytes,
  fees: fc.tuple(small, small, small),
  inner,
})
const data: fc.Arbitrary<Hex> = fc
  .tuple(
    fc.array(order, { maxLength: 3 }),
    fc.record({ deadline: uint(8), hops: bytes, legs: fc.array(uint(4), { maxLength: 4 }) }),
    fc.array(inner, { maxLength: 3 }),
    fc.tuple(uint(3), uint(3), uint(3)),
    fc.string({ maxLength: 40 }),
    fc.bigInt({ min: -5n, max: 5n }),
  )
  .map((args) => encodeFunctionData({ abi, args }))

/** Calldata that the ABI did not write: cut, or with a word that leads elsewhere. */
const strange: fc.Arbitrary<Hex> = fc
  .tuple(data, fc.nat(), fc.oneof(uint(9), uint(256)), fc.boolean())
  .map(([whole, place, word, cut]) => {
    const words = Math.floor((size(whole) - 4) / 32)
    const at = 10 + 64 * (place % words)
    if (cut) return whole.slice(0, 2 + 2 * (place % (size(whole) + 1))) as Hex
    return `${whole.slice(0, at)}${numberToHex(word, { size: 32 }).slice(2)}${whole.slice(at + 64)}` as Hex
  })
const anyData = fc.oneof({ weight: 3, arbitrary: data }, { weight: 2, arbitrary: strange })

const word = fc
  .oneof(fc.bigInt({ min: -5n, max: 70n }), uint(256), fc.constant(BigInt(ACCOUNT)))
  .map((value) => numberToHex(BigInt.asUintN(256, value), { size: 32 }))
const condition: fc.Arbitrary<ParameterCondition> = fc.record({
  argument: path,
  operator: fc.constantFrom(...Object.values(Operator), 16 as Operator, 255 as Operator),
  values: fc.oneof(
    { weight: 4, arbitrary: fc.array(word, { minLength: 1, maxLength: 2 }) },
    { weight: 1, arbitrary: fc.array(word, { maxLength: 17 }) },
  ),
})

const limits: readonly Limit[] = [
  { kind: LimitKind.native, token: zeroAddress, amount: 100n, period: LIFETIME, periodStart: 0 },
  { kind: LimitKind.token, token: ACCOUNT, amount: 60n, period: LIFETIME, periodStart: 0 },
  { kind: LimitKind.count, token: zeroAddress, amount: 3n, period: LIFETIME, periodStart: 0 },
]
const spend: fc.Arbitrary<Spend> = fc
  .tuple(fc.integer({ min: 0, max: 2 }), path)
  .map(([limit, argument]) => ({ limit, source: (limit + 1) as Spend['source'], argument }))

// The contract's own code against the SDK's judgement, on the same bytes.
/** The same cases every time: what others find becomes a test of its own. */
const SEED = 20_261_124

describe('the SDK judges as the contract does', () => {
  let anvil: Anvil
  let ask: (functionName: string, args: readonly unknown[]) => Promise<unknown>

  beforeAll(async () => {
    anvil = await startAnvil()
    const { abi: harnessAbi, bytecode }: { abi: Abi; bytecode: Hex } = projectArtifact(
      'contracts/mocks/CallHarness.sol',
    )
    const client = createTestClient({
      ...{ mode: 'anvil', chain: foundry, account: testAccounts[0] },
      transport: http(anvil.rpcUrl, { retryCount: 0 }),
    } as const)
      .extend(publicActions)
      .extend(walletActions)
    const hash = await client.deployContract({ abi: harnessAbi, bytecode })
    const { contractAddress } = await client.waitForTransactionReceipt({ hash })
    const contract = contractAddress ?? zeroAddress
    ask = (functionName, args) =>
      client
        .readContract({ address: contract, abi: harnessAbi, functionName, args })
        .catch((error: unknown) => errorName(error))
  })
  afterAll(() => anvil?.stop())

  it('where a path leads', async () => {
    const cases = fc.asyncProperty(
      anyData,
      path,
      fc.bigInt({ min: 0n, max: 3n }),
      async (call, argument, each) => {
        const mine = resolveArgument(call, argument, each)
        const answer = await ask('resolve', [call, argument, each])
        const names = { missing: 'ArgumentMissing', malformed: 'ArgumentMalformed' }
        expect(answer).toEqual(typeof mine === 'string' ? names[mine] : [mine.word, mine.count])
      },
    )
    await fc.assert(cases, { numRuns: 600, seed: SEED })
  })

  it('whether conditions hold', async () => {
    const outcomes = new Set<unknown>()
    const cases = fc.asyncProperty(anyData, condition, async (call, one) => {
      const mine = conditionError(one, call, ACCOUNT, item)
      const answer = await ask('checkConditions', [`0x${conditionsDigits([one])}`, call, ACCOUNT])
      outcomes.add(answer)
      expect(answer).toBe(mine?.name.replace(/Error$/, ''))
    })
    await fc.assert(cases, { numRuns: 1_000, seed: SEED })
    expect(outcomes.size).toBe(5)
  })

  it('what calls take from limits, and when it is too much', async () => {
    const outcomes = new Set<unknown>()
    const some = fc.array(spend, { minLength: 1, maxLength: 3 })
    const spent = fc.tuple(uint(6), uint(6), uint(2))
    const cases = fc.asyncProperty(anyData, some, uint(6), spent, async (call, spends, value, before) => {
      const mine = judge(call, spends, value, before)
      const stands = limits.map((limit, limitId) => ({
        ...{ typehash: zeroHash, ...limit, limitId, periodIndex: 0 },
        ...{ spent: before[limitId], added: 0 },
      }))
      const answer = await ask('takeSpends', [`0x${spendsDigits(spends)}`, value, call, stands])
      const added =
        typeof answer === 'string' ? answer : (answer as { added: bigint }[]).map((one) => one.added)
      outcomes.add(typeof added === 'string' ? added : 'taken')
      expect(added).toEqual(mine)
    })
    await fc.assert(cases, { numRuns: 600, seed: SEED })
    expect(outcomes).toEqual(new Set(['taken', 'LimitExceeded', 'ArgumentMissing', 'ArgumentMalformed']))
  })
})

/** What the calls add to each limit, or the name of the refusal: spend by spend, as the contract goes. */
function judge(call: Hex, spends: readonly Spend[], value: bigint, before: readonly bigint[]) {
  const spent = new Map(before.map((amount, limitId) => [limitId, amount]))
  try {
    const takes = spends.flatMap((one, at) => {
      const permission = { spends: [one] } as never
      const own = takesOf(permission, { to: ACCOUNT, value, data: call })
      const earlier = spends
        .slice(0, at)
        .flatMap((each) => takesOf({ spends: [each] } as never, { to: ACCOUNT, value, data: call }))
      checkLimits({ limits }, [...earlier, ...own], spent)
      return own
    })
    const sums = sumTakes(takes)
    return limits.map((_, limitId) => sums.get(limitId) ?? 0n)
  } catch (error) {
    if (error instanceof BaseError) return error.name.replace(/Error$/, '')
    throw error
  }
}

function errorName(error: unknown): string {
  const found =
    error instanceof ViemError &&
    error.walk((each) => 'raw' in (each as object) || 'data' in (each as object))
  const { raw, data: nested } = (found ?? {}) as { raw?: Hex; data?: { data?: Hex } | Hex }
  const bytes = raw ?? (typeof nested === 'string' ? nested : nested?.data)
  if (!bytes) throw error
  return decodeErrorResult({ abi: sessionModuleAbi, data: concatHex([bytes]) }).errorName
}
