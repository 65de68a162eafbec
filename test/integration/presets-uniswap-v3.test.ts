import {
  type Address,
  encodeFunctionData,
  erc20Abi,
  type Hex,
  parseAbi,
  parseEther,
  parseUnits,
  zeroAddress,
} from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Call } from '../../sdk/onchain/grant/call.ts'
import {
  swapRouter02Abi,
  swapRouterAbi,
  type UniswapV3PathSwapParameters,
  type UniswapV3SwapParameters,
  uniswapV3PathSwap,
  uniswapV3Paths,
  uniswapV3Swap,
} from '../../sdk/onchain/permissions/index.ts'
import {
  expectRefused,
  type NearMiss,
  startSwapWorld,
  SWAP_PATHS,
  type SwapWorld,
} from './support/swapWorld.ts'

const DEADLINE = 4_000_000_000n
const PAID = parseUnits('1000', 6)
/** Of 1,000 USDC, at 2,500 a WETH and 0.3 % for each pool. */
const LEAST_WETH = parseEther('0.38')
const LEAST_DAI = parseEther('940')
const FEE = 3_000

type RouterVersion = UniswapV3SwapParameters['routerVersion']

let world: SwapWorld
let routes: { readonly in: Hex; readonly out: Hex }

beforeAll(async () => {
  world = await startSwapWorld()
  routes = uniswapV3Paths(longRoute())
})
afterAll(() => world?.[Symbol.asyncDispose]())

const routerOf = (version: RouterVersion): Address =>
  version === 'SwapRouter' ? world.uniswap.router : world.routers.swapRouter02

const onePool = (routerVersion: RouterVersion, more: Partial<UniswapV3SwapParameters> = {}) =>
  uniswapV3Swap({
    ...{ router: routerOf(routerVersion), routerVersion, exact: 'either', fee: FEE },
    ...{ tokenIn: world.uniswap.usdc, tokenOut: world.uniswap.weth },
    ...{ amountInPerCall: PAID, limit: 3n * PAID, minAmountOut: LEAST_WETH },
    ...more,
  })

function longRoute(): Pick<UniswapV3PathSwapParameters, 'tokens' | 'fees'> {
  const { usdc, weth, dai } = world.uniswap
  return { tokens: [usdc, weth, dai], fees: [FEE, FEE] }
}

const twoPools = (routerVersion: RouterVersion) =>
  uniswapV3PathSwap({
    ...{ router: routerOf(routerVersion), routerVersion, exact: 'either', ...longRoute() },
    ...{ amountInPerCall: PAID, limit: 3n * PAID, minAmountOut: LEAST_DAI },
  })

type Name = 'exactInputSingle' | 'exactInput' | 'exactOutputSingle' | 'exactOutput'

/** A call that passes, but for what is changed. */
function swap(version: RouterVersion, functionName: Name, change: object = {}, value = 0n): Call {
  const { usdc, weth } = world.uniswap
  const least = functionName.endsWith('Single') ? LEAST_WETH : LEAST_DAI
  const params = {
    ...{ tokenIn: usdc, tokenOut: weth, fee: FEE, sqrtPriceLimitX96: 0n, deadline: DEADLINE },
    path: functionName === 'exactOutput' ? routes.out : routes.in,
    ...{ recipient: world.account.address, amountIn: PAID, amountOutMinimum: least },
    ...{ amountOut: least, amountInMaximum: PAID },
    ...change,
  }
  const abi = version === 'SwapRouter' ? swapRouterAbi : swapRouter02Abi
  const data = encodeFunctionData({ abi, functionName, args: [params] } as never)
  return { to: routerOf(version), data, value }
}

const approve = (spender: Address, amount = PAID, token = world.uniswap.usdc): Call => ({
  to: token,
  data: encodeFunctionData({ abi: erc20Abi, functionName: 'approve', args: [spender, amount] }),
})

const versions = ['SwapRouter', 'SwapRouter02'] as const
const cases = SWAP_PATHS.flatMap((path) => versions.map((version) => [version, path] as const))

