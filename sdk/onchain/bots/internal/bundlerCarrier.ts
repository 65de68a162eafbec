import { concatHex, type Hash } from 'viem'
import {
  entryPoint07Abi,
  formatUserOperationRequest,
  getUserOperationHash,
  getUserOperationReceipt,
  type RpcUserOperation,
  type UserOperation,
  UserOperationReceiptNotFoundError,
} from 'viem/account-abstraction'
import { getContractEvents, readContract } from 'viem/actions'
import { CancelUnsupportedError } from '../../../errors/bot.ts'
import { ECDSA_STUB_SIGNATURE } from '../../accounts/ecdsaStubSignature.ts'
import { bundlerOf } from '../../actions/internal/operation.ts'
import { checkOperationSize, checkValidationGas } from '../../actions/internal/operationBounds.ts'
import { signWith } from '../../clients/grantor.ts'
import type { HolderClientBase } from '../../clients/holderClientBase.ts'
import { callErrorText } from '../../errors/callError.ts'
import type { ErrorContext } from '../../errors/errorContext.ts'
import { revertError, toLatchkeyError } from '../../errors/toLatchkeyError.ts'
import { checkFee, maximumFeeOf } from '../../grant/checkFee.ts'
import { useHash } from '../../grant/encodeUse.ts'
import { withGuardCalls } from '../../grant/guardCalls.ts'
import { userOperationUse } from '../../messages.ts'
import type { Attempt, Intent, Landing } from '../intent.ts'
import type { AttemptRequest, Carrier } from './carrier.ts'
import type { CarrierSettings } from './carrierSettings.ts'
import type { Cached } from './cached.ts'
import { bumped, type Fees, feeSource } from './feeSource.ts'
import { type GasMemory, gasMemory, shapeOf } from './gasMemory.ts'
import { estimateOperationGas, type OperationGas, withMargin } from './operationGas.ts'
import { refusalOf } from './refusal.ts'

/** Carries intents as user operations. Every lane has a nonce key of its own, so operations of several are in flight at once. */
export function bundlerCarrier(client: HolderClientBase, settings: CarrierSettings): Carrier {
  const { accountPort: port, chain } = client
  const { address: entryPoint } = port.entryPoint
  const bundler = bundlerOf(client)
  const fees = feeSource(client, { maximumAge: settings.feeAge, tip: 2n, estimate: settings.estimateFees })
  const gas = gasMemory<OperationGas>(settings.gasAge)
  return {
    path: 'bundler',
    ...{ lanes: settings.lanes, depth: 1, maxInFlight: settings.maxInFlight },
    channel: (lane) => `operations ${chain.id} ${entryPoint} ${port.address} ${nonceKeyOf(client, lane)}`,
    nextNonce: (lane) => nextNonce(client, lane),
    isNonceUsed: async ({ lane, nonce }) => (await nextNonce(client, lane)) > nonce,
    prepare: (request) => prepareOperation(client, request, { settings, fees, gas }),
    async prepareCancel() {
      throw new CancelUnsupportedError()
    },
    async send({ payload }, context) {
      try {
        const operation = JSON.parse(payload) as RpcUserOperation
        await bundler.request(
          { method: 'eth_sendUserOperation', params: [operation, entryPoint] },
          { retryCount: 0 },
        )
        return undefined
      } catch (error) {
        return refusalOf(error, context)
      }
    },
    find: (intent, context, thorough) => findOperation(client, intent, context, thorough),
    forget() {
      fees.drop()
      gas.clear()
    },
  }
}

function nonceKeyOf({ accountPort, module }: HolderClientBase, lane: number): bigint {
  return accountPort.validatorNonceKey({ validator: module, lane })
}

async function nextNonce(client: HolderClientBase, lane: number): Promise<bigint> {
  const { address, entryPoint } = client.accountPort
  const args = [address, nonceKeyOf(client, lane)] as const
  const request = {
    address: entryPoint.address,
    abi: entryPoint07Abi,
    functionName: 'getNonce',
    args,
  } as const
  return readContract(client, request).catch((error: unknown) => {
    throw toLatchkeyError(error)
  })
}

type Sources = {
  readonly settings: CarrierSettings
  readonly fees: Cached<Fees>
  readonly gas: GasMemory<OperationGas>
}

