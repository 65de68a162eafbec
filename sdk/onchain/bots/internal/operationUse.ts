import { type Abi, concatHex, type Hex, isAddressEqual } from 'viem'
import { getUserOperationHash, type UserOperation } from 'viem/account-abstraction'
import { UseInvalidError } from '../../../errors/encoding.ts'
import { decodeExecute } from '../../accounts/decodeExecution.ts'
import { ECDSA_STUB_SIGNATURE } from '../../accounts/ecdsaStubSignature.ts'
import { checkOperationSize, checkValidationGas } from '../../actions/internal/operationBounds.ts'
import type { ResolvedCall } from '../../actions/internal/useCalls.ts'
import { signWith } from '../../clients/grantor.ts'
import type { HolderClientBase } from '../../clients/holderClientBase.ts'
import type { Call } from '../../grant/call.ts'
import { checkFee } from '../../grant/checkFee.ts'
import { checkLimits } from '../../grant/checkLimits.ts'
import { encodeUse, useHash } from '../../grant/encodeUse.ts'
import { userOperationUse } from '../../messages.ts'
import { type JudgedIntent, judgeIntent } from './judgeIntent.ts'
import { type Situation, spentAt } from './situation.ts'

/**
 * Refuses calls as `checkUse` does.
 * @throws what `checkUse` throws.
 */
export function judgeCalls(
  client: HolderClientBase,
  calls: readonly ResolvedCall[],
  situation: Situation,
): JudgedIntent {
  const judged = judgeIntent(client, { calls, permissionIndexes: undefined, path: 'bundler', situation })
  const { limits } = client.grant
  const spent = limits.map((limit, limitId) => {
    return [limitId, spentAt(limit, situation.counters[limitId], judged.timestamp)] as const
  })
  checkLimits(client.grant, judged.takes, new Map(spent))
  return judged
}

/** What stands in for the signature of an operation while its gas is estimated: as long as it will be. */
export function stubOperationUse(
  client: HolderClientBase,
  callData: Hex | undefined,
  situation: Situation,
): Hex {
  if (!callData) throw new UseInvalidError({ reason: 'it has no call.' })
  const { use } = useOf(client, callsOf(client, callData, []), situation)
  return concatHex([use, client.signer.stubSignature ?? ECDSA_STUB_SIGNATURE])
}

/**
 * Checks an operation that is complete, and signs it.
 * @throws what `checkUse` throws; OperationTooLargeError, ValidationGasExceededError, FeePriceExceededError, FeeBudgetExceededError,
 * PaymasterForbiddenError.
 */
export async function signOperationUse(
  client: HolderClientBase,
  operation: UserOperation,
  situation: Situation,
  abis: readonly Abi[],
): Promise<Hex> {
  const { accountPort, module, grant, signer, chain } = client
  const calls = callsOf(client, operation.callData, abis)
  const { use } = useOf(client, calls, situation)
  const stub = concatHex([use, signer.stubSignature ?? ECDSA_STUB_SIGNATURE])
  checkOperationSize(operation.callData, stub)
  checkValidationGas(operation.verificationGasLimit)
  checkFee(grant, operation, situation.feeSpent)
  const { address: entryPointAddress, version: entryPointVersion } = accountPort.entryPoint
  const userOpHash = getUserOperationHash({
    ...{ chainId: chain.id, entryPointAddress, entryPointVersion },
    userOperation: { ...operation, signature: '0x' },
  })
  const message = userOperationUse(module, { userOpHash, useHash: useHash(use) })
  return concatHex([use, await signWith(signer, message)])
}

/** The holder's calls in an operation, without the module's guard calls. */
export function callsOf(
  { module, grant }: HolderClientBase,
  callData: Hex,
  abis: readonly Abi[],
): readonly ResolvedCall[] {
  const calls = decodeExecute(callData)
  const isGuardCall = (call: Call | undefined): boolean => !!call && isAddressEqual(call.to, module)
  const guarded = grant.guards.length > 0 && isGuardCall(calls[0]) && isGuardCall(calls.at(-1))
  return callsWithAbi(guarded ? calls.slice(1, -1) : calls, abis)
}

/** Calls with everything that may name what they revert with. */
export function callsWithAbi(calls: readonly Call[], abis: readonly Abi[]): readonly ResolvedCall[] {
  const abi = abis.length > 0 ? abis.flat() : undefined
  return calls.map(({ to, value = 0n, data = '0x' }) => ({ to, value, data, abi }))
}

function useOf(client: HolderClientBase, calls: readonly ResolvedCall[], situation: Situation) {
  const { grant, trees, signer, approval, chain } = client
  const judged = judgeCalls(client, calls, situation)
  const use = encodeUse({
    ...{ grant, trees, key: signer.key, permissionIndexes: judged.permissionIndexes },
    ...(judged.grants && approval ? { grantor: approval } : {}),
    ...{ chainId: chain.id, timestamp: judged.timestamp },
  })
  return { use, judged }
}
