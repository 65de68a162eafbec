import { get, questions } from '../../keys/questions.ts'
import { member, replyOutcome } from '../../keys/replyOutcome.ts'
import type { VenueInspection } from '../../keys/venueInspection.ts'

/** CoinEx tells what keys of sub-accounts may do to the main account only: it does not say what the key that asks may do. */
export const coinexInspection: VenueInspection = {
  documents: 'https://docs.coinex.com/api/v2/account/subs/http/list-sub-api',
  verified: true,
  ...questions(get('/v2/assets/spot/balance')),
  outcome: replyOutcome({
    code: (body) => member(body, 'code'),
    answered: ['0'],
    keyUnknown: ['4005', '34'],
  }),
}
