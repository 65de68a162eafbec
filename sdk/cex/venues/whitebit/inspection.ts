import { post, questions } from '../../keys/questions.ts'
import { member, replyOutcome } from '../../keys/replyOutcome.ts'
import type { VenueInspection } from '../../keys/venueInspection.ts'

/** WhiteBIT lists the keys of sub-accounts to the main account only: it does not say what the key that asks may do. */
export const whitebitInspection: VenueInspection = {
  documents: 'https://docs.whitebit.com/api-reference/sub-accounts/overview',
  verified: true,
  ...questions(post('/api/v4/trade-account/balance')),
  outcome: replyOutcome({
    code: (body) => member(body, 'code'),
    answered: [undefined],
    keyUnknown: ['10'],
  }),
}
