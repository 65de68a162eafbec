import * as z from 'zod'
import { get, questions } from '../../keys/questions.ts'
import { readTime } from '../../keys/readTime.ts'
import { member, replyOutcome } from '../../keys/replyOutcome.ts'
import { UNKNOWN_FACTS } from '../../keys/unknownFacts.ts'
import type { VenueInspection } from '../../keys/venueInspection.ts'

const schema = z.array(z.looseObject({ access_key: z.string(), expire_at: z.string() }))

/** Upbit tells when a key ends, and not what it may do. It gives out no key without addresses, and does not tell which. */
export const upbitInspection: VenueInspection = {
  documents: 'https://docs.upbit.com/kr/reference/list-api-keys',
  verified: true,
  ...questions(get('/v1/api_keys')),
  outcome: replyOutcome({
    code: (body) => member(body, 'error', 'name'),
    answered: [undefined],
    keyUnknown: ['invalid_access_key', 'expired_access_key'],
  }),
  read([answer], apiKey) {
    const key = schema.parse(answer).find(({ access_key }) => access_key === apiKey)
    return { ...UNKNOWN_FACTS, expiresAt: readTime(key?.expire_at ?? 0) }
  },
}
