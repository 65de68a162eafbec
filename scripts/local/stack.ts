import {
  type Account,
  createPublicClient,
  createTestClient,
  createWalletClient,
  type HttpTransport,
  http,
  type PublicClient,
  type TestClient,
  type WalletClient,
} from 'viem'
import { foundry } from 'viem/chains'
import { type TestAccounts, testAccounts } from './accounts.ts'
import { type StartAnvilParameters, startAnvil } from './anvil.ts'
import { type Bundler, startBundler } from './bundler.ts'
import { type ChainClock, createChainClock } from './chain-clock.ts'
import { createDeployer } from './deployer.ts'
import { deployEntryPoints, entryPoints, placeEntryPointCandidate } from './entrypoints.ts'
import { deployUniswap, type Uniswap } from './uniswap.ts'

/** What the local stack is to have besides a chain with EntryPoints. */
export interface LocalStackOptions {
  /** An ERC-4337 bundler, on by default; `safeMode` enforces the validation rules of ERC-7562. */
  bundler?: boolean | { safeMode: boolean }
  /** Uniswap v3 with two pools, off by default. Needs the project's contracts to be compiled. */
  uniswap?: boolean
  chain?: StartAnvilParameters
  /** Told each step as it is done. */
  log?: (step: string) => void
}

/** Viem's chain for anvil, whatever its id is here. */
type LocalChain = Omit<typeof foundry, 'id'> & { readonly id: number }

/** A chain with everything around it, all on loopback. Several may run side by side. */
export interface LocalStack extends AsyncDisposable {
  readonly chain: LocalChain
  readonly rpcUrl: string
  /** Undefined without a bundler. */
  readonly bundlerUrl: string | undefined
  readonly publicClient: PublicClient<HttpTransport, LocalChain>
  readonly testClient: TestClient<'anvil', HttpTransport, LocalChain>
  /** Sends from the first of `accounts`. */
  readonly walletClient: WalletClient<HttpTransport, LocalChain, Account>
  /** Ten accounts that hold 10,000 ether each; the bundler uses none of them. */
  readonly accounts: TestAccounts
  readonly entryPoints: typeof entryPoints
  readonly clock: ChainClock
  /** Undefined unless asked for. */
  readonly uniswap: Uniswap | undefined
  /** Process ids of the chain and the bundler. */
  readonly pids: readonly number[]
  /** Ends every process of the stack and waits until they are gone. May be called more than once. */
  stop(): Promise<void>
}

// The chain answers at once; viem's default of four seconds between questions is for public chains.
const POLLING_INTERVAL_MS = 10

/** Starts a {@link LocalStack}. It ends with `stop`, with `await using`, and with this process at the latest. */
export async function startLocalStack(options: LocalStackOptions = {}): Promise<LocalStack> {
  const { bundler: wanted = true, log = () => {} } = options
  const chain: LocalChain = { ...foundry, id: options.chain?.chainId ?? foundry.id }
  const anvil = await startAnvil({ ...options.chain, chainId: chain.id })
  log(`chain ${chain.id} at ${anvil.rpcUrl}`)
  // The bundler takes longest to load. It waits for its EntryPoints by itself, see alto-server.ts.
  const starting = wanted
    ? startLoggedBundler(anvil.rpcUrl, wanted === true ? false : wanted.safeMode, log)
    : undefined
  const stop = async () => {
    const bundler = await starting?.catch(() => undefined)
    await Promise.all([anvil.stop(), bundler?.stop()])
  }
  try {
    const clients = createClients(chain, anvil.rpcUrl)
    const [uniswap, bundler] = await Promise.all([deploy(clients, options.uniswap ?? false, log), starting])
    return {
      ...{ chain, rpcUrl: anvil.rpcUrl, bundlerUrl: bundler?.bundlerUrl, ...clients },
      ...{ accounts: testAccounts, entryPoints, uniswap, stop, [Symbol.asyncDispose]: stop },
      clock: createChainClock(clients.publicClient, clients.testClient),
      pids: [anvil.pid, ...(bundler ? [bundler.pid] : [])],
    }
  } catch (error) {
    await stop()
    throw error
  }
}

type Clients = Pick<LocalStack, 'publicClient' | 'testClient' | 'walletClient'>
type Log = (step: string) => void

function createClients(chain: LocalChain, rpcUrl: string): Clients {
  const shared = {
    chain,
    transport: http(rpcUrl, { retryCount: 0 }),
    pollingInterval: POLLING_INTERVAL_MS,
    cacheTime: 0,
  }
  return {
    publicClient: createPublicClient(shared),
    testClient: createTestClient({ ...shared, mode: 'anvil' }),
    walletClient: createWalletClient({ ...shared, account: testAccounts[0] }),
  }
}

async function startLoggedBundler(rpcUrl: string, safeMode: boolean, log: Log): Promise<Bundler> {
  const bundler = await startBundler({ rpcUrl, entryPoints: Object.values(entryPoints), safeMode })
  log(`bundler${safeMode ? ' in safe mode' : ''} at ${bundler.bundlerUrl}`)
  return bundler
}

async function deploy(clients: Clients, withUniswap: boolean, log: Log): Promise<Uniswap | undefined> {
  // First: the deployer counts its nonces by itself.
  await placeEntryPointCandidate(clients)
  const deployer = await createDeployer(clients.publicClient, clients.walletClient)
  deployEntryPoints(deployer)
  await deployer.settle()
  log('EntryPoints 0.7, 0.8 and the candidate of 0.9')
  if (!withUniswap) return undefined
  const uniswap = deployUniswap(deployer, clients.publicClient)
  await deployer.settle()
  log('Uniswap v3 with the pools WETH/USDC and WETH/DAI')
  return uniswap
}
