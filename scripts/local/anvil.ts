import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { TEST_ACCOUNT_COUNT, TEST_MNEMONIC } from './accounts.ts'
import { type RunningProcess, startProcess } from './process.ts'

/** How the chain is to be. */
export interface StartAnvilParameters {
  /** Rules of the chain. Osaka has the P-256 precompile of EIP-7951 and EIP-7702. */
  hardfork?: 'osaka' | 'prague' | 'cancun'
  chainId?: number
  /** Time of the genesis block, unix seconds. The present if left out. */
  timestamp?: number
  /** Further command line arguments of anvil. */
  args?: readonly string[]
}

/** A running chain. */
export interface Anvil extends Pick<RunningProcess, 'pid' | 'output' | 'stop'> {
  readonly rpcUrl: string
}

/**
 * Starts a fresh chain that mines a block for every transaction, on a loopback port chosen by the operating system.
 * The test accounts of accounts.ts hold 10,000 ether each. The CREATE2 deployer is in place.
 */
export async function startAnvil(parameters: StartAnvilParameters = {}): Promise<Anvil> {
  const { hardfork = 'osaka', chainId = 31_337, timestamp, args = [] } = parameters
  const { pid, match, output, stop } = await startProcess({
    name: 'anvil',
    command: anvilBinary(),
    args: [
      ...['--host', '127.0.0.1', '--port', '0', '--hardfork', hardfork, '--chain-id', String(chainId)],
      ...['--mnemonic', TEST_MNEMONIC, '--accounts', String(TEST_ACCOUNT_COUNT)],
      ...(timestamp === undefined ? [] : ['--timestamp', String(timestamp)]),
      ...args,
    ],
    ready: /Listening on (127\.0\.0\.1:\d+)/,
  })
  return { pid, rpcUrl: `http://${match?.[1]}`, output, stop }
}

// The binary itself, not the launcher in front of it: npm may have skipped the script that installs the launcher,
// and the launcher's process would stand between us and the one to stop.
function anvilBinary(): string {
  const resolve = createRequire(import.meta.url).resolve
  const architecture = process.arch === 'x64' ? 'amd64' : process.arch
  const root = dirname(resolve(`@foundry-rs/anvil-${process.platform}-${architecture}/package.json`))
  return join(root, 'bin', process.platform === 'win32' ? 'anvil.exe' : 'anvil')
}
