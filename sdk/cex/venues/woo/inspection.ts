import { get, questions } from '../../keys/questions.ts'
import { member, replyOutcome } from '../../keys/replyOutcome.ts'
import type { VenueInspection } from '../../keys/venueInspection.ts'

/** WOO does not say what a key may do. An unknown key and one without the permission get the same answer. */
export const wooInspection: VenueInspection = {
  documents: 'https://docs.woox.io/',
  verified: true,
  ...questions(get('/v3/asset/balances')),
  outcome: replyOutcome({
    code: (body) => member(body, 'code') ?? member(body, 'success'),
    answered: ['true'],
    keyUnknown: ['-1002'],
  }),
}
