import { type Address, encodeDeployData, encodeFunctionData, type Hex, parseAbi } from 'viem'
import { projectArtifact } from '../../../scripts/local/artifacts.ts'
import { deployErc7579Accounts, type Erc7579Contracts } from '../../../scripts/local/erc7579-accounts.ts'
import { PackageUnavailableError } from '../../../scripts/local/packages.ts'
import { MODULE_TYPE } from '../../../sdk/onchain/accounts/accountPort.ts'
import { deployContract } from '../../../sdk/onchain/actions/deployContract.ts'
import { deployModule } from '../../../sdk/onchain/actions/deployModule.ts'
import { startWorld, type World } from '../../integration/support/world.ts'

/** A {@link World} with everybody's accounts. */
export type AccountWorld = World & {
  /** Two more session modules, for migrations and for neighbours in lists. */
  readonly otherModules: readonly [Address, Address]
  readonly ownerValidator: Address
  /** MockRegistry. */
  readonly registry: Address
  /** Vouches for every module that is here. */
  readonly attester: Address
  /** Undefined when the package that carries their code cannot be had. */
  readonly contracts: Erc7579Contracts | undefined
  deploy(source: string, args?: readonly unknown[]): Promise<Address>
  /** Lets somebody vouch for a module as one type. */
  attest(parameters: { by?: Address; module: Address; type: bigint }): Promise<void>
}

const registryAbi = parseAbi(['function attest(address module, uint256 moduleType, bool attested)'])

/**
 * Starts it.
 * @param safeMode Whether the bundler enforces the validation rules of ERC-7562.
 */
export async function startAccountWorld({ safeMode = false } = {}): Promise<AccountWorld> {
  const world = await startWorld({
    ...{ steadyFees: true, bundler: { safeMode } },
    chain: { args: ['--disable-code-size-limit'] },
  })
  const { publicClient, walletClient, testClient, accounts } = world.stack
  const [sender] = accounts
  const place = async (bytecode: Hex) => (await deployContract(publicClient, { sender, bytecode })).address
  const deploy = (source: string, args: readonly unknown[] = []) => {
    const { abi, bytecode } = projectArtifact(source)
    return place(encodeDeployData({ abi, bytecode, args }))
  }
  const ownerValidator = await deploy('contracts/mocks/MockOwnerValidator.sol')
  const registry = await deploy('contracts/mocks/MockRegistry.sol')
  const contracts = await deployErc7579Accounts(place, registry).catch((error: unknown) => {
    if (!(error instanceof PackageUnavailableError)) throw error
    process.stderr.write(`LEFT OUT: the accounts of Safe, Kernel and Nexus. ${error.message}.\n`)
    return undefined
  })
  const otherModules = [await deploySession(world, '5a'), await deploySession(world, '5b')] as const
  const attester = sender.address
  const attest: AccountWorld['attest'] = async ({ by = attester, module, type }) => {
    await testClient.impersonateAccount({ address: by })
    const data = encodeFunctionData({
      abi: registryAbi,
      functionName: 'attest',
      args: [module, type, true],
    })
    const hash = await walletClient.sendTransaction({ account: by, to: registry, data })
    await publicClient.waitForTransactionReceipt({ hash })
    await testClient.stopImpersonatingAccount({ address: by })
  }
  for (const module of [world.module, ...otherModules, ownerValidator]) {
    for (const type of Object.values(MODULE_TYPE)) await attest({ module, type })
  }
  return { ...world, otherModules, ownerValidator, registry, attester, contracts, deploy, attest }
}

async function deploySession(world: World, byte: string): Promise<Address> {
  const code = {
    extension: projectArtifact('contracts/SessionExtension.sol').bytecode,
    module: projectArtifact('contracts/SessionModule.sol').bytecode,
  }
  const [sender] = world.stack.accounts
  const salt: Hex = `0x${byte.repeat(32)}`
  return (await deployModule(world.stack.publicClient, { sender, code, salt })).address
}
