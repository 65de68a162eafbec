import type { Hash, TransactionReceipt } from 'viem'
import type { BaseError } from '../../errors/base.ts'
import { GrantInvalidError } from '../../errors/grant.ts'
import type { RelayedUse } from '../clients/relayedUse.ts'
import type { SenderClientBase } from '../clients/senderClientBase.ts'
import type { ErrorContext } from '../errors/errorContext.ts'
import { moduleCall } from './internal/moduleCall.ts'
import { sendAndWait } from './internal/sendTransaction.ts'

export type CarryUseParameters = {
  relayed: RelayedUse
  /** Gas of the transaction; estimated otherwise, and then not sent if it would revert. */
  gas?: bigint | undefined
  /** What is known of the use, for telling errors. */
  context?: ErrorContext | undefined
}

/** A transaction that is on chain. */
export type CarryReturnType = {
  readonly transactionHash: Hash
  readonly blockNumber: bigint
  readonly receipt: TransactionReceipt
}

export type CarryUseReturnType = CarryReturnType

export type CarryUseErrorType = BaseError

/** Carries a holder's signed use to the chain and pays for it. The carrier gains no authority and can change nothing. */
export async function carryUse(
  client: SenderClientBase,
  parameters: CarryUseParameters,
): Promise<CarryUseReturnType> {
  const { relayed, gas, context = {} } = parameters
  const { account, chainId, mode, executionCalldata, use, relay } = relayed
  if (chainId !== client.chain.id) {
    throw new GrantInvalidError({ member: 'networks', reason: `the use is for chain ${chainId}.` })
  }
  const args = [account, mode, executionCalldata, use, relay] as const
  const { to, data } = moduleCall(client, 'executeRelayed', args)
  return sent(
    await sendAndWait(client, { sender: client.sender, to, data, gas, context: { account, ...context } }),
  )
}

/** What a carried transaction returns. */
export function sent(receipt: TransactionReceipt): CarryReturnType {
  const { transactionHash, blockNumber } = receipt
  return { transactionHash, blockNumber, receipt }
}
