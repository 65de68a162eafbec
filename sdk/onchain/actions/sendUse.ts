import type { Hash, TransactionReceipt } from 'viem'
import type { BaseError } from '../../errors/base.ts'
import { ClientIncompleteError } from '../../errors/client.ts'
import type { HolderClientBase, Relayer } from '../clients/holderClientBase.ts'
import { moduleCall } from './internal/moduleCall.ts'
import { ownSender } from './internal/ownSender.ts'
import { submitOperation, waitForOperation } from './internal/operation.ts'
import { sendAndWait } from './internal/sendTransaction.ts'
import type { SignedUse } from './signUse.ts'
import type { UsePath } from './usePath.ts'

export type SendUseParameters = SignedUse

export type SendUseReturnType = {
  readonly path: UsePath
  readonly transactionHash: Hash
  readonly blockNumber: bigint
  /** Undefined but on the bundler path. */
  readonly userOpHash: Hash | undefined
  readonly receipt: TransactionReceipt
}

export type SendUseErrorType = BaseError

/**
 * Sends a signed use and waits until it is on chain.
 * @throws the module's refusal as a typed error; CallRevertedError when the calls revert. Through a bundler that is found out by
 * estimation or, when the state moved in between, on chain: then what was spent stays counted.
 */
export async function sendUse(
  client: HolderClientBase,
  signed: SendUseParameters,
): Promise<SendUseReturnType> {
  const { context } = signed
  if (signed.path === 'bundler') {
    const { userOperation, userOpHash } = signed
    const entryPoint = client.accountPort.entryPoint.address
    await submitOperation(client, { userOperation, entryPoint, context })
    const { receipt } = await waitForOperation(client, { userOpHash, context, counted: true })
    return { path: 'bundler', userOpHash, ...summary(receipt) }
  }
  if (signed.path === 'direct') {
    const { account, mode, executionCalldata, use, gas } = signed
    const { to, data } = moduleCall(client, 'execute', [account, mode, executionCalldata, use])
    const receipt = await sendAndWait(client, { sender: ownSender(client), to, data, gas, context })
    return { path: 'direct', userOpHash: undefined, ...summary(receipt) }
  }
  if (!client.relayer) {
    throw new ClientIncompleteError({ missing: 'relayer', reason: 'somebody has to carry the use.' })
  }
  const carrying: ReturnType<Relayer> = client.relayer(signed.relayed, context)
  const { receipt } = await carrying
  return { path: 'relayed', userOpHash: undefined, ...summary(receipt) }
}

function summary(receipt: TransactionReceipt) {
  const { transactionHash, blockNumber } = receipt
  return { transactionHash, blockNumber, receipt }
}
