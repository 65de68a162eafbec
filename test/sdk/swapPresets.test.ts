import { parseEther } from 'viem'
import { describe, expect, it } from 'vitest'
import { PermissionInvalidError } from '../../sdk/errors/index.ts'
import { type DefineGrantParameters, defineGrant } from '../../sdk/onchain/grant/index.ts'
import {
  PERMIT2,
  permit2Approval,
  type Preset,
  uniswapUniversalCall,
  uniswapUniversalSwap,
  uniswapV2Swap,
  uniswapV3PathSwap,
  uniswapV3Paths,
  uniswapV3Swap,
  wrappedEther,
} from '../../sdk/onchain/permissions/index.ts'
import { example, USDC } from './support/example.ts'

const ROUTER = '0x8888888888888888888888888888888888888888'
const GUARD = '0x9999999999999999999999999999999999999999'
const WETH = '0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2'
const DAI = '0x6B175474E89094C44Da98b954EedeAC495271d0F'

const bounds = { amountInPerCall: 1_000n, limit: 5_000n, minAmountOut: 10n } as const
const v2 = { router: ROUTER, tokens: [USDC, WETH], ...bounds } as const
const v3 = { router: ROUTER, routerVersion: 'SwapRouter02', ...bounds } as const
const path = { ...v3, tokens: [USDC, WETH, DAI], fees: [500, 3_000] } as const
const permit2 = {
  token: USDC,
  spender: ROUTER,
  amountPerCall: 10n,
  limit: 20n,
  latestExpiration: 2_000_000_000,
} as const
const universal = {
  router: ROUTER,
  guard: GUARD,
  tokenIn: USDC,
  tokenOut: DAI,
  ...bounds,
  maxSwaps: 5n,
  latestExpiration: 2_000_000_000,
  route: { version: 'v3', through: [WETH], fees: [500, 3_000] },
} as const

const maximumFee = { budget: parseEther('0.01'), price: 'unlimited' } as const

function define({ accessLevel: _, ...parts }: Preset, more: Partial<DefineGrantParameters> = {}) {
  return defineGrant({ ...example, maximumFee, ...parts, ...more })
}

describe('presets of swaps', () => {
  const presets: readonly (readonly [string, (more: object) => Preset])[] = [
    ['uniswapV2Swap', (more) => uniswapV2Swap({ ...v2, exact: 'either', ...more })],
    ['uniswapV2Swap of native value', (more) => uniswapV2Swap({ ...v2, native: 'in', ...more })],
    ['uniswapV3Swap', (more) => uniswapV3Swap({ ...v3, tokenIn: USDC, tokenOut: WETH, fee: 500, ...more })],
    ['uniswapV3PathSwap', (more) => uniswapV3PathSwap({ ...path, exact: 'either', ...more })],
  ]

  it.each(presets)('%s is for trading, and takes from the account what comes back to it', (_, make) => {
    expect(make({}).accessLevel).toBe('trade')
    expect(define(make({})).warnings).toEqual([])
  })

  it.each(presets)('%s wants a least amount, or its absence by name: then it is full access', (_, make) => {
    for (const minAmountOut of [0n, -1n]) expect(() => make({ minAmountOut })).toThrow(PermissionInvalidError)
    expect(make({ minAmountOut: 'any' }).accessLevel).toBe('full')
  })

  it.each(presets)('%s shares a limit by its name', (_, make) => {
    expect(Object.keys(make({ limitName: 'dollars' }).limits)).toEqual(['dollars'])
  })

  it('lead somewhere', () => {
    expect(() => uniswapV2Swap({ ...v2, tokens: [USDC] })).toThrow('a route has two tokens or more')
    expect(() => uniswapV3PathSwap({ ...path, fees: [500] })).toThrow(
      'a route over 3 tokens has 2 fees, not 1',
    )
    expect(() => uniswapV3PathSwap({ ...path, tokens: [USDC], fees: [] })).toThrow('two tokens or more')
  })

  it('allow the sides that were asked for', () => {
    const count = (preset: Preset) => preset.permissions.length
    expect([uniswapV2Swap(v2), uniswapV2Swap({ ...v2, exact: 'either' })].map(count)).toEqual([2, 3])
    // Native value needs no approval.
    expect(count(uniswapV2Swap({ ...v2, native: 'in' }))).toBe(1)
    const names = (preset: Preset) => preset.permissions.map(({ item }) => item?.name)
    expect(names(uniswapV2Swap({ ...v2, exact: 'out', native: 'out' }))).toEqual([
      'swapTokensForExactETH',
      'approve',
    ])
    expect(names(uniswapV3PathSwap({ ...path, exact: 'out' }))).toEqual(['exactOutput', 'approve'])
  })

  it('have paths of 20 bytes for a token and 3 for a fee, backwards for exact outputs', () => {
    const paths = uniswapV3Paths(path)
    const [usdc, weth, dai] = [USDC, WETH, DAI].map((token) => token.slice(2).toLowerCase())
    expect(paths.in.toLowerCase()).toBe(`0x${usdc}0001f4${weth}000bb8${dai}`)
    expect(paths.out.toLowerCase()).toBe(`0x${dai}000bb8${weth}0001f4${usdc}`)
  })
})

