import { type Hash, keccak256, numberToHex } from 'viem'
import { entryPoint07Abi, getUserOperationHash, type UserOperation } from 'viem/account-abstraction'
import { prepareTransactionRequest, readContract, sendRawTransaction } from 'viem/actions'
import { ProviderInvalidError } from '../../errors/provider.ts'
import { moduleCall } from '../actions/internal/moduleCall.ts'
import { submitOperation } from '../actions/internal/operation.ts'
import { ownSender } from '../actions/internal/ownSender.ts'
import { type PreparedUse, prepareUse } from '../actions/prepareUse.ts'
import { type SignedUse, signUse } from '../actions/signUse.ts'
import type { HolderClient } from '../clients/createHolderClient.ts'
import type { ErrorContext } from '../errors/errorContext.ts'
import { toLatchkeyError } from '../errors/toLatchkeyError.ts'
import type { Call } from '../grant/call.ts'
import type { BundleReference } from './bundleStore.ts'
import type { Lane, Lanes } from './lanes.ts'
import type { ProviderPath } from './providerContext.ts'

/** What an application says of the price of gas, in wei. */
export type Fees = { readonly maxFeePerGas?: bigint; readonly maxPriorityFeePerGas?: bigint }

export type SubmitCallsParameters = {
  calls: readonly Call[]
  path: ProviderPath | undefined
  lanes: Lanes
  /** Found out otherwise. */
  fees?: Fees | undefined
  /** Told what the use will be known by, before it is sent. */
  onSigned?: ((reference: BundleReference) => Promise<void>) | undefined
}

/** A use that was handed over. */
export type SubmittedCalls = {
  readonly reference: BundleReference
  readonly context: ErrorContext
  /** On the bundler path still taken; give it back when the operation is on chain. */
  readonly lane: Lane
}

/**
 * Checks calls, signs them and hands them over to the bundler or the node, without waiting for the chain.
 * @throws what `use` throws before anything is sent.
 */
export async function submitCalls(
  client: HolderClient,
  parameters: SubmitCallsParameters,
): Promise<SubmittedCalls> {
  const { calls, path, lanes, fees = {}, onSigned } = parameters
  const lane = await lanes.take()
  try {
    const prepared = await prepareUse(client, { calls, path, lane: lane.number })
    const sent = await submitPrepared(client, prepared, fees, onSigned)
    const { context } = prepared
    if (sent.path === 'direct') lane.free()
    else lane.pending(() => hasLanded(client, BigInt(sent.nonce)))
    return { reference: sent, context, lane }
  } catch (error) {
    lane.free()
    throw error
  }
}

/** Whether the account has taken an operation with this nonce. */
export async function hasLanded(client: HolderClient, nonce: bigint): Promise<boolean> {
  const { address } = client.accountPort.entryPoint
  const args = [client.accountPort.address, nonce >> 64n] as const
  return (
    (await readContract(client, { address, abi: entryPoint07Abi, functionName: 'getNonce', args })) > nonce
  )
}

type Told = SubmitCallsParameters['onSigned']
type PreparedFor<path extends ProviderPath> = Extract<PreparedUse, { path: path }>

function submitPrepared(
  client: HolderClient,
  prepared: PreparedUse,
  fees: Fees,
  onSigned: Told,
): Promise<BundleReference> {
  if (prepared.path === 'bundler') return submitBundled(client, prepared, fees, onSigned)
  if (prepared.path === 'direct') return submitDirect(client, prepared, fees, onSigned)
  throw new ProviderInvalidError({ reason: 'its path is neither bundler nor direct.' })
}

async function submitBundled(
  client: HolderClient,
  prepared: PreparedFor<'bundler'>,
  fees: Fees,
  onSigned: Told,
): Promise<BundleReference> {
  const { address: entryPoint, version: entryPointVersion } = client.accountPort.entryPoint
  const userOperation = priced(prepared.userOperation, fees)
  const hashing = { chainId: client.chain.id, entryPointAddress: entryPoint, entryPointVersion }
  const userOpHash = getUserOperationHash({ ...hashing, userOperation })
  // Signing keeps the path.
  const use = { ...prepared, userOperation, userOpHash }
  const signed = (await signUse(client, use)) as Extract<SignedUse, { path: 'bundler' }>
  const nonce = numberToHex(userOperation.nonce)
  const reference: BundleReference = { path: 'bundler', userOpHash, nonce }
  await onSigned?.(reference)
  await submitOperation(client, {
    userOperation: signed.userOperation,
    entryPoint,
    context: prepared.context,
  })
  return reference
}

/** The transaction is signed before it is sent, so that its hash is known whatever becomes of the request. */
async function submitDirect(
  client: HolderClient,
  prepared: PreparedFor<'direct'>,
  fees: Fees,
  onSigned: Told,
): Promise<BundleReference> {
  const { account, mode, executionCalldata, use, context } = prepared
  const sender = ownSender(client)
  try {
    const { to, data } = moduleCall(client, 'execute', [account, mode, executionCalldata, use])
    // Estimates the gas too, and so refuses what would revert.
    const request = { account: sender, chain: client.chain, to, data, ...fees }
    const transaction = await prepareTransactionRequest(client, request as never)
    const serialized = await sender.signTransaction(transaction as never)
    const transactionHash: Hash = keccak256(serialized)
    const { nonce } = transaction as unknown as { nonce: number }
    const reference: BundleReference = {
      path: 'direct',
      ...{ transactionHash, sender: sender.address, nonce },
    }
    await onSigned?.(reference)
    await sendRawTransaction(client, { serializedTransaction: serialized })
    return reference
  } catch (error) {
    throw toLatchkeyError(error, context)
  }
}

/** An operation at the price that was asked for. A priority fee above it would be refused. */
function priced(userOperation: UserOperation, { maxFeePerGas, maxPriorityFeePerGas }: Fees): UserOperation {
  const most = maxFeePerGas ?? userOperation.maxFeePerGas
  const priority = maxPriorityFeePerGas ?? userOperation.maxPriorityFeePerGas
  const fees = { maxFeePerGas: most, maxPriorityFeePerGas: priority }
  if (priority > most) fees.maxPriorityFeePerGas = most
  return { ...userOperation, ...fees }
}
