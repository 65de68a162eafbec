import { isAddressEqual } from 'viem'
import { fixedClock } from '../../core/clock.ts'
import { GrantEpochEndedError } from '../../errors/contractGrant.ts'
import {
  AccountNotOfferedError,
  ChainNotOfferedError,
  RequestRejectedError,
  RequestUnsupportedError,
} from '../../errors/request.ts'
import { chainTime } from '../actions/internal/chainTime.ts'
import { getAccountState } from '../actions/getAccountState.ts'
import { getInstalledTypes } from '../actions/getInstalledTypes.ts'
import { grantCall } from '../actions/grantCall.ts'
import { sendCalls } from '../actions/sendCalls.ts'
import { signGrant } from '../actions/signGrant.ts'
import type { OwnerClientBase } from '../clients/ownerClientBase.ts'
import { describeGrant } from '../grant/describe.ts'
import { answerOf } from './answerOf.ts'
import { compareTerms } from './compareTerms.ts'
import type { GrantedRequest, GrantedRequestStore } from './grantedRequestStore.ts'
import { parseRequests } from './internal/parse.ts'
import type { PermissionAnswer, PermissionRequest } from './permissionRequest.ts'
import { readRequest } from './readRequest.ts'
import type { RequestPolicy, RequestProposal } from './requestPolicy.ts'
import { settleTerms } from './settleTerms.ts'
import { transferGrant } from './transferGrant.ts'
import type { RequestTerms } from './transferTerms.ts'

/** A policy with the store that its handlers share. */
export type AnsweringPolicy = RequestPolicy & { readonly store: GrantedRequestStore }

/**
 * Answers `wallet_requestExecutionPermissions` (ERC-7715): builds a grant from each request, has the owner decide on each, grants all
 * of them at once or none, and returns what redeems them (ERC-7710).
 * @throws RequestMalformedError, RequestUnsupportedError, AccountNotOfferedError, ChainNotOfferedError, AdjustmentForbiddenError,
 * RequestRejectedError, and what granting throws.
 */
export async function requestExecutionPermissions(
  policy: AnsweringPolicy,
  params: unknown,
): Promise<readonly PermissionAnswer[]> {
  const requests = parseRequests(params).map((request) => ({ request, asked: readRequest(request) }))
  const owner = ownerOf(policy, requests)
  const proposals = await propose(policy, owner, requests)
  for (const proposal of proposals) {
    if (!(await policy.decide(proposal))) throw new RequestRejectedError()
  }
  const granted = await grantAll(policy, owner, proposals)
  await policy.store.add(granted)
  // The blocks of the granting itself: what starts with it has started.
  const { next } = await chainTime(owner)
  return granted.map((each) => answerOf(each, { module: owner.module, timestamp: next }))
}

type Request = { readonly request: PermissionRequest; readonly asked: RequestTerms }

/** The one account that can answer all of them: what several accounts grant cannot be granted at once. */
function ownerOf({ owners }: RequestPolicy, requests: readonly Request[]): OwnerClientBase {
  const found = requests.map(({ asked: { chainId, account } }) => {
    const here = owners.filter(({ chain }) => chain.id === chainId)
    if (here.length === 0) {
      throw new ChainNotOfferedError({ chainId, offered: owners.map(({ chain }) => chain.id) })
    }
    const owner = here.find(({ accountPort }) => !account || isAddressEqual(accountPort.address, account))
    if (!owner) throw new AccountNotOfferedError({ account: account ?? '0x', chainId })
    return owner
  })
  const [first] = found
  if (!first || found.some((owner) => owner !== first)) {
    const reason = 'requests of one call are granted at once, by one account on one chain: ask once for each.'
    throw new RequestUnsupportedError({ part: 'from', reason })
  }
  return first
}

async function propose(
  policy: AnsweringPolicy,
  owner: OwnerClientBase,
  requests: readonly Request[],
): Promise<readonly RequestProposal[]> {
  const [{ epoch }, installed, { latest: now }] = await Promise.all([
    getAccountState(owner),
    getInstalledTypes(owner),
    chainTime(owner),
  ])
  if (!installed.executor) {
    const reason = 'the account has not installed the module as executor, so nothing could be redeemed.'
    throw new RequestUnsupportedError({ part: 'from', reason })
  }
  const account = owner.accountPort.address
  const proposals: RequestProposal[] = []
  for (const { request, asked } of requests) {
    const terms = await settleTerms({ ...policy, request, asked, account, now })
    const { module } = owner
    const { grant, grantId, warnings, annotations } = transferGrant({
      ...{ terms, module, epoch, clock: fixedClock(now) },
    })
    proposals.push({
      ...{ request, asked, terms, grant, grantId, warnings },
      justification: asked.justification && printable(asked.justification),
      differences: compareTerms(asked, terms).filter(({ verdict }) => verdict !== 'same'),
      lines: describeGrant(grant, module, { annotations, tokens: policy.tokens ?? [] }),
    })
  }
  return proposals
}

async function grantAll(
  { start = 'transaction' }: RequestPolicy,
  owner: OwnerClientBase,
  proposals: readonly RequestProposal[],
): Promise<readonly GrantedRequest[]> {
  await checkEpoch(owner, proposals)
  if (start === 'transaction') {
    await sendCalls(owner, {
      calls: proposals.map(({ grant }) => grantCall(owner, { grant, publish: true })),
    })
  }
  const granted: GrantedRequest[] = []
  for (const { grant, asked } of proposals) {
    const approval = start === 'signature' ? await signGrant(owner, { grant }) : undefined
    const { isAdjustmentAllowed = false, justification, redeemers } = asked
    granted.push({ grant, approval, isAdjustmentAllowed, justification, redeemers })
  }
  return granted
}

/** The owner may have taken a while, and a grant of an earlier epoch is dead from the start. */
async function checkEpoch(owner: OwnerClientBase, proposals: readonly RequestProposal[]): Promise<void> {
  const { epoch: current } = await getAccountState(owner)
  const networks = proposals.flatMap(({ grant }) => grant.networks)
  const ended = networks.find(({ epoch }) => epoch !== current)
  if (ended) throw new GrantEpochEndedError({ epoch: ended.epoch, current })
}

/** Text of a stranger on one line: line ends, escapes and marks that turn the writing round could pass for lines of the grant. */
function printable(text: string): string {
  return text.replace(/\p{C}+|[\u2028\u2029]+/gu, ' ')
}
