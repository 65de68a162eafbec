import { type Address, encodeAbiParameters, getCreate2Address, keccak256, maxUint256 } from 'viem'
import type { Deployer } from './deployer.ts'
import { positionManagerAbi } from './uniswap-abi.ts'

/** Fee tier of the local pools, in hundredths of a basis point: 0.3 %. */
export const POOL_FEE = 3_000

/** Hash of the pool's creation code, as v3-periphery has it in PoolAddress.sol. */
export const POOL_INIT_CODE_HASH = '0xe34f199b19b2b4f47f68442619d555527d244f78a3297ea89325f843f87b8b54'

// The widest range that the fee tier's tick spacing of 60 allows: liquidity at every price.
const TICK_BOUND = 887_220

/** An amount of a token, in its smallest unit. */
export interface TokenAmount {
  token: Address
  amount: bigint
}

/**
 * Creates a pool whose price is the ratio of two amounts, and puts them in as liquidity at every price. The
 * deployer must hold them, and the position manager must be approved to take them.
 *
 * @returns the pool's address.
 */
export function createPool(
  deployer: Deployer,
  contracts: { factory: Address; positionManager: Address },
  amounts: readonly [TokenAmount, TokenAmount],
): Address {
  const [side0, side1] = inPoolOrder(amounts)
  const pair = [side0.token, side1.token, POOL_FEE] as const
  const manager = { to: contracts.positionManager, abi: positionManagerAbi }
  deployer.call('creating a pool', {
    ...manager,
    functionName: 'createAndInitializePoolIfNecessary',
    args: [...pair, sqrtPriceX96(side0.amount, side1.amount)],
  })
  const position = {
    ...{ token0: side0.token, token1: side1.token, fee: POOL_FEE },
    ...{ tickLower: -TICK_BOUND, tickUpper: TICK_BOUND },
    ...{ amount0Desired: side0.amount, amount1Desired: side1.amount, amount0Min: 0n, amount1Min: 0n },
    ...{ recipient: deployer.account, deadline: maxUint256 },
  }
  deployer.call('adding liquidity', { ...manager, functionName: 'mint', args: [position] })
  return poolAddress(contracts.factory, pair)
}

// A pool's token0 is the one with the lower address, whichever way the pair is spoken of.
function inPoolOrder([a, b]: readonly [TokenAmount, TokenAmount]): [TokenAmount, TokenAmount] {
  return BigInt(a.token) < BigInt(b.token) ? [a, b] : [b, a]
}

// Q64.96 square root of how much token1 one token0 is worth. The shift is inside the root, to keep all its digits.
function sqrtPriceX96(amount0: bigint, amount1: bigint): bigint {
  return squareRoot((amount1 << 192n) / amount0)
}

function squareRoot(value: bigint): bigint {
  let root = 1n << BigInt(Math.ceil(value.toString(2).length / 2))
  for (;;) {
    const next = (root + value / root) >> 1n
    if (next >= root) return root
    root = next
  }
}

function poolAddress(from: Address, pair: readonly [Address, Address, number]): Address {
  const key = encodeAbiParameters([{ type: 'address' }, { type: 'address' }, { type: 'uint24' }], pair)
  return getCreate2Address({ from, salt: keccak256(key), bytecodeHash: POOL_INIT_CODE_HASH })
}
