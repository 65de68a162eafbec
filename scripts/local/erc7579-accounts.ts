import { type Address, concatHex, type Hex, pad } from 'viem'
import { entryPoints } from './entrypoints.ts'
import { modulekitCode } from './modulekit.ts'

/** Other people's ERC-7579 accounts on a chain, all for EntryPoint 0.7, as their published versions are. */
export type Erc7579Contracts = {
  readonly safe: {
    readonly launchpad: Address
    readonly adapter: Address
    readonly singleton: Address
    readonly factory: Address
  }
  readonly kernel: { readonly factory: Address }
  readonly nexus: { readonly factory: Address; readonly bootstrap: Address }
}

/**
 * Deploys Safe with Safe7579 1.0.0, Kernel 0.3.1 and Nexus 1.0.0. The published build of Kernel exceeds the code size that public
 * chains allow: start the chain with `--disable-code-size-limit`.
 * @param deploy Creates a contract and tells its address.
 * @param registry ERC-7484 registry that Safes are set up with.
 * @throws PackageUnavailableError when the package that carries their code cannot be had.
 */
export async function deployErc7579Accounts(
  deploy: (bytecode: Hex) => Promise<Address>,
  registry: Address,
): Promise<Erc7579Contracts> {
  const entryPoint = pad(entryPoints['0.7'])
  const safe = (constant: string) => modulekitCode('Safe7579', constant)
  const kernel = await deploy(concatHex([modulekitCode('Kernel', 'KERNEL_BYTECODE'), entryPoint]))
  const nexus = await deploy(concatHex([modulekitCode('Nexus', 'NEXUS_BYTECODE'), entryPoint]))
  // It only owns the stake of the factory.
  const factoryOwner = pad(entryPoints['0.7'])
  return {
    safe: {
      launchpad: await deploy(concatHex([safe('SAFE7579_LAUNCHPAD_BYTECODE'), entryPoint, pad(registry)])),
      adapter: await deploy(safe('SAFE7579_BYTECODE')),
      singleton: await deploy(safe('SAFE_SINGLETON_BYTECODE')),
      factory: await deploy(safe('SAFE_PROXY_FACTORY_BYTECODE')),
    },
    kernel: {
      factory: await deploy(concatHex([modulekitCode('Kernel', 'KERNEL_FACTORY_BYTECODE'), pad(kernel)])),
    },
    nexus: {
      factory: await deploy(
        concatHex([modulekitCode('Nexus', 'NEXUS_ACCOUNT_FACTORY_BYTECODE'), pad(nexus), factoryOwner]),
      ),
      bootstrap: await deploy(modulekitCode('Nexus', 'NEXUS_BOOTSTRAP_BYTECODE')),
    },
  }
}
