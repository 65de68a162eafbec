import { type Address, concatHex, type Hash, type Hex, hashTypedData, http } from 'viem'
import {
  createBundlerClient,
  entryPoint07Abi,
  formatUserOperationRequest,
  getUserOperationHash,
  type UserOperation,
  type UserOperationReceipt,
  waitForUserOperationReceipt,
} from 'viem/account-abstraction'
import { readContract } from 'viem/actions'
import type { Grant } from '../../../sdk/core/grant.ts'
import type { AccountPort } from '../../../sdk/onchain/accounts/accountPort.ts'
import type { Call } from '../../../sdk/onchain/grant/call.ts'
import { encodeUse, useHash } from '../../../sdk/onchain/grant/encodeUse.ts'
import { userOperationUse } from '../../../sdk/onchain/messages.ts'
import type { World } from './world.ts'

/** A use as it is handed to the bundler, whatever the SDK's own checks would say. */
export type Operation = Omit<Parameters<typeof encodeUse>[0], 'permissionIndexes' | 'timestamp'> & {
  account: AccountPort
  grant: Grant
  calls: readonly Call[]
  /** Permission of each call; 0 for all of them by default. Guard calls have none. */
  permissionIndexes?: readonly number[]
  paymaster?: Address
  /** The signature of the session key, whatever its kind. */
  sign: (hash: Hash) => Hex | Promise<Hex>
}

// More than any of these operations needs, and as much as ERC-7562 lets validation have.
const GAS = { verificationGasLimit: 500_000n, callGasLimit: 400_000n, preVerificationGas: 150_000n }
const FEES = { maxFeePerGas: 3_000_000_000n, maxPriorityFeePerGas: 1_000_000_000n }
const PAYMASTER_GAS = { paymasterVerificationGasLimit: 100_000n, paymasterPostOpGasLimit: 1n }

/**
 * Sends an operation and waits for it.
 * @throws viem's RpcRequestError with the bundler's own words when it refuses.
 */
export async function sendOperation(world: World, operation: Operation): Promise<UserOperationReceipt> {
  const { account, calls, paymaster } = operation
  const { stack } = world
  const use = encodeUse({
    ...operation,
    permissionIndexes: operation.permissionIndexes ?? calls.map(() => 0),
    timestamp: Number(await stack.clock.now()),
  })
  const { address: entryPoint, version } = account.entryPoint
  const unsigned: UserOperation = {
    sender: account.address,
    nonce: await readContract(stack.publicClient, {
      address: entryPoint,
      abi: entryPoint07Abi,
      functionName: 'getNonce',
      args: [account.address, account.validatorNonceKey({ validator: world.module, lane: 0 })],
    }),
    callData: account.encodeCalls(calls),
    ...GAS,
    ...FEES,
    ...(paymaster ? { paymaster, paymasterData: '0x', ...PAYMASTER_GAS } : {}),
    signature: '0x',
  }
  const userOpHash = getUserOperationHash({
    chainId: stack.chain.id,
    entryPointAddress: entryPoint,
    entryPointVersion: version,
    userOperation: unsigned,
  })
  const message = userOperationUse(world.module, { userOpHash, useHash: useHash(use) })
  const signature = concatHex([use, await operation.sign(hashTypedData(message as never))])
  const transport = http(stack.bundlerUrl, { retryCount: 0 })
  const bundler = createBundlerClient({ transport, pollingInterval: 20 })
  const request = formatUserOperationRequest({ ...unsigned, signature })
  const hash = await bundler.request({ method: 'eth_sendUserOperation', params: [request, entryPoint] })
  return waitForUserOperationReceipt(bundler, { hash })
}
