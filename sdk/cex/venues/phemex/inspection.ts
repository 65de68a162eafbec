import { get, questions } from '../../keys/questions.ts'
import { member, replyOutcome } from '../../keys/replyOutcome.ts'
import type { VenueInspection } from '../../keys/venueInspection.ts'

/** Phemex does not say what a key may do. */
export const phemexInspection: VenueInspection = {
  documents: 'https://phemex-docs.github.io/',
  verified: true,
  ...questions(get('/spot/wallets')),
  outcome: replyOutcome({
    code: (body) => member(body, 'code'),
    answered: ['0'],
    keyUnknown: ['10500'],
  }),
}
