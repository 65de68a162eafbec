import { type Hash, isAddressEqual } from 'viem'
import { FEE_LIMIT_ID } from '../../core/constants.ts'
import type { Grant } from '../../core/grant.ts'
import type { BaseError } from '../../errors/base.ts'
import { GrantEndedError } from '../../errors/contractGrant.ts'
import { GrantInvalidError } from '../../errors/grant.ts'
import type { ModuleClient } from '../clients/moduleClient.ts'
import { carriesAlike } from '../grant/carriesAlike.ts'
import { describeGrant } from '../grant/describe.ts'
import type { DescribeGrantOptions } from '../grant/describeOptions.ts'
import { hashGrant } from '../grant/hashGrant.ts'
import { type GetGrantStateReturnType, getGrantState } from './getGrantState.ts'
import { getRemaining, type RemainingLimit } from './getRemaining.ts'
import { type GetRemainingFeeReturnType, getRemainingFee } from './getRemainingFee.ts'
import { differingLines } from './internal/differingLines.ts'

export type PlanSupersessionParameters = {
  /** The grant that ends. */
  old: Grant
  /** The grant that takes its place: its `supersedes` names the old one and the limits whose counters are carried. */
  grant: Grant
  /** Names for the words. */
  words?: DescribeGrantOptions | undefined
}

/** A limit of the new grant, and what becomes of what was spent. Amounts are in the limit's unit, a fee's in wei. */
export type SupersededLimit = Pick<RemainingLimit, 'limitId' | 'kind' | 'token'> & Carried

type Carried = {
  /** `carry`: it starts with what was spent of the old grant's limit of the same index. `zero`: it starts with nothing spent. */
  readonly choice: 'carry' | 'zero'
  /** Of the new grant. */
  readonly amount: bigint
  /** What it starts with. */
  readonly spent: bigint
  readonly remaining: bigint
}

export type PlanSupersessionReturnType = {
  readonly grantId: Hash
  readonly oldGrantId: Hash
  /** Whether the old grant is live: otherwise there is nothing to end, but counters are carried all the same. */
  readonly old: GetGrantStateReturnType['status']
  readonly limits: readonly SupersededLimit[]
  /** The fee budget as a limit; undefined for a new grant without one. */
  readonly fee: Carried | undefined
  /** In plain words what differs: lines that start with `-` are the old grant's, those with `+` the new one's. */
  readonly difference: readonly string[]
}

export type PlanSupersessionErrorType = GrantInvalidError | GrantEndedError | BaseError

/**
 * What putting one grant in the place of another changes, before it is done.
 * @throws GrantInvalidError when the new grant does not name the old one, is of another account, or carries the counter of a limit
 * that counts something else in the old grant; GrantEndedError when the new grant was revoked.
 */
export async function planSupersession(
  client: ModuleClient,
  { old, grant, words = {} }: PlanSupersessionParameters,
): Promise<PlanSupersessionReturnType> {
  const { module } = client
  const oldGrantId = hashGrant(old, module)
  checkPair(old, grant, oldGrantId)
  const { account } = grant
  const grantId = hashGrant(grant, module)
  const [state, oldState, spent, oldSpent, fee, oldFee] = await Promise.all([
    getGrantState(client, { account, grantId }),
    getGrantState(client, { account, grantId: oldGrantId }),
    getRemaining(client, { grant }),
    getRemaining(client, { grant: old }),
    getRemainingFee(client, { grant }),
    getRemainingFee(client, { grant: old }),
  ])
  if (state.status === 'revoked') throw new GrantEndedError({ grantId })
  const carries = state.superseded ? [] : grant.supersedes.carries
  return {
    ...{ grantId, oldGrantId, old: oldState.status },
    limits: spent.map((limit) => limitAfter(limit, oldSpent, carries)),
    fee: fee && feeAfter(fee, oldFee, carries),
    difference: differingLines(describeGrant(old, module, words), describeGrant(grant, module, words)),
  }
}

function limitAfter(
  { limitId, kind, token, amount, spent: own }: RemainingLimit,
  old: readonly RemainingLimit[],
  carries: readonly number[],
): SupersededLimit {
  const carried = carries.includes(limitId)
  const spent = carried ? (old.find((one) => one.limitId === limitId)?.spent ?? 0n) : own
  return { limitId, kind, token, choice: carried ? 'carry' : 'zero', ...leftOf(amount, spent) }
}

function feeAfter(
  { budget, spent: own }: NonNullable<GetRemainingFeeReturnType>,
  old: GetRemainingFeeReturnType,
  carries: readonly number[],
): Carried {
  const carried = carries.includes(FEE_LIMIT_ID)
  return { choice: carried ? 'carry' : 'zero', ...leftOf(budget, carried ? (old?.spent ?? 0n) : own) }
}

function leftOf(amount: bigint, spent: bigint) {
  return { amount, spent, remaining: amount > spent ? amount - spent : 0n }
}

function checkPair(old: Grant, grant: Grant, oldGrantId: Hash): void {
  const refuse = (reason: string): Error => new GrantInvalidError({ member: 'supersedes', reason })
  const { grantId, carries } = grant.supersedes
  if (grantId.toLowerCase() !== oldGrantId) throw refuse(`it does not name ${oldGrantId}.`)
  if (!isAddressEqual(old.account, grant.account)) throw refuse('the other grant is of another account.')
  for (const limitId of carries) {
    if (!carriesAlike(old, grant, limitId)) {
      throw refuse(`limit ${limitId} counts something else in the other grant, or is not there.`)
    }
  }
}
