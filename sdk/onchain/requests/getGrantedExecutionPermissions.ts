import type { Hash } from 'viem'
import { getAccountState } from '../actions/getAccountState.ts'
import { getGrantState } from '../actions/getGrantState.ts'
import { chainTime } from '../actions/internal/chainTime.ts'
import { type ListedGrant, listGrants } from '../actions/listGrants.ts'
import type { OwnerClientBase } from '../clients/ownerClientBase.ts'
import { hashGrant } from '../grant/hashGrant.ts'
import { answerOf } from './answerOf.ts'
import type { GrantedRequest } from './grantedRequestStore.ts'
import { isOf } from './internal/isOf.ts'
import { parseParameters } from './internal/parse.ts'
import { noParametersSchema } from './internal/schemas.ts'
import type { PermissionAnswer } from './permissionRequest.ts'
import type { AnsweringPolicy } from './requestExecutionPermissions.ts'
import { termsOfGrant } from './termsOfGrant.ts'

/** Grants that can still be redeemed, now or later. */
const STANDING: readonly ListedGrant['holds'][] = ['now', 'not yet', 'paused']

/**
 * Answers `wallet_getGrantedExecutionPermissions` (ERC-7715): what is neither revoked nor over, of grants that a permission request can
 * say, from the chain's events and views and from the store. Contexts are those of this moment.
 * @throws RequestMalformedError, and what reading the chain throws.
 */
export async function getGrantedExecutionPermissions(
  policy: AnsweringPolicy,
  params: unknown,
): Promise<readonly PermissionAnswer[]> {
  parseParameters(noParametersSchema, params)
  const kept = await policy.store.list()
  const answers = await Promise.all(policy.owners.map((owner) => grantedBy(owner, kept, policy)))
  return answers.flat()
}

async function grantedBy(
  owner: OwnerClientBase,
  kept: readonly GrantedRequest[],
  { fromBlock }: AnsweringPolicy,
): Promise<readonly PermissionAnswer[]> {
  const own = new Map<Hash, GrantedRequest>(
    kept
      .filter(({ grant }) => isOf(owner, grant))
      .map((request) => [hashGrant(request.grant, owner.module), request]),
  )
  const known = [...own.values()].map(({ grant }) => grant)
  const { grants, timestamp } = await listGrants(owner, { known, fromBlock })
  const live = grants.flatMap((listed) => {
    if (listed.contents === 'unknown' || !isRedeemable(listed)) return []
    const { grant, grantId } = listed
    const nothing = { approval: undefined, justification: undefined, redeemers: undefined }
    const plain = { grant, isAdjustmentAllowed: false, ...nothing }
    // The chain knows the grant, so the signature need not come along any more.
    return [{ ...(own.get(grantId) ?? plain), approval: undefined }]
  })
  const unused = await unusedOf(owner, [...own.entries()])
  return [...live, ...unused].map((request) => answerOf(request, { module: owner.module, timestamp }))
}

function isRedeemable(listed: Extract<ListedGrant, { contents: 'known' }>): boolean {
  // The first key is the one that was asked for; listGrants has it first.
  const [key] = listed.keys
  const usable = listed.holds === 'not yet' ? key?.status === 'current' : key?.usable
  return STANDING.includes(listed.holds) && usable === true && termsOfGrant(listed.grant) !== undefined
}

/** Signed and not redeemed yet: the chain knows nothing of them. */
async function unusedOf(
  owner: OwnerClientBase,
  own: readonly (readonly [Hash, GrantedRequest])[],
): Promise<readonly GrantedRequest[]> {
  const signed = own.filter(([, { approval }]) => approval !== undefined)
  if (signed.length === 0) return []
  const [{ epoch }, { latest }] = await Promise.all([getAccountState(owner), chainTime(owner)])
  const states = await Promise.all(signed.map(([grantId]) => getGrantState(owner, { grantId })))
  return signed.flatMap(([, request], index) => {
    const { networks, validUntil } = request.grant
    const current = networks.every((network) => network.epoch === epoch) && validUntil >= latest
    return current && states[index]?.status === 'unknown' ? [request] : []
  })
}
