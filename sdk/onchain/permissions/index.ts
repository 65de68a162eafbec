export {
  type AaveV3Bounds,
  type AaveV3LendingParameters,
  aaveV3Lending,
  aaveV3PoolAbi,
} from './aaveV3Lending.ts'
export {
  type CowOrdersParameters,
  cowDomain,
  cowOrders,
  cowOrderTypes,
  cowSettlementAbi,
} from './cowOrders.ts'
export { type Erc20TransferParameters, erc20Transfer } from './erc20Transfer.ts'
export {
  type Erc4626Bounds,
  type Erc4626VaultParameters,
  erc4626Vault,
  erc4626VaultAbi,
} from './erc4626Vault.ts'
export {
  type AccessParts,
  expandAccessLevel,
  FULL_ACCESS_WINDOW_END,
  type FullAccess,
  type FullAccessParts,
  type ReadAccess,
  type TradeAccess,
} from './expandAccessLevel.ts'
export type { ExactSide, SwapBounds } from './internal/swapBounds.ts'
export { type UniversalRoute, universalRouterAbi } from './internal/universalRoute.ts'
export { PERMIT2, type Permit2ApprovalParameters, permit2Abi, permit2Approval } from './permit2Approval.ts'
export type { Preset } from './preset.ts'
export {
  type UniswapUniversalCallParameters,
  type UniswapUniversalCallReturnType,
  uniswapUniversalCall,
} from './uniswapUniversalCall.ts'
export { type UniswapUniversalSwapParameters, uniswapUniversalSwap } from './uniswapUniversalSwap.ts'
export { type UniswapV2SwapParameters, uniswapV2RouterAbi, uniswapV2Swap } from './uniswapV2Swap.ts'
export {
  type UniswapV3PathSwapParameters,
  uniswapV3PathSwap,
  uniswapV3Paths,
} from './uniswapV3PathSwap.ts'
export { swapRouter02Abi, swapRouterAbi } from './uniswapV3RouterAbi.ts'
export { type UniswapV3SwapParameters, uniswapV3Swap } from './uniswapV3Swap.ts'
export {
  type WrappedEtherParameters,
  type WrappingBounds,
  wrappedEther,
  wrappedEtherAbi,
} from './wrappedEther.ts'
