import { expiryState } from '../../core/expiry.ts'
import type { Grant } from '../../core/grant.ts'
import { GrantExpiredError, GrantNotStartedError } from '../../errors/grant.ts'

/**
 * Refuses a second outside the grant's window, whose both ends belong to it.
 * @throws GrantNotStartedError, GrantExpiredError.
 */
export function checkWindow(grant: Pick<Grant, 'validAfter' | 'validUntil'>, timestamp: number): void {
  const { validAfter, validUntil } = grant
  const state = expiryState(grant, timestamp)
  if (state === 'notStarted') throw new GrantNotStartedError({ validAfter, timestamp })
  if (state === 'expired') throw new GrantExpiredError({ validUntil, timestamp })
}
