import {
  type Address,
  concatHex,
  encodeAbiParameters,
  encodeFunctionData,
  erc20Abi,
  type Hex,
  numberToHex,
  parseAbi,
  parseAbiParameters,
  parseEther,
  parseUnits,
  toFunctionSelector,
} from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Call } from '../../sdk/onchain/grant/call.ts'
import {
  expandAccessLevel,
  PERMIT2,
  permit2Abi,
  type UniswapUniversalSwapParameters,
  uniswapUniversalCall,
  uniswapUniversalSwap,
  wrappedEther,
  wrappedEtherAbi,
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
/** Of 1,000 USDC, over WETH, at 0.3 % for each pool. */
const LEAST = parseEther('940')
const FEE = 3_000

const says = (text: string) => ({ name: 'CallRevertedError', message: expect.stringContaining(text) })
const reverted = (error: string) => says(toFunctionSelector(error))
/** What BalanceGuard says, and what Permit2 says of too much, and of what was never approved. */
const TOO_LOW = says('BalanceTooLow(')
const TOO_MUCH = reverted('InsufficientAllowance(uint256)')
const NOT_APPROVED = reverted('AllowanceExpired(uint256)')
const COMMAND = { v3: '0x00', permit2Transfer: '0x02', transfer: '0x05' } as const
const executeAbi = parseAbi([
  'function execute(bytes commands, bytes[] inputs) payable',
  'function execute(bytes commands, bytes[] inputs, uint256 deadline) payable',
])

let world: SwapWorld
let expiration: number
let routes: Record<'v2' | 'v3', Exclude<UniswapUniversalSwapParameters['route'], 'any'>>

beforeAll(async () => {
  world = await startSwapWorld()
  expiration = Number(await world.stack.clock.now()) + 3_000
  const through = [world.uniswap.weth]
  routes = { v2: { version: 'v2', through }, v3: { version: 'v3', through, fees: [FEE, FEE] } }
})
afterAll(() => world?.[Symbol.asyncDispose]())

const preset = (route: UniswapUniversalSwapParameters['route'], maxSwaps = 10n) =>
  uniswapUniversalSwap({
    ...{ router: world.routers.universalRouter, guard: world.guard, route, maxSwaps },
    ...{ tokenIn: world.uniswap.usdc, tokenOut: world.uniswap.dai, latestExpiration: expiration },
    ...{ amountInPerCall: PAID, limit: 3n * PAID, minAmountOut: LEAST },
  })

/** What the account has to approve before each swap: the token to Permit2, and there the router. */
const approvals = (amount = PAID, spender = world.routers.universalRouter): readonly Call[] => [
  {
    to: world.uniswap.usdc,
    data: encodeFunctionData({ abi: erc20Abi, functionName: 'approve', args: [PERMIT2, amount] }),
  },
  {
    to: PERMIT2,
    data: encodeFunctionData({
      ...{ abi: permit2Abi, functionName: 'approve' },
      args: [world.uniswap.usdc, spender, amount, expiration],
    }),
  },
]

const swap = (version: 'v2' | 'v3', amountIn = PAID, amountOutMinimum = LEAST): Call => {
  const { usdc: tokenIn, dai: tokenOut } = world.uniswap
  const { to, ...call } = uniswapUniversalCall({
    ...{ router: world.routers.universalRouter, tokenIn, tokenOut, route: routes[version] },
    ...{ amountIn, amountOutMinimum, deadline: DEADLINE },
  })
  return { to, data: encodeFunctionData(call) }
}

/** Commands of the holder's own. */
const execute = (commands: Hex, inputs: readonly Hex[], more: Partial<Call> = {}): Call => ({
  to: world.routers.universalRouter,
  data: encodeFunctionData({ abi: executeAbi, functionName: 'execute', args: [commands, inputs, DEADLINE] }),
  ...more,
})

type V3 = { recipient: Address; amountIn: bigint; path: Hex; payerIsUser: boolean }

const v3Input = (change: Partial<V3> = {}): Hex => {
  const { usdc, weth, dai } = world.uniswap
  const fee = numberToHex(FEE, { size: 3 })
  const recipient: Address = '0x0000000000000000000000000000000000000001'
  const full = {
    recipient,
    amountIn: PAID,
    path: concatHex([usdc, fee, weth, fee, dai]),
    payerIsUser: true,
    ...change,
  }
  return encodeAbiParameters(parseAbiParameters('address, uint256, uint256, bytes, bool'), [
    ...[full.recipient, full.amountIn, 0n],
    ...[full.path, full.payerIsUser],
  ] as never)
}

const drawInput = (token: Address, amount: bigint): Hex =>
  encodeAbiParameters(parseAbiParameters('address, address, uint160'), [token, world.stranger, amount])

describe.for(SWAP_PATHS)('uniswapUniversalSwap on the %s path', (path) => {
  test.for(['v2', 'v3'] as const)(
    'swaps along a route through %s, and is counted as approved',
    async (version) => {
      const holder = await world.trader(preset(routes[version]))
      const before = await world.balances()
      await world.trade(holder, path, [...approvals(), swap(version)])
      const after = await world.balances()
      expect(after).toMatchObject({ usdc: before.usdc - PAID, weth: before.weth })
      expect(after.dai - before.dai).toBeGreaterThanOrEqual(LEAST)
      await expect(holder.getRemaining(holder)).resolves.toMatchObject([
        { kind: 'token', spent: PAID, remaining: 2n * PAID },
        { kind: 'count', spent: 1n, remaining: 9n },
      ])
    },
  )

  test('refuses what is off by a little', async () => {
    const holder = await world.trader(preset(routes.v3))
    for (const miss of misses()) await expectRefused(holder, path, miss)
  })

  test('is undone by a guard where too little comes in', async () => {
    const before = await world.balances()
    // Alone an approval brings nothing; half of the amount brings half.
    const half = [...approvals(), swap('v3', PAID / 2n, 0n)]
    for (const [route, calls] of [[routes.v3, approvals()] as const, ['any', half] as const]) {
      const holder = await world.trader(preset(route))
      await expect(holder.use({ calls, path })).rejects.toMatchObject(TOO_LOW)
    }
    expect(await world.balances()).toMatchObject({ usdc: before.usdc, dai: before.dai })
  })
})

describe('with a stolen key', () => {
  test('a route pays the limit for the least amounts, also where an approval stands', async () => {
    // An approval without bounds that is not the grant's: then the number of swaps bounds the sum.
    await world.owner.sendCalls({ calls: standing(world.uniswap.usdc) })
    const holder = await world.trader(preset(routes.v3, 2n))
    const before = await world.balances()
    for (let swaps = 0; swaps < 2; swaps++) await world.trade(holder, 'direct', [swap('v3')])
    await expectRefused(holder, 'direct', ['a third swap', () => [swap('v3', 1n)], 'LimitExceededError'])
    const more = holder.use({ calls: [swap('v3', PAID + 1n)], path: 'direct' })
    await expect(more).rejects.toMatchObject({ name: 'ConditionFailedError' })
    const after = await world.balances()
    expect(before.usdc - after.usdc).toBe(2n * PAID)
    expect(after.dai - before.dai).toBeGreaterThanOrEqual(2n * LEAST)
    await world.owner.sendCalls({ calls: standing(world.uniswap.usdc, 0n) })
  })

  test('a standing approval lets no use pay more than its amount', async () => {
    await world.owner.sendCalls({ calls: standing(world.uniswap.usdc) })
    const holder = await world.trader(preset(routes.v3))
    const twice = holder.use({ calls: [swap('v3'), swap('v3')], path: 'direct' })
    await expect(twice).rejects.toMatchObject(TOO_LOW)
    await expectRefused(holder, 'direct', [
      'one unit more',
      () => [swap('v3', PAID + 1n)],
      'ConditionFailedError',
      'inputs[0][1] is 0x',
    ])
    await world.owner.sendCalls({ calls: standing(world.uniswap.usdc, 0n) })
  })

  test('a swap brings its least amount itself, whatever another preset brings in the same use', async () => {
    const { usdc: tokenIn, weth: tokenOut } = world.uniswap
    const shared = { tokenIn, tokenOut, route: { version: 'v3', fees: [FEE] } } as const
    const least = parseEther('0.1')
    const swaps = uniswapUniversalSwap({
      ...{ ...shared, router: world.routers.universalRouter, guard: world.guard, maxSwaps: 10n },
      ...{ amountInPerCall: PAID, limit: 3n * PAID, minAmountOut: least, latestExpiration: expiration },
    })
    const wrap = { maxPerCall: least, limit: 10n * least }
    const presets = [swaps, wrappedEther({ weth: tokenOut, wrap })]
    const parts = expandAccessLevel({ accessLevel: 'trade', presets })
    const holder = await world.trader({ accessLevel: 'trade', ...parts })
    // What was wrapped satisfies the guard, so the swap could be for nothing.
    const wrapped = {
      to: tokenOut,
      value: least,
      data: encodeFunctionData({ abi: wrappedEtherAbi, functionName: 'deposit' }),
    }
    const { to, ...call } = uniswapUniversalCall({
      ...{ ...shared, router: world.routers.universalRouter, amountIn: PAID },
      ...{ amountOutMinimum: 0n, deadline: DEADLINE },
    })
    const calls = () => [...approvals(), { to, data: encodeFunctionData(call) }, wrapped]
    await expectRefused(holder, 'direct', [
      'a swap for nothing',
      calls,
      'ConditionFailedError',
      'inputs[0][2] is 0x',
    ])
  })

  test('any commands take what lies between the guards, and no more', async () => {
    const holder = await world.trader(preset('any'))
    const { usdc } = world.uniswap
    const theft = execute(COMMAND.permit2Transfer, [drawInput(usdc, PAID)])
    const outright = holder.use({ calls: [...approvals(), theft], path: 'direct' })
    await expect(outright).rejects.toMatchObject(TOO_LOW)
    const before = { account: await world.balances(), stranger: await world.balances(world.stranger) }
    // 960 of the 1,000 buy what has to come in, 40 go to the thief. Nothing tells this from a bad price.
    const paid = parseUnits('960', 6)
    const [commands, inputs] = [
      concatHex([COMMAND.v3, COMMAND.permit2Transfer]),
      [v3Input({ amountIn: paid }), drawInput(usdc, PAID - paid)],
    ]
    await world.trade(holder, 'direct', [...approvals(), execute(commands, inputs)])
    const after = { account: await world.balances(), stranger: await world.balances(world.stranger) }
    expect(after.stranger.usdc - before.stranger.usdc).toBe(PAID - paid)
    expect(before.account.usdc - after.account.usdc).toBe(PAID)
    expect(after.account.dai - before.account.dai).toBeGreaterThanOrEqual(LEAST)
    const beyond = [v3Input({ amountIn: paid }), drawInput(usdc, PAID - paid + 1n)]
    const refused = holder.use({ calls: [...approvals(), execute(commands, beyond)], path: 'direct' })
    await expect(refused).rejects.toMatchObject(TOO_MUCH)
  })

  test('any commands reach another token only where an approval of it stands', async () => {
    const holder = await world.trader(preset('any'))
    const { weth } = world.uniswap
    const calls = [
      ...approvals(),
      swap('v3'),
      execute(COMMAND.permit2Transfer, [drawInput(weth, parseEther('1'))]),
    ]
    await expect(holder.use({ calls, path: 'direct' })).rejects.toMatchObject(NOT_APPROVED)
    await world.owner.sendCalls({ calls: standing(weth) })
    const before = await world.balances(world.stranger)
    await world.trade(holder, 'direct', calls)
    expect((await world.balances(world.stranger)).weth - before.weth).toBe(parseEther('1'))
    // With a route the same commands are refused, whatever stands.
    const routed = await world.trader(preset(routes.v3))
    await expectRefused(routed, 'direct', [
      'another command',
      () => calls,
      'ConditionFailedError',
      'commands[0] is 0x02',
    ])
    await world.owner.sendCalls({ calls: standing(weth, 0n) })
  })
})

/** The owner's own approval of the router at Permit2, without bounds. */
function standing(token: Address, amount = 2n ** 160n - 1n): readonly Call[] {
  const { universalRouter } = world.routers
  const approve = encodeFunctionData({ abi: erc20Abi, functionName: 'approve', args: [PERMIT2, amount] })
  const args = [token, universalRouter, amount, 4_000_000_000] as const
  return [
    { to: token, data: approve },
    { to: PERMIT2, data: encodeFunctionData({ abi: permit2Abi, functionName: 'approve', args }) },
  ]
}

function misses(): readonly NearMiss[] {
  const { usdc, weth, dai } = world.uniswap
  const fee = numberToHex(FEE, { size: 3 })
  const other = numberToHex(500, { size: 3 })
  const command = (title: string, commands: Hex, inputs: readonly Hex[], message: string): NearMiss => {
    return [title, () => [execute(commands, inputs)], 'ConditionFailedError', message]
  }
  const input = (title: string, change: Partial<V3>, message: string): NearMiss => {
    return command(title, COMMAND.v3, [v3Input(change)], message)
  }
  const transfer = encodeAbiParameters(parseAbiParameters('address, address, uint256'), [
    usdc,
    world.stranger,
    1n,
  ])
  const undated = encodeFunctionData({
    ...{ abi: executeAbi, functionName: 'execute' },
    args: [COMMAND.v3, [v3Input()]],
  })
  return [
    command('a transfer', COMMAND.transfer, [transfer], 'commands[0] is 0x05'),
    command('a swap that may fail', '0x80', [v3Input()], 'commands[0] is 0x80'),
    command('two commands', '0x0005', [v3Input(), transfer], 'commands.length is 2'),
    command('an input too many', COMMAND.v3, [v3Input(), transfer], 'inputs.length is 2'),
    input('another recipient', { recipient: world.stranger }, 'inputs[0][0] is 0x'),
    input(
      'the router as recipient',
      { recipient: '0x0000000000000000000000000000000000000002' },
      'inputs[0][0] is 0x',
    ),
    input('paid by the router', { payerIsUser: false }, 'inputs[0][4] is 0x'),
    input('another pool', { path: concatHex([usdc, other, weth, fee, dai]) }, 'inputs[0][6] is 0x'),
    input('another token paid', { path: concatHex([weth, fee, usdc, fee, dai]) }, 'inputs[0][6] is 0x'),
    input('another token bought', { path: concatHex([usdc, fee, weth, fee, usdc]) }, 'inputs[0][7] is 0x'),
    [
      'one unit less bought',
      () => [swap('v3', PAID, LEAST - 1n)],
      'ConditionFailedError',
      'inputs[0][2] is 0x',
    ],
    input('a shorter path', { path: concatHex([usdc, fee, dai]) }, 'inputs[0].length is 256'),
    ['native value', () => [execute(COMMAND.v3, [v3Input()], { value: 1n })], 'ValueExceededError'],
    ['no deadline', () => [execute(COMMAND.v3, [], { data: undated })], 'SelectorNotAllowedError'],
    ['more approved', () => approvals(PAID + 1n), 'ConditionFailedError', 'amount is 1000000001'],
    ['another spender', () => approvals(PAID, world.stranger), 'ConditionFailedError', 'spender is 0x'],
  ]
}
