export { type Erc20TransferParameters, erc20Transfer } from './erc20Transfer.ts'
export type { Preset } from './preset.ts'
export { type UniswapV3SwapParameters, uniswapV3Swap } from './uniswapV3Swap.ts'
