import type { Address, Hex } from 'viem'
import { atMost, equal, isAccount } from '../grant/conditions.ts'
import { tokenLimit } from '../grant/limitDefinition.ts'
import { permission } from '../grant/permission.ts'
import type { PermissionDefinition } from '../grant/permissionDefinition.ts'
import { approval } from './internal/approval.ts'
import { checkRoute } from './internal/checkRoute.ts'
import { type ExactSide, isExact, leastOut, type SwapBounds, swapLevel } from './internal/swapBounds.ts'
import { uniswapV3Path } from './internal/uniswapV3Path.ts'
import type { Preset } from './preset.ts'
import { swapRouter02Abi, swapRouterAbi } from './uniswapV3RouterAbi.ts'

export type UniswapV3PathSwapParameters = SwapBounds & {
  router: Address
  /** Which of Uniswap's routers stands there: their functions differ. */
  routerVersion: 'SwapRouter' | 'SwapRouter02'
  /** What is paid, what it goes through, and what is bought: two tokens or more. */
  tokens: readonly [Address, ...Address[]]
  /** Of the pools between them, in hundredths of a basis point: one less than tokens. */
  fees: readonly number[]
  /** `exactInput` (`in`, the default), `exactOutput` (`out`, whose path runs backwards), or both. */
  exact?: ExactSide
}

/**
 * Swaps along one route through several pools, paid out to the account itself, and the approvals that they need. The path is pinned byte by
 * byte: no other pool, token or fee passes. What {@link uniswapV3Swap} says of approvals, native value and `multicall` holds here too, and so
 * does the worst that a stolen key can do: pay the whole limit in swaps that bring `minAmountOut` each.
 * @throws PermissionInvalidError for a least amount of 0, and for a route that leads nowhere.
 */
export function uniswapV3PathSwap(parameters: UniswapV3PathSwapParameters): Preset {
  const { router, tokens, fees, amountInPerCall, limit, minAmountOut, exact = 'in' } = parameters
  const { limitName = 'swaps' } = parameters
  checkRoute(tokens, fees, 'exactInput')
  const [tokenIn] = tokens
  return {
    accessLevel: swapLevel(minAmountOut),
    permissions: [
      ...(isExact(exact, 'in') ? [exactInput(parameters, limitName)] : []),
      ...(isExact(exact, 'out') ? [exactOutput(parameters, limitName)] : []),
      approval({ token: tokenIn, spender: router, maxAmount: amountInPerCall }),
    ],
    limits: { [limitName]: tokenLimit({ token: tokenIn, amount: limit }) },
  }
}

/** The path of a route, for the calls themselves: as `exactInput` takes it, and as `exactOutput` does, backwards. */
export function uniswapV3Paths(route: Pick<UniswapV3PathSwapParameters, 'tokens' | 'fees'>): {
  readonly in: Hex
  readonly out: Hex
} {
  const { tokens, fees } = route
  return { in: uniswapV3Path(tokens, fees), out: uniswapV3Path(tokens.toReversed(), fees.toReversed()) }
}

function exactInput(parameters: UniswapV3PathSwapParameters, limitName: string): PermissionDefinition {
  const { routerVersion, amountInPerCall, minAmountOut } = parameters
  const functionName = 'exactInput'
  const params = {
    path: equal(uniswapV3Paths(parameters).in),
    recipient: isAccount(),
    amountIn: atMost(amountInPerCall),
    ...leastOut('amountOutMinimum', minAmountOut, functionName),
  }
  const rules = { where: { params }, spends: { params: { amountIn: limitName } }, ...call(parameters) }
  return routerVersion === 'SwapRouter'
    ? permission({ abi: swapRouterAbi, functionName, ...rules })
    : permission({ abi: swapRouter02Abi, functionName, ...rules })
}

function exactOutput(parameters: UniswapV3PathSwapParameters, limitName: string): PermissionDefinition {
  const { routerVersion, amountInPerCall, minAmountOut } = parameters
  const functionName = 'exactOutput'
  const params = {
    path: equal(uniswapV3Paths(parameters).out),
    recipient: isAccount(),
    ...leastOut('amountOut', minAmountOut, functionName),
    amountInMaximum: atMost(amountInPerCall),
  }
  const rules = { where: { params }, spends: { params: { amountInMaximum: limitName } }, ...call(parameters) }
  return routerVersion === 'SwapRouter'
    ? permission({ abi: swapRouterAbi, functionName, ...rules })
    : permission({ abi: swapRouter02Abi, functionName, ...rules })
}

/** The path ties the amount to its token, byte by byte, which no check of single words can see. */
function call({ router }: UniswapV3PathSwapParameters) {
  return { target: router, allowTokenMismatch: true } as const
}
