import {
  type Address,
  encodeAbiParameters,
  encodeFunctionData,
  type Hex,
  keccak256,
  parseAbi,
  parseAbiParameters,
  zeroAddress,
} from 'viem'
import type { AccountCreation } from './accountCreation.ts'
import type { ModuleRegistry } from './accountPort.ts'

export type Safe7579CreationParameters = {
  /** Owners of the Safe itself. */
  owners: readonly Address[]
  /** How many of them sign together. */
  threshold: number
  /** Installed from the start, so that the first operation has somebody to judge it. */
  ownerValidator: Address
  /** What that validator is installed with. */
  ownerValidatorData: Hex
  contracts: {
    launchpad: Address
    adapter: Address
    /** SafeL2 or Safe. */
    singleton: Address
    /** SafeProxyFactory. */
    factory: Address
  }
  /** The launchpad's ERC-7484 registry and whom the Safe is to trust there; without attesters it trusts nobody. */
  registry: ModuleRegistry
  /** Tells Safes of the same set-up apart; 0 by default. */
  saltNonce?: bigint | undefined
}

const launchpadAbi = parseAbi([
  'struct ModuleInit { address module; bytes initData; }',
  'struct InitData { address singleton; address[] owners; uint256 threshold; address setupTo; bytes setupData; address safe7579; ModuleInit[] validators; bytes callData; }',
  'function initSafe7579(address safe7579, ModuleInit[] executors, ModuleInit[] fallbacks, ModuleInit[] hooks, address[] attesters, uint8 threshold)',
  'function preValidationSetup(bytes32 initHash, address to, bytes preInit)',
  'function setupSafe(InitData initData)',
  'function createProxyWithNonce(address singleton, bytes initializer, uint256 saltNonce)',
])

/** What the launchpad hashes: all of `InitData` but its calldata. */
const HASHED = parseAbiParameters([
  'address, address[], uint256, address, bytes, address, ModuleInit[]',
  'struct ModuleInit { address module; bytes initData; }',
])

/**
 * A Safe that comes to be through the Safe7579 launchpad. Its first operation sets it up and makes the owner's calls in the
 * same step.
 */
export function safe7579Creation(parameters: Safe7579CreationParameters): AccountCreation {
  const { contracts, owners, threshold, ownerValidator, ownerValidatorData, registry } = parameters
  const { launchpad, adapter, singleton, factory } = contracts
  const { attesters = [], threshold: attestations = 0 } = registry.trusts ?? {}
  const setupData = encodeFunctionData({
    abi: launchpadAbi,
    functionName: 'initSafe7579',
    args: [adapter, [], [], [], attesters, attestations],
  })
  const validators = [{ module: ownerValidator, initData: ownerValidatorData }]
  const hashed = [singleton, owners, BigInt(threshold), launchpad, setupData, adapter, validators] as const
  const initializer = encodeFunctionData({
    abi: launchpadAbi,
    functionName: 'preValidationSetup',
    args: [keccak256(encodeAbiParameters(HASHED, hashed)), zeroAddress, '0x'],
  })
  const init = {
    ...{ singleton, owners, threshold: BigInt(threshold), setupTo: launchpad, setupData },
    ...{ safe7579: adapter, validators },
  }
  return {
    factory,
    factoryData: encodeFunctionData({
      abi: launchpadAbi,
      functionName: 'createProxyWithNonce',
      args: [launchpad, initializer, parameters.saltNonce ?? 0n],
    }),
    firstCallData: (callData) =>
      encodeFunctionData({ abi: launchpadAbi, functionName: 'setupSafe', args: [{ ...init, callData }] }),
    registry: { address: registry.address, trusts: { attesters, threshold: attestations } },
  }
}
