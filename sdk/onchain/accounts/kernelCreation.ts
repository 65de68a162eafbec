import { type Address, encodeFunctionData, type Hex, parseAbi, zeroAddress, zeroHash } from 'viem'
import type { AccountCreation } from './accountCreation.ts'
import { kernelValidationId } from './kernelAccount.ts'

export type KernelCreationParameters = {
  /** Becomes the root validator. */
  ownerValidator: Address
  /** What that validator is installed with. */
  ownerValidatorData: Hex
  contracts: {
    /** KernelFactory. */
    factory: Address
  }
  /** 32 bytes that tell accounts of the same set-up apart; zero by default. */
  salt?: Hex | undefined
}

const kernelAbi = parseAbi([
  'function createAccount(bytes data, bytes32 salt)',
  'function initialize(bytes21 rootValidator, address hook, bytes validatorData, bytes hookData, bytes[] initConfig)',
])

/** A Kernel account as its factory makes it, with the owner's validator as root and without a hook. */
export function kernelCreation(parameters: KernelCreationParameters): AccountCreation {
  const { ownerValidator, ownerValidatorData, contracts, salt = zeroHash } = parameters
  const initialise = encodeFunctionData({
    abi: kernelAbi,
    functionName: 'initialize',
    args: [kernelValidationId(ownerValidator), zeroAddress, ownerValidatorData, '0x', []],
  })
  return {
    factory: contracts.factory,
    factoryData: encodeFunctionData({
      abi: kernelAbi,
      functionName: 'createAccount',
      args: [initialise, salt],
    }),
  }
}
