import type { Address } from 'viem'
import {
  AdjustmentForbiddenError,
  RequestMalformedError,
  RequestUnsupportedError,
} from '../../errors/request.ts'
import { compareTerms } from './compareTerms.ts'
import type { PermissionRequest } from './permissionRequest.ts'
import type { RequestPolicy, TermAdjustment } from './requestPolicy.ts'
import type { RequestTerms, SettledTerms } from './transferTerms.ts'

export type SettleTermsParameters = Pick<RequestPolicy, 'adjust' | 'lifetime' | 'nativeRecipient'> & {
  request: PermissionRequest
  asked: RequestTerms
  /** The account that answers. */
  account: Address
  /** The chain's time, unix seconds. */
  now: number
}

/**
 * The terms that the owner is asked about: what was asked, with what it leaves open filled in, and adjusted where the request
 * allows that.
 * @throws AdjustmentForbiddenError, RequestUnsupportedError when something stays open, RequestMalformedError for a request that is over
 * already.
 */
export async function settleTerms(parameters: SettleTermsParameters): Promise<SettledTerms> {
  const { request, asked, account, now } = parameters
  const adjusted = await parameters.adjust?.({ request, asked, account })
  const { isAdjustmentAllowed = false, justification: _, ...terms } = asked
  const filled = isAdjustmentAllowed ? filledIn(parameters) : {}
  const { validAfter = now, validUntil, ...rest } = { ...terms, ...filled, ...adjusted }
  if (validUntil === undefined) throw endless(isAdjustmentAllowed)
  const settled: SettledTerms = { ...rest, account, validAfter, validUntil }
  if (!isAdjustmentAllowed) checkUnchanged({ validAfter: now, ...asked }, settled)
  if (validUntil < now) throw new RequestMalformedError({ issues: ['rules.expiry: it is over already'] })
  if (validUntil < validAfter) {
    throw new RequestMalformedError({ issues: ['rules.expiry: it is over before the start'] })
  }
  return settled
}

/** What the owner's standing choices add to a request that leaves it open. */
function filledIn({ asked, lifetime, nativeRecipient, now }: SettleTermsParameters): TermAdjustment {
  const { validAfter = now, validUntil, token, recipients } = asked
  const open = token === 'native' && recipients === 'anyone'
  return {
    ...(validUntil === undefined && lifetime !== undefined ? { validUntil: validAfter + lifetime - 1 } : {}),
    ...(open && nativeRecipient ? { recipients: [nativeRecipient] } : {}),
  }
}

function checkUnchanged(asked: RequestTerms, settled: SettledTerms): void {
  const changed = compareTerms(asked, settled).filter(({ verdict }) => verdict !== 'same')
  if (changed.length === 0) return
  throw new AdjustmentForbiddenError({ fields: changed.map(({ field }) => field) })
}

function endless(isAdjustmentAllowed: boolean): Error {
  const reason = isAdjustmentAllowed
    ? 'a grant always ends, and the owner has no lifetime of its own: name an expiry.'
    : 'a grant always ends: name an expiry, or allow adjustment.'
  return new RequestUnsupportedError({ part: 'expiry', reason })
}
