import { z } from 'zod'
import {
  type Preset,
  permit2Approval,
  uniswapUniversalSwap,
  uniswapV2Swap,
  uniswapV3PathSwap,
  uniswapV3Swap,
  wrappedEther,
} from '../../sdk/onchain/index.ts'
import { address, bigWhole, time } from './values.ts'

const bounds = {
  amountInPerCall: bigWhole,
  limit: bigWhole,
  minAmountOut: z.union([bigWhole, z.literal('any')], 'is not an amount, nor "any"'),
  limitName: z.string().exactOptional(),
}
const exact = z.enum(['in', 'out', 'either']).exactOptional()
const tokens = z.tuple([address], address)
const fee = z.int().min(0).max(0xffffff)
const routerVersion = z.enum(['SwapRouter', 'SwapRouter02'])
const wrapping = z.strictObject({
  maxPerCall: bigWhole,
  limit: bigWhole,
  limitName: z.string().exactOptional(),
})
const through = z.array(address).exactOptional()

/** Presets of swaps and what goes with them: wrapping, and approvals through Permit2. */
export const swapPresetSchema = z.discriminatedUnion('preset', [
  z.strictObject({
    ...{ preset: z.literal('uniswap-v2-swap'), router: address, tokens, exact, ...bounds },
    native: z.enum(['in', 'out']).exactOptional(),
    latestDeadline: time.exactOptional(),
  }),
  z.strictObject({
    ...{ preset: z.literal('uniswap-v3-swap'), router: address, routerVersion, exact, ...bounds },
    ...{ tokenIn: address, tokenOut: address, fee },
  }),
  z.strictObject({
    ...{ preset: z.literal('uniswap-v3-path-swap'), router: address, routerVersion, exact, ...bounds },
    ...{ tokens, fees: z.array(fee) },
  }),
  z.strictObject({
    ...{ preset: z.literal('uniswap-universal-swap'), router: address, guard: address },
    ...{ permit2: address.exactOptional(), tokenIn: address, tokenOut: address },
    route: z.union([
      z.strictObject({ version: z.literal('v2'), through }),
      z.strictObject({ version: z.literal('v3'), through, fees: z.array(fee) }),
      z.literal('any'),
    ]),
    ...{ amountInPerCall: bigWhole, limit: bigWhole, maxSwaps: bigWhole, minAmountOut: bigWhole },
    ...{ latestExpiration: time, limitPrefix: z.string().exactOptional() },
  }),
  z.strictObject({
    ...{ preset: z.literal('wrapped-ether'), weth: address },
    ...{ wrap: wrapping.exactOptional(), unwrap: wrapping.exactOptional() },
  }),
  z.strictObject({
    ...{ preset: z.literal('permit2-approval'), permit2: address.exactOptional(), token: address },
    ...{ spender: address, amountPerCall: bigWhole, limit: bigWhole, latestExpiration: time },
    limitName: z.string().exactOptional(),
  }),
])

/**
 * The preset of an entry.
 * @throws what the SDK's presets throw.
 */
export function toSwapPreset(entry: z.infer<typeof swapPresetSchema>): Preset {
  switch (entry.preset) {
    case 'uniswap-v2-swap':
      return uniswapV2Swap(entry)
    case 'uniswap-v3-swap':
      return uniswapV3Swap(entry)
    case 'uniswap-v3-path-swap':
      return uniswapV3PathSwap(entry)
    case 'uniswap-universal-swap':
      return uniswapUniversalSwap(entry)
    case 'wrapped-ether':
      return wrappedEther(entry)
    case 'permit2-approval':
      return permit2Approval(entry)
  }
}