describe('wrappedEther', () => {
  it('allows something', () => {
    expect(() => wrappedEther({ weth: WETH })).toThrow(PermissionInvalidError)
  })

  it('has a limit of its own for each way', () => {
    const both = wrappedEther({
      ...{ weth: WETH, wrap: { maxPerCall: 1n, limit: 2n } },
      unwrap: { maxPerCall: 3n, limit: 4n, limitName: 'weth' },
    })
    expect(both.limits).toMatchObject({
      wrapped: { kind: 'native', amount: 2n },
      weth: { token: WETH, amount: 4n },
    })
    expect(both.accessLevel).toBe('trade')
    expect(define(both).warnings).toEqual([])
  })
})

describe('permit2Approval', () => {
  it('is for one token, one spender, and a time', () => {
    const preset = permit2Approval(permit2)
    expect(preset.permissions.map(({ target }) => target)).toEqual([PERMIT2, PERMIT2, USDC])
    expect(define(preset).warnings).toEqual([])
    expect(preset.accessLevel).toBe('full')
  })

  it('refuses what Permit2 takes for no bound', () => {
    const endless = 2n ** 160n - 1n
    expect(() => permit2Approval({ ...permit2, amountPerCall: endless })).toThrow(PermissionInvalidError)
    expect(() => permit2Approval({ ...permit2, amountPerCall: endless - 1n })).not.toThrow()
    for (const latestExpiration of [2 ** 48 - 1, 1.5, -1]) {
      expect(() => permit2Approval({ ...permit2, latestExpiration })).toThrow(PermissionInvalidError)
    }
  })
})

describe('uniswapUniversalSwap', () => {
  it('comes with guards, and they with a bound on fees', () => {
    const preset = uniswapUniversalSwap(universal)
    expect(preset.guards).toHaveLength(2)
    expect(preset.accessLevel).toBe('trade')
    expect(() => define(preset, { maximumFee: 'unlimited' })).toThrow('fee')
    expect(define(preset).warnings.map(({ code }) => code)).toEqual(['forwarding-function'])
  })

  it('is full access without a route', () => {
    expect(uniswapUniversalSwap({ ...universal, route: 'any' }).accessLevel).toBe('full')
  })

  it('wants a least amount and a route that leads somewhere', () => {
    expect(() => uniswapUniversalSwap({ ...universal, minAmountOut: 0n })).toThrow(PermissionInvalidError)
    const route = { version: 'v3', fees: [500, 500] } as const
    expect(() => uniswapUniversalSwap({ ...universal, route })).toThrow(PermissionInvalidError)
  })

  it('pins every word of the call and bounds its amounts', () => {
    const { conditions } = uniswapUniversalSwap(universal).permissions[0] ?? { conditions: [] }
    const call = uniswapUniversalCall({ ...universal, amountIn: 1n, amountOutMinimum: 2n, deadline: 3n })
    const words = ((call.args[1][0]?.length ?? 0) - 2) / 64
    // The command and its length, the number of inputs, the length of the one, and its words.
    expect(conditions).toHaveLength(4 + words)
    expect(call).toMatchObject({
      to: ROUTER,
      functionName: 'execute',
      args: ['0x00', [expect.any(String)], 3n],
    })
  })

  it('names its limits apart from those of another', () => {
    const preset = uniswapUniversalSwap({ ...universal, limitPrefix: 'dai.' })
    expect(Object.keys(preset.limits)).toEqual(['dai.swaps', 'dai.swapCalls'])
  })
})
