import type { Abi, Hex, NonceManager } from 'viem'
import {
  entryPoint07Abi,
  entryPoint08Abi,
  entryPoint09Abi,
  type SmartAccount,
  type SmartAccountImplementation,
  toSmartAccount,
  type UserOperation,
  type UserOperationRequest,
} from 'viem/account-abstraction'
import { readContract } from 'viem/actions'
import { EncodingRangeError } from '../../errors/encoding.ts'
import { signMessage } from '../actions/signMessage.ts'
import type { HolderClientBase } from '../clients/holderClientBase.ts'
import { withGuardCalls } from '../grant/guardCalls.ts'
import type { SignableMessage } from '../message/signableMessage.ts'
import { cached } from './internal/cached.ts'
import { messageText } from './internal/messageText.ts'
import { estimateOperationGas, type OperationGas } from './internal/operationGas.ts'
import { callsWithAbi, judgeCalls, signOperationUse, stubOperationUse } from './internal/operationUse.ts'
import { type Situation, readSituation } from './internal/situation.ts'

export type ToSessionAccountParameters = {
  /** The holder's client: grant, key and account. For a passkey it needs a `bundlerTransport`, to measure gas with. */
  client: HolderClientBase
  /** Operations take turns in so many lanes, so that some can be in flight at once; 4 by default. */
  lanes?: number | undefined
  /** First of these lanes; 0 by default. */
  firstLane?: number | undefined
  /** ABIs of contracts that are called, for naming what they revert with. */
  abis?: readonly Abi[] | undefined
  /** Milliseconds for which is kept what was read of the chain; 12,000 by default. */
  maximumAge?: number | undefined
}

export type ToSessionAccountReturnType = SmartAccount<
  SmartAccountImplementation<
    Abi,
    HolderClientBase['accountPort']['entryPoint']['version'],
    {
      /** What toLatchkeyError and sessionTransport need to tell errors. */
      readonly session: { readonly client: HolderClientBase; readonly abis: readonly Abi[] }
    }
  >
>

const ENTRY_POINT_ABIS = { '0.7': entryPoint07Abi, '0.8': entryPoint08Abi, '0.9': entryPoint09Abi } as const

/**
 * The account as viem knows it, with the session key as its signer: for viem's `createBundlerClient`, permissionless's
 * `createSmartAccountClient`, and whatever else takes a SmartAccount.
 *
 * Permissions are picked, guard calls added, the owner's approval is carried by the first use. What the grant does not allow is refused
 * while the calls are encoded, before the bundler is asked, by the errors of `checkUse`; what bundlers do not take, before it is signed.
 * `signMessage` and `signTypedData` sign what the grant allows. It signs no bare hash.
 * @example
 * const account = await toSessionAccount({ client: holder })
 * const bundler = createBundlerClient({ account, client, transport: sessionTransport(http(url), account) })
 * await bundler.sendUserOperation({ calls: [{ to: usdc, abi: erc20Abi, functionName: 'transfer', args }] })
 */
export async function toSessionAccount(
  parameters: ToSessionAccountParameters,
): Promise<ToSessionAccountReturnType> {
  const { client, abis = [], lanes = 4, firstLane = 0, maximumAge = 12_000 } = parameters
  const { accountPort: port, module, grant, grantId } = client
  const { address, version } = port.entryPoint
  const situation = cached(() => readSituation(client, 0), maximumAge)
  const sign = async (message: SignableMessage): Promise<Hex> =>
    (await signMessage(client, { message })).signature
  return toSmartAccount({
    client,
    entryPoint: { address, version, abi: ENTRY_POINT_ABIS[version] as Abi },
    extend: { session: { client, abis } },
    nonceKeyManager: lanesInTurn(firstLane, lanes),
    getAddress: async () => port.address,
    // A key's grant is about an account that is there.
    getFactoryArgs: async () => ({ factory: undefined, factoryData: undefined }),
    async encodeCalls(calls) {
      await fresh(situation, (now) => judgeCalls(client, callsWithAbi(calls, abis), now))
      return port.encodeCalls(withGuardCalls(calls, { module, grantId, guards: grant.guards }))
    },
    async getNonce({ key = 0n } = {}) {
      const nonceKey = port.validatorNonceKey({ validator: module, lane: Number(key) })
      const args = [port.address, nonceKey] as const
      return readContract(client, { address, abi: entryPoint07Abi, functionName: 'getNonce', args })
    },
    async getStubSignature(request) {
      return stubOperationUse(client, request?.callData, await situation.get())
    },
    async signUserOperation({ chainId: _chainId, ...operation }) {
      const full = { sender: port.address, ...operation } as UserOperation
      return fresh(situation, (now) => signOperationUse(client, full, now, abis))
    },
    ...(client.signer.extraVerificationGas ? { userOperation: { estimateGas: estimatesOf(client) } } : {}),
    signMessage: ({ message }) => sign(messageText(message)),
    signTypedData: (typedData) => sign(typedData as unknown as SignableMessage),
  })
}

/** For keys whose stub is cheaper to check than a real signature: viem's own estimate would be too low. */
function estimatesOf(client: HolderClientBase) {
  return (request: UserOperationRequest): Promise<OperationGas> => {
    const unset = { callGasLimit: 0n, verificationGasLimit: 0n, preVerificationGas: 0n }
    return estimateOperationGas(client, { ...unset, ...request } as UserOperation, {
      ...{ account: client.grant.account, module: client.module, grant: client.grant, keyId: client.keyId },
    })
  }
}

/** Refusals count only when they are about what was read just now. */
async function fresh<result>(
  situation: ReturnType<typeof cached<Situation>>,
  judge: (now: Situation) => result | Promise<result>,
): Promise<result> {
  const kept = situation.peek()
  if (kept) {
    try {
      return await judge(kept)
    } catch {
      situation.drop()
    }
  }
  return judge(await situation.get())
}

/** viem asks for a nonce key per operation, by default a new one each time, which costs 17,000 gas. These come round. */
function lanesInTurn(first: number, count: number): NonceManager {
  if (!Number.isInteger(count) || count < 1) {
    throw new EncodingRangeError({ field: 'lanes', expected: 'a whole number from 1' })
  }
  let turn = 0
  const lane = (): number => first + (turn % count)
  return {
    async consume() {
      const next = lane()
      turn += 1
      return next
    },
    get: async () => lane(),
    increment() {
      turn += 1
    },
    reset() {
      turn = 0
    },
  }
}
