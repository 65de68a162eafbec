import type { Grant } from '../../../sdk/core/grant.ts'
import type { DefineGrantReturnType } from '../../../sdk/onchain/grant/defineGrant.ts'
import { hashGrant } from '../../../sdk/onchain/grant/hashGrant.ts'

/** The same grant with other members, whatever `defineGrant` would say of them. */
export function amend(granted: DefineGrantReturnType, members: Partial<Grant>): DefineGrantReturnType {
  const grant: Grant = { ...granted.grant, ...members }
  return { ...granted, grant, grantId: hashGrant(grant, granted.module) }
}
