import type { Address, Hash } from 'viem'
import type { Grant } from '../../core/grant.ts'
import type { Key } from '../../core/key.ts'
import type { BaseError } from '../../errors/base.ts'
import type { ModuleClient } from '../clients/moduleClient.ts'
import { hashKey } from '../grant/hash.ts'
import { hashGrant } from '../grant/hashGrant.ts'
import { findNetwork } from '../grant/network.ts'
import { getAccountState } from './getAccountState.ts'
import { getGrantState } from './getGrantState.ts'
import { type GetInstalledTypesReturnType, getInstalledTypes } from './getInstalledTypes.ts'
import { getKeyState, type KeyStatus } from './getKeyState.ts'
import { getRemaining, type RemainingLimit } from './getRemaining.ts'
import { type AccountEvents, accountEvents } from './internal/accountEvents.ts'
import { chainTime } from './internal/chainTime.ts'
import { resolveAccount } from './internal/resolveAccount.ts'

export type ListGrantsParameters = {
  /** The client's account by default. */
  account?: Address | undefined
  /** First block to look at: that of the module's deployment, for example. The whole chain by default. */
  fromBlock?: bigint | undefined
  /** Grants whose contents the caller has, for those that were not published. */
  known?: readonly Grant[] | undefined
}

/** A key that was ever current in a grant, as it stands now. */
export type ListedKey = {
  readonly key: Key
  readonly keyId: Hash
  readonly status: KeyStatus
  /** Last second, inclusive; 0 when it ended. */
  readonly validUntil: number
  /** Whether it can be used in this second, as far as the key goes. */
  readonly usable: boolean
}

export type ListedGrant =
  | {
      readonly contents: 'known'
      readonly grantId: Hash
      readonly grant: Grant
      /** Whether it holds in this second: live, in the account's epoch and inside its window. */
      readonly holds: 'now' | 'not yet' | 'expired' | 'epoch ended'
      readonly keys: readonly ListedKey[]
      readonly limits: readonly RemainingLimit[]
    }
  | {
      /** Live, but nobody published what it allows: it may still be used. */
      readonly contents: 'unknown'
      readonly grantId: Hash
      readonly note: string
    }

export type ListGrantsReturnType = {
  readonly account: Address
  readonly epoch: bigint
  /** A path that is not installed cannot be used, whatever grants are live. */
  readonly installed: GetInstalledTypesReturnType
  readonly timestamp: number
  /** Live grants, oldest first. Revoked ones are left out. */
  readonly grants: readonly ListedGrant[]
}

export type ListGrantsErrorType = BaseError

const UNKNOWN_NOTE = 'Its contents were not published. If you do not have its grant file either, revoke it.'

/**
 * The live grants and keys of an account with what is left of their limits, from events and views alone. A grant that was signed but
 * never used is not on the chain yet, so no list can show it: moving the epoch ends those too.
 */
export async function listGrants(
  client: ModuleClient,
  parameters: ListGrantsParameters = {},
): Promise<ListGrantsReturnType> {
  const account = resolveAccount(client, parameters.account)
  const { fromBlock = 0n, known = [] } = parameters
  const [{ epoch }, installed, time, events] = await Promise.all([
    getAccountState(client, { account }),
    getInstalledTypes(client, { account }),
    chainTime(client),
    accountEvents(client, { account, fromBlock }),
  ])
  const timestamp = time.next
  const contents = new Map([
    ...events.contents,
    ...known.map((grant) => [hashGrant(grant, client.module), grant] as const),
  ])
  const listed = await Promise.all(
    events.grantIds.map(async (grantId): Promise<ListedGrant | undefined> => {
      const { status } = await getGrantState(client, { account, grantId })
      if (status !== 'live') return undefined
      const grant = contents.get(grantId)
      if (!grant) return { contents: 'unknown', grantId, note: UNKNOWN_NOTE }
      const keys = await listKeys(client, { grant, grantId, events, timestamp })
      const limits = await getRemaining(client, { grant })
      return {
        contents: 'known',
        grantId,
        grant,
        holds: standing(client, grant, epoch, timestamp),
        keys,
        limits,
      }
    }),
  )
  return { account, epoch, installed, timestamp, grants: listed.filter((each) => each !== undefined) }
}

async function listKeys(
  client: ModuleClient,
  parameters: { grant: Grant; grantId: Hash; events: AccountEvents; timestamp: number },
): Promise<ListedKey[]> {
  const { grant, grantId, events, timestamp } = parameters
  const keys = new Map(
    [grant.sessionKey, ...(events.keys.get(grantId) ?? [])].map((key) => [hashKey(key), key]),
  )
  return Promise.all(
    [...keys.values()].map(async (key) => {
      const state = await getKeyState(client, { grant, key })
      const alive = state.status === 'current' || state.status === 'ending'
      return { key, ...state, usable: alive && timestamp <= state.validUntil }
    }),
  )
}

function standing(
  { chain }: ModuleClient,
  grant: Grant,
  epoch: bigint,
  timestamp: number,
): 'now' | 'not yet' | 'expired' | 'epoch ended' {
  if (findNetwork(grant, chain.id)?.epoch !== epoch) return 'epoch ended'
  if (timestamp < grant.validAfter) return 'not yet'
  return timestamp > grant.validUntil ? 'expired' : 'now'
}
