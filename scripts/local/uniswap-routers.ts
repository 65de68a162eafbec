import { type Address, keccak256, maxUint256, parseEther, parseUnits, zeroAddress } from 'viem'
import { packageArtifact } from './artifacts.ts'
import { createDeployer, type Deployer } from './deployer.ts'
import { scriptBytecode } from './script-bytecode.ts'
import type { LocalStack } from './stack.ts'
import type { Uniswap } from './uniswap.ts'
import { tokenAbi, v2LiquidityAbi } from './uniswap-abi.ts'
import { POOL_INIT_CODE_HASH } from './uniswap-pool.ts'

/** More of Uniswap, from its own npm packages: v2 with two liquid pairs, the later routers, and Permit2. */
export interface UniswapRouters {
  readonly v2Factory: Address
  /** UniswapV2Router02. */
  readonly v2Router: Address
  readonly swapRouter02: Address
  /** Without v4 and bridges: nothing stands behind those of its commands. */
  readonly universalRouter: Address
  /** At the address that it has on every chain. */
  readonly permit2: Address
}

/** The salt with which Permit2 was created everywhere. */
const PERMIT2_SALT = '0x0000000000000000000000000000000000000000d3af2663da51c10215000000'

const LIQUIDITY_ETHER = '1000'
const LIQUIDITY_DOLLARS = '2500000'

/** Deploys {@link UniswapRouters} beside the stack's Uniswap v3, and fills pairs of WETH with USDC and with DAI. */
export async function deployUniswapRouters(
  stack: Pick<LocalStack, 'publicClient' | 'walletClient'>,
  uniswap: Uniswap,
): Promise<UniswapRouters> {
  const deployer = await createDeployer(stack.publicClient, stack.walletClient)
  const pair = packageArtifact('@uniswap/v2-core/build/UniswapV2Pair.json')
  const v2Factory = deployer.deploy(
    'UniswapV2Factory',
    packageArtifact('@uniswap/v2-core/build/UniswapV2Factory.json'),
    [zeroAddress],
  )
  const v2Router = deployer.deploy(
    'UniswapV2Router02',
    packageArtifact('@uniswap/v2-periphery/build/UniswapV2Router02.json'),
    [v2Factory, uniswap.weth],
  )
  const swapRouter02 = deployer.deploy(
    'SwapRouter02',
    packageArtifact('@uniswap/swap-router-contracts/artifacts/contracts/SwapRouter02.sol/SwapRouter02.json'),
    [v2Factory, uniswap.factory, uniswap.positionManager, uniswap.weth],
  )
  const bytecode = scriptBytecode('@uniswap/uniswapx-sdk', 'contracts/factories/Permit2__factory.js')
  const permit2 = deployer.deployAt('Permit2', bytecode, PERMIT2_SALT)
  const universalRouter = deployer.deploy(
    'UniversalRouter',
    packageArtifact('@uniswap/universal-router/artifacts/contracts/UniversalRouter.sol/UniversalRouter.json'),
    [
      {
        ...{ permit2, weth9: uniswap.weth, v2Factory, v3Factory: uniswap.factory },
        ...{ pairInitCodeHash: keccak256(pair.bytecode), poolInitCodeHash: POOL_INIT_CODE_HASH },
        ...{ v4PoolManager: zeroAddress, v3NFTPositionManager: uniswap.positionManager },
        ...{ v4PositionManager: zeroAddress, spokePool: zeroAddress },
      },
    ],
  )
  const dollars = { usdc: parseUnits(LIQUIDITY_DOLLARS, 6), dai: parseUnits(LIQUIDITY_DOLLARS, 18) }
  fillPair(deployer, v2Router, uniswap.weth, { token: uniswap.usdc, amount: dollars.usdc })
  fillPair(deployer, v2Router, uniswap.weth, { token: uniswap.dai, amount: dollars.dai })
  await deployer.settle()
  return { v2Factory, v2Router, swapRouter02, universalRouter, permit2 }
}

// The router creates a pair that is not there yet.
function fillPair(
  deployer: Deployer,
  router: Address,
  weth: Address,
  { token, amount }: { token: Address; amount: bigint },
): void {
  const ether = parseEther(LIQUIDITY_ETHER)
  const { account } = deployer
  const call = { abi: tokenAbi }
  deployer.call('wrapping ether', { ...call, to: weth, functionName: 'deposit', args: [], value: ether })
  deployer.call('minting tokens', { ...call, to: token, functionName: 'mint', args: [account, amount] })
  for (const to of [weth, token]) {
    const args = [router, maxUint256]
    deployer.call('approving the router', { ...call, to, functionName: 'approve', args })
  }
  deployer.call('filling a pair', {
    ...{ to: router, abi: v2LiquidityAbi, functionName: 'addLiquidity' },
    args: [weth, token, ether, amount, 0n, 0n, account, maxUint256],
  })
}
