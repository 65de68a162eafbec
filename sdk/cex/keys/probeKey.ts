import type { InspectedVenue } from './inspectedVenue.ts'
import type { VenueCaller } from './venueCall.ts'
import type { ReplyOutcome } from './venueInspection.ts'

/**
 * Whether a key works: asks the first question of an inspection, which only reads, and says what came of it.
 * @throws VenueUnansweredError.
 */
export async function probeKey(
  { inspection }: Pick<InspectedVenue, 'inspection'>,
  {
    call,
    apiKey,
    account,
  }: { readonly call: VenueCaller; readonly apiKey: string; readonly account?: string },
): Promise<ReplyOutcome> {
  const question = inspection.next([], apiKey, account)
  return question ? inspection.outcome(await call(question)) : 'refused'
}
