import { type Address, erc20Abi, parseAbi } from 'viem'
import { PermissionInvalidError } from '../../errors/permission.ts'
import { atLeast, atMost, equal, isAccount } from '../grant/conditions.ts'
import { tokenLimit } from '../grant/limitDefinition.ts'
import { permission } from '../grant/permission.ts'
import type { PermissionDefinition } from '../grant/permissionDefinition.ts'
import type { Preset } from './preset.ts'

/** `exactInputSingle` of Uniswap's SwapRouter, which takes a deadline. */
export const swapRouterAbi = parseAbi([
  'struct ExactInputSingleParams { address tokenIn; address tokenOut; uint24 fee; address recipient; uint256 deadline; uint256 amountIn; uint256 amountOutMinimum; uint160 sqrtPriceLimitX96; }',
  'function exactInputSingle(ExactInputSingleParams params) payable returns (uint256 amountOut)',
])

/** `exactInputSingle` of Uniswap's SwapRouter02, which takes none. */
export const swapRouter02Abi = parseAbi([
  'struct ExactInputSingleParams { address tokenIn; address tokenOut; uint24 fee; address recipient; uint256 amountIn; uint256 amountOutMinimum; uint160 sqrtPriceLimitX96; }',
  'function exactInputSingle(ExactInputSingleParams params) payable returns (uint256 amountOut)',
])

export type UniswapV3SwapParameters = {
  router: Address
  /** Which of Uniswap's routers stands there: their functions differ. */
  routerVersion: 'SwapRouter' | 'SwapRouter02'
  tokenIn: Address
  tokenOut: Address
  /** Of the pool, in hundredths of a basis point: 500, 3000, 10000. */
  fee: number
  /** Most of one swap, in tokenIn's smallest unit, inclusive. */
  amountInPerCall: bigint
  /** Most of all swaps together, in tokenIn's smallest unit, inclusive. */
  limit: bigint
  /**
   * Least that every swap must ask for, in tokenOut's smallest unit, inclusive. The price is the holder's otherwise: a
   * stolen key can sell the whole limit for nothing to whoever moves the pool first. `'any'` has to be asked for.
   */
  minAmountOut: bigint | 'any'
  /** Name of the limit. */
  limitName?: string
}

/**
 * Swaps of one token into another through one pool, paid out to the account itself, and the approvals that they need.
 *
 * The approval names the router as spender and at most `amountInPerCall`, and counts against no limit: an approval to the router
 * moves nothing by itself, since the router draws only from whoever calls it, and the swap that then draws is counted. Counting
 * both would use the limit up twice as fast. What can be drawn outside the swaps is one `amountInPerCall`, should the router
 * itself be broken. Approve and swap in one batch.
 */
export function uniswapV3Swap(parameters: UniswapV3SwapParameters): Preset {
  const { router, tokenIn, amountInPerCall, limit, minAmountOut, limitName = 'swaps' } = parameters
  if (minAmountOut !== 'any' && minAmountOut <= 0n) {
    const reason = "minAmountOut of 0 bounds nothing: ask for 'any' by name."
    throw new PermissionInvalidError({ permission: 'exactInputSingle', reason })
  }
  const approval = permission({
    abi: erc20Abi,
    target: tokenIn,
    functionName: 'approve',
    where: { spender: equal(router), amount: atMost(amountInPerCall) },
  })
  return {
    accessLevel: 'trade',
    permissions: [swap(parameters, limitName), approval],
    limits: { [limitName]: tokenLimit({ token: tokenIn, amount: limit }) },
  }
}

function swap(parameters: UniswapV3SwapParameters, limitName: string): PermissionDefinition {
  const { router, routerVersion, tokenIn, tokenOut, fee, amountInPerCall, minAmountOut } = parameters
  const params = {
    tokenIn: equal(tokenIn),
    tokenOut: equal(tokenOut),
    fee: equal(fee),
    recipient: isAccount(),
    amountIn: atMost(amountInPerCall),
    ...(minAmountOut === 'any' ? {} : { amountOutMinimum: atLeast(minAmountOut) }),
  }
  const common = { target: router, functionName: 'exactInputSingle' } as const
  const rules = { where: { params }, spends: { params: { amountIn: limitName } } }
  return routerVersion === 'SwapRouter'
    ? permission({ abi: swapRouterAbi, ...common, ...rules })
    : permission({ abi: swapRouter02Abi, ...common, ...rules })
}
