import {
  concatHex,
  encodeAbiParameters,
  encodeFunctionData,
  pad,
  parseAbi,
  parseAbiParameters,
  zeroAddress,
  zeroHash,
} from 'viem'
import { entryPoint07Address } from 'viem/account-abstraction'
import { modulekitCode } from '../../scripts/local/modulekit.ts'
import type { OperationAccountParameters, OperationAccountPart } from './operationAccount.ts'

const nexusAbi = parseAbi([
  'function createAccount(bytes initData, bytes32 salt) payable returns (address)',
  'function computeAccountAddress(bytes initData, bytes32 salt) view returns (address)',
  'function initNexusWithSingleValidator(address validator, bytes data, address registry, address[] attesters, uint8 threshold)',
  'function accountId() view returns (string)',
])

/** A Nexus account as its factory creates it, with the owner's validator and without a module registry. */
export async function nexusOperationAccount(
  parameters: OperationAccountParameters,
): Promise<OperationAccountPart> {
  const { world, owner, ownerValidator } = parameters
  const deployer = await world.person('deployer')
  const nexus = await world.deploy(
    'Nexus',
    concatHex([modulekitCode('Nexus', 'NEXUS_BYTECODE'), pad(entryPoint07Address)]),
  )
  const factory = await world.deploy(
    'Nexus factory',
    concatHex([modulekitCode('Nexus', 'NEXUS_ACCOUNT_FACTORY_BYTECODE'), pad(nexus), pad(deployer.address)]),
  )
  const bootstrap = await world.deploy('Nexus bootstrap', modulekitCode('Nexus', 'NEXUS_BOOTSTRAP_BYTECODE'))
  const initialise = encodeFunctionData({
    ...{ abi: nexusAbi, functionName: 'initNexusWithSingleValidator' },
    args: [ownerValidator, owner.address, zeroAddress, [], 0],
  })
  const initData = encodeAbiParameters(parseAbiParameters('address, bytes'), [bootstrap, initialise])
  const args = [initData, zeroHash] as const
  const data = encodeFunctionData({ abi: nexusAbi, functionName: 'createAccount', args })
  await world.send(deployer, { to: factory, data })
  const address = await world.publicClient.readContract({
    ...{ address: factory, abi: nexusAbi, functionName: 'computeAccountAddress', args },
  })
  const label = await world.publicClient.readContract({ address, abi: nexusAbi, functionName: 'accountId' })
  // 3 bytes free, 1 byte mode 0, 20 bytes validator.
  return { label, address, nonceKey: BigInt }
}
