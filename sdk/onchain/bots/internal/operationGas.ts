import { estimateUserOperationGas, type UserOperation } from 'viem/account-abstraction'
import { bundlerOf } from '../../actions/internal/operation.ts'
import { MAX_VALIDATION_GAS } from '../../actions/internal/operationBounds.ts'
import type { HolderClientBase } from '../../clients/holderClientBase.ts'
import type { ErrorContext } from '../../errors/errorContext.ts'
import { toLatchkeyError } from '../../errors/toLatchkeyError.ts'
import { greater, lesser } from './greater.ts'

/** The three gas limits of an operation without a paymaster. */
export type OperationGas = Pick<UserOperation, 'callGasLimit' | 'verificationGasLimit' | 'preVerificationGas'>

/**
 * Asks the bundler, which simulates the operation, so that what would be refused or revert is found out.
 * @throws the refusal as a typed error.
 */
export async function estimateOperationGas(
  client: HolderClientBase,
  operation: UserOperation,
  context: ErrorContext,
): Promise<OperationGas> {
  const { accountPort, signer } = client
  const request = { ...operation, entryPointAddress: accountPort.entryPoint.address }
  const gas = await estimateUserOperationGas(bundlerOf(client), request as never).catch((error: unknown) => {
    throw toLatchkeyError(error, context)
  })
  const { callGasLimit, preVerificationGas } = gas
  const verificationGasLimit = gas.verificationGasLimit + (signer.extraVerificationGas ?? 0n)
  return { callGasLimit, preVerificationGas, verificationGasLimit }
}

/** Gas that was measured before, and some percent on top; validation gets no more than bundlers give, unless it took more. */
export function withMargin(gas: OperationGas, percent: bigint): OperationGas {
  const more = (amount: bigint): bigint => (amount * (100n + percent)) / 100n
  const { verificationGasLimit: measured } = gas
  return {
    callGasLimit: more(gas.callGasLimit),
    preVerificationGas: more(gas.preVerificationGas),
    verificationGasLimit: greater(measured, lesser(more(measured), MAX_VALIDATION_GAS)),
  }
}
