import type { Address, Hex } from 'viem'
import type { ModuleRegistry } from './accountPort.ts'

/** How an account comes to be with its first operation. */
export type AccountCreation = {
  readonly factory: Address
  readonly factoryData: Hex
  /** What that operation calls the account with instead of its calldata; as it is by default. */
  readonly firstCallData?: ((callData: Hex) => Hex) | undefined
  /** The registry that the account asks from its first operation on, and whom it trusts there. */
  readonly registry?: ModuleRegistry | undefined
}
