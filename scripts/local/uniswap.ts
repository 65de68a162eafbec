import { type Address, maxUint256, type PublicClient, parseEther, parseUnits, zeroAddress } from 'viem'
import { packageArtifact, projectArtifact } from './artifacts.ts'
import type { Deployer } from './deployer.ts'
import { quoterAbi, tokenAbi } from './uniswap-abi.ts'
import { createPool, POOL_FEE, type TokenAmount } from './uniswap-pool.ts'

/** What to ask a price for. */
export interface QuoteParameters {
  tokenIn: Address
  tokenOut: Address
  /** In the smallest unit of `tokenIn`. */
  amountIn: bigint
}

/** Uniswap v3 on the local chain, from Uniswap's own npm artifacts, with two liquid pools of test tokens. */
export interface Uniswap {
  readonly factory: Address
  readonly router: Address
  readonly positionManager: Address
  readonly quoter: Address
  /** Wrapped ether, 18 decimals. */
  readonly weth: Address
  /** A mintable token of 6 decimals. */
  readonly usdc: Address
  /** A mintable token of 18 decimals. */
  readonly dai: Address
  readonly pools: {
    /** 1,000 WETH against 2,500,000 USDC. */
    readonly wethUsdc: Address
    /** 1,000 WETH against 2,500,000 DAI. */
    readonly wethDai: Address
  }
  /** Fee tier of both pools, in hundredths of a basis point. */
  readonly fee: typeof POOL_FEE
  /** How much of `tokenOut` a swap of `amountIn` would give now, fee and price movement included. */
  quote(parameters: QuoteParameters): Promise<bigint>
}

const LIQUIDITY_ETHER = '1000'
const LIQUIDITY_DOLLARS = '2500000'

/** Deploys {@link Uniswap}. Settle the deployer before using it. */
export function deployUniswap(deployer: Deployer, publicClient: PublicClient): Uniswap {
  const contracts = deployContracts(deployer)
  const { quoter, weth } = contracts
  const usdc = deployToken(deployer, ['USD Coin', 'USDC', 6])
  const dai = deployToken(deployer, ['Dai Stablecoin', 'DAI', 18])
  const ether: TokenAmount = { token: weth, amount: parseEther(LIQUIDITY_ETHER) }
  const usdcSide: TokenAmount = { token: usdc, amount: parseUnits(LIQUIDITY_DOLLARS, 6) }
  const daiSide: TokenAmount = { token: dai, amount: parseUnits(LIQUIDITY_DOLLARS, 18) }
  provide(deployer, contracts, [ether, usdcSide, daiSide])
  return {
    ...contracts,
    ...{ usdc, dai, fee: POOL_FEE },
    pools: {
      wethUsdc: createPool(deployer, contracts, [ether, usdcSide]),
      wethDai: createPool(deployer, contracts, [ether, daiSide]),
    },
    async quote(parameters) {
      const { result } = await publicClient.simulateContract({
        address: quoter,
        abi: quoterAbi,
        functionName: 'quoteExactInputSingle',
        args: [{ ...parameters, fee: POOL_FEE, sqrtPriceLimitX96: 0n }],
      })
      return result[0]
    },
  }
}

/** Deploys a test token that anyone may mint. */
function deployToken(
  deployer: Deployer,
  token: readonly [name: string, symbol: string, decimals: number],
): Address {
  return deployer.deploy(token[1], projectArtifact('contracts/mocks/MockERC20.sol'), token)
}

function deployContracts(
  deployer: Deployer,
): Pick<Uniswap, 'factory' | 'weth' | 'router' | 'positionManager' | 'quoter'> {
  const periphery = (name: string, folder = '') =>
    packageArtifact(`@uniswap/v3-periphery/artifacts/contracts/${folder}${name}.sol/${name}.json`)
  const weth = deployer.deploy('WETH9', packageArtifact('@uniswap/v2-periphery/build/WETH9.json'))
  const factory = deployer.deploy(
    'UniswapV3Factory',
    packageArtifact('@uniswap/v3-core/artifacts/contracts/UniswapV3Factory.sol/UniswapV3Factory.json'),
  )
  const router = deployer.deploy('SwapRouter', periphery('SwapRouter'), [factory, weth])
  const quoter = deployer.deploy('QuoterV2', periphery('QuoterV2', 'lens/'), [factory, weth])
  // No descriptor: it only draws pictures of positions.
  const positionManager = deployer.deploy(
    'NonfungiblePositionManager',
    periphery('NonfungiblePositionManager'),
    [factory, weth, zeroAddress],
  )
  return { factory, weth, router, quoter, positionManager }
}

// Gives the deployer what goes into the pools, and lets the position manager take it.
function provide(
  deployer: Deployer,
  { weth, positionManager }: Pick<Uniswap, 'weth' | 'positionManager'>,
  amounts: readonly TokenAmount[],
): void {
  for (const { token, amount } of amounts) {
    const call = { to: token, abi: tokenAbi }
    // Wrapped ether is one side of every other token's pool.
    if (token === weth) {
      const value = amount * BigInt(amounts.length - 1)
      deployer.call('wrapping ether', { ...call, functionName: 'deposit', args: [], value })
    } else {
      deployer.call('minting tokens', { ...call, functionName: 'mint', args: [deployer.account, amount] })
    }
    const approval = [positionManager, maxUint256]
    deployer.call('approving the position manager', { ...call, functionName: 'approve', args: approval })
  }
}
