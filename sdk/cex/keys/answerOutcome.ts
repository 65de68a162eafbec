import type { VenueReply } from './venueCall.ts'
import type { ReplyOutcome, VenueInspection } from './venueInspection.ts'

/**
 * What a reply to a question says about the key that asked. An empty body answers no question, whatever the status; and where anybody may ask, an
 * answer that does not name the key says that the venue does not know it.
 */
export function answerOutcome(
  { outcome, names }: Pick<VenueInspection, 'outcome' | 'names'>,
  reply: VenueReply,
  { apiKey, account }: { readonly apiKey: string; readonly account?: string },
): ReplyOutcome {
  const said = outcome(reply)
  if (said !== 'answered') return said
  if (reply.body === null) return 'refused'
  return names && !names(reply.body, apiKey, account) ? 'keyUnknown' : said
}
