import { post, questions } from '../../keys/questions.ts'
import { member, replyOutcome } from '../../keys/replyOutcome.ts'
import type { VenueInspection } from '../../keys/venueInspection.ts'

/** Crypto.com does not say what a key may do. An unknown key and a wrong signature get the same answer. */
export const cryptocomInspection: VenueInspection = {
  documents: 'https://exchange-docs.crypto.com/exchange/v1/rest-ws/index.html',
  verified: true,
  ...questions(post('/private/user-balance')),
  outcome: replyOutcome({
    code: (body) => member(body, 'code'),
    answered: ['0'],
    keyUnknown: ['40101'],
  }),
}
