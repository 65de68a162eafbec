import { type Hash, type Hex, isAddressEqual, numberToHex, parseAbi, toEventSelector, toHex } from 'viem'
import type { HolderClient } from '../clients/createHolderClient.ts'

/** A receipt as `wallet_getCallsStatus` has it. */
export type CallsReceipt = {
  readonly logs: readonly { readonly address: Hex; readonly data: Hex; readonly topics: readonly Hex[] }[]
  readonly status: '0x0' | '0x1'
  readonly blockHash: Hash
  readonly blockNumber: Hex
  readonly gasUsed: Hex
  readonly transactionHash: Hash
}

type RpcLog = CallsReceipt['logs'][number]
type RpcReceipt = Omit<CallsReceipt, 'logs'> & { readonly logs: readonly RpcLog[] }

const eventsAbi = parseAbi([
  'event BeforeExecution()',
  'event UserOperationEvent(bytes32 indexed userOpHash, address indexed sender, address indexed paymaster, uint256 nonce, bool success, uint256 actualGasCost, uint256 actualGasUsed)',
])
const BEFORE_EXECUTION = toEventSelector(eventsAbi[0])
const USER_OPERATION = toEventSelector(eventsAbi[1])

/** What ends the logs of whatever came before an operation's calls. */
const SEPARATORS: readonly (Hex | undefined)[] = [BEFORE_EXECUTION, USER_OPERATION]

/** The receipt of a transaction of the session key; undefined while it is not on chain. Its logs are those of the calls. */
export async function transactionReceipt(
  client: HolderClient,
  hash: Hash,
): Promise<CallsReceipt | undefined> {
  const receipt = await rpcReceipt(client, hash)
  return receipt && shown(client, receipt, receipt.logs)
}

/**
 * The receipt of an operation, from the node's logs, so that it does not depend on what a bundler remembers; undefined when it is not
 * on chain. Its status and logs are the operation's own, not those of others in its transaction.
 */
export async function operationReceipt(
  client: HolderClient,
  { userOpHash, fromBlock }: { userOpHash: Hash; fromBlock: number },
): Promise<CallsReceipt | undefined> {
  const { address } = client.accountPort.entryPoint
  const filter = { address, topics: [USER_OPERATION, userOpHash], fromBlock: numberToHex(fromBlock) }
  const found = await client.request({ method: 'eth_getLogs', params: [filter] } as never)
  const [event] = found as unknown as readonly (RpcLog & { transactionHash: Hash })[]
  const receipt = event && (await rpcReceipt(client, event.transactionHash))
  if (!receipt) return undefined
  const end = receipt.logs.findIndex(
    ({ topics: [kind, hash] }) => kind === USER_OPERATION && hash === userOpHash,
  )
  const before = receipt.logs.slice(0, end)
  const start = before.findLastIndex(
    (log) => isAddressEqual(log.address, address) && SEPARATORS.includes(log.topics[0]),
  )
  // nonce, success, actualGasCost, actualGasUsed: a word each.
  const word = (index: number) => BigInt(`0x${event.data.slice(2 + 64 * index, 66 + 64 * index)}`)
  const status = word(1) === 0n ? '0x0' : '0x1'
  return { ...shown(client, receipt, before.slice(start + 1)), status, gasUsed: toHex(word(3)) }
}

async function rpcReceipt(client: HolderClient, hash: Hash): Promise<RpcReceipt | undefined> {
  const receipt = await client.request({ method: 'eth_getTransactionReceipt', params: [hash] })
  return (receipt as unknown as RpcReceipt | null) ?? undefined
}

/** What the module and the EntryPoint log is no work of the calls. */
function shown(client: HolderClient, receipt: RpcReceipt, logs: readonly RpcLog[]): CallsReceipt {
  const { status, blockHash, blockNumber, gasUsed, transactionHash } = receipt
  const own = [client.module, client.accountPort.entryPoint.address]
  return {
    ...{ status, blockHash, blockNumber, gasUsed, transactionHash },
    logs: logs.flatMap(({ address, data, topics }) =>
      own.some((each) => isAddressEqual(each, address)) ? [] : [{ address, data, topics }],
    ),
  }
}
