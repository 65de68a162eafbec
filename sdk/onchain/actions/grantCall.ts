import type { Grant } from '../../core/grant.ts'
import type { BaseError } from '../../errors/base.ts'
import type { ModuleClient } from '../clients/moduleClient.ts'
import { encodeContents } from '../contents/encodeContents.ts'
import { hashGrant } from '../grant/hashGrant.ts'
import type { Call } from '../grant/call.ts'
import { RECOMMENDED_PERMISSIONS } from '../grant/warnings.ts'
import { moduleCall } from './internal/moduleCall.ts'

export type GrantCallParameters = {
  grant: Grant
  /** Whether to publish the contents in an event, so that anyone can list what the grant allows; by default up to 32 permissions. */
  publish?: boolean | undefined
}

export type GrantCallReturnType = Call

export type GrantCallErrorType = BaseError

/** The account's call that starts a grant, to be batched with others. */
export function grantCall(
  client: Pick<ModuleClient, 'module'> & { readonly chain?: { readonly id: number } | undefined },
  { grant, publish = grant.permissions.length <= RECOMMENDED_PERMISSIONS }: GrantCallParameters,
): GrantCallReturnType {
  return moduleCall(client, 'grant', [
    hashGrant(grant, client.module),
    publish ? encodeContents(grant, client.chain?.id) : '0x',
  ])
}
