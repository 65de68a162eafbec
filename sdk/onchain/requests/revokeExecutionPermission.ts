import { type Hex, isAddressEqual } from 'viem'
import type { Grant } from '../../core/grant.ts'
import { BaseError } from '../../errors/base.ts'
import { ContextUnknownError, RequestRejectedError } from '../../errors/request.ts'
import { getGrantState } from '../actions/getGrantState.ts'
import { revokeGrant } from '../actions/revokeGrant.ts'
import type { OwnerClientBase } from '../clients/ownerClientBase.ts'
import { hashGrant } from '../grant/hashGrant.ts'
import { isOf } from './internal/isOf.ts'
import { parseParameters } from './internal/parse.ts'
import { revocationSchema } from './internal/schemas.ts'
import { readContext } from './readContext.ts'
import type { AnsweringPolicy } from './requestExecutionPermissions.ts'

/**
 * Answers `wallet_revokeExecutionPermission` (ERC-7715): ends the grant behind a context, for ever, whichever period the context is for.
 * A grant that is revoked already is left as it is.
 * @returns An empty object, as the draft says.
 * @throws RequestMalformedError, ContextUnknownError, RequestRejectedError, and what revoking throws.
 */
export async function revokeExecutionPermission(
  policy: AnsweringPolicy,
  params: unknown,
): Promise<Record<string, never>> {
  const { permissionContext } = parseParameters(revocationSchema, params)
  const failures: unknown[] = []
  for (const owner of policy.owners) {
    const grant = readGrant(permissionContext, owner)
    if (!isAddressEqual(grant.account, owner.accountPort.address)) continue
    const grantId = hashGrant(grant, owner.module)
    // A context does not say its chain, so a node that is down must not stand before the others.
    const state = await getGrantState(owner, { grantId }).catch((error: unknown) => void failures.push(error))
    if (!state) continue
    const { status } = state
    if (status === 'revoked') return {}
    if (status === 'unknown' && !(await isKept(policy, owner, grantId))) continue
    const confirmed = (await policy.confirmRevocation?.({ grant, grantId })) ?? true
    if (!confirmed) throw new RequestRejectedError()
    await revokeGrant(owner, { grantId })
    return {}
  }
  if (failures.length > 0) throw failures[0]
  throw new ContextUnknownError({ reason: 'no account that may be asked has granted it.' })
}

function readGrant(context: Hex, owner: OwnerClientBase): Grant {
  try {
    return readContext({ context, chainId: owner.chain.id }).grant
  } catch (cause) {
    if (!(cause instanceof BaseError)) throw cause
    throw new ContextUnknownError({ reason: 'it is not a context of this module.' }, { cause })
  }
}

/** Whether it was signed here and never redeemed: then it is worth a transaction to end it. */
async function isKept({ store }: AnsweringPolicy, owner: OwnerClientBase, grantId: Hex): Promise<boolean> {
  const kept = await store.list()
  return kept.some(({ grant }) => isOf(owner, grant) && hashGrant(grant, owner.module) === grantId)
}
