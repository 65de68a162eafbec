import { post, questions } from '../../keys/questions.ts'
import { member, replyOutcome } from '../../keys/replyOutcome.ts'
import type { VenueInspection } from '../../keys/venueInspection.ts'

/** Bitstamp does not say what a key may do. */
export const bitstampInspection: VenueInspection = {
  documents: 'https://www.bitstamp.net/api/#section/Authentication',
  verified: true,
  ...questions(post('/api/v2/account_balances/')),
  outcome: replyOutcome({
    // Some errors have no code.
    code: (body) => member(body, 'code') ?? member(body, 'status') ?? member(body, 'error'),
    answered: [undefined],
    keyUnknown: ['API0001'],
  }),
}
