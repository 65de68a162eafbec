import type { BaseError } from '../../errors/base.ts'
import { GrantInvalidError } from '../../errors/grant.ts'
import type { Approval } from '../clients/grantor.ts'
import type { SenderClientBase } from '../clients/senderClientBase.ts'
import { type CarryReturnType, sent } from './carryUse.ts'
import { type ModuleCall, moduleCall } from './internal/moduleCall.ts'
import { sendAndWait } from './internal/sendTransaction.ts'
import type { SignedRevocation } from './signedRevocation.ts'

export type CarryRevocationParameters = { revocation: SignedRevocation }

export type CarryRevocationReturnType = CarryReturnType

export type CarryRevocationErrorType = BaseError

/**
 * Carries an owner's signed revocation to the chain and pays for it.
 * @throws GrantorMismatchError, GrantorSignatureInvalidError, GrantEpochEndedError (epoch moved since it was signed).
 */
export async function carryRevocation(
  client: SenderClientBase,
  { revocation }: CarryRevocationParameters,
): Promise<CarryRevocationReturnType> {
  const { to, data } = revocationCall(client, revocation)
  const context = { account: revocation.account, module: client.module }
  return sent(await sendAndWait(client, { sender: client.sender, to, data, context }))
}

function revocationCall(client: SenderClientBase, revocation: SignedRevocation): ModuleCall {
  const { account } = revocation
  const approval = approvalArgument(revocation.approval)
  switch (revocation.kind) {
    case 'grant':
      return moduleCall(client, 'revokeGrantBySignature', [account, revocation.grantId, approval])
    case 'key': {
      const { terms, keyId } = revocation
      return moduleCall(client, 'revokeKeyBySignature', [account, terms, keyId, approval])
    }
    case 'epoch':
      if (revocation.chainId !== client.chain.id) {
        throw new GrantInvalidError({ member: 'networks', reason: `it is for chain ${revocation.chainId}.` })
      }
      return moduleCall(client, 'revokeAllBySignature', [account, revocation.epoch, approval])
  }
}

function approvalArgument({ key, signature }: Approval) {
  return { grantor: key, signature }
}
