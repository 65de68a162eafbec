import { type Address, isAddressEqual, zeroAddress } from 'viem'
import { MAX_FEE_BUDGET, UNLIMITED } from '../../core/constants.ts'
import type { Grant } from '../../core/grant.ts'
import { PaymasterRuleKind } from '../../core/paymasterRule.ts'
import { PaymasterForbiddenError } from '../../errors/contractExecution.ts'
import { FeeBudgetExceededError, FeePriceExceededError, FeeUnboundedError } from '../../errors/contractFee.ts'

/** What of an operation decides over its fee. */
export type OperationFee = {
  readonly maxFeePerGas: bigint
  readonly preVerificationGas: bigint
  readonly verificationGasLimit: bigint
  readonly callGasLimit: bigint
  readonly paymaster?: Address | undefined
}

/** The most that an operation could cost the account, in wei: all its gas at its full price. */
export function maximumFeeOf(operation: OperationFee): bigint {
  const { preVerificationGas, verificationGasLimit, callGasLimit, maxFeePerGas } = operation
  return (preVerificationGas + verificationGasLimit + callGasLimit) * maxFeePerGas
}

/**
 * Refuses an operation by its price, its paymaster and the most that it could cost the account, as the module does.
 * @param spent What was counted of the grant's fee budget before, in wei.
 * @throws FeePriceExceededError, PaymasterForbiddenError, FeeBudgetExceededError, FeeUnboundedError.
 */
export function checkFee(
  grant: Pick<Grant, 'guards' | 'maximumFee' | 'paymaster'>,
  operation: OperationFee,
  spent: bigint,
): void {
  const { budget, price } = grant.maximumFee
  const { maxFeePerGas, paymaster } = operation
  if (maxFeePerGas > price) throw new FeePriceExceededError({ price: maxFeePerGas, allowed: price })
  if (paymaster !== undefined) {
    checkPaymaster(grant.paymaster, paymaster)
    return
  }
  if (budget === UNLIMITED) {
    if (grant.guards.length > 0) throw new FeeUnboundedError()
    return
  }
  const requested = maximumFeeOf(operation)
  const remaining = budget > spent ? budget - spent : 0n
  if (requested > remaining || spent + requested > MAX_FEE_BUDGET) {
    throw new FeeBudgetExceededError({ requested, remaining })
  }
}

function checkPaymaster({ kind, listed }: Grant['paymaster'], paymaster: Address): void {
  // An EntryPoint takes the zero address for none, and lets the account pay.
  const allowed =
    !isAddressEqual(paymaster, zeroAddress) &&
    (kind === PaymasterRuleKind.any || listed.some((each) => isAddressEqual(each, paymaster)))
  if (!allowed) throw new PaymasterForbiddenError({ paymaster })
}
