import type { VenueReply } from '../keys/venueCall.ts'
import type { VenueInspection } from '../keys/venueInspection.ts'
import type { ChangeOutcome } from './venueRotation.ts'

/** A change was done when the reply is an answer, for venues that ask for nothing in between. */
export function changeOutcome({
  outcome,
}: Pick<VenueInspection, 'outcome'>): (reply: VenueReply) => ChangeOutcome {
  return (reply) => (outcome(reply) === 'answered' ? 'done' : 'refused')
}
