import { type Address, type Hex, TransactionReceiptNotFoundError } from 'viem'
import { estimateGas, getTransactionCount, getTransactionReceipt } from 'viem/actions'
import { keccak256 } from 'viem/utils'
import { encodeExecution } from '../../accounts/encodeExecution.ts'
import { moduleCall } from '../../actions/internal/moduleCall.ts'
import { ownSender } from '../../actions/internal/ownSender.ts'
import { revertReason } from '../../actions/internal/sendTransaction.ts'
import type { HolderClientBase } from '../../clients/holderClientBase.ts'
import type { ErrorContext } from '../../errors/errorContext.ts'
import { toLatchkeyError } from '../../errors/toLatchkeyError.ts'
import type { Attempt, Intent, Landing } from '../intent.ts'
import type { AttemptRequest, Carrier } from './carrier.ts'
import type { CarrierSettings } from './carrierSettings.ts'
import type { Cached } from './cached.ts'
import { bumped, type Fees, feeSource } from './feeSource.ts'
import { type GasMemory, gasMemory, shapeOf } from './gasMemory.ts'
import { refusalOf } from './refusal.ts'

/** What a transaction of the key's own does. */
type Unsigned = { readonly to: Address; readonly data: Hex }

/**
 * Carries intents as transactions of the session key itself. They follow one another by their nonces.
 * @throws SignerUnsupportedError for a key without an address.
 */
export function directCarrier(client: HolderClientBase, settings: CarrierSettings): Carrier {
  const { maxInFlight } = settings
  const { address } = ownSender(client)
  const fees = feeSource(client, { maximumAge: settings.feeAge, tip: 1n, estimate: settings.estimateFees })
  const gas = gasMemory<bigint>(settings.gasAge)
  const sources = { settings, fees, gas }
  const count = async (blockTag: 'latest' | 'pending'): Promise<bigint> =>
    BigInt(await telling(getTransactionCount(client, { address, blockTag }), {}))
  return {
    path: 'direct',
    ...{ lanes: [0], depth: maxInFlight, maxInFlight },
    channel: () => `transactions ${client.chain.id} ${address}`,
    nextNonce: () => count('pending'),
    isNonceUsed: async ({ nonce }) => (await count('latest')) > nonce,
    prepare: (request) => prepareExecute(client, request, sources),
    async prepareCancel(request) {
      const transaction: Unsigned = { to: address, data: '0x' }
      const limit = await measure(client, transaction, request.context)
      return signTransaction(client, request, sources, { ...transaction, gas: limit, kind: 'cancel' })
    },
    async send({ payload }, context) {
      try {
        const params = [payload as Hex] as const
        await client.request({ method: 'eth_sendRawTransaction', params: [...params] }, { retryCount: 0 })
        return undefined
      } catch (error) {
        return refusalOf(error, context)
      }
    },
    find: (intent, context) => findTransaction(client, intent, context),
    forget() {
      fees.drop()
      gas.clear()
    },
  }
}

type Sources = {
  readonly settings: CarrierSettings
  readonly fees: Cached<Fees>
  readonly gas: GasMemory<bigint>
}

async function prepareExecute(
  client: HolderClientBase,
  request: AttemptRequest,
  sources: Sources,
): Promise<Attempt> {
  const { gas, settings } = sources
  const { mode, executionCalldata } = encodeExecution(request.calls)
  const args = [client.grant.account, mode, executionCalldata, request.use] as const
  const transaction = moduleCall(client, 'execute', args)
  const shape = shapeOf(request)
  const known = gas.get(shape)
  const found = known ?? (await measure(client, transaction, request.context))
  const limit = known ? (found * (100n + settings.gasMargin)) / 100n : found
  const signed = await signTransaction(client, request, sources, { ...transaction, gas: limit, kind: 'use' })
  if (!known) gas.put(shape, found)
  return signed
}

/** What it takes; the node simulates it, so that what would be refused or revert is found out. */
function measure(client: HolderClientBase, transaction: Unsigned, context: ErrorContext): Promise<bigint> {
  const { address } = ownSender(client)
  return telling(estimateGas(client, { account: address, ...transaction }), context)
}

async function signTransaction(
  client: HolderClientBase,
  { intent, replaces }: Pick<AttemptRequest, 'intent' | 'replaces'>,
  { fees, settings }: Sources,
  { kind, ...transaction }: Unsigned & { readonly gas: bigint; readonly kind: Attempt['kind'] },
): Promise<Attempt> {
  const price = bumped(await fees.get(), replaces, settings.bump)
  const payload = await ownSender(client).signTransaction({
    ...{ ...transaction, ...price, type: 'eip1559' },
    ...{ nonce: Number(intent.nonce), chainId: client.chain.id },
  })
  // The key pays: the account's fee budget is not touched.
  return { kind, hash: keccak256(payload), payload, ...price, maximumFee: 0n }
}

async function findTransaction(
  client: HolderClientBase,
  { attempts, calls, use }: Intent,
  context: ErrorContext,
): Promise<Landing | undefined> {
  for (const { hash, kind } of attempts.toReversed()) {
    const receipt = await getTransactionReceipt(client, { hash }).catch((error: unknown) => {
      if (error instanceof TransactionReceiptNotFoundError) return undefined
      throw toLatchkeyError(error, context)
    })
    if (!receipt) continue
    const { blockNumber, transactionHash, gasUsed, effectiveGasPrice } = receipt
    const success = receipt.status === 'success'
    const landing = { hash, kind, success, transactionHash, blockNumber, fee: gasUsed * effectiveGasPrice }
    if (success || kind === 'cancel') return { ...landing, reason: undefined }
    const { mode, executionCalldata } = encodeExecution(calls)
    const args = [client.grant.account, mode, executionCalldata, use] as const
    const transaction = { sender: ownSender(client), ...moduleCall(client, 'execute', args), context }
    const { message } = await revertReason(client, transaction, transactionHash, blockNumber)
    return { ...landing, reason: message.split('\n')[0] }
  }
  return undefined
}

async function telling<result>(asked: Promise<result>, context: ErrorContext): Promise<result> {
  try {
    return await asked
  } catch (error) {
    throw toLatchkeyError(error, context)
  }
}
