import { type Address, type Hash, type Hex, parseAbi } from 'viem'
import {
  type BundlerClient,
  formatUserOperationRequest,
  getUserOperationHash,
  prepareUserOperation,
  toSmartAccount,
  type UserOperation,
  type UserOperationReceipt,
  waitForUserOperationReceipt,
} from 'viem/account-abstraction'
import { readContract } from 'viem/actions'
import { CallRevertedError, ClientIncompleteError } from '../../../errors/client.ts'
import type { AccountPort, Deployment } from '../../accounts/accountPort.ts'
import type { ModuleClient } from '../../clients/moduleClient.ts'
import { callErrorText } from '../../errors/callError.ts'
import type { ErrorContext } from '../../errors/errorContext.ts'
import { revertError, toLatchkeyError } from '../../errors/toLatchkeyError.ts'

/** An operation without its signature, and what has to be signed. */
export type PreparedOperation = {
  /** Its signature is the stub that it was estimated with. */
  readonly userOperation: UserOperation
  readonly userOpHash: Hash
}

export type OperationToPrepare = {
  port: AccountPort
  callData: Hex
  /** 192 bits. */
  nonceKey: bigint
  stubSignature: Hex
  deployment: Deployment
  /** Added to the estimate of the validation's gas. */
  extraVerificationGas?: bigint | undefined
  context: ErrorContext
}

/**
 * The bundler of a client.
 * @throws ClientIncompleteError when it has none.
 */
export function bundlerOf(client: ModuleClient): BundlerClient {
  if (client.bundler) return client.bundler
  throw new ClientIncompleteError({
    missing: 'bundlerTransport',
    reason: 'operations go through a bundler.',
  })
}

/** Fills in nonce, fees and gas limits. No paymaster, whatever the bundler's client says. */
export async function prepareOperation(
  client: ModuleClient,
  parameters: OperationToPrepare,
): Promise<PreparedOperation> {
  const { port, callData, stubSignature, deployment, extraVerificationGas = 0n, context } = parameters
  const bundler = bundlerOf(client)
  const account = await smartAccount(client, parameters)
  const { authorization } = deployment
  const request = {
    account,
    callData,
    signature: stubSignature,
    parameters: ['factory', 'fees', 'gas', 'nonce', 'signature'] as const,
    ...(authorization ? { authorization } : {}),
  }
  const prepared = await prepareUserOperation(bundler, request as never).catch((error: unknown) => {
    throw toLatchkeyError(error, context)
  })
  const {
    account: _account,
    parameters: _parameters,
    ...rest
  } = prepared as unknown as UserOperation & {
    account?: unknown
    parameters?: unknown
  }
  const verificationGasLimit = rest.verificationGasLimit + extraVerificationGas
  const userOperation: UserOperation = { ...rest, verificationGasLimit }
  const { address: entryPointAddress, version: entryPointVersion } = port.entryPoint
  const chainId = client.chain.id
  return {
    userOperation,
    userOpHash: getUserOperationHash({ chainId, entryPointAddress, entryPointVersion, userOperation }),
  }
}

/** Hands a signed operation to the bundler and returns its hash. */
export async function submitOperation(
  client: ModuleClient,
  parameters: { userOperation: UserOperation; entryPoint: Address; context: ErrorContext },
): Promise<Hash> {
  const { userOperation, entryPoint, context } = parameters
  try {
    const request = formatUserOperationRequest(userOperation)
    const params = [request, entryPoint] as const
    return await bundlerOf(client).request(
      { method: 'eth_sendUserOperation', params: [...params] },
      { retryCount: 0 },
    )
  } catch (error) {
    throw toLatchkeyError(error, context)
  }
}

/**
 * Waits for an operation's receipt.
 * @throws CallRevertedError when its calls reverted: the fee is paid and what was spent stays counted.
 */
export async function waitForOperation(
  client: ModuleClient,
  parameters: { userOpHash: Hash; context: ErrorContext; counted: boolean },
): Promise<UserOperationReceipt> {
  const { userOpHash, context, counted } = parameters
  const waited = waitForUserOperationReceipt(bundlerOf(client), { hash: userOpHash })
  const receipt = await waited.catch((error: unknown) => {
    throw toLatchkeyError(error, context)
  })
  if (receipt.success) return receipt
  const { transactionHash } = receipt.receipt
  const data = receipt.reason as Hex | undefined
  const refusal = revertError(data, context)
  const reason = refusal?.shortMessage ?? (data && (callErrorText(data, context.calls) ?? data))
  throw new CallRevertedError({ reason, transactionHash, counted })
}

/** All that is asked of an EntryPoint, whatever its version: its whole ABI would weigh more than many a holder. */
const entryPointAbi = parseAbi([
  'function getNonce(address sender, uint192 key) view returns (uint256 nonce)',
])

/** What viem wants to know of an account, told by the port. */
function smartAccount(client: ModuleClient, parameters: OperationToPrepare) {
  const { port, callData, nonceKey, stubSignature, deployment } = parameters
  const { address, version } = port.entryPoint
  const refuse = async (): Promise<never> => {
    throw new ClientIncompleteError({ missing: 'signer', reason: 'operations are signed by the SDK itself.' })
  }
  return toSmartAccount({
    client,
    entryPoint: { address, version, abi: entryPointAbi },
    getAddress: async () => port.address,
    encodeCalls: async () => callData,
    getFactoryArgs: async () => ({ factory: deployment.factory, factoryData: deployment.factoryData }),
    getStubSignature: async () => stubSignature,
    getNonce: async () =>
      readContract(client, {
        address,
        abi: entryPointAbi,
        functionName: 'getNonce',
        args: [port.address, nonceKey],
      }),
    signMessage: refuse,
    signTypedData: refuse,
    signUserOperation: refuse,
  })
}