describe.for(cases)('through %s on the %s path', ([version, path]) => {
  const call = (name: Name, change?: object, value?: bigint) => [
    approve(routerOf(version)),
    swap(version, name, change, value),
  ]

  test('one pool: exact input and exact output', async () => {
    const { usdc, weth } = world.uniswap
    const holder = await world.trader(onePool(version))
    const before = await world.balances()
    const bought = await world.uniswap.quote({ tokenIn: usdc, tokenOut: weth, amountIn: PAID })
    await world.trade(holder, path, call('exactInputSingle'))
    const between = await world.balances()
    expect(between).toMatchObject({ usdc: before.usdc - PAID, weth: before.weth + bought, dai: before.dai })
    await world.trade(holder, path, call('exactOutputSingle'))
    const after = await world.balances()
    expect(after.weth - between.weth).toBe(LEAST_WETH)
    expect(between.usdc - after.usdc).toBeLessThan(PAID)
    await expect(holder.getRemaining(holder)).resolves.toMatchObject([{ spent: 2n * PAID, remaining: PAID }])
  })

  test('two pools: exact input and exact output', async () => {
    const holder = await world.trader(twoPools(version))
    const before = await world.balances()
    await world.trade(holder, path, call('exactInput'))
    const between = await world.balances()
    expect(between).toMatchObject({ usdc: before.usdc - PAID, weth: before.weth })
    expect(between.dai - before.dai).toBeGreaterThanOrEqual(LEAST_DAI)
    await world.trade(holder, path, call('exactOutput'))
    const after = await world.balances()
    expect(after).toMatchObject({ weth: before.weth, dai: between.dai + LEAST_DAI })
    expect(between.usdc - after.usdc).toBeLessThan(PAID)
  })

  test('refuses what is off by a little', async () => {
    const one = await world.trader(onePool(version))
    for (const miss of misses(version)) await expectRefused(one, path, miss)
    const two = await world.trader(twoPools(version))
    for (const miss of pathMisses(version)) await expectRefused(two, path, miss)
  })
})

test('a stolen key sells the limit for the least amounts and no less; for nothing where none was asked for', async () => {
  const { usdc, weth } = world.uniswap
  const fair = await world.uniswap.quote({ tokenIn: usdc, tokenOut: weth, amountIn: 3n * PAID })
  const bounded = await world.trader(onePool('SwapRouter02'))
  const unbounded = await world.trader(onePool('SwapRouter02', { minAmountOut: 'any' }))
  const steal = (change: object) => [
    approve(routerOf('SwapRouter02')),
    swap('SwapRouter02', 'exactInputSingle', change),
  ]
  // Whoever has both the key and 900,000 USDC moves the price before the account's swaps, and back after them.
  await world.asStranger(approve(routerOf('SwapRouter02'), parseUnits('900000', 6)))
  const push = { recipient: world.stranger, amountIn: parseUnits('900000', 6), amountOutMinimum: 0n }
  await world.asStranger(swap('SwapRouter02', 'exactInputSingle', push))
  const before = await world.balances()
  const refused = bounded.use({ calls: steal({}), path: 'direct' })
  await expect(refused).rejects.toMatchObject({ name: 'CallRevertedError' })
  expect(await world.balances()).toMatchObject({ usdc: before.usdc, weth: before.weth })
  for (let swaps = 0; swaps < 3; swaps++)
    await world.trade(unbounded, 'direct', steal({ amountOutMinimum: 0n }))
  const after = await world.balances()
  expect(before.usdc - after.usdc).toBe(3n * PAID)
  expect(after.weth - before.weth).toBeLessThan((fair * 6n) / 10n)
  const more = unbounded.use({ calls: steal({ amountIn: 1n, amountOutMinimum: 0n }), path: 'direct' })
  await expect(more).rejects.toMatchObject({ name: 'LimitExceededError', requested: 1n, remaining: 0n })
})

const otherAbi = parseAbi([
  'function multicall(bytes[] data) payable returns (bytes[] results)',
  'function sweepToken(address token, uint256 amountMinimum, address recipient) payable',
])

