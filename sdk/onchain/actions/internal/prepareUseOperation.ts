import { concatHex, type Hex } from 'viem'
import { ECDSA_STUB_SIGNATURE } from '../../accounts/ecdsaStubSignature.ts'
import type { HolderClientBase } from '../../clients/holderClientBase.ts'
import type { ErrorContext } from '../../errors/errorContext.ts'
import { checkFee } from '../../grant/checkFee.ts'
import { withGuardCalls } from '../../grant/guardCalls.ts'
import { getRemainingFee } from '../getRemainingFee.ts'
import { type PreparedOperation, prepareOperation } from './operation.ts'
import { checkOperationSize, checkValidationGas } from './operationBounds.ts'
import type { ResolvedCall } from './useCalls.ts'

/**
 * The operation of a use, estimated with a stub in place of the key's signature. Under a guarded grant its calls stand between the
 * module's guard calls.
 */
export async function prepareUseOperation(
  client: HolderClientBase,
  parameters: {
    calls: readonly ResolvedCall[]
    use: Hex
    lane: number
    check: boolean
    context: ErrorContext
  },
): Promise<PreparedOperation> {
  const { calls, use, lane, check, context } = parameters
  const { accountPort: port, module, grant, grantId, signer } = client
  const callData = port.encodeCalls(withGuardCalls(calls, { module, grantId, guards: grant.guards }))
  const stubSignature = concatHex([use, signer.stubSignature ?? ECDSA_STUB_SIGNATURE])
  if (check) checkOperationSize(callData, stubSignature)
  const nonceKey = port.validatorNonceKey({ validator: module, lane })
  const prepared = await prepareOperation(client, {
    ...{ port, callData, nonceKey, stubSignature, context },
    deployment: {},
    extraVerificationGas: signer.extraVerificationGas,
  })
  if (check) await checkOperation(client, prepared)
  return prepared
}

async function checkOperation(client: HolderClientBase, { userOperation }: PreparedOperation): Promise<void> {
  const { grant } = client
  checkValidationGas(userOperation.verificationGasLimit)
  const fee = await getRemainingFee(client, { grant })
  checkFee(grant, userOperation, fee?.spent ?? 0n)
}
