import { takesBy } from '../../actions/checkUse.ts'
import { checkMargins } from '../../actions/internal/checkMargins.ts'
import { checkUseState } from '../../actions/internal/checkUseState.ts'
import { pickPermissions } from '../../actions/internal/pickPermissions.ts'
import type { ResolvedCall } from '../../actions/internal/useCalls.ts'
import type { UseState } from '../../actions/internal/useState.ts'
import type { HolderClientBase } from '../../clients/holderClientBase.ts'
import type { ErrorContext } from '../../errors/errorContext.ts'
import { checkTier, isUntiered } from '../../grant/checkTier.ts'
import type { Take } from '../../grant/takesOf.ts'
import { useWindow } from '../../grant/useWindow.ts'
import type { IntentPath } from '../intent.ts'
import { type Situation, timeNow } from './situation.ts'

/** What is found out about calls before anything is reserved. */
export type JudgedIntent = {
  readonly permissionIndexes: readonly number[]
  readonly takes: readonly Take[]
  /** Last second in which it can get on chain. The end of a tier is none: the keeper may publish it again. */
  readonly validUntil: number
  /** Whether the use has to carry the owner's approval. */
  readonly grants: boolean
  /** For which it was judged, unix seconds. */
  readonly timestamp: number
  readonly context: ErrorContext
}

/**
 * Refuses what `checkUse` refuses, but for the limits, by what was read before.
 * @throws what `checkUse` throws.
 */
export function judgeIntent(
  client: HolderClientBase,
  parameters: {
    calls: readonly ResolvedCall[]
    permissionIndexes: readonly number[] | undefined
    path: IntentPath
    situation: Situation
  },
): JudgedIntent {
  const { calls, path, situation } = parameters
  const { grant, approval } = client
  const state: UseState = { ...situation.state, time: timeNow(situation) }
  const { adapter } = state.account
  const picking = { calls, permissionIndexes: parameters.permissionIndexes, check: true, adapter }
  const permissionIndexes = pickPermissions(client, picking)
  checkUseState(client, state, path)
  const permissions = permissionIndexes.flatMap((index) => grant.permissions[index] ?? [])
  const tiered = !permissions.every(isUntiered)
  if (tiered && situation.tier) checkTier(permissions, situation.tier.tier)
  const takes = takesBy(client, calls, permissionIndexes)
  const timestamp = state.time.next
  const lasting = {
    ...{ grant, keyValidUntil: state.key.validUntil, timestamp },
    limits: [...new Set(takes.map(({ limitId }) => limitId))].flatMap((id) => grant.limits[id] ?? []),
  }
  const tierValidUntil = tiered ? situation.tier?.validUntil : undefined
  if (path === 'bundler') checkMargins(client, state, useWindow({ ...lasting, tierValidUntil }))
  const { validUntil } = useWindow(lasting)
  return {
    ...{ permissionIndexes, takes, timestamp, validUntil },
    grants: state.grant.status === 'unknown' && approval !== undefined,
    context: contextOf(client, { calls, permissionIndexes, state }),
  }
}

/** What is known of a use, for telling errors. */
function contextOf(
  { grant, module, annotations, keyId }: HolderClientBase,
  parameters: {
    calls: readonly ResolvedCall[]
    permissionIndexes: readonly number[]
    state: UseState
  },
): ErrorContext {
  const { state, ...asked } = parameters
  return {
    ...{ account: grant.account, module, grant, annotations, keyId, ...asked },
    ...{ keyValidUntil: state.key.validUntil, timestamp: state.time.next },
  }
}
