import { type Address, type Hex, type LocalAccount, TransactionReceiptNotFoundError } from 'viem'
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
import { bumped, type Fees, feeSource } from './feeSource.ts'
import { gasMemory, shapeOf } from './gasMemory.ts'
import { refusalOf } from './refusal.ts'

/** A transaction of the key's own, but for its nonce, gas and fees. */
type Unsigned = { readonly to: Address; readonly data: Hex }

/**
 * Carries intents as transactions of the session key itself. They follow one another by their nonces.
 * @throws SignerUnsupportedError for a key without an address.
 */
export function directCarrier(client: HolderClientBase, settings: CarrierSettings): Carrier {
  const { chain, module, grant } = client
  const sender = ownSender(client)
  const { address } = sender
  const fees = feeSource(client, { maximumAge: settings.feeAge, tip: 1n, estimate: settings.estimateFees })
  const gas = gasMemory<bigint>(settings.gasAge)
  const count = async (blockTag: 'latest' | 'pending'): Promise<bigint> =>
    BigInt(await telling(getTransactionCount(client, { address, blockTag }), {}))
  const measure = (transaction: Unsigned, context: ErrorContext): Promise<bigint> =>
    telling(estimateGas(client, { account: address, ...transaction }), context)
  const sign = async (
    { intent: { nonce }, replaces }: Pick<AttemptRequest, 'intent' | 'replaces'>,
    transaction: Unsigned & { readonly gas: bigint; readonly kind: Attempt['kind'] },
  ): Promise<Attempt> => {
    const price = bumped(await fees.get(), replaces, settings.bump)
    return signTransaction(sender, { ...transaction, ...price, nonce, chainId: chain.id })
  }
  return {
    path: 'direct',
    ...{ lanes: [0], depth: settings.maxInFlight, maxInFlight: settings.maxInFlight },
    channel: () => `transactions ${chain.id} ${address}`,
    nextNonce: () => count('pending'),
    isNonceUsed: async ({ nonce }) => (await count('latest')) > nonce,
    async prepare(request) {
      const { mode, executionCalldata } = encodeExecution(request.calls)
      const args = [grant.account, mode, executionCalldata, request.use] as const
      const transaction = moduleCall({ module }, 'execute', args)
      const shape = shapeOf(request)
      const known = gas.get(shape)
      const found = known ?? (await measure(transaction, request.context))
      const limit = known ? (found * (100n + settings.gasMargin)) / 100n : found
      const attempt = await sign(request, { ...transaction, gas: limit, kind: 'use' })
      if (!known) gas.put(shape, found)
      return attempt
    },
    async prepareCancel(request) {
      const transaction: Unsigned = { to: address, data: '0x' }
      const limit = await measure(transaction, request.context)
      return sign(request, { ...transaction, gas: limit, kind: 'cancel' })
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

async function signTransaction(
  sender: LocalAccount,
  parameters: Unsigned &
    Fees & {
      readonly gas: bigint
      readonly nonce: bigint
      readonly chainId: number
      readonly kind: Attempt['kind']
    },
): Promise<Attempt> {
  const { kind, nonce, ...transaction } = parameters
  const payload = await sender.signTransaction({ ...transaction, nonce: Number(nonce), type: 'eip1559' })
  return {
    ...{ kind, hash: keccak256(payload), payload },
    maxFeePerGas: transaction.maxFeePerGas,
    maxPriorityFeePerGas: transaction.maxPriorityFeePerGas,
    // The key pays: the account's fee budget is not touched.
    maximumFee: 0n,
  }
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
