import { get, questions } from '../../keys/questions.ts'
import { member, replyOutcome } from '../../keys/replyOutcome.ts'
import type { VenueInspection } from '../../keys/venueInspection.ts'

/** Backpack does not say what a key may do. An unknown key and a wrong signature get the same answer. */
export const backpackInspection: VenueInspection = {
  documents: 'https://docs.backpack.exchange/',
  verified: true,
  ...questions(get('/api/v1/capital')),
  outcome: replyOutcome({
    code: (body) => member(body, 'code'),
    answered: [undefined],
    keyUnknown: ['UNAUTHORIZED'],
  }),
}
