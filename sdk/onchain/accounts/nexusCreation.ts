import {
  type Address,
  encodeAbiParameters,
  encodeFunctionData,
  type Hex,
  parseAbi,
  parseAbiParameters,
  zeroAddress,
  zeroHash,
} from 'viem'
import type { AccountCreation } from './accountCreation.ts'
import type { ModuleRegistry } from './accountPort.ts'

export type NexusCreationParameters = {
  ownerValidator: Address
  /** What that validator is installed with. */
  ownerValidatorData: Hex
  contracts: {
    /** NexusAccountFactory. */
    factory: Address
    bootstrap: Address
  }
  /** The ERC-7484 registry to ask, and whom to trust there; none by default. */
  registry?: ModuleRegistry | undefined
  /** 32 bytes that tell accounts of the same set-up apart; zero by default. */
  salt?: Hex | undefined
}

const nexusAbi = parseAbi([
  'function createAccount(bytes initData, bytes32 salt)',
  'function initNexusWithSingleValidator(address validator, bytes data, address registry, address[] attesters, uint8 threshold)',
])

/** A Nexus account as its factory makes it, with the owner's validator. */
export function nexusCreation(parameters: NexusCreationParameters): AccountCreation {
  const { ownerValidator, ownerValidatorData, contracts, registry, salt = zeroHash } = parameters
  const { attesters = [], threshold = 0 } = registry?.trusts ?? {}
  const initialise = encodeFunctionData({
    abi: nexusAbi,
    functionName: 'initNexusWithSingleValidator',
    args: [ownerValidator, ownerValidatorData, registry?.address ?? zeroAddress, attesters, threshold],
  })
  const initData = encodeAbiParameters(parseAbiParameters('address, bytes'), [
    contracts.bootstrap,
    initialise,
  ])
  return {
    factory: contracts.factory,
    factoryData: encodeFunctionData({
      abi: nexusAbi,
      functionName: 'createAccount',
      args: [initData, salt],
    }),
    registry: registry && { address: registry.address, trusts: { attesters, threshold } },
  }
}
