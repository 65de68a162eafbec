import type { BaseError } from '../../errors/base.ts'
import type { HolderClientBase } from '../clients/holderClientBase.ts'
import { checkLimits, type LimitAmounts } from '../grant/checkLimits.ts'
import { spendsOf } from '../grant/match.ts'
import { getRemaining, type RemainingLimit } from './getRemaining.ts'
import { checkTier } from './internal/checkTier.ts'
import { checkUseState } from './internal/checkUseState.ts'
import { pickPermissions } from './internal/pickPermissions.ts'
import { type ResolvedCall, resolveCalls, type UseCalls } from './internal/useCalls.ts'
import { readUseState, type UseState } from './internal/useState.ts'
import { checkMargins, useWindow } from './internal/useWindow.ts'
import type { UsePath } from './usePath.ts'

export type CheckUseParameters<calls extends readonly unknown[] = readonly unknown[]> = {
  /** One call, or several that all succeed or all fail. */
  calls: UseCalls<calls>
  /** `bundler` when the client has one, otherwise `direct`. */
  path?: UsePath | undefined
  /** For each call the index of the permission to use; found by matching otherwise. */
  permissionIndexes?: readonly number[] | undefined
}

export type CheckUseReturnType = {
  readonly path: UsePath
  readonly permissionIndexes: readonly number[]
  /** What the calls take from each limit, by its index, in its unit. */
  readonly amounts: LimitAmounts
  /** The limits that the calls draw on, before the use. */
  readonly limits: readonly RemainingLimit[]
  /** Whether this use will carry the owner's approval and so start the grant. */
  readonly grants: boolean
  /** Last second in which it holds, inclusive: of the grant, the key, a period that it draws on or the keeper's tier. */
  readonly validUntil: number
}

export type CheckUseErrorType = BaseError

/**
 * Refuses, before anything is signed or sent, what the contract would refuse: by the grant itself, by the chain's state (epoch,
 * pauses, grant, key, window in the chain's time, risk tier, what is left of the limits), and by what bundlers take. Balances and
 * guards are not looked at; fees are when the operation is prepared.
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
  const picked = pickPermissions(client, { calls, permissionIndexes, check: true, adapter })
  checkUseState(client, state, path)
  const tier = await checkTier(client, picked)
  const amounts = amountsOf(client, calls, picked)
  const limitIds = [...amounts.keys()]
  const timestamp = state.time.next
  const limits = await getRemaining(client, { grant, annotations, limitIds, timestamp })
  checkLimits(grant, amounts, new Map(limits.map(({ limitId, spent }) => [limitId, spent])))
  const window = useWindow(client, state, { limitIds, tier })
  if (path === 'bundler') checkMargins(client, state, window)
  return {
    path,
    permissionIndexes: picked,
    amounts,
    limits,
    grants: state.grant.status === 'unknown',
    validUntil: window.validUntil,
  }
}

/** The path that a client takes when it is not told. */
export function defaultPath(client: HolderClientBase): UsePath {
  return client.bundler ? 'bundler' : 'direct'
}

function amountsOf(
  { grant }: HolderClientBase,
  calls: readonly ResolvedCall[],
  permissionIndexes: readonly number[],
): LimitAmounts {
  const amounts = new Map<number, bigint>()
  for (const [position, call] of calls.entries()) {
    const permission = grant.permissions[permissionIndexes[position] ?? -1]
    if (!permission) continue
    for (const [limitId, amount] of spendsOf(permission, call)) {
      amounts.set(limitId, (amounts.get(limitId) ?? 0n) + amount)
    }
  }
  return amounts
}
