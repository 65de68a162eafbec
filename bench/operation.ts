import { type Address, encodeFunctionData, type Hash, type Hex, parseEventLogs, size } from 'viem'
import {
  entryPoint07Abi,
  entryPoint07Address,
  getUserOperationHash,
  toPackedUserOperation,
  type UserOperation,
} from 'viem/account-abstraction'
import type { Measured } from './system.ts'
import type { World } from './world.ts'

/** What an operation of an account is to do. */
export type OperationRequest = {
  readonly sender: Address
  /** 192 bits. */
  readonly nonceKey: bigint
  readonly callData: Hex
  /** For calls that need more than half a million. */
  readonly callGasLimit?: bigint
  /** For validations that need more than a million. */
  readonly verificationGasLimit?: bigint
}

/** An operation that waits for its signature. */
export type UnsignedOperation = {
  readonly operation: UserOperation<'0.7'>
  /** What the EntryPoint calls userOpHash. */
  readonly hash: Hash
}

// The same for all systems and well above what any needs; only their digits are charged, as calldata.
const GAS_LIMITS = {
  callGasLimit: 500_000n,
  verificationGasLimit: 1_000_000n,
  preVerificationGas: 60_000n,
}
const FEES = { maxFeePerGas: 2_000_000_000n, maxPriorityFeePerGas: 1_000_000_000n }

/** An operation with the next nonce of its nonce key. */
export async function buildOperation(world: World, request: OperationRequest): Promise<UnsignedOperation> {
  const { sender, nonceKey, callData, ...limits } = request
  const nonce = await world.publicClient.readContract({
    ...{ address: entryPoint07Address, abi: entryPoint07Abi, functionName: 'getNonce' },
    args: [sender, nonceKey],
  })
  const operation: UserOperation<'0.7'> = {
    ...{ sender, nonce, callData, ...GAS_LIMITS, ...limits, ...FEES, signature: '0x' },
  }
  const hash = getUserOperationHash({
    ...{ chainId: world.chain.id, entryPointAddress: entryPoint07Address, entryPointVersion: '0.7' },
    userOperation: operation,
  })
  return { operation, hash }
}

/**
 * Sends one signed operation as a bundle of its own, straight to the EntryPoint.
 *
 * @throws Error when the EntryPoint refuses the operation, or its calls revert.
 */
export async function sendOperation(
  world: World,
  { operation }: UnsignedOperation,
  signature: Hex,
): Promise<Measured> {
  const packed = toPackedUserOperation({ ...operation, signature })
  const args = [[packed], world.bundler.address] as const
  const data = encodeFunctionData({ abi: entryPoint07Abi, functionName: 'handleOps', args })
  const sent = await world.send(world.bundler, { to: entryPoint07Address, data })
  const { logs } = await world.publicClient.getTransactionReceipt({ hash: sent.hash })
  const [event] = parseEventLogs({ abi: entryPoint07Abi, eventName: 'UserOperationEvent', logs })
  if (!event?.args.success) {
    const [reason] = parseEventLogs({ abi: entryPoint07Abi, eventName: 'UserOperationRevertReason', logs })
    throw new Error(`the operation's calls reverted with ${reason?.args.revertReason ?? 'nothing'}`)
  }
  return { ...sent, signatureBytes: size(signature) }
}