async function prepareOperation(
  client: HolderClientBase,
  request: AttemptRequest,
  { settings, fees, gas }: Sources,
): Promise<Attempt> {
  const stub = operationOf(client, request)
  checkOperationSize(stub.callData, stub.signature)
  const unsigned = { ...stub, ...bumped(await fees.get(), request.replaces, settings.bump) }
  // A lane's first operation writes to a word that was empty.
  const shape = `${shapeOf(request)}${isFirst(stub.nonce) ? ' first' : ''}`
  const known = gas.get(shape)
  const found = known ?? (await estimateOperationGas(client, unsigned, request.context))
  const limits = known ? withMargin(known, settings.gasMargin) : found
  checkValidationGas(limits.verificationGasLimit)
  const attempt = await signOperation(client, { ...unsigned, ...limits }, request)
  if (!known) gas.put(shape, found)
  return attempt
}

/** The sequence is the 64 lowest bits of a nonce. */
function isFirst(nonce: bigint): boolean {
  return BigInt.asUintN(64, nonce) === 0n
}

/** The operation without gas and fees, with a stub in place of the key's signature. */
function operationOf(client: HolderClientBase, { intent, calls, use }: AttemptRequest): UserOperation {
  const { accountPort: port, module, grant, grantId, signer } = client
  return {
    sender: port.address,
    nonce: intent.nonce,
    callData: port.encodeCalls(withGuardCalls(calls, { module, grantId, guards: grant.guards })),
    signature: concatHex([use, signer.stubSignature ?? ECDSA_STUB_SIGNATURE]),
    ...{ callGasLimit: 0n, verificationGasLimit: 0n, preVerificationGas: 0n },
    ...{ maxFeePerGas: 0n, maxPriorityFeePerGas: 0n },
  }
}

async function signOperation(
  client: HolderClientBase,
  unsigned: UserOperation,
  { use }: AttemptRequest,
): Promise<Attempt> {
  const { accountPort: port, module, grant, signer, chain } = client
  // What was spent of the budget is compared where the attempt is recorded: others draw on it too.
  checkFee(grant, unsigned, 0n)
  const { address: entryPointAddress, version: entryPointVersion } = port.entryPoint
  const request = { chainId: chain.id, entryPointAddress, entryPointVersion, userOperation: unsigned }
  const userOpHash: Hash = getUserOperationHash(request)
  const message = userOperationUse(module, { userOpHash, useHash: useHash(use) })
  const signature = concatHex([use, await signWith(signer, message)])
  return {
    kind: 'use',
    hash: userOpHash,
    payload: JSON.stringify(formatUserOperationRequest({ ...unsigned, signature })),
    maxFeePerGas: unsigned.maxFeePerGas,
    maxPriorityFeePerGas: unsigned.maxPriorityFeePerGas,
    maximumFee: maximumFeeOf(unsigned),
  }
}

async function findOperation(
  client: HolderClientBase,
  { attempts, fromBlock }: Intent,
  context: ErrorContext,
  thorough: boolean,
): Promise<Landing | undefined> {
  for (const { hash } of attempts.toReversed()) {
    const receipt = await getUserOperationReceipt(bundlerOf(client), { hash }).catch((error: unknown) => {
      if (error instanceof UserOperationReceiptNotFoundError) return undefined
      throw toLatchkeyError(error, context)
    })
    if (!receipt) continue
    const { transactionHash, blockNumber } = receipt.receipt
    const { success, actualGasCost: fee, reason } = receipt
    const text = success ? undefined : reasonText(reason, context)
    return { hash, kind: 'use', success, transactionHash, blockNumber, fee, reason: text }
  }
  return thorough ? findInLog(client, attempts, fromBlock) : undefined
}

/** The EntryPoint's own word: bundlers forget, and know only what they sent. */
async function findInLog(
  client: HolderClientBase,
  attempts: readonly Attempt[],
  fromBlock: bigint,
): Promise<Landing | undefined> {
  const [event] = await getContractEvents(client, {
    address: client.accountPort.entryPoint.address,
    abi: entryPoint07Abi,
    eventName: 'UserOperationEvent',
    args: { userOpHash: attempts.map(({ hash }) => hash) },
    fromBlock,
    strict: true,
  }).catch((error: unknown) => {
    throw toLatchkeyError(error)
  })
  if (!event) return undefined
  const { userOpHash: hash, success, actualGasCost: fee } = event.args
  const { transactionHash, blockNumber } = event
  return { hash, kind: 'use', success, transactionHash, blockNumber, fee, reason: undefined }
}

function reasonText(reason: string | undefined, context: ErrorContext): string | undefined {
  if (!reason?.startsWith('0x')) return reason
  const data = reason as Hash
  return revertError(data, context)?.shortMessage ?? callErrorText(data, context.calls)
}