function misses(version: RouterVersion): readonly NearMiss[] {
  const { dai, weth } = world.uniswap
  const router = routerOf(version)
  const other = routerOf(version === 'SwapRouter' ? 'SwapRouter02' : 'SwapRouter')
  const condition = (name: Name, change: object, message: string): NearMiss => {
    return [`${name}: ${message}`, () => [swap(version, name, change)], 'ConditionFailedError', message]
  }
  const inner = swap(version, 'exactInputSingle').data ?? '0x'
  const multicall = encodeFunctionData({ abi: otherAbi, functionName: 'multicall', args: [[inner]] })
  const sweep = encodeFunctionData({
    abi: otherAbi,
    functionName: 'sweepToken',
    args: [dai, 0n, world.stranger],
  })
  const single = (['exactInputSingle', 'exactOutputSingle'] as const).flatMap((name): NearMiss[] => [
    condition(name, { recipient: world.stranger }, 'params.recipient is 0x'),
    condition(name, { recipient: zeroAddress }, 'params.recipient is 0x'),
    condition(name, { tokenIn: dai }, 'params.tokenIn is 0x'),
    condition(name, { tokenOut: dai }, 'params.tokenOut is 0x'),
    condition(name, { fee: 500 }, 'params.fee is 500'),
    ['native value', () => [swap(version, name, {}, 1n)], 'ValueExceededError'],
  ])
  return [
    ...single,
    condition('exactInputSingle', { amountIn: PAID + 1n }, 'params.amountIn is 1000000001'),
    condition('exactInputSingle', { amountOutMinimum: LEAST_WETH - 1n }, 'params.amountOutMinimum is 37999'),
    condition('exactOutputSingle', { amountInMaximum: PAID + 1n }, 'params.amountInMaximum is 1000000001'),
    condition('exactOutputSingle', { amountOut: LEAST_WETH - 1n }, 'params.amountOut is 37999'),
    condition('exactOutputSingle', { sqrtPriceLimitX96: 1n }, 'params.sqrtPriceLimitX96 is 1;'),
    ['multicall', () => [{ to: router, data: multicall }], 'SelectorNotAllowedError'],
    ['a sweep', () => [{ to: router, data: sweep }], 'SelectorNotAllowedError'],
    ['a path', () => [swap(version, 'exactInput')], 'SelectorNotAllowedError'],
    ['another router', () => [{ ...swap(version, 'exactInputSingle'), to: other }], 'TargetNotAllowedError'],
    ['another spender', () => [approve(other)], 'ConditionFailedError', 'spender is 0x'],
    ['more approved', () => [approve(router, PAID + 1n)], 'ConditionFailedError', 'amount is 1000000001'],
    ['another token approved', () => [approve(router, 1n, weth)], 'TargetNotAllowedError'],
  ]
}

function pathMisses(version: RouterVersion): readonly NearMiss[] {
  const { usdc, weth, dai } = world.uniswap
  const condition = (name: Name, change: object, message: string): NearMiss => {
    return [`${name}: ${message}`, () => [swap(version, name, change)], 'ConditionFailedError', message]
  }
  const paths = (tokens: readonly [Address, ...Address[]], fees: readonly number[]) =>
    uniswapV3Paths({ tokens, fees })
  const otherFee = paths([usdc, weth, dai], [FEE, 500])
  const otherEnd = paths([usdc, weth, usdc], [FEE, FEE])
  const shorter = paths([usdc, weth], [FEE])
  const longer = paths([usdc, weth, dai, weth], [FEE, FEE, FEE])
  return [
    condition('exactInput', { path: otherFee.in }, 'params.path[1] is 0x'),
    condition('exactInput', { path: otherEnd.in }, 'params.path[1] is 0x'),
    condition('exactInput', { path: routes.out }, 'params.path[0] is 0x'),
    condition('exactInput', { path: shorter.in }, 'params.path.length is 43'),
    condition('exactInput', { path: longer.in }, 'params.path.length is 89'),
    condition('exactOutput', { path: otherFee.out }, 'params.path[0] is 0x'),
    condition('exactOutput', { path: otherEnd.out }, 'params.path[0] is 0x'),
    condition('exactOutput', { path: routes.in }, 'params.path[0] is 0x'),
    condition('exactInput', { recipient: world.stranger }, 'params.recipient is 0x'),
    condition('exactOutput', { recipient: world.stranger }, 'params.recipient is 0x'),
    condition('exactInput', { amountIn: PAID + 1n }, 'params.amountIn is 1000000001'),
    condition('exactOutput', { amountInMaximum: PAID + 1n }, 'params.amountInMaximum is 1000000001'),
    condition('exactInput', { amountOutMinimum: LEAST_DAI - 1n }, 'params.amountOutMinimum is 93999'),
    condition('exactOutput', { amountOut: LEAST_DAI - 1n }, 'params.amountOut is 93999'),
    ['one pool', () => [swap(version, 'exactInputSingle')], 'SelectorNotAllowedError'],
    ['native value', () => [swap(version, 'exactInput', {}, 1n)], 'ValueExceededError'],
  ]
}
