import { type Address, encodeFunctionData, erc20Abi, parseAbi, parseEther, parseUnits } from 'viem'
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
    ...{ amountInPerCall: PAID, limit: 3n * PAID, minAmountOut: parseEther('980') },
    ...more,
  })

const approve = (amount = PAID, spender = world.routers.v2Router, token = world.uniswap.usdc): Call => ({
  to: token,
  data: encodeFunctionData({ abi: erc20Abi, functionName: 'approve', args: [spender, amount] }),
})

type Swap = { amountIn: bigint; least: bigint; tokens: readonly Address[]; to: Address; deadline: bigint }

const swap = (change: Partial<Swap> = {}, more: Partial<Call> = {}): Call => {
  const swapped = { amountIn: PAID, least: parseEther('980'), tokens: route, deadline: DEADLINE, ...change }
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
    await holder.use({ calls: [approve(), swap()], path })
    const between = await world.balances()
    expect(between).toMatchObject({ usdc: before.usdc - PAID, weth: before.weth, dai: before.dai + bought })
    const out = encodeFunctionData({
      ...{ abi: uniswapV2RouterAbi, functionName: 'swapTokensForExactTokens' },
      args: [parseEther('980'), PAID, route, world.account.address, DEADLINE],
    })
    await holder.use({ calls: [approve(), routerCall(out)], path })
    const after = await world.balances()
    expect(after.dai - between.dai).toBe(parseEther('980'))
    expect(between.usdc - after.usdc).toBeLessThan(PAID)
    await expect(holder.getRemaining(holder)).resolves.toMatchObject([{ spent: 2n * PAID, remaining: PAID }])
  })

  test.for([
    ['another recipient', { to: '0x00000000000000000000000000000000000000aa' }, /^to is 0x0.*aa/],
    ['one unit more', { amountIn: PAID + 1n }, /^amountIn is 1000000001/],
    ['one unit less asked for', { least: parseEther('980') - 1n }, /^amountOutMin is 979999999999999999999/],
    ['a later deadline', { deadline: DEADLINE + 1n }, /^deadline is 4000000001/],
  ] as const)('refuses %s', async ([title, change, message]) => {
    const holder = await world.trader(preset({ latestDeadline: Number(DEADLINE) }))
    await expectRefused(holder, path, [title, () => [approve(), swap(change)], 'ConditionFailedError', message])
  })
})
