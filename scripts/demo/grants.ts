import { parseUnits } from 'viem'
import type { Key } from '../../sdk/core/key.ts'
import { type DefineGrantReturnType, defineGrant } from '../../sdk/onchain/grant/defineGrant.ts'
import { hashGrant } from '../../sdk/onchain/grant/hashGrant.ts'
import { erc20Transfer } from '../../sdk/onchain/permissions/erc20Transfer.ts'
import { uniswapV3Swap } from '../../sdk/onchain/permissions/uniswapV3Swap.ts'
import type { World } from './world.ts'

/** USDC has six decimals. */
export const usdc = (amount: string): bigint => parseUnits(amount, 6)

/** Most of one swap, and of all swaps together. */
export const SWAP_CAPS = { perCall: usdc('100'), lifetime: usdc('230') }

export type SwapGrantParameters = {
  world: World
  account: `0x${string}`
  epoch: bigint
  sessionKey: Key
  rotator?: Key
  /** Seconds from now on, with what lies a minute back. */
  seconds: number
}

/** Swaps USDC for WETH on one pool, paid out to the account, and small payments to one payee. */
export async function swapGrant(parameters: SwapGrantParameters): Promise<DefineGrantReturnType> {
  const { world, account, epoch, sessionKey, rotator, seconds } = parameters
  const { uniswap, stack, module, relayer } = world
  const now = Number(await stack.clock.now())
  const swap = uniswapV3Swap({
    ...{ router: uniswap.router, routerVersion: 'SwapRouter', fee: uniswap.fee },
    ...{ tokenIn: uniswap.usdc, tokenOut: uniswap.weth, minAmountOut: 1n },
    ...{ amountInPerCall: SWAP_CAPS.perCall, limit: SWAP_CAPS.lifetime },
  })
  const pay = erc20Transfer({
    ...{ token: uniswap.usdc, recipients: [relayer.address], maxPerCall: usdc('5'), limit: usdc('10') },
    limitName: 'payments',
  })
  return defineGrant({
    ...{ account, module, chainId: stack.chain.id, epoch, sessionKey },
    ...{ validAfter: now - 60, validUntil: now + seconds, maximumFee: 'unlimited' },
    ...(rotator ? { rotator, keyLifetime: 86_400 } : {}),
    permissions: [...swap.permissions, ...pay.permissions],
    limits: { ...swap.limits, ...pay.limits },
  })
}

/** The grant that no owner should give, its first permission turned on the account itself: what the contract makes of it. */
export function turnedOnItself(granted: DefineGrantReturnType): DefineGrantReturnType {
  const [first, ...rest] = granted.grant.permissions
  if (!first) throw new Error('unreachable: a grant has permissions')
  const permissions = [{ ...first, target: granted.grant.account }, ...rest]
  const grant = { ...granted.grant, permissions }
  return { ...granted, grant, grantId: hashGrant(grant, granted.module) }
}
