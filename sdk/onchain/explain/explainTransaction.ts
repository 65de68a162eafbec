import { type Address, getAddress, type Hash, type Hex, type Log, type TransactionReceipt } from 'viem'
import { getLogs, getTransaction, getTransactionReceipt } from 'viem/actions'
import type { BaseError } from '../../errors/base.ts'
import { TransactionUnknownError } from '../../errors/explain.ts'
import type { ModuleClient } from '../clients/moduleClient.ts'
import { toLatchkeyError } from '../errors/toLatchkeyError.ts'
import { failedOperationIndex } from '../errors/unwrap.ts'
import { ENTRY_POINTS } from '../grant/entryPoints.ts'
import { failedCall, findCall, replayTransaction, type TracedCall, traceTransaction } from './callTrace.ts'
import { entryPointEventsAbi, eventWords } from './eventWords.ts'
import { failureOf } from './explainedFailure.ts'
import type { ExplainOptions } from './explainOptions.ts'
import { operationOutcomes, unsettled } from './operationOutcomes.ts'
import { isEntryPoint, type TransactionParts, transactionParts } from './transactionParts.ts'
import type { ExplainedTransaction } from './explainedTransaction.ts'
import { transactionWords } from './transactionWords.ts'

export type ExplainTransactionParameters = ExplainOptions & {
  /** Of a transaction, or of a user operation that is on chain. */
  hash: Hash
  /** First block to look for a user operation in. The whole chain by default. */
  fromBlock?: bigint | undefined
}

export type ExplainTransactionErrorType = BaseError

/**
 * Explains a transaction, or the one that a user operation came with: bundles with what became of each operation, direct, relayed
 * and redeemed uses, calls of the module and of accounts, and anything else as far as ABIs go. A failure is told with what to do. Where it
 * happened is known from `debug_traceTransaction`; without it the transaction is made again on the state before its block, and `source`
 * says so.
 * @throws TransactionUnknownError, and what `toLatchkeyError` makes of a node's failure.
 */
export async function explainTransaction(
  client: ModuleClient,
  { hash, fromBlock = 0n, ...options }: ExplainTransactionParameters,
): Promise<ExplainedTransaction> {
  const transaction = await findTransaction(client, hash, fromBlock)
  const receipt = await getTransactionReceipt(client, { hash: transaction.hash }).catch(notFound)
  const trace = receipt && (await traceTransaction(client, transaction.hash))
  const parts = partsOf(client, transaction, trace, options)
  const status: ExplainedTransaction['status'] = receipt?.status ?? 'pending'
  const around = { client, transaction, trace, parts, options, logs: receipt?.logs ?? [] }
  const { operations, failure } = status === 'reverted' ? await reverted(around) : went(around)
  const explained = {
    ...{ kind: parts.kind, hash: transaction.hash, status, blockNumber: receipt?.blockNumber },
    ...{
      from: getAddress(transaction.from),
      to: transaction.to && getAddress(transaction.to),
      operations,
      uses: parts.uses,
      calls: parts.calls,
    },
    events: eventWords(receipt?.logs ?? [], client.module),
    fee: receipt && feeOf(receipt),
    failure,
  }
  return { ...explained, words: transactionWords(explained) }
}

type Found = {
  readonly hash: Hash
  readonly from: Address
  readonly to: Address | null
  readonly input: Hex
  readonly value: bigint
  readonly gas: bigint
  readonly blockNumber: bigint | null
}

type Around = {
  readonly client: ModuleClient
  readonly transaction: Found
  readonly trace: TracedCall | undefined
  readonly parts: TransactionParts
  readonly options: ExplainOptions
  readonly logs: readonly Log[]
}

type Outcome = Pick<ExplainedTransaction, 'failure' | 'operations'>

async function findTransaction(client: ModuleClient, hash: Hash, fromBlock: bigint): Promise<Found> {
  const found = await getTransaction(client, { hash }).catch(notFound)
  if (found) return found
  const [event] = entryPointEventsAbi
  const [log] = await getLogs(client, {
    address: ENTRY_POINTS.map(({ address }) => address),
    event,
    args: { userOpHash: hash },
    fromBlock,
  }).catch((error: unknown) => {
    throw toLatchkeyError(error)
  })
  if (!log) throw new TransactionUnknownError({ hash })
  return getTransaction(client, { hash: log.transactionHash })
}

const NOT_FOUND = ['TransactionNotFoundError', 'TransactionReceiptNotFoundError']

/** What a node does not have is undefined; a node that does not answer says nothing about that. */
function notFound(error: unknown): undefined {
  if (error instanceof Error && NOT_FOUND.includes(error.name)) return undefined
  throw toLatchkeyError(error)
}

/** A bundle may be carried by a contract of the bundler's: then the call of the EntryPoint inside it is meant. */
function partsOf(
  client: ModuleClient,
  { to, input, value }: Found,
  trace: TracedCall | undefined,
  options: ExplainOptions,
): TransactionParts {
  const parts = transactionParts(client, { to, input, value }, options)
  const inner = trace && parts.kind === 'other' ? findCall(trace, isBundle) : undefined
  if (!inner?.to) return parts
  const bundle = transactionParts(client, { to: inner.to, input: inner.input, value: 0n }, options)
  return bundle.operations.length > 0 ? bundle : parts
}

function isBundle({ to }: TracedCall): boolean {
  return to !== undefined && isEntryPoint(to)
}

function went({ parts, trace, options, logs, client }: Around): Outcome {
  const { module } = client
  return {
    operations: operationOutcomes(parts.operations, { logs, trace, options, module }),
    failure: undefined,
  }
}

async function reverted({ client, transaction, trace, parts, options }: Around): Promise<Outcome> {
  const { blockNumber } = transaction
  const data = trace
    ? trace.output
    : await replayTransaction(client, { ...transaction, blockNumber: blockNumber ?? 0n })
  const index = data === undefined ? undefined : failedOperationIndex(data)
  const use = parts.operations[index ?? -1]?.use ?? (parts.uses.length === 1 ? parts.uses[0] : undefined)
  const context = use?.context ?? {
    ...{ module: client.module, sender: transaction.from },
    calls: parts.calls.map(({ to, data: calldata }) => ({ to, data: calldata })),
  }
  const failure = failureOf(data, {
    ...{ source: trace ? 'trace' : 'replay', context, counted: false, options },
    failed: trace && failedCall(trace),
  })
  const operations = parts.operations.map((operation, at) => {
    const settled = unsettled(operation)
    return at === index ? { ...settled, failure } : settled
  })
  return { operations, failure }
}

function feeOf({ gasUsed, effectiveGasPrice }: TransactionReceipt): bigint {
  return gasUsed * effectiveGasPrice
}
