import type { Address, Hash } from 'viem'
import type { BaseError } from '../../errors/base.ts'
import type { ModuleClient } from '../clients/moduleClient.ts'
import { moduleRead } from './internal/moduleRead.ts'
import { resolveAccount } from './internal/resolveAccount.ts'

/** Whether the chain knows a grant. A live one may still be outside its window or its epoch. */
export type GrantStatus = 'unknown' | 'live' | 'revoked'

export type GetGrantStateParameters = {
  grantId: Hash
  /** The client's account by default. */
  account?: Address | undefined
}

export type GetGrantStateReturnType = {
  readonly status: GrantStatus
  /** By the owner or the keeper; only the owner lets it go on. */
  readonly paused: boolean
  /** Whether it has ended the grant that it supersedes, and carried what was spent of it. */
  readonly superseded: boolean
  /** Current keys, without those in their overlap; none once it is revoked. */
  readonly keyCount: number
  /** Last second of the first key after it was rotated; 0 once it ended; undefined while it was neither rotated nor revoked. */
  readonly firstKeyEnd: number | undefined
  /** What the next rotation that is carried as a signature must name. */
  readonly rotationSequence: number
}

export type GetGrantStateErrorType = BaseError

const STATUSES: readonly GrantStatus[] = ['unknown', 'live', 'revoked']

/** The module's value for a first key that was revoked, or rotated without overlap. */
const KEY_ENDED = 1

/** State of one grant. */
export async function getGrantState(
  client: ModuleClient,
  parameters: GetGrantStateParameters,
): Promise<GetGrantStateReturnType> {
  const account = resolveAccount(client, parameters.account)
  const args = [account, parameters.grantId] as const
  const { status: number, firstKeyEnd, keyCount, ...rest } = await moduleRead(client, 'grantState', args)
  const status = STATUSES[number] ?? 'revoked'
  return {
    ...rest,
    status,
    // The module leaves the count as it was: no key of a revoked grant works.
    keyCount: status === 'revoked' ? 0 : keyCount,
    firstKeyEnd: firstKeyEnd === 0 ? undefined : firstKeyEnd === KEY_ENDED ? 0 : firstKeyEnd,
  }
}
