import { encodeFunctionData, erc20Abi, type Hex } from 'viem'
import { describe, expect, it } from 'vitest'
import { PermissionInvalidError, PermissionOverlapError } from '../../sdk/errors/index.ts'
import {
  type Call,
  type DefineGrantReturnType,
  defineGrant,
  matchCall,
} from '../../sdk/onchain/grant/index.ts'
import { erc20Transfer, uniswapV3Swap } from '../../sdk/onchain/permissions/index.ts'
import { swapRouter02Abi, swapRouterAbi } from '../../sdk/onchain/permissions/uniswapV3RouterAbi.ts'
import { ACCOUNT, example, PAYEE, USDC } from './support/example.ts'

const ROUTER = '0x8888888888888888888888888888888888888888'
const WETH = '0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2'

const swapParameters = {
  router: ROUTER,
  tokenIn: USDC,
  tokenOut: WETH,
  fee: 500,
  amountInPerCall: 1_000n,
  limit: 5_000n,
  minAmountOut: 10n,
} as const

const right = {
  tokenIn: USDC,
  tokenOut: WETH,
  fee: 500,
  recipient: ACCOUNT,
  amountIn: 1_000n,
  amountOutMinimum: 10n,
  sqrtPriceLimitX96: 0n,
} as const

const failed = ({ grant, annotations }: DefineGrantReturnType, call: Call): string | undefined => {
  const result = matchCall(grant, call, { annotations })
  return result.matched ? undefined : (result.reasons[0]?.error.shortMessage ?? 'no reason')
}

describe.each(['SwapRouter', 'SwapRouter02'] as const)('uniswapV3Swap with %s', (routerVersion) => {
  const swap = uniswapV3Swap({ ...swapParameters, routerVersion })
  const defined = defineGrant({ ...example, ...swap })
  const data = (change: Partial<typeof right | Record<string, unknown>> = {}): Hex => {
    const params = { ...right, ...change } as typeof right
    const functionName = 'exactInputSingle'
    return routerVersion === 'SwapRouter'
      ? encodeFunctionData({ abi: swapRouterAbi, functionName, args: [{ ...params, deadline: 99n }] })
      : encodeFunctionData({ abi: swapRouter02Abi, functionName, args: [params] })
  }

  it('has the selector of the router', () => {
    expect(data().slice(0, 10)).toBe(routerVersion === 'SwapRouter' ? '0x414bf389' : '0x04e45aaf')
  })

  it('allows the swap, counted once', () => {
    const matched = matchCall(defined.grant, { to: ROUTER, data: data() })
    expect(matched).toEqual({ matched: true, index: 0, takes: [{ limitId: 0, amount: 1_000n }] })
    expect(defined.warnings).toEqual([])
  })

  it.each([
    [{ tokenIn: WETH }, 'params.tokenIn'],
    [{ tokenOut: USDC }, 'params.tokenOut'],
    [{ fee: 3000 }, 'params.fee'],
    [{ recipient: PAYEE }, 'params.recipient'],
    [{ recipient: '0x0000000000000000000000000000000000000000' }, 'params.recipient'],
    [{ amountIn: 1_001n }, 'params.amountIn'],
    [{ amountIn: 2n ** 255n }, 'params.amountIn'],
    [{ amountOutMinimum: 9n }, 'params.amountOutMinimum'],
  ])('refuses another %o', (change, argument) => {
    expect(failed(defined, { to: ROUTER, data: data(change) })).toMatch(new RegExp(`^${argument} is `))
  })

  it('approves the router only, for one swap at most, counted against nothing', () => {
    const approve = (spender: `0x${string}`, amount: bigint): Call => ({
      to: USDC,
      data: encodeFunctionData({ abi: erc20Abi, functionName: 'approve', args: [spender, amount] }),
    })
    expect(matchCall(defined.grant, approve(ROUTER, 1_000n))).toMatchObject({
      matched: true,
      takes: [],
    })
    expect(failed(defined, approve(ROUTER, 1_001n))).toMatch(/^amount is 1001/)
    expect(failed(defined, approve(PAYEE, 1n))).toMatch(/^spender is /)
  })

  it('wants a least amount, or its absence by name', () => {
    expect(() => uniswapV3Swap({ ...swapParameters, routerVersion, minAmountOut: 0n })).toThrow(
      PermissionInvalidError,
    )
    const any = defineGrant({
      ...example,
      ...uniswapV3Swap({ ...swapParameters, routerVersion, minAmountOut: 'any' }),
    })
    expect(failed(any, { to: ROUTER, data: data({ amountOutMinimum: 0n }) })).toBeUndefined()
  })
})

describe('erc20Transfer', () => {
  const parameters = { token: USDC, maxPerCall: 10n, limit: 100n } as const
  const transfer = (to: `0x${string}`, amount: bigint): Call => ({
    to: USDC,
    data: encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args: [to, amount] }),
  })

  it('allows the recipients up to the cap, counted', () => {
    const defined = defineGrant({ ...example, ...erc20Transfer({ ...parameters, recipients: [PAYEE] }) })
    expect(matchCall(defined.grant, transfer(PAYEE, 10n))).toMatchObject({
      takes: [{ limitId: 0, amount: 10n }],
    })
    expect(failed(defined, transfer(PAYEE, 11n))).toMatch(/^amount/)
    expect(failed(defined, transfer(WETH, 1n))).toMatch(/^recipient/)
  })

  it('allows anyone only by name', () => {
    expect(() => erc20Transfer({ ...parameters, recipients: [] })).toThrow(PermissionInvalidError)
    const defined = defineGrant({ ...example, ...erc20Transfer({ ...parameters, recipients: 'anyone' }) })
    expect(failed(defined, transfer(WETH, 1n))).toBeUndefined()
  })

  it('shares one limit among groups of 16 recipients', () => {
    const recipients = Array.from({ length: 20 }, (_, at) => `0x${`${at + 10}`.padStart(40, '0')}` as const)
    const preset = erc20Transfer({ ...parameters, recipients })
    expect(preset.permissions).toHaveLength(2)
    expect(() => defineGrant({ ...example, ...preset })).toThrow(PermissionOverlapError)
    const defined = defineGrant({ ...example, ...preset, allowOverlapping: true })
    for (const to of recipients) expect(failed(defined, transfer(to, 1n))).toBeUndefined()
  })
})
