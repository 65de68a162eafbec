import type { BaseError } from '../../errors/base.ts'
import type { HolderClientBase } from '../clients/holderClientBase.ts'
import { checkLimits, type LimitAmounts, sumTakes } from '../grant/checkLimits.ts'
import { type Take, takesOf } from '../grant/takesOf.ts'
import { type UseWindow, useWindow } from '../grant/useWindow.ts'
import { getRemaining, type RemainingLimit } from './getRemaining.ts'
import { checkMargins } from './internal/checkMargins.ts'
import { checkUseState } from './internal/checkUseState.ts'
import { pickPermissions } from './internal/pickPermissions.ts'
import { type ResolvedCall, resolveCalls, type UseCalls } from './internal/useCalls.ts'
import { readUseState, type UseState } from './internal/useState.ts'
import { useTier } from './internal/useTier.ts'
import type { UsePath } from './usePath.ts'

export type CheckUseParameters<calls extends readonly unknown[] = readonly unknown[]> = {
  /** One call, or several that all succeed or all fail. */
  calls: UseCalls<calls>
  /** `bundler` when the client has one, otherwise `direct`. */
  path?: UsePath | undefined
  /** For each call the index of the permission to use; found by matching otherwise. */
  permissionIndexes?: readonly number[] | undefined
}

export type CheckUseReturnType = UseWindow & {
  readonly path: UsePath
  readonly permissionIndexes: readonly number[]
  /** What the calls take from each limit, by its index, in its unit. */
  readonly amounts: LimitAmounts
  /** The limits that the calls draw on, before the use. */
  readonly limits: readonly RemainingLimit[]
  /** Whether this use will carry the owner's approval and so start the grant. */
  readonly grants: boolean
}

export type CheckUseErrorType = BaseError

/**
 * Refuses, before anything is signed or sent, what the contract would refuse: by the grant itself, by the chain's state (epoch,
 * pauses, grant, key, risk tier, window in the chain's time, what is left of the limits in their periods), and by what bundlers take.
 * Balances are not looked at. `validUntil` is the last second in which the use holds and `endedBy` says why: one that waits over the end
 * of a period dies, and has to be prepared and signed again.
 * @throws the same typed errors as the contract's refusals; BundlerMarginError says how long to wait.
 */
export async function checkUse<const calls extends readonly unknown[]>(
  client: HolderClientBase,
  parameters: CheckUseParameters<calls>,
): Promise<CheckUseReturnType> {
  const { permissionIndexes, path = defaultPath(client) } = parameters
  const calls = resolveCalls(parameters.calls as readonly unknown[])
  return judgeUse(client, { calls, path, permissionIndexes, state: await readUseState(client) })
}

/** {@link checkUse} with the state at hand. */
export async function judgeUse(
  client: HolderClientBase,
  parameters: {
    calls: readonly ResolvedCall[]
    path: UsePath
    permissionIndexes: readonly number[] | undefined
    state: UseState
  },
): Promise<CheckUseReturnType> {
  const { calls, path, permissionIndexes, state } = parameters
  const { grant, annotations } = client
  const { adapter } = state.account
  const timestamp = state.time.next
  const picked = pickPermissions(client, { calls, permissionIndexes, check: true, adapter })
  checkUseState(client, state, path)
  if (path === 'bundler') await client.accountPort.checkOperations?.(client, { validator: client.module })
  const tierValidUntil = await useTier(
    client,
    picked.flatMap((index) => grant.permissions[index] ?? []),
  )
  const takes = takesBy(client, calls, picked)
  const amounts = sumTakes(takes)
  const limits = await getRemaining(client, { grant, annotations, limitIds: [...amounts.keys()], timestamp })
  checkLimits(grant, takes, new Map(limits.map(({ limitId, spent }) => [limitId, spent])))
  const window = useWindow({
    ...{ grant, keyValidUntil: state.key.validUntil, tierValidUntil, timestamp },
    limits: limits.flatMap(({ limitId }) => grant.limits[limitId] ?? []),
  })
  if (path === 'bundler') checkMargins(client, state, window)
  const grants = state.grant.status === 'unknown'
  return { path, permissionIndexes: picked, amounts, limits, grants, ...window }
}

/** The path that a client takes when it is not told. */
export function defaultPath(client: HolderClientBase): UsePath {
  return client.bundler ? 'bundler' : 'direct'
}

/** What calls take from limits under the permissions picked for them, in their order. */
export function takesBy(
  { grant }: HolderClientBase,
  calls: readonly ResolvedCall[],
  permissionIndexes: readonly number[],
): readonly Take[] {
  return calls.flatMap((call, position) => {
    const permission = grant.permissions[permissionIndexes[position] ?? -1]
    return permission ? takesOf(permission, call) : []
  })
}
