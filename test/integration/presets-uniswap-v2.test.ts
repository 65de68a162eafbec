import {
  type Address,
  encodeFunctionData,
  erc20Abi,
  parseAbi,
  parseEther,
  parseUnits,
  zeroAddress,
} from 'viem'
import { readContract } from 'viem/actions'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { v2LiquidityAbi } from '../../scripts/local/uniswap-abi.ts'
import type { Call } from '../../sdk/onchain/grant/call.ts'
import {
  type UniswapV2SwapParameters,
  uniswapV2RouterAbi,
  uniswapV2Swap,
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
const LEAST = parseEther('980')

let world: SwapWorld
let route: readonly [Address, Address, Address]

beforeAll(async () => {
  world = await startSwapWorld()
  const { usdc, weth, dai } = world.uniswap
  route = [usdc, weth, dai]
})
afterAll(() => world?.[Symbol.asyncDispose]())

const preset = (more: Partial<UniswapV2SwapParameters> = {}) =>
  uniswapV2Swap({
    ...{ router: world.routers.v2Router, tokens: route, exact: 'either' },
    ...{ amountInPerCall: PAID, limit: 3n * PAID, minAmountOut: LEAST },
    ...more,
  })

const approve = (amount = PAID, spender = world.routers.v2Router, token = world.uniswap.usdc): Call => ({
  to: token,
  data: encodeFunctionData({ abi: erc20Abi, functionName: 'approve', args: [spender, amount] }),
})

type Swap = { amountIn: bigint; least: bigint; tokens: readonly Address[]; to: Address; deadline: bigint }

const swap = (change: Partial<Swap> = {}, more: Partial<Call> = {}): Call => {
  const swapped = { amountIn: PAID, least: LEAST, tokens: route, deadline: DEADLINE, ...change }
  const { amountIn, least, tokens, deadline, to = world.account.address } = swapped
  const data = encodeFunctionData({
    ...{ abi: uniswapV2RouterAbi, functionName: 'swapExactTokensForTokens' },
    args: [amountIn, least, tokens, to, deadline],
  })
  return { to: world.routers.v2Router, data, ...more }
}

const routerCall = (data: Call['data'], value = 0n): Call => ({ to: world.routers.v2Router, data, value })

const quote = async (amountIn: bigint, tokens: readonly Address[]): Promise<bigint> => {
  const amounts = await readContract(world.stack.publicClient, {
    ...{ address: world.routers.v2Router, abi: v2LiquidityAbi, functionName: 'getAmountsOut' },
    args: [amountIn, tokens],
  })
  return amounts.at(-1) ?? 0n
}

describe.for(SWAP_PATHS)('uniswapV2Swap on the %s path', (path) => {
  test('pays an exact amount, and for an exact amount', async () => {
    const holder = await world.trader(preset())
    const before = await world.balances()
    const bought = await quote(PAID, route)
    await world.trade(holder, path, [approve(), swap()])
    const between = await world.balances()
    expect(between).toMatchObject({ usdc: before.usdc - PAID, weth: before.weth, dai: before.dai + bought })
    const out = encodeFunctionData({
      ...{ abi: uniswapV2RouterAbi, functionName: 'swapTokensForExactTokens' },
      args: [LEAST, PAID, route, world.account.address, DEADLINE],
    })
    await world.trade(holder, path, [approve(), routerCall(out)])
    const after = await world.balances()
    expect(after.dai - between.dai).toBe(LEAST)
    expect(between.usdc - after.usdc).toBeLessThan(PAID)
    await expect(holder.getRemaining(holder)).resolves.toMatchObject([{ spent: 2n * PAID, remaining: PAID }])
  })

  test('takes native value, and pays it out', async () => {
    const [usdc, weth] = route
    const bounds = { amountInPerCall: parseEther('1'), limit: parseEther('2'), minAmountOut: PAID }
    const paying = await world.trader(preset({ native: 'in', tokens: [weth, usdc], ...bounds }))
    const before = await world.balances()
    const bought = await quote(parseEther('1'), [weth, usdc])
    await world.trade(paying, path, [nativeIn('swapExactETHForTokens', parseEther('1'))])
    await world.trade(paying, path, [nativeIn('swapETHForExactTokens', parseEther('1'))])
    const between = await world.balances()
    expect(between.usdc - before.usdc).toBe(bought + PAID)
    expect(between.weth).toBe(before.weth)
    // The second one was sent back what it did not cost, and is counted in full.
    if (path === 'direct') expect(before.native - between.native).toBeLessThan(parseEther('1.5'))
    await expect(paying.getRemaining(paying)).resolves.toMatchObject([{ kind: 'native', remaining: 0n }])
    await expectRefused(paying, path, [
      'more than is left',
      () => [nativeIn('swapExactETHForTokens', 1n)],
      'LimitExceededError',
    ])

    const tokens = [usdc, weth] as const
    const selling = await world.trader(preset({ native: 'out', tokens, minAmountOut: parseEther('0.3') }))
    const held = await world.balances()
    const paidOut = await quote(PAID, tokens)
    await world.trade(selling, path, [approve(), nativeOut('swapExactTokensForETH')])
    await world.trade(selling, path, [approve(), nativeOut('swapTokensForExactETH')])
    const after = await world.balances()
    expect(held.usdc - after.usdc).toBeGreaterThan(PAID)
    expect(after.weth).toBe(held.weth)
    if (path === 'direct') expect(after.native - held.native).toBe(paidOut + parseEther('0.3'))
  })

  test('refuses what is off by a little', async () => {
    const holder = await world.trader(preset({ latestDeadline: Number(DEADLINE) }))
    for (const miss of nearMisses()) await expectRefused(holder, path, miss)
  })

  test('loses to a stolen key no more than the limit, for the least amounts', async () => {
    const holder = await world.trader(preset({ exact: 'in' }))
    const before = await world.balances()
    const steal = () => world.trade(holder, path, [approve(), swap()])
    // Whoever moves the price first makes the account pay for it, down to the least amount and no further.
    await pushPrice(parseUnits('30000', 6))
    await expect(steal()).rejects.toMatchObject({ name: 'CallRevertedError' })
    await pushPrice(undefined)
    for (let swaps = 0; swaps < 3; swaps++) await steal()
    await expect(steal()).rejects.toMatchObject({
      name: 'LimitExceededError',
      requested: PAID,
      remaining: 0n,
    })
    const after = await world.balances()
    expect(before.usdc - after.usdc).toBe(3n * PAID)
    expect(after.dai - before.dai).toBeGreaterThanOrEqual(3n * LEAST)
    expect(after.weth).toBe(before.weth)
  })
})

const nativeIn = (functionName: 'swapExactETHForTokens' | 'swapETHForExactTokens', value: bigint): Call => {
  const [usdc, weth] = route
  const args = [PAID, [weth, usdc], world.account.address, DEADLINE] as const
  return routerCall(encodeFunctionData({ abi: uniswapV2RouterAbi, functionName, args }), value)
}

const nativeOut = (functionName: 'swapExactTokensForETH' | 'swapTokensForExactETH'): Call => {
  const [usdc, weth] = route
  const amounts = [PAID, parseEther('0.3')] as const
  const [first, second] = functionName === 'swapExactTokensForETH' ? amounts : [amounts[1], amounts[0]]
  const args = [first, second, [usdc, weth], world.account.address, DEADLINE] as const
  return routerCall(encodeFunctionData({ abi: uniswapV2RouterAbi, functionName, args }))
}

const otherAbi = parseAbi([
  'function swapExactTokensForTokensSupportingFeeOnTransferTokens(uint256 amountIn, uint256 amountOutMin, address[] path, address to, uint256 deadline)',
  'function addLiquidity(address tokenA, address tokenB, uint256 amountADesired, uint256 amountBDesired, uint256 amountAMin, uint256 amountBMin, address to, uint256 deadline)',
])

function nearMisses(): readonly NearMiss[] {
  const [usdc, weth, dai] = route
  const { account, stranger } = world
  const condition = (title: string, change: Partial<Swap>, message: string): NearMiss => {
    return [title, () => [approve(), swap(change)], 'ConditionFailedError', message]
  }
  const supporting = encodeFunctionData({
    ...{ abi: otherAbi, functionName: 'swapExactTokensForTokensSupportingFeeOnTransferTokens' },
    args: [PAID, LEAST, route, account.address, DEADLINE],
  })
  const liquidity = encodeFunctionData({
    ...{ abi: otherAbi, functionName: 'addLiquidity' },
    args: [usdc, weth, 1n, 1n, 0n, 0n, account.address, DEADLINE],
  })
  return [
    condition('another recipient', { to: stranger }, 'to is 0x'),
    condition('no recipient', { to: zeroAddress }, 'to is 0x'),
    condition('one unit more', { amountIn: PAID + 1n }, 'amountIn is 1000000001'),
    condition('one unit less asked for', { least: LEAST - 1n }, 'amountOutMin is 979999999999999999999'),
    condition('a later deadline', { deadline: DEADLINE + 1n }, 'deadline is 4000000001'),
    condition('another token paid', { tokens: [dai, weth, usdc] }, 'path[0] is '),
    condition('another token bought', { tokens: [usdc, weth, usdc] }, 'path[2] is '),
    condition('another way there', { tokens: [usdc, dai, dai] }, 'path[1] is '),
    condition('a shorter path', { tokens: [usdc, weth] }, 'path.length is 2'),
    condition('a longer path', { tokens: [usdc, weth, dai, weth] }, 'path.length is 4'),
    ['native value', () => [approve(), swap({}, { value: 1n })], 'ValueExceededError'],
    ['another swap', () => [approve(), routerCall(supporting)], 'SelectorNotAllowedError'],
    ['liquidity', () => [routerCall(liquidity)], 'SelectorNotAllowedError'],
    ['another router', () => [swap({}, { to: world.routers.swapRouter02 })], 'TargetNotAllowedError'],
    ['more approved', () => [approve(PAID + 1n)], 'ConditionFailedError', 'amount is 1000000001'],
    ['another spender', () => [approve(1n, stranger)], 'ConditionFailedError', 'spender is '],
    ['another token approved', () => [approve(1n, world.routers.v2Router, dai)], 'TargetNotAllowedError'],
  ]
}

/** What the stranger bought of WETH to move the price, until it is sold again. */
let pushed = 0n

/** Buys WETH for that much USDC before the account can, or sells again what was bought. */
async function pushPrice(amount: bigint | undefined): Promise<void> {
  const [usdc, weth] = route
  const tokens = amount === undefined ? [weth, usdc] : [usdc, weth]
  const paid = amount ?? pushed
  pushed = amount === undefined ? 0n : await quote(amount, tokens)
  const args = { amountIn: paid, least: 0n, tokens, to: world.stranger }
  await world.asStranger(approve(paid, world.routers.v2Router, tokens[0]))
  await world.asStranger(swap(args))
}
