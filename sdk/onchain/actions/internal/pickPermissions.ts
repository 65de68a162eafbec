import type { Address } from 'viem'
import { UseInvalidError } from '../../../errors/encoding.ts'
import { PermissionNotGrantedError } from '../../../errors/permission.ts'
import type { HolderClientBase } from '../../clients/holderClientBase.ts'
import { type MatchOptions, type MatchReason, matchCall, whyNot } from '../../grant/match.ts'
import type { ResolvedCall } from './useCalls.ts'

export type PickPermissionsParameters = {
  calls: readonly ResolvedCall[]
  /** The holder's own choice. */
  permissionIndexes: readonly number[] | undefined
  /** Whether to refuse a call that no permission allows; otherwise the most likely permission is picked. */
  check: boolean
  adapter: Address | undefined
}

/** Reasons that only say that the permission is about something else. */
const ELSEWHERE = ['TargetNotAllowedError', 'SelectorNotAllowedError', 'CallNotAllowedError']

/**
 * For each call the index of the permission that allows it.
 * @throws the reason when one permission comes into question, otherwise PermissionNotGrantedError with all of them.
 */
export function pickPermissions(client: HolderClientBase, parameters: PickPermissionsParameters): number[] {
  const { calls, permissionIndexes, check, adapter } = parameters
  const { grant, module, annotations } = client
  const options: MatchOptions = {
    module,
    ...(annotations ? { annotations } : {}),
    ...(adapter ? { adapter } : {}),
  }
  return calls.map((call, position) => {
    const own = permissionIndexes?.[position]
    if (own !== undefined) {
      const permission = grant.permissions[own]
      if (!permission) throw new UseInvalidError({ reason: `the grant has no permission ${own}.` })
      const error = check && whyNot(grant, permission, call, options)
      if (error) throw error
      return own
    }
    const result = matchCall(grant, call, options)
    if (result.matched) return result.index
    if (check) throw refusal(result.reasons)
    return likeliest(result.reasons).index
  })
}

function refusal(reasons: readonly MatchReason[]): Error {
  const { error } = likeliest(reasons)
  const close = reasons.filter((reason) => !ELSEWHERE.includes(reason.error.name))
  const sole = close.length === 1 || reasons.length === 1
  return sole || error.name === 'TargetForbiddenError' ? error : new PermissionNotGrantedError({ reasons })
}

function likeliest(reasons: readonly MatchReason[]): MatchReason {
  const [first] = reasons
  if (!first) throw new UseInvalidError({ reason: 'the grant has no permission.' })
  return reasons.find(({ error }) => !ELSEWHERE.includes(error.name)) ?? first
}
