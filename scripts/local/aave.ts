import { type Address, getContractAddress, maxUint256, parseAbi, zeroAddress } from 'viem'
import { linkArtifact, packageArtifact } from './artifacts.ts'
import type { Deployer } from './deployer.ts'
import { tokenAbi } from './uniswap-abi.ts'

/** An asset to lend and borrow. */
export interface AaveReserve {
  /** A token with a `mint` that anyone may call. */
  asset: Address
  decimals: number
  /** Dollars for a whole token, with 8 decimals. */
  price: bigint
  /** How much of its value may be borrowed against it, in basis points. */
  loanToValue: bigint
  /** From which debt on it is liquidated, in basis points of its value. */
  liquidationThreshold: bigint
  /** What the deployer supplies, in the asset's smallest unit. */
  liquidity: bigint
}

/** Aave v3 on the local chain, from Aave's own npm artifacts, with the oracle and the reserves asked for. */
export interface Aave {
  /** The proxy. */
  readonly pool: Address
  readonly oracle: Address
  /** What stands for one supplied unit of an asset. */
  aToken(asset: Address): Address
  /** What stands for one unit of an asset borrowed at the variable rate. */
  variableDebtToken(asset: Address): Address
  /** Moves the price of an asset, in dollars with 8 decimals. */
  setPrice(deployer: Deployer, asset: Address, price: bigint): void
}

/** What a liquidator gets for 100 of debt: 5 more. */
const LIQUIDATION_BONUS = 10_500n
const RAY = 10n ** 27n

const oracleAbi = parseAbi(['function setAssetSources(address[] assets, address[] sources)'])
const supplyAbi = parseAbi([
  'function supply(address asset, uint256 amount, address onBehalfOf, uint16 code)',
])

/** Deploys {@link Aave}. Settle the deployer before using it. */
export function deployAave(deployer: Deployer, reserves: readonly AaveReserve[]): Aave {
  const market = ['Local', deployer.account]
  const provider = deploy(deployer, 'protocol/configuration/PoolAddressesProvider', market)
  const oracle = deployOracle(deployer, provider, reserves)
  // The provider creates the proxies: its first two contracts.
  const pool = deployPool(deployer, provider)
  const configurator = deployConfigurator(deployer, provider)
  initReserves(deployer, { provider, pool, configurator }, reserves)
  for (const reserve of reserves) provide(deployer, pool, reserve)
  const token = (asset: Address, place: 0 | 2): Address => {
    const at = reserves.findIndex((reserve) => reserve.asset === asset)
    // The configurator creates three tokens for each reserve: aToken, stable and variable debt.
    return getContractAddress({ from: configurator.address, nonce: BigInt(1 + 3 * at + place) })
  }
  return {
    ...{ pool, oracle: oracle.address },
    aToken: (asset) => token(asset, 0),
    variableDebtToken: (asset) => token(asset, 2),
    setPrice(later, asset, price) {
      const source = deployPrice(later, price)
      const moved = { functionName: 'setAssetSources', args: [[asset], [source]] }
      later.call('moving a price', { to: oracle.address, abi: oracleAbi, ...moved })
    },
  }
}

/** A contract of Aave's, and calls of it. */
interface Deployed {
  readonly address: Address
  call(functionName: string, args: readonly unknown[]): void
  /** The same behind a proxy. */
  at(proxy: Address): Deployed
}

