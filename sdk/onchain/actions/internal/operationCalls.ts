import { encodeFunctionData, type Hash, parseAbi } from 'viem'
import { toPackedUserOperation, type UserOperation } from 'viem/account-abstraction'
import { getBalance, readContract } from 'viem/actions'
import { AccountFundsInsufficientError } from '../../../errors/bundler.ts'
import type { HolderClientBase } from '../../clients/holderClientBase.ts'
import { toLatchkeyError } from '../../errors/toLatchkeyError.ts'
import { maximumFeeOf } from '../../grant/checkFee.ts'
import type { CallToSimulate } from './simulateCalls.ts'

const accountAbi = parseAbi([
  'struct PackedUserOperation { address sender; uint256 nonce; bytes initCode; bytes callData; bytes32 accountGasLimits; uint256 preVerificationGas; bytes32 gasFees; bytes paymasterAndData; bytes signature; }',
  'function validateUserOp(PackedUserOperation userOp, bytes32 userOpHash, uint256 missingAccountFunds) returns (uint256 validationData)',
])
const depositAbi = parseAbi(['function balanceOf(address account) view returns (uint256)'])

/**
 * What the EntryPoint does with an operation, as two calls of its: validation, then the calls. The signature is a stub, with
 * which the module does all its work but admit the operation.
 */
export function operationCalls(
  { accountPort }: HolderClientBase,
  parameters: { userOperation: UserOperation; userOpHash: Hash; missingFunds: bigint },
): readonly CallToSimulate[] {
  const { userOperation, userOpHash, missingFunds } = parameters
  const { address: from } = accountPort.entryPoint
  const to = userOperation.sender
  const args = [toPackedUserOperation(userOperation), userOpHash, missingFunds] as const
  const validation = encodeFunctionData({ abi: accountAbi, functionName: 'validateUserOp', args })
  return [
    { from, to, data: validation },
    { from, to, data: userOperation.callData },
  ]
}

/**
 * What of the largest fee the account has to pay to the EntryPoint before its calls are made, in wei.
 * @throws AccountFundsInsufficientError when it does not have that much.
 */
export async function missingFunds(client: HolderClientBase, userOperation: UserOperation): Promise<bigint> {
  const { sender: account } = userOperation
  const { address } = client.accountPort.entryPoint
  const read = { address, abi: depositAbi, functionName: 'balanceOf', args: [account] } as const
  const [deposit, balance] = await Promise.all([
    readContract(client, read),
    getBalance(client, { address: account }),
  ]).catch((error: unknown) => {
    throw toLatchkeyError(error)
  })
  const fee = maximumFeeOf(userOperation)
  const missing = fee > deposit ? fee - deposit : 0n
  if (missing > balance) throw new AccountFundsInsufficientError({ account })
  return missing
}
