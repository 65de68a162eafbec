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
export type { Preset } from './preset.ts'
export { type UniswapV3SwapParameters, uniswapV3Swap } from './uniswapV3Swap.ts'
