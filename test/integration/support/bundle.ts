import type { Hash, TransactionReceipt } from 'viem'
import { entryPoint07Abi, toPackedUserOperation, type UserOperation } from 'viem/account-abstraction'
import type { AccountPort } from '../../../sdk/onchain/accounts/accountPort.ts'
import type { World } from './world.ts'

/** Puts operations on chain as a bundler would, whatever becomes of them: nothing is simulated. */
export async function bundle(
  { stack }: World,
  { entryPoint }: AccountPort,
  operations: readonly UserOperation[],
): Promise<{ hash: Hash; receipt: TransactionReceipt }> {
  const hash = await stack.walletClient.writeContract({
    address: entryPoint.address,
    abi: entryPoint07Abi,
    functionName: 'handleOps',
    args: [
      operations.map((operation) => toPackedUserOperation(operation)),
      stack.walletClient.account.address,
    ],
    gas: 5_000_000n,
  })
  return { hash, receipt: await stack.publicClient.waitForTransactionReceipt({ hash }) }
}
