import { answerOutcome } from './answerOutcome.ts'
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
  if (!question) return 'refused'
  const named = account === undefined ? {} : { account }
  return answerOutcome(inspection, await call(question), { apiKey, ...named })
}
