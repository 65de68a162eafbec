import { concatHex, type Hex, size } from 'viem'
import { OperationTooLargeError, ValidationGasExceededError } from '../../../errors/bundler.ts'
import { ECDSA_STUB_SIGNATURE } from '../../accounts/ecdsaStubSignature.ts'
import type { HolderClientBase } from '../../clients/holderClientBase.ts'
import type { ErrorContext } from '../../errors/errorContext.ts'
import { checkFee } from '../../grant/checkFee.ts'
import { withGuardCalls } from '../../grant/guardCalls.ts'
import { getRemainingFee } from '../getRemainingFee.ts'
import { type PreparedOperation, prepareOperation } from './operation.ts'
import type { ResolvedCall } from './useCalls.ts'

/** ERC-7562: most bytes of an operation, and most gas of its validation, that a bundler takes. Both inclusive. */
const MAX_OPERATION_SIZE = 8_192
const MAX_VALIDATION_GAS = 500_000n

/** Everything of a packed operation but calldata and signature: nine words, three lengths and offsets. */
const FIXED_SIZE = 15 * 32

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
  const bytes = FIXED_SIZE + size(callData) + size(stubSignature)
  if (check && bytes > MAX_OPERATION_SIZE) {
    throw new OperationTooLargeError({ size: bytes, allowed: MAX_OPERATION_SIZE })
  }
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
  const gas = userOperation.verificationGasLimit
  if (gas > MAX_VALIDATION_GAS) throw new ValidationGasExceededError({ gas, allowed: MAX_VALIDATION_GAS })
  const fee = await getRemainingFee(client, { grant })
  checkFee(grant, userOperation, fee?.spent ?? 0n)
}
