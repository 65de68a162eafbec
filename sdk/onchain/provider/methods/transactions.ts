import { encodeErrorResult, parseAbi } from 'viem'
import * as z from 'zod'
import { PROVIDER_CODE, ProviderRpcError } from '../../../errors/provider.ts'
import { waitForOperation } from '../../actions/internal/operation.ts'
import type { HolderClient } from '../../clients/createHolderClient.ts'
import { checkSender } from '../checkSender.ts'
import { readParameters } from '../parameters.ts'
import { type Method, type ProviderContext, selectedHolder } from '../providerContext.ts'
import { type SubmittedCalls, submitCalls } from '../submitCalls.ts'
import { toNodeError, toProviderError } from '../toProviderError.ts'
import {
  isFrom,
  type TransactionParameter,
  transactionCall,
  transactionFees,
  transactionParameter,
} from '../transactionParameters.ts'

const sendParameters = z.tuple([transactionParameter])

/** A node's own parameters follow the transaction: a block, changes of the state. */
const estimateParameters = z.tuple([z.looseObject({})], z.unknown())

const errorAbi = parseAbi(['error Error(string reason)'])

const sendTransaction: Method = async (context, params) => {
  const [transaction] = readParameters(sendParameters, params)
  checkSender(context, transaction.from)
  checkChain(context, transaction)
  const holder = selectedHolder(context)
  const submitted = await submitCalls(holder, {
    ...{ calls: [transactionCall(transaction)], path: context.path, lanes: context.lanesOf(holder) },
    fees: context.acceptFees ? transactionFees(transaction) : {},
  })
  return transactionHashOf(holder, submitted)
}

/** Transactions of the account. */
export const transactionMethods: Readonly<Record<string, Method>> = {
  eth_sendTransaction: sendTransaction,
  // viem asks for it when the other one says that parameters are wrong, and would hide the reason.
  wallet_sendTransaction: sendTransaction,
  eth_estimateGas: async (context, params) => {
    const [asked] = readParameters(estimateParameters, params)
    const holder = selectedHolder(context)
    const own = transactionParameter.safeParse(asked)
    if (own.success && isFrom(own.data, context.account)) await judge(context, holder, own.data)
    try {
      return await holder.request({ method: 'eth_estimateGas', params } as never)
    } catch (error) {
      throw toNodeError(error)
    }
  },
}

function checkChain({ state }: ProviderContext, { chainId }: TransactionParameter): void {
  if (chainId === undefined || chainId === state.chainId) return
  throw new ProviderRpcError({
    code: PROVIDER_CODE.chainDisconnected,
    reason: `The transaction is for chain ${chainId}; chain ${state.chainId} is selected.`,
  })
}

/**
 * An operation has no transaction hash before it is on chain. It may fail inside of a transaction that succeeds, which no receipt would
 * tell an application: then this throws.
 */
async function transactionHashOf(holder: HolderClient, submitted: SubmittedCalls) {
  const { reference, context, lane } = submitted
  if (reference.path === 'direct') return reference.transactionHash
  const { userOpHash } = reference
  try {
    const { receipt } = await waitForOperation(holder, { userOpHash, context, counted: true })
    lane.free()
    return receipt.transactionHash
  } catch (error) {
    throw withData(toProviderError(error), { userOpHash })
  }
}

/** Refuses what `eth_sendTransaction` would. Libraries that ask for the gas first look for the reason where reverts have it. */
async function judge(
  { path }: ProviderContext,
  holder: HolderClient,
  transaction: TransactionParameter,
): Promise<void> {
  try {
    await holder.checkUse({ calls: [transactionCall(transaction)], path })
  } catch (error) {
    throw asRevert(toProviderError(error))
  }
}

/** An error that says the same as a contract would that reverts with a reason. */
function asRevert(error: ProviderRpcError): ProviderRpcError {
  const text = [error.shortMessage, ...error.metaMessages].join(' ')
  const data = encodeErrorResult({ abi: errorAbi, errorName: 'Error', args: [text] })
  return withData(error, { message: `execution reverted: ${text}`, data })
}

function withData(error: ProviderRpcError, more: object): ProviderRpcError {
  const { code, shortMessage, metaMessages, docsPath, data, cause } = error
  const all = typeof data === 'object' ? { ...data, ...more } : more
  return new ProviderRpcError({ code, reason: shortMessage, metaMessages, docsPath, data: all, cause })
}
