import { bytesToHex } from 'viem'
import { getBlockNumber } from 'viem/actions'
import * as z from 'zod'
import { AlreadyPendingError } from '../../../errors/mempool.ts'
import { PROVIDER_CODE, type ProviderCode, ProviderRpcError } from '../../../errors/provider.ts'
import type { HolderClient } from '../../clients/createHolderClient.ts'
import type { Call } from '../../grant/call.ts'
import type { BundleRecord } from '../bundleStore.ts'
import { CALLS_VERSION, callsStatus } from '../callsStatus.ts'
import { checkSender } from '../checkSender.ts'
import {
  addressParameter,
  bytesParameter,
  chainIdParameter,
  quantityParameter,
  readParameters,
} from '../parameters.ts'
import type { Method, ProviderContext } from '../providerContext.ts'
import { submitCalls } from '../submitCalls.ts'
import { toProviderError } from '../toProviderError.ts'
import { calledWith } from '../transactionParameters.ts'

/** Longest id that EIP-5792 allows: 4,096 bytes in hexadecimal. */
const LONGEST_ID = 2 + 2 * 4_096

const capabilities = z.record(z.string(), z.unknown()).optional()
const idParameter = z.string().min(1).max(LONGEST_ID)
const idParameters = z.tuple([idParameter])
const sendCallsParameters = z.tuple([
  z.strictObject({
    version: z.string(),
    id: idParameter.optional(),
    from: addressParameter.optional(),
    chainId: chainIdParameter.optional(),
    atomicRequired: z.boolean(),
    calls: z
      .array(
        z.strictObject({
          to: addressParameter.nullish(),
          data: bytesParameter.optional(),
          value: quantityParameter.optional(),
          capabilities,
        }),
      )
      .min(1),
    capabilities,
  }),
])

type SendCalls = z.output<typeof sendCallsParameters>[0]

/** Batches as EIP-5792 has them. Each is one use: all of its calls or none. */
export const callsMethods: Readonly<Record<string, Method>> = {
  wallet_sendCalls: async (context, params) => {
    const [asked] = readParameters(sendCallsParameters, params)
    const holder = checkSendCalls(context, asked)
    const calls = asked.calls.map(({ to, value, data }) => calledWith({ to, value, data }))
    return { id: await sendBundle(context, holder, calls, asked.id ?? randomId()) }
  },
  wallet_getCallsStatus: async (context, params) => {
    const [id] = readParameters(idParameters, params)
    return callsStatus(context, id)
  },
  /** There is no window to show it in: whoever made the provider hears of it as a `message`. */
  wallet_showCallsStatus: async (context, params) => {
    const [id] = readParameters(idParameters, params)
    const data = await callsStatus(context, id)
    context.events.emit('message', { type: 'wallet_showCallsStatus', data })
    return null
  },
}

function checkSendCalls(context: ProviderContext, asked: SendCalls): HolderClient {
  const { version, from, chainId = context.state.chainId, calls } = asked
  if (version !== CALLS_VERSION) {
    throw refused(PROVIDER_CODE.unsupportedVersion, `Version ${CALLS_VERSION} of the calls is spoken here.`)
  }
  checkSender(context, from)
  const needed = [asked, ...calls].flatMap((each) => requiredCapabilities(each.capabilities))
  if (needed.length > 0) {
    const reason = `These capabilities are not supported, and not marked as optional: ${needed.join(', ')}.`
    throw refused(PROVIDER_CODE.unsupportedCapability, reason)
  }
  const holder = context.holders.get(chainId)
  if (holder) return holder
  throw refused(PROVIDER_CODE.unsupportedChain, `No grant is at hand for chain ${chainId}.`)
}

/** Nothing that a capability asks for is done here, so each has to be optional. */
function requiredCapabilities(asked: Readonly<Record<string, unknown>> = {}): readonly string[] {
  return Object.entries(asked).flatMap(([name, value]) => {
    const optional =
      typeof value === 'object' && value !== null && 'optional' in value && value.optional === true
    return optional ? [] : [name]
  })
}

/** Remembered before it is sent, so that no batch that may be on its way is unknown. */
async function sendBundle(
  context: ProviderContext,
  holder: HolderClient,
  calls: readonly Call[],
  id: string,
): Promise<string> {
  const { bundles, preparing, account, path } = context
  const chainId = holder.chain.id
  const record: BundleRecord = { id, account, chainId, fromBlock: Number(await getBlockNumber(holder)) }
  if (!(await bundles.add(record))) {
    throw refused(PROVIDER_CODE.duplicateBundleId, 'A batch with this id was sent already.')
  }
  preparing.add(id)
  let signed = false
  try {
    const onSigned = async (reference: BundleRecord['reference']) => {
      await bundles.replace({ ...record, reference })
      signed = true
    }
    await submitCalls(holder, { calls, path, lanes: context.lanesOf(holder), onSigned })
    return id
  } catch (thrown) {
    const error = toProviderError(thrown)
    // Nobody knows what became of a signed request that was lost on the way, and what is waiting already may be this one, when a
    // transport sent it twice. What was refused is not sent.
    const lost = error.code === PROVIDER_CODE.internal || error.cause instanceof AlreadyPendingError
    if (!signed || !lost) await bundles.remove(id)
    throw tooLarge(error)
  } finally {
    preparing.delete(id)
  }
}

/** Of a batch, that it is too large has a code of its own. */
function tooLarge(error: ProviderRpcError): ProviderRpcError {
  const { name } = error.cause instanceof Error ? error.cause : error
  if (name !== 'OperationTooLargeError' && name !== 'ValidationGasExceededError') return error
  const { shortMessage: reason, metaMessages, docsPath, data, cause } = error
  return new ProviderRpcError({
    ...{ code: PROVIDER_CODE.bundleTooLarge, reason, metaMessages, docsPath, data, cause },
  })
}

function refused(code: ProviderCode, reason: string): ProviderRpcError {
  return new ProviderRpcError({ code, reason })
}

function randomId(): string {
  return bytesToHex(crypto.getRandomValues(new Uint8Array(32)))
}
