import { type Address, getAddress } from 'viem'
import { GrantInvalidError } from '../../errors/grant.ts'
import { buildRequest } from './buildRequest.ts'
import { encodeContext } from './encodeContext.ts'
import type { GrantedRequest } from './grantedRequestStore.ts'
import type { PermissionAnswer } from './permissionRequest.ts'
import { termsOfGrant } from './termsOfGrant.ts'

/**
 * What a wallet answers about a grant: its terms as ERC-7715 says them, read out of the grant itself, and the context that redeems it
 * now.
 * @param parameters.timestamp Now, unix seconds of the chain. Before the grant's start the context is for its first second.
 * @throws GrantInvalidError for a grant that no permission request leads to.
 */
export function answerOf(
  { grant, approval, ...said }: GrantedRequest,
  { module, timestamp }: { module: Address; timestamp: number },
): PermissionAnswer {
  const terms = termsOfGrant(grant)
  if (!terms)
    throw new GrantInvalidError({ member: 'permissions', reason: 'no permission request says them.' })
  return {
    ...buildRequest({ ...terms, ...said }),
    context: encodeContext({ grant, approval, timestamp: Math.max(timestamp, grant.validAfter) }),
    // The account is there: it has the module installed.
    dependencies: [],
    delegationManager: getAddress(module),
  }
}