function deploy(deployer: Deployer, path: string, args: readonly unknown[] = [], libraries = {}): Deployed {
  const name = path.replace(/^.*\//, '')
  const artifact = packageArtifact(`@aave/core-v3/artifacts/contracts/${path}.sol/${name}.json`)
  const { abi } = artifact
  const at = (address: Address): Deployed => ({
    ...{ address, at },
    call: (functionName, args) =>
      deployer.call(`${functionName} of ${name}`, { to: address, abi, functionName, args }),
  })
  return at(deployer.deploy(name, linkArtifact(artifact, libraries), args))
}

function deployOracle(deployer: Deployer, provider: Deployed, reserves: readonly AaveReserve[]): Deployed {
  const sources = reserves.map(({ price }) => deployPrice(deployer, price))
  const assets = reserves.map(({ asset }) => asset)
  // Prices are in dollars, which the oracle calls currency zero, with 8 decimals.
  const base = [zeroAddress, zeroAddress, 10n ** 8n]
  // Who may do what comes first: the oracle asks.
  provider.call('setACLAdmin', [deployer.account])
  const acl = deploy(deployer, 'protocol/configuration/ACLManager', [provider.address])
  provider.call('setACLManager', [acl.address])
  acl.call('addPoolAdmin', [deployer.account])
  const oracle = deploy(deployer, 'misc/AaveOracle', [provider.address, assets, sources, ...base])
  provider.call('setPriceOracle', [oracle.address])
  return oracle
}

function deployPrice(deployer: Deployer, price: bigint): Address {
  return deploy(deployer, 'mocks/oracle/CLAggregators/MockAggregator', [price]).address
}

function deployPool(deployer: Deployer, provider: Deployed): Address {
  const logic = (name: string, libraries = {}) =>
    deploy(deployer, `protocol/libraries/logic/${name}`, [], libraries).address
  const BorrowLogic = logic('BorrowLogic')
  const libraries = {
    ...{ BorrowLogic, FlashLoanLogic: logic('FlashLoanLogic', { BorrowLogic }) },
    ...{ BridgeLogic: logic('BridgeLogic'), EModeLogic: logic('EModeLogic') },
    ...{ LiquidationLogic: logic('LiquidationLogic'), PoolLogic: logic('PoolLogic') },
    SupplyLogic: logic('SupplyLogic'),
  }
  const pool = deploy(deployer, 'protocol/pool/Pool', [provider.address], libraries)
  provider.call('setPoolImpl', [pool.address])
  return getContractAddress({ from: provider.address, nonce: 1n })
}

function deployConfigurator(deployer: Deployer, provider: Deployed): Deployed {
  const path = 'protocol/libraries/logic/ConfiguratorLogic'
  const ConfiguratorLogic = deploy(deployer, path).address
  const code = deploy(deployer, 'protocol/pool/PoolConfigurator', [], { ConfiguratorLogic })
  provider.call('setPoolConfiguratorImpl', [code.address])
  return code.at(getContractAddress({ from: provider.address, nonce: 2n }))
}

function initReserves(
  deployer: Deployer,
  contracts: { provider: Deployed; pool: Address; configurator: Deployed },
  reserves: readonly AaveReserve[],
): void {
  const { provider, pool, configurator } = contracts
  const token = (name: string) => deploy(deployer, `protocol/tokenization/${name}`, [pool]).address
  const tokens = {
    aTokenImpl: token('AToken'),
    stableDebtTokenImpl: token('StableDebtToken'),
    variableDebtTokenImpl: token('VariableDebtToken'),
  }
  const names = {
    ...{ aTokenName: 'aToken', aTokenSymbol: 'a', variableDebtTokenName: 'variable debt' },
    ...{ variableDebtTokenSymbol: 'v', stableDebtTokenName: 'stable debt', stableDebtTokenSymbol: 's' },
  }
  const interestRateStrategyAddress = deployRates(deployer, provider)
  for (const { asset, decimals, loanToValue, liquidationThreshold } of reserves) {
    const reserve = {
      ...{ ...tokens, ...names, interestRateStrategyAddress },
      ...{ underlyingAsset: asset, underlyingAssetDecimals: decimals, params: '0x' },
      ...{ treasury: deployer.account, incentivesController: zeroAddress },
    }
    configurator.call('initReserves', [[reserve]])
    const terms = [loanToValue, liquidationThreshold, LIQUIDATION_BONUS]
    configurator.call('configureReserveAsCollateral', [asset, ...terms])
    configurator.call('setReserveBorrowing', [asset, true])
  }
}

/** Rates of 4 % at 80 % use, and the stable ones alike. */
function deployRates(deployer: Deployer, provider: Deployed): Address {
  const percent = (value: bigint) => (value * RAY) / 100n
  const variable = [percent(80n), 0n, percent(4n), percent(60n)]
  const stable = [percent(4n), percent(60n), percent(2n), percent(8n), percent(20n)]
  const path = 'protocol/pool/DefaultReserveInterestRateStrategy'
  return deploy(deployer, path, [provider.address, ...variable, ...stable]).address
}

/** Something to borrow. */
function provide(deployer: Deployer, pool: Address, { asset, liquidity }: AaveReserve): void {
  const token = { to: asset, abi: tokenAbi }
  deployer.call('minting', { ...token, functionName: 'mint', args: [deployer.account, liquidity] })
  deployer.call('approving the pool', { ...token, functionName: 'approve', args: [pool, maxUint256] })
  deployer.call('supplying', {
    ...{ to: pool, abi: supplyAbi, functionName: 'supply' },
    args: [asset, liquidity, deployer.account, 0],
  })
}
