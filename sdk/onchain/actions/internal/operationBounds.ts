import { type Hex, size } from 'viem'
import { OperationTooLargeError, ValidationGasExceededError } from '../../../errors/bundler.ts'

/** ERC-7562: most bytes of an operation that a bundler takes, inclusive. */
const MAX_OPERATION_SIZE = 8_192

/** ERC-7562: most gas of an operation's validation that a bundler gives, inclusive. */
export const MAX_VALIDATION_GAS = 500_000n

/** Everything of a packed operation but calldata and signature: nine words, three lengths and offsets. */
const FIXED_SIZE = 15 * 32

/**
 * Refuses an operation that is larger than bundlers take.
 * @throws OperationTooLargeError.
 */
export function checkOperationSize(callData: Hex, signature: Hex): void {
  const bytes = FIXED_SIZE + size(callData) + size(signature)
  if (bytes > MAX_OPERATION_SIZE) {
    throw new OperationTooLargeError({ size: bytes, allowed: MAX_OPERATION_SIZE })
  }
}

/**
 * Refuses an operation whose validation takes more gas than bundlers give.
 * @throws ValidationGasExceededError.
 */
export function checkValidationGas(gas: bigint): void {
  if (gas > MAX_VALIDATION_GAS) throw new ValidationGasExceededError({ gas, allowed: MAX_VALIDATION_GAS })
}
