import { type Hex, numberToHex } from 'viem'
import { getBlock, getTransactionCount } from 'viem/actions'
import { PROVIDER_CODE, ProviderRpcError } from '../../errors/provider.ts'
import type { HolderClient } from '../clients/createHolderClient.ts'
import type { BundleRecord, BundleReference } from './bundleStore.ts'
import { type CallsReceipt, operationReceipt, transactionReceipt } from './callsReceipt.ts'
import type { ProviderContext } from './providerContext.ts'
import { hasLanded } from './submitCalls.ts'

/** Version of EIP-5792 that is spoken. */
export const CALLS_VERSION = '2.0.0'

/** Status codes of EIP-5792. 600, a part of the calls, cannot be: a batch is atomic. */
const STATUS = { pending: 100, confirmed: 200, notIncluded: 400, reverted: 500 } as const

/** What `wallet_getCallsStatus` answers. */
export type CallsStatus = {
  readonly version: typeof CALLS_VERSION
  readonly id: string
  readonly chainId: Hex
  readonly status: (typeof STATUS)[keyof typeof STATUS]
  readonly atomic: true
  readonly receipts?: readonly [CallsReceipt]
}

/**
 * What became of a batch, from the chain.
 * @throws ProviderRpcError with 5730 for an id that is not known, 5710 when there is no holder on its chain any more.
 */
export async function callsStatus(context: ProviderContext, id: string): Promise<CallsStatus> {
  const record = await context.bundles.get(id)
  if (!record || record.account !== context.account) {
    throw new ProviderRpcError({
      code: PROVIDER_CODE.unknownBundleId,
      reason: 'No batch with this id was sent from here.',
    })
  }
  const { chainId } = record
  const holder = context.holders.get(chainId)
  if (!holder) {
    throw new ProviderRpcError({
      code: PROVIDER_CODE.unsupportedChain,
      reason: `No grant is at hand for chain ${chainId}, on which the batch was sent.`,
    })
  }
  const { status, receipt } = await outcome(context, holder, record)
  return {
    ...{ version: CALLS_VERSION, id, chainId: numberToHex(chainId), status, atomic: true },
    ...(receipt ? { receipts: [receipt] } : {}),
  }
}

type Outcome = Pick<CallsStatus, 'status'> & { readonly receipt?: CallsReceipt | undefined }

async function outcome(
  { preparing }: ProviderContext,
  holder: HolderClient,
  { id, fromBlock, reference }: BundleRecord,
): Promise<Outcome> {
  // Without a reference it was never signed: the process that prepared it may be gone.
  if (!reference) return { status: preparing.has(id) ? STATUS.pending : STATUS.notIncluded }
  // First whether the nonce is used, then by what: what lands in between is pending, not lost.
  const used = await nonceUsed(holder, reference)
  const receipt =
    reference.path === 'direct'
      ? await transactionReceipt(holder, reference.transactionHash)
      : used
        ? await operationReceipt(holder, { userOpHash: reference.userOpHash, fromBlock })
        : undefined
  if (receipt) {
    return { receipt, status: receipt.status === '0x1' ? STATUS.confirmed : STATUS.reverted }
  }
  if (used || (await isOver(holder, reference))) return { status: STATUS.notIncluded }
  return { status: STATUS.pending }
}

async function nonceUsed(holder: HolderClient, reference: BundleReference): Promise<boolean> {
  if (reference.path === 'bundler') return hasLanded(holder, BigInt(reference.nonce))
  const { sender, nonce } = reference
  return (await getTransactionCount(holder, { address: sender })) > nonce
}

/** No EntryPoint takes an operation after the end of the grant; a transaction would still get in, and revert. */
async function isOver(holder: HolderClient, { path }: BundleReference): Promise<boolean> {
  if (path === 'direct') return false
  const { timestamp } = await getBlock(holder)
  return timestamp > BigInt(holder.grant.validUntil)
}
