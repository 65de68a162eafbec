import type { Hash, TransactionReceipt } from 'viem'
import type { BaseError } from '../../errors/base.ts'
import { ClientIncompleteError } from '../../errors/client.ts'
import type { OwnerClientBase, OwnerPath } from '../clients/ownerClientBase.ts'
import type { ErrorContext } from '../errors/errorContext.ts'
import type { Call } from '../grant/call.ts'
import { prepareOperation, submitOperation, waitForOperation } from './internal/operation.ts'
import { sendAndWait } from './internal/sendTransaction.ts'

export type SendCallsParameters = {
  /** One call, or several that all succeed or all fail. */
  calls: readonly Call[]
  /** The client's path by default. */
  path?: OwnerPath | undefined
  /** Operations of different lanes do not wait for one another; 0 by default. */
  lane?: number | undefined
}

export type SendCallsReturnType = {
  readonly transactionHash: Hash
  readonly blockNumber: bigint
  /** Undefined on the direct path. */
  readonly userOpHash: Hash | undefined
  readonly receipt: TransactionReceipt
}

export type SendCallsErrorType = BaseError

/**
 * Makes calls of the account as its owner, deploying or delegating the account on the way when that is still to be done, and
 * waits until they are on chain.
 * @throws CallRevertedError, or the module's error when a call to the module reverts.
 */
export async function sendCalls(
  client: OwnerClientBase,
  parameters: SendCallsParameters,
): Promise<SendCallsReturnType> {
  const { calls, path = client.path, lane = 0 } = parameters
  const { accountPort: port, module } = client
  const context: ErrorContext = { account: port.address, module, calls }
  return path === 'direct'
    ? sendDirectly(client, calls, context)
    : sendOperation(client, calls, lane, context)
}

async function sendDirectly(
  client: OwnerClientBase,
  calls: readonly Call[],
  context: ErrorContext,
): Promise<SendCallsReturnType> {
  const { accountPort: port } = client
  if (!port.self) {
    throw new ClientIncompleteError({
      missing: 'bundlerTransport',
      reason: 'this account sends no transactions of its own.',
    })
  }
  const { authorization } = await port.deployment(client, 'self')
  const data = port.encodeCalls(calls)
  const receipt = await sendAndWait(client, {
    sender: port.self,
    to: port.address,
    data,
    authorization,
    context,
  })
  const { transactionHash, blockNumber } = receipt
  return { transactionHash, blockNumber, userOpHash: undefined, receipt }
}

async function sendOperation(
  client: OwnerClientBase,
  calls: readonly Call[],
  lane: number,
  context: ErrorContext,
): Promise<SendCallsReturnType> {
  const { accountPort: port } = client
  const deployment = await port.deployment(client, 'bundler')
  const callData = port.encodeCalls(calls)
  const { userOperation, userOpHash } = await prepareOperation(client, {
    port,
    callData: deployment.firstCallData?.(callData) ?? callData,
    nonceKey: port.ownerNonceKey({ lane }),
    stubSignature: port.stubSignature,
    deployment,
    context,
  })
  const signature = await port.signUserOperation({ userOpHash })
  const entryPoint = port.entryPoint.address
  await submitOperation(client, { userOperation: { ...userOperation, signature }, entryPoint, context })
  const { receipt } = await waitForOperation(client, { userOpHash, context, counted: false })
  const { transactionHash, blockNumber } = receipt
  return { transactionHash, blockNumber, userOpHash, receipt }
}
