import { get, questions } from '../../keys/questions.ts'
import { member, replyOutcome } from '../../keys/replyOutcome.ts'
import type { VenueInspection } from '../../keys/venueInspection.ts'

/** Bitvavo does not say what a key may do. */
export const bitvavoInspection: VenueInspection = {
  documents: 'https://docs.bitvavo.com/docs/rest-api/introduction/',
  verified: true,
  ...questions(get('/v2/balance')),
  outcome: replyOutcome({
    code: (body) => member(body, 'errorCode'),
    answered: [undefined],
    keyUnknown: ['305'],
  }),
}
