import type { Address, Hex } from 'viem'
import {
  type UniversalRoute,
  universalCommand,
  universalInput,
  universalRouterAbi,
} from './internal/universalRoute.ts'

export type UniswapUniversalCallParameters = {
  router: Address
  tokenIn: Address
  tokenOut: Address
  route: UniversalRoute
  /** In tokenIn's smallest unit. */
  amountIn: bigint
  /** In tokenOut's smallest unit. */
  amountOutMinimum: bigint
  /** Unix seconds, inclusive. */
  deadline: bigint
}

export type UniswapUniversalCallReturnType = {
  readonly to: Address
  readonly abi: typeof universalRouterAbi
  readonly functionName: 'execute'
  readonly args: readonly [commands: Hex, inputs: readonly Hex[], deadline: bigint]
}

/** The call of the universal router that {@link uniswapUniversalSwap} allows for a route, for `use`. */
export function uniswapUniversalCall(
  parameters: UniswapUniversalCallParameters,
): UniswapUniversalCallReturnType {
  const { router: to, route, deadline } = parameters
  const args = [universalCommand(route), [universalInput(parameters)], deadline] as const
  return { to, abi: universalRouterAbi, functionName: 'execute', args }
}
