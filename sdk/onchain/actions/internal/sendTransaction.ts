import type { Address, Hash, Hex, LocalAccount, SignedAuthorization, TransactionReceipt } from 'viem'
import { call, sendTransaction, waitForTransactionReceipt } from 'viem/actions'
import { CallRevertedError } from '../../../errors/client.ts'
import type { ModuleClient } from '../../clients/moduleClient.ts'
import type { ErrorContext } from '../../errors/errorContext.ts'
import { toLatchkeyError } from '../../errors/toLatchkeyError.ts'

export type TransactionToSend = {
  sender: LocalAccount
  to: Address
  data: Hex
  value?: bigint | undefined
  /** Estimated when left out: then a transaction that would revert is never sent. */
  gas?: bigint | undefined
  authorization?: SignedAuthorization | undefined
  context: ErrorContext
}

/** Sends a transaction and waits for its receipt. Reverts come back as typed errors. */
export async function sendAndWait(
  client: ModuleClient,
  transaction: TransactionToSend,
): Promise<TransactionReceipt> {
  const { sender, to, data, value, gas, authorization } = transaction
  const context = { ...transaction.context, sender: sender.address }
  const request = {
    to,
    data,
    ...(value === undefined ? {} : { value }),
    ...(gas === undefined ? {} : { gas }),
    ...(authorization === undefined ? {} : { authorizationList: [authorization] }),
  }
  const hash = await sendTransaction(client, {
    account: sender,
    chain: client.chain,
    ...request,
  } as never).catch((error: unknown) => {
    throw toLatchkeyError(error, context)
  })
  const receipt = await waitForTransactionReceipt(client, { hash }).catch((error: unknown) => {
    throw toLatchkeyError(error, context)
  })
  if (receipt.status === 'reverted') throw await revertReason(client, transaction, hash, receipt.blockNumber)
  return receipt
}

/** A receipt does not say why: the same call is made once more on the state that it met. */
export async function revertReason(
  client: ModuleClient,
  { sender, to, data, value, gas, context }: TransactionToSend,
  transactionHash: Hash,
  blockNumber: bigint,
): Promise<Error> {
  try {
    const request = { account: sender.address, to, data, ...(value === undefined ? {} : { value }) }
    await call(client, { ...request, ...(gas === undefined ? {} : { gas }), blockNumber })
  } catch (error) {
    return toLatchkeyError(error, context)
  }
  return new CallRevertedError({ reason: undefined, transactionHash })
}
