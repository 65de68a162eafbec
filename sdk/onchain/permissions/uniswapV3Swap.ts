import type { Address } from 'viem'
import { atMost, equal, isAccount } from '../grant/conditions.ts'
import { tokenLimit } from '../grant/limitDefinition.ts'
import { permission } from '../grant/permission.ts'
import type { PermissionDefinition } from '../grant/permissionDefinition.ts'
import { approval } from './internal/approval.ts'
import { type ExactSide, isExact, leastOut, type SwapBounds, swapLevel } from './internal/swapBounds.ts'
import type { Preset } from './preset.ts'
import { swapRouter02Abi, swapRouterAbi } from './uniswapV3RouterAbi.ts'

export type UniswapV3SwapParameters = SwapBounds & {
  router: Address
  /** Which of Uniswap's routers stands there: their functions differ. */
  routerVersion: 'SwapRouter' | 'SwapRouter02'
  tokenIn: Address
  tokenOut: Address
  /** Of the pool, in hundredths of a basis point: 500, 3000, 10000. */
  fee: number
  /** `exactInputSingle` (`in`, the default), `exactOutputSingle` (`out`), or both. */
  exact?: ExactSide
}

/**
 * Swaps of one token into another through one pool, paid out to the account itself, and the approvals that they need. Native value is
 * never paid: wrap it in the same batch (`wrappedEther`), because the router keeps what a swap leaves over for whoever asks first.
 *
 * The approval names the router as spender and at most `amountInPerCall`, and counts against no limit: an approval to the router
 * moves nothing by itself, since the router draws only from whoever calls it, and the swap that then draws is counted. Counting
 * both would use the limit up twice as fast. What can be drawn outside the swaps is one `amountInPerCall`, should the router
 * itself be broken. Approve and swap in one batch: `multicall` is refused, since nothing looks into what it carries.
 *
 * At worst a stolen key pays the whole limit, in swaps that bring `minAmountOut` each, to whoever moves the price of the pool around
 * them; `minAmountOut` should be what `amountInPerCall` is worth, less the slippage that is meant, and swaps be of that size. Of an exact
 * output the most that it may cost is counted, also what it then does not cost.
 * @throws PermissionInvalidError for a least amount of 0.
 */
export function uniswapV3Swap(parameters: UniswapV3SwapParameters): Preset {
  const { router, tokenIn, amountInPerCall, limit, minAmountOut, exact = 'in' } = parameters
  const { limitName = 'swaps' } = parameters
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

function exactInput(parameters: UniswapV3SwapParameters, limitName: string): PermissionDefinition {
  const { router: target, routerVersion, amountInPerCall, minAmountOut } = parameters
  const functionName = 'exactInputSingle'
  const params = {
    ...pool(parameters),
    amountIn: atMost(amountInPerCall),
    ...leastOut('amountOutMinimum', minAmountOut, functionName),
  }
  const rules = { where: { params }, spends: { params: { amountIn: limitName } } }
  return routerVersion === 'SwapRouter'
    ? permission({ abi: swapRouterAbi, target, functionName, ...rules })
    : permission({ abi: swapRouter02Abi, target, functionName, ...rules })
}

function exactOutput(parameters: UniswapV3SwapParameters, limitName: string): PermissionDefinition {
  const { router: target, routerVersion, amountInPerCall, minAmountOut } = parameters
  const functionName = 'exactOutputSingle'
  const params = {
    ...pool(parameters),
    ...leastOut('amountOut', minAmountOut, functionName),
    amountInMaximum: atMost(amountInPerCall),
    // With a price to stop at the router pays out less than was asked for, and does not mind.
    sqrtPriceLimitX96: equal(0n),
  }
  const rules = { where: { params }, spends: { params: { amountInMaximum: limitName } } }
  return routerVersion === 'SwapRouter'
    ? permission({ abi: swapRouterAbi, target, functionName, ...rules })
    : permission({ abi: swapRouter02Abi, target, functionName, ...rules })
}

function pool({ tokenIn, tokenOut, fee }: UniswapV3SwapParameters) {
  return {
    tokenIn: equal(tokenIn),
    tokenOut: equal(tokenOut),
    fee: equal(fee),
    recipient: isAccount(),
  }
}
