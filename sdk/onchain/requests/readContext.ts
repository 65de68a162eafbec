import { getAddress, type Hex, slice } from 'viem'
import type { Grant } from '../../core/grant.ts'
import { UseMalformedError } from '../../errors/encoding.ts'
import type { Approval } from '../clients/grantor.ts'
import { decodeUse } from '../grant/decodeUse.ts'
import { EMPTY_PARTS } from '../grant/emptyParts.ts'

export type ReadContextParameters = {
  context: Hex
  /** The chain that it is for: it does not say so itself. */
  chainId: bigint | number
}

export type ReadContextReturnType = {
  readonly grant: Grant
  /** The owner's signature, when it comes along. */
  readonly approval: Approval | undefined
  /** The period that it claims, from 0; 0 without periods. */
  readonly period: number
}

/**
 * The grant behind a permission context of this module. It is complete, since a grant that a permission request leads to has one
 * permission and one limit: so its grantId can be computed and compared with the chain's. Whether the chain knows it, the
 * context cannot tell.
 * @throws UseMalformedError for any other bytes, contexts of grants with more in them included.
 */
export function readContext({ context, chainId }: ReadContextParameters): ReadContextReturnType {
  if ((context.length - 2) / 2 <= 20) throw new UseMalformedError({ reason: 'as a context, it has no use.' })
  const account = getAddress(slice(context, 0, 20))
  const { terms, key, grantor, permissions, limits, limitsRoot, signature } = decodeUse({
    use: slice(context, 20),
    calls: 1,
  })
  const { heights, epoch, networks, messagesHash, ...rest } = terms
  const [permission] = permissions
  const [limit] = limits
  const sole = heights.permissions === 0 && heights.limits === 0 && permissions.length === 1
  const whole = sole && limits.length === 1 && limitsRoot === undefined && messagesHash === undefined
  if (!whole || !permission || !limit || networks || key !== terms.sessionKey || signature) {
    throw new UseMalformedError({
      reason:
        'as a context, it is not that of a grant with one permission and one limit, without a signature.',
    })
  }
  const grant: Grant = {
    ...rest,
    ...{ account, networks: [{ chainId: BigInt(chainId), epoch }], messages: [] },
    ...{ permissions: [permission.permission], limits: [limit.limit], identity: EMPTY_PARTS.identity },
  }
  return { grant, approval: grantor, period: limit.period }
}
