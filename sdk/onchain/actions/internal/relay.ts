import { encodeFunctionData, parseAbi } from 'viem'
import { estimateGas } from 'viem/actions'
import { EncodingRangeError } from '../../../errors/encoding.ts'
import type { Execution } from '../../accounts/encodeExecution.ts'
import type { HolderClientBase } from '../../clients/holderClientBase.ts'
import type { Relay } from '../../clients/relayedUse.ts'
import type { ErrorContext } from '../../errors/errorContext.ts'
import { toLatchkeyError } from '../../errors/toLatchkeyError.ts'
import { moduleRead } from './moduleRead.ts'

/** How long a relayed use may be carried when the holder does not say, in seconds. */
const DEFAULT_SECONDS = 300

/** First value that is not a sequenced nonce key. */
const NONCE_KEY_END = 2n ** 191n

const executorAbi = parseAbi([
  'function executeFromExecutor(bytes32 mode, bytes executionCalldata) payable returns (bytes[])',
])

/** Fills in what the holder left open. */
export async function prepareRelay(
  client: HolderClientBase,
  parameters: {
    relay: Partial<Relay> | undefined
    lane: number
    time: number
    execution: Execution
    context: ErrorContext
  },
): Promise<Relay> {
  const { relay = {}, lane, time, execution, context } = parameters
  const { validUntil = time + DEFAULT_SECONDS } = relay
  return {
    nonce: relay.nonce ?? (await nextNonce(client, BigInt(lane))),
    validUntil,
    minimumGas: relay.minimumGas ?? (await neededGas(client, execution, context)),
  }
}

/** The next nonce of a sequenced nonce key. */
async function nextNonce(client: HolderClientBase, nonceKey: bigint): Promise<bigint> {
  if (nonceKey < 0n || nonceKey >= NONCE_KEY_END) {
    throw new EncodingRangeError({ field: 'nonceKey', expected: 'a whole number from 0 to 2^191 - 1' })
  }
  const sequence = await moduleRead(client, 'nonceState', [client.grant.account, client.keyId, nonceKey])
  return (nonceKey << 64n) | sequence
}

/** What the account's calls take when the module makes them; a little more, since a transaction's own costs are in it. */
async function neededGas(
  { module, grant, ...client }: HolderClientBase,
  { mode, executionCalldata }: Execution,
  context: ErrorContext,
): Promise<bigint> {
  const functionName = 'executeFromExecutor'
  const data = encodeFunctionData({ abi: executorAbi, functionName, args: [mode, executionCalldata] })
  try {
    return await estimateGas(client, { account: module, to: grant.account, data })
  } catch (error) {
    throw toLatchkeyError(error, context)
  }
}
