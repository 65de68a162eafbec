import { type Address, encodeFunctionData, erc20Abi, parseAbi, parseUnits, zeroAddress } from 'viem'
import { readContract } from 'viem/actions'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { GrantInvalidError } from '../../sdk/errors/index.ts'
import type { Call } from '../../sdk/onchain/grant/call.ts'
import { equal, typedDataMessage } from '../../sdk/onchain/grant/index.ts'
import {
  PERMIT2,
  permit2Abi,
  permit2Approval,
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

const AMOUNT = parseUnits('100', 6)

/** What the preset does not allow of Permit2. */
const permit2MoreAbi = parseAbi([
  'struct PermitDetails { address token; uint160 amount; uint48 expiration; uint48 nonce; }',
  'struct PermitSingle { PermitDetails details; address spender; uint256 sigDeadline; }',
  'function transferFrom(address from, address to, uint160 amount, address token)',
  'function permit(address owner, PermitSingle permitSingle, bytes signature)',
  'function allowance(address owner, address token, address spender) view returns (uint160 amount, uint48 expiration, uint48 nonce)',
  'function invalidateNonces(address token, address spender, uint48 newNonce)',
])

let world: SwapWorld
let expiration: number

beforeAll(async () => {
  world = await startSwapWorld()
  expiration = Number(await world.stack.clock.now()) + 1_800
})
afterAll(() => world?.[Symbol.asyncDispose]())

test('Permit2 is the one of every chain: its code comes to the address that it has there', () => {
  expect(world.routers.permit2).toBe(PERMIT2)
})

describe.for(SWAP_PATHS)('wrappedEther on the %s path', (path) => {
  const deposit = (
    value: bigint,
    data = encodeFunctionData({ abi: wrappedEtherAbi, functionName: 'deposit' }),
  ) => ({ to: world.uniswap.weth, data, value }) satisfies Call
  const withdraw = (wad: bigint) =>
    ({
      to: world.uniswap.weth,
      data: encodeFunctionData({ abi: wrappedEtherAbi, functionName: 'withdraw', args: [wad] }),
    }) satisfies Call
  const erc20 = (functionName: 'transfer' | 'approve'): Call => ({
    to: world.uniswap.weth,
    data: encodeFunctionData({ abi: erc20Abi, functionName, args: [world.stranger, 1n] }),
  })
  const bounds = { maxPerCall: 1_000n, limit: 2_500n }

  test('wraps and unwraps what is its own, within the limits', async () => {
    const preset = wrappedEther({ weth: world.uniswap.weth, wrap: bounds, unwrap: bounds })
    const holder = await world.trader(preset)
    const before = await world.balances()
    await world.trade(holder, path, [deposit(1_000n), deposit(1_000n), withdraw(400n)])
    const after = await world.balances()
    expect(after.weth - before.weth).toBe(1_600n)
    if (path === 'direct') expect(after.native - before.native).toBe(-1_600n)
    const misses: readonly NearMiss[] = [
      ['more wrapped', () => [deposit(1_001n)], 'ValueExceededError'],
      ['more than is left wrapped', () => [deposit(501n)], 'LimitExceededError'],
      ['more unwrapped', () => [withdraw(1_001n)], 'ConditionFailedError', 'wad is 1001'],
      [
        'more than is left unwrapped',
        () => [withdraw(1_000n), withdraw(1_000n), withdraw(101n)],
        'LimitExceededError',
      ],
      ['an empty call', () => [deposit(1n, '0x')], 'CallNotAllowedError'],
      ['a transfer', () => [erc20('transfer')], 'SelectorNotAllowedError'],
      ['an approval', () => [erc20('approve')], 'SelectorNotAllowedError'],
    ]
    for (const miss of misses) await expectRefused(holder, path, miss)
    await world.trade(holder, path, [deposit(500n), withdraw(1_000n), withdraw(1_000n)])
  })

  test('does one of both where the other was not asked for', async () => {
    const wrapping = await world.trader(wrappedEther({ weth: world.uniswap.weth, wrap: bounds }))
    await world.trade(wrapping, path, [deposit(1n)])
    await expectRefused(wrapping, path, ['unwrapping', () => [withdraw(1n)], 'SelectorNotAllowedError'])
  })
})

/** Permit2's own approval, but for what is changed. */
type Approval = { token: Address; spender: Address; amount: bigint; expiration: number }

const approve = (change: Partial<Approval> = {}): Call => {
  const approval = {
    token: world.uniswap.usdc,
    spender: world.stranger,
    amount: AMOUNT,
    expiration,
    ...change,
  }
  const args = [approval.token, approval.spender, approval.amount, approval.expiration] as const
  return { to: PERMIT2, data: encodeFunctionData({ abi: permit2Abi, functionName: 'approve', args }) }
}

const approvePermit2 = (amount = AMOUNT, spender: Address = PERMIT2): Call => ({
  to: world.uniswap.usdc,
  data: encodeFunctionData({ abi: erc20Abi, functionName: 'approve', args: [spender, amount] }),
})

const lockdown = (...pairs: readonly (readonly [Address, Address])[]): Call => ({
  to: PERMIT2,
  data: encodeFunctionData({
    ...{ abi: permit2Abi, functionName: 'lockdown' },
    args: [pairs.map(([token, spender]) => ({ token, spender }))],
  }),
})

const draw = (amount: bigint): Promise<void> => {
  const args = [world.account.address, world.stranger, amount, world.uniswap.usdc] as const
  const data = encodeFunctionData({ abi: permit2MoreAbi, functionName: 'transferFrom', args })
  return world.asStranger({ to: PERMIT2, data })
}

const preset = () =>
  permit2Approval({
    ...{ token: world.uniswap.usdc, spender: world.stranger, amountPerCall: AMOUNT, limit: 3n * AMOUNT },
    latestExpiration: expiration,
  })

describe.for(SWAP_PATHS)('permit2Approval on the %s path', (path) => {
  test('approves the spender, who draws no more than that, and takes it back', async () => {
    const holder = await world.trader(preset())
    const before = await world.balances()
    await world.trade(holder, path, [approvePermit2(), approve()])
    await draw(AMOUNT - 10n)
    await expect(draw(11n)).rejects.toThrow()
    await world.trade(holder, path, [lockdown([world.uniswap.usdc, world.stranger])])
    await expect(draw(1n)).rejects.toThrow()
    expect(before.usdc - (await world.balances()).usdc).toBe(AMOUNT - 10n)
    await expect(holder.getRemaining(holder)).resolves.toMatchObject([{ spent: AMOUNT }])
  })

  test('refuses what is off by a little', async () => {
    const holder = await world.trader(preset())
    for (const miss of permit2Misses()) await expectRefused(holder, path, miss)
  })

  test('gives the spender no more than the limit, whoever has the key', async () => {
    const holder = await world.trader(preset())
    const before = await world.balances()
    for (let times = 0; times < 3; times++) {
      await world.trade(holder, path, [approvePermit2(), approve()])
      await draw(AMOUNT)
    }
    await expectRefused(holder, path, ['more', () => [approve({ amount: 1n })], 'LimitExceededError'])
    await expect(draw(1n)).rejects.toThrow()
    expect(before.usdc - (await world.balances()).usdc).toBe(3n * AMOUNT)
  })
})

function permit2Misses(): readonly NearMiss[] {
  const { usdc, dai } = world.uniswap
  const { stranger, account } = world
  const condition = (change: Partial<Approval>, message: string): NearMiss => {
    return [message, () => [approve(change)], 'ConditionFailedError', message]
  }
  const details = { token: usdc, amount: AMOUNT, expiration, nonce: 0 }
  const single = { details, spender: stranger, sigDeadline: 4_000_000_000n }
  const call = (data: Call['data']): Call => ({ to: PERMIT2, data })
  const more = [
    { functionName: 'transferFrom', args: [account.address, stranger, 1n, usdc] },
    { functionName: 'permit', args: [account.address, single, '0x'] },
    { functionName: 'invalidateNonces', args: [usdc, stranger, 1] },
  ] as const
  return [
    condition({ token: dai }, 'token is 0x'),
    condition({ spender: world.routers.universalRouter }, 'spender is 0x'),
    condition({ amount: AMOUNT + 1n }, 'amount is 100000001'),
    condition({ amount: 2n ** 160n - 1n }, 'amount is 1461501637330902918203684832716283019655932542975'),
    condition({ expiration: expiration + 1 }, `expiration is ${expiration + 1}`),
    ...more.map((other): NearMiss => {
      const data = encodeFunctionData({ abi: permit2MoreAbi, ...other } as never)
      return [other.functionName, () => [call(data)], 'SelectorNotAllowedError']
    }),
    [
      'a lockdown of another token',
      () => [lockdown([usdc, stranger], [dai, stranger])],
      'ConditionFailedError',
    ],
    ['a lockdown of another spender', () => [lockdown([usdc, zeroAddress])], 'ConditionFailedError'],
    ['more for Permit2', () => [approvePermit2(AMOUNT + 1n)], 'ConditionFailedError', 'amount is 100000001'],
    [
      'the token itself for the spender',
      () => [approvePermit2(1n, stranger)],
      'ConditionFailedError',
      'spender is 0x',
    ],
  ]
}

describe('a signed permit of Permit2', () => {
  const types = {
    PermitSingle: [
      { name: 'details', type: 'PermitDetails' },
      { name: 'spender', type: 'address' },
      { name: 'sigDeadline', type: 'uint256' },
    ],
    PermitDetails: [
      { name: 'token', type: 'address' },
      { name: 'amount', type: 'uint160' },
      { name: 'expiration', type: 'uint48' },
      { name: 'nonce', type: 'uint48' },
    ],
  } as const
  const domain = () =>
    ({ name: 'Permit2', chainId: world.stack.chain.id, verifyingContract: PERMIT2 }) as const
  const message = (byName: object) =>
    typedDataMessage({
      ...{ domain: domain(), types, primaryType: 'PermitSingle', receiver: 'unpinned', uncounted: true },
      where: { spender: equal(world.stranger) },
      ...byName,
    })
  const allowed = async (): Promise<bigint> => {
    const [amount] = await readContract(world.stack.publicClient, {
      ...{ address: PERMIT2, abi: permit2MoreAbi, functionName: 'allowance' },
      args: [world.account.address, world.uniswap.dai, world.stranger],
    })
    return amount
  }

  test('is for owners, unless it is asked for by name', async () => {
    await expect(world.trader(preset(), { messages: [message({})] })).rejects.toThrow(GrantInvalidError)
  })

  test('by name is signed, and Permit2 takes it: for any token and amount, which nothing bounds', async () => {
    const holder = await world.trader(preset(), { messages: [message({ allowOwnerMessages: true })] })
    const details = { token: world.uniswap.dai, amount: 77n, expiration, nonce: 0 }
    const permit = { details, spender: world.stranger, sigDeadline: 4_000_000_000n }
    const typed = { domain: domain(), types, primaryType: 'PermitSingle', message: permit } as const
    const { signature } = await holder.signMessage({ message: typed })
    const args = [world.account.address, permit, signature] as const
    const data = encodeFunctionData({ abi: permit2MoreAbi, functionName: 'permit', args })
    expect(await allowed()).toBe(0n)
    await world.asStranger({ to: PERMIT2, data })
    expect(await allowed()).toBe(77n)
    const other = { ...typed, message: { ...permit, spender: world.routers.universalRouter } }
    const refused = holder.signMessage({ message: other })
    await expect(refused).rejects.toMatchObject({ name: 'ConditionFailedError' })
  })

  test('is not signed with the preset alone', async () => {
    const holder = await world.trader(preset())
    const details = { token: world.uniswap.usdc, amount: 1n, expiration, nonce: 0 }
    const permit = { details, spender: world.stranger, sigDeadline: 4_000_000_000n }
    const typed = { domain: domain(), types, primaryType: 'PermitSingle', message: permit } as const
    const refused = holder.signMessage({ message: typed })
    await expect(refused).rejects.toMatchObject({ name: 'MessageNotGrantedError' })
  })
})
