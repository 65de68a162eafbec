import { type Address, parseAbi } from 'viem'
import { type ArgumentCondition, atMost, equal, isAccount } from '../grant/conditions.ts'
import { nativeLimit, tokenLimit } from '../grant/limitDefinition.ts'
import { permission } from '../grant/permission.ts'
import type { PermissionDefinition } from '../grant/permissionDefinition.ts'
import { approval } from './internal/approval.ts'
import { checkRoute } from './internal/checkRoute.ts'
import { type ExactSide, isExact, leastOut, type SwapBounds, swapLevel } from './internal/swapBounds.ts'
import type { Preset } from './preset.ts'

/** The swaps of Uniswap's router for v2 (UniswapV2Router02), but for those of tokens that take a fee on transfers. */
export const uniswapV2RouterAbi = parseAbi([
  'function swapExactTokensForTokens(uint256 amountIn, uint256 amountOutMin, address[] path, address to, uint256 deadline) returns (uint256[] amounts)',
  'function swapTokensForExactTokens(uint256 amountOut, uint256 amountInMax, address[] path, address to, uint256 deadline) returns (uint256[] amounts)',
  'function swapExactETHForTokens(uint256 amountOutMin, address[] path, address to, uint256 deadline) payable returns (uint256[] amounts)',
  'function swapETHForExactTokens(uint256 amountOut, address[] path, address to, uint256 deadline) payable returns (uint256[] amounts)',
  'function swapExactTokensForETH(uint256 amountIn, uint256 amountOutMin, address[] path, address to, uint256 deadline) returns (uint256[] amounts)',
  'function swapTokensForExactETH(uint256 amountOut, uint256 amountInMax, address[] path, address to, uint256 deadline) returns (uint256[] amounts)',
])

export type UniswapV2SwapParameters = SwapBounds & {
  /** UniswapV2Router02. */
  router: Address
  /** What is paid, what it goes through, and what is bought: two tokens or more. Native value stands in it as its wrapped token. */
  tokens: readonly [Address, ...Address[]]
  /** Which end of the route is native value instead of its wrapped token; neither by default. */
  native?: 'in' | 'out'
  /** Which side the swaps name exactly: what is paid (`in`, the default), what is bought (`out`), or both. */
  exact?: ExactSide
  /** Last deadline that a swap may name, unix seconds, inclusive. Without it the grant's own end is what ends them. */
  latestDeadline?: number
}

/**
 * Swaps along one route through pairs of Uniswap v2, paid out to the account itself, and the approvals that they need. No other path,
 * recipient or function of the router passes; liquidity is neither added nor removed.
 *
 * The approval names the router and at most `amountInPerCall`, and counts against no limit: the router draws only from whoever calls it,
 * and that swap is counted. Approve and swap in one batch. Of native value all that the call carries is counted, also what
 * `swapETHForExactTokens` sends back; of an exact output the most that it may cost.
 *
 * At worst a stolen key pays the whole limit, in swaps that bring `minAmountOut` each, to whoever moves the price of the pairs around
 * them; `minAmountOut` should be what `amountInPerCall` is worth, less the slippage that is meant, and swaps be of that size.
 * @throws PermissionInvalidError for a least amount of 0, and for a route that leads nowhere.
 */
export function uniswapV2Swap(parameters: UniswapV2SwapParameters): Preset {
  const { router, tokens, native, amountInPerCall, limit, minAmountOut, exact = 'in' } = parameters
  const { limitName = 'swaps' } = parameters
  checkRoute(tokens, undefined, 'swap')
  const [tokenIn] = tokens
  const swaps = native === 'in' ? paidInNative(parameters, limitName) : paidInTokens(parameters, limitName)
  return {
    accessLevel: swapLevel(minAmountOut),
    permissions: [
      ...(isExact(exact, 'in') ? [swaps.in] : []),
      ...(isExact(exact, 'out') ? [swaps.out] : []),
      ...(native === 'in' ? [] : [approval({ token: tokenIn, spender: router, maxAmount: amountInPerCall })]),
    ],
    limits: {
      [limitName]:
        native === 'in' ? nativeLimit({ amount: limit }) : tokenLimit({ token: tokenIn, amount: limit }),
    },
  }
}

type Swaps = { readonly in: PermissionDefinition; readonly out: PermissionDefinition }

function paidInTokens(parameters: UniswapV2SwapParameters, limitName: string): Swaps {
  const { router: target, native, amountInPerCall, minAmountOut } = parameters
  const common = { abi: uniswapV2RouterAbi, target }
  const input = {
    where: {
      amountIn: atMost(amountInPerCall),
      ...leastOut('amountOutMin', minAmountOut, 'swap'),
      ...route(parameters),
    },
    spends: { amountIn: limitName },
  }
  const output = {
    where: {
      ...leastOut('amountOut', minAmountOut, 'swap'),
      amountInMax: atMost(amountInPerCall),
      ...route(parameters),
    },
    spends: { amountInMax: limitName },
  }
  return native === 'out'
    ? {
        in: permission({ ...common, functionName: 'swapExactTokensForETH', ...input }),
        out: permission({ ...common, functionName: 'swapTokensForExactETH', ...output }),
      }
    : {
        in: permission({ ...common, functionName: 'swapExactTokensForTokens', ...input }),
        out: permission({ ...common, functionName: 'swapTokensForExactTokens', ...output }),
      }
}

function paidInNative(parameters: UniswapV2SwapParameters, limitName: string): Swaps {
  const { router: target, amountInPerCall: maxValue, minAmountOut } = parameters
  const common = { abi: uniswapV2RouterAbi, target, maxValue, spendsValue: limitName }
  const where = route(parameters)
  return {
    in: permission({
      ...{ ...common, functionName: 'swapExactETHForTokens' },
      where: { ...leastOut('amountOutMin', minAmountOut, 'swap'), ...where },
    }),
    out: permission({
      ...{ ...common, functionName: 'swapETHForExactTokens' },
      where: { ...leastOut('amountOut', minAmountOut, 'swap'), ...where },
    }),
  }
}

/** The path word by word, the account as recipient, and the last deadline if there is one. */
function route({ tokens, latestDeadline }: UniswapV2SwapParameters) {
  const path: Record<`path[${number}]`, ArgumentCondition<Address>> = Object.fromEntries(
    tokens.map((token, index) => [`path[${index}]`, equal(token)]),
  )
  return {
    'path.length': equal(tokens.length),
    ...path,
    to: isAccount(),
    ...(latestDeadline === undefined ? {} : { deadline: atMost(latestDeadline) }),
  }
}
