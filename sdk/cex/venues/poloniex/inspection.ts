import { get, questions } from '../../keys/questions.ts'
import { member, replyOutcome } from '../../keys/replyOutcome.ts'
import type { VenueInspection } from '../../keys/venueInspection.ts'

/** Poloniex does not say what a key may do. */
export const poloniexInspection: VenueInspection = {
  documents: 'https://api-docs.poloniex.com/spot/api/',
  verified: true,
  ...questions(get('/accounts/balances')),
  outcome: replyOutcome({
    code: (body) => member(body, 'message'),
    answered: [undefined],
    keyUnknown: ['Invalid key'],
  }),
}
