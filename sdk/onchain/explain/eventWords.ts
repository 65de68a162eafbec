import { type Abi, type Address, erc20Abi, isAddressEqual, type Log, parseAbi, parseEventLogs } from 'viem'
import { sessionModuleAbi } from '../abis/sessionModule.ts'
import { redact } from '../errors/redact.ts'

/** Events of an EntryPoint, the same in v0.6 to v0.9. */
export const entryPointEventsAbi = parseAbi([
  'event UserOperationEvent(bytes32 indexed userOpHash, address indexed sender, address indexed paymaster, uint256 nonce, bool success, uint256 actualGasCost, uint256 actualGasUsed)',
  'event UserOperationRevertReason(bytes32 indexed userOpHash, address indexed sender, uint256 nonce, bytes revertReason)',
  'event PostOpRevertReason(bytes32 indexed userOpHash, address indexed sender, uint256 nonce, bytes revertReason)',
  'event UserOperationPrefundTooLow(bytes32 indexed userOpHash, address indexed sender, uint256 nonce)',
  'event AccountDeployed(bytes32 indexed userOpHash, address indexed sender, address factory, address paymaster)',
])

/** What happened, one line for each event of the module and of ERC-20 tokens, in their order. */
export function eventWords(logs: readonly Log[], module: Address): readonly string[] {
  return logs.flatMap((log) => {
    const abi = (isAddressEqual(log.address, module) ? sessionModuleAbi : erc20Abi) as Abi
    const [event] = parseEventLogs({ abi, logs: [log] }) as readonly { eventName: string; args: unknown }[]
    if (!event) return []
    const args = Object.entries(event.args ?? {}).map(([name, value]) => `${name}: ${argumentText(value)}`)
    return [`${event.eventName} of ${log.address}: ${args.join(', ')}`]
  })
}

function argumentText(value: unknown): string {
  if (typeof value !== 'object' || value === null) return redact(String(value))
  return redact(JSON.stringify(value, (_, inner) => (typeof inner === 'bigint' ? `${inner}` : inner)))
}
