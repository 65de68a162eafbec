import type { Address, Hash } from 'viem'
import type { Grant } from '../../core/grant.ts'
import { type Key, KeyKind } from '../../core/key.ts'
import type { BaseError } from '../../errors/base.ts'
import type { ModuleClient } from '../clients/moduleClient.ts'
import { hashKey } from '../grant/hash.ts'
import { hashGrant } from '../grant/hashGrant.ts'
import { type GetAccountStateReturnType, getAccountState } from './getAccountState.ts'
import { type GetGrantStateReturnType, getGrantState } from './getGrantState.ts'
import { type GetInstalledTypesReturnType, getInstalledTypes } from './getInstalledTypes.ts'
import { getKeyState, type KeyStatus } from './getKeyState.ts'
import { getRemaining, type RemainingLimit } from './getRemaining.ts'
import { type GetRemainingFeeReturnType, getRemainingFee } from './getRemainingFee.ts'
import { type GetTierReturnType, getTier } from './getTier.ts'
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

/** Whether a live grant holds in this second: in the account's epoch, not paused, inside its window. */
export type GrantStanding = 'now' | 'not yet' | 'expired' | 'paused' | 'epoch ended'

type ListedBase = {
  readonly grantId: Hash
  /** By itself; the whole account may be paused besides. */
  readonly paused: boolean
}

/** A grant as the chain shows it: with its contents when they were published or are known, otherwise by its id. */
export type ListedGrant =
  | (ListedBase & {
      readonly contents: 'known'
      readonly grant: Grant
      /** Whether its contents are in an event, for everybody to see. */
      readonly published: boolean
      readonly holds: GrantStanding
      readonly keys: readonly ListedKey[]
      readonly limits: readonly RemainingLimit[]
      /** What is left of its fee budget; undefined without one. */
      readonly fee: GetRemainingFeeReturnType
      /** How dangerous its keeper says things are; undefined without a keeper. */
      readonly tier: GetTierReturnType | undefined
      /** The grant that it takes the place of, and whether it has done so; undefined for none. */
      readonly supersedes: { readonly grantId: Hash; readonly done: boolean } | undefined
    })
  | (ListedBase & {
      /** Live, but nobody published what it allows. */
      readonly contents: 'unknown'
      /** `epoch ended` when it started before the epoch moved, otherwise `unknown`: then it may still be used. */
      readonly holds: 'unknown' | 'epoch ended'
      readonly note: string
    })

export type ListGrantsReturnType = {
  readonly account: Address
  readonly epoch: bigint
  /** Whether the owner paused every grant of the account. */
  readonly paused: boolean
  /** A path that is not installed cannot be used, whatever grants are live. */
  readonly installed: GetInstalledTypesReturnType
  readonly timestamp: number
  /** Live grants, oldest first. Revoked ones are left out. */
  readonly grants: readonly ListedGrant[]
}

export type ListGrantsErrorType = BaseError

const UNKNOWN_NOTE = 'Its contents were not published. If you do not have its grant file either, revoke it.'
const EARLIER_NOTE =
  'Its contents were not published. It started before the epoch moved, so it is over, unless it was granted ahead for this epoch.'

/**
 * The live grants and keys of an account with what is left of their limits, from events and views alone. A grant that was signed but
 * never used is not on the chain yet, so no list can show it: moving the epoch ends those too.
 */
export async function listGrants(
  client: ModuleClient,
  parameters: ListGrantsParameters = {},
): Promise<ListGrantsReturnType> {
  const address = resolveAccount(client, parameters.account)
  const { fromBlock = 0n, known = [] } = parameters
  const [account, installed, time, events] = await Promise.all([
    getAccountState(client, { account: address }),
    getInstalledTypes(client, { account: address }),
    chainTime(client),
    accountEvents(client, { account: address, fromBlock }),
  ])
  const given = new Map(known.map((grant) => [hashGrant(grant, client.module), grant] as const))
  const around = { address, account, given, events, timestamp: time.next }
  const listed = await Promise.all(events.grantIds.map((grantId) => listGrant(client, grantId, around)))
  const { epoch, paused } = account
  const grants = listed.filter((each) => each !== undefined)
  return { account: address, epoch, paused, installed, timestamp: time.next, grants }
}

type Around = {
  readonly address: Address
  readonly account: GetAccountStateReturnType
  /** Contents that the caller has. */
  readonly given: ReadonlyMap<Hash, Grant>
  readonly events: AccountEvents
  readonly timestamp: number
}

async function listGrant(
  client: ModuleClient,
  grantId: Hash,
  around: Around,
): Promise<ListedGrant | undefined> {
  const { address, events, given } = around
  const state = await getGrantState(client, { account: address, grantId })
  if (state.status !== 'live') return undefined
  const { paused } = state
  const grant = events.contents.get(grantId) ?? given.get(grantId)
  if (!grant) {
    const earlier = events.beforeEpoch.has(grantId)
    const note = earlier ? EARLIER_NOTE : UNKNOWN_NOTE
    return { contents: 'unknown', grantId, paused, holds: earlier ? 'epoch ended' : 'unknown', note }
  }
  const [keys, limits, fee, tier] = await Promise.all([
    listKeys(client, grant, grantId, around),
    getRemaining(client, { grant, timestamp: around.timestamp }),
    getRemainingFee(client, { grant }),
    grant.keeper.kind === KeyKind.none
      ? undefined
      : getTier(client, { account: address, keeper: grant.keeper }),
  ])
  return {
    ...{ contents: 'known', grantId, grant, paused, published: events.contents.has(grantId) },
    ...{ holds: standing(client, grant, state, around), keys, limits, fee, tier },
    supersedes: supersession(grant, state),
  }
}

async function listKeys(
  client: ModuleClient,
  grant: Grant,
  grantId: Hash,
  { events, timestamp }: Around,
): Promise<ListedKey[]> {
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
  client: ModuleClient,
  grant: Grant,
  { paused }: GetGrantStateReturnType,
  { account, timestamp }: Around,
): GrantStanding {
  const network = grant.networks.find(({ chainId }) => chainId === BigInt(client.chain.id))
  if (network?.epoch !== account.epoch) return 'epoch ended'
  if (timestamp > grant.validUntil) return 'expired'
  if (paused || account.paused) return 'paused'
  return timestamp < grant.validAfter ? 'not yet' : 'now'
}

function supersession({ supersedes }: Grant, state: GetGrantStateReturnType) {
  const { grantId } = supersedes
  if (BigInt(grantId) === 0n) return undefined
  return { grantId, done: state.superseded }
}
