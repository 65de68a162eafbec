import * as z from 'zod'
import { levelsOfWords } from '../../keys/levels.ts'
import { get, questions } from '../../keys/questions.ts'
import { readIps } from '../../keys/readIps.ts'
import { member, replyOutcome } from '../../keys/replyOutcome.ts'
import type { VenueInspection } from '../../keys/venueInspection.ts'

/** `trade` at OKX also moves funds between the account's own wallets: the venue has no permission for that alone. */
const LEVELS = { read_only: 'read', trade: 'trade', withdraw: 'full' } as const

const schema = z.looseObject({
  data: z.tuple([
    z.looseObject({ perm: z.string(), ip: z.string().optional(), label: z.string().optional() }),
  ]),
})

/** OKX v5. Keys with the right to trade or withdraw and without an address lapse after 14 days without use; the answer has no date. */
export const okxInspection: VenueInspection = {
  documents: 'https://www.okx.com/docs-v5/en/#trading-account-rest-api-get-account-configuration',
  verified: true,
  ...questions(get('/api/v5/account/config')),
  outcome: replyOutcome({
    code: (body) => member(body, 'code'),
    answered: ['0'],
    keyUnknown: ['50111', '50119'],
  }),
  read([answer]) {
    const [{ perm, ip, label }] = schema.parse(answer).data
    const words = perm.split(',').flatMap((word) => word.trim() || [])
    return {
      ...levelsOfWords(words, LEVELS),
      ips: readIps(ip),
      expiresAt: 'unknown',
      createdAt: 'unknown',
      label,
    }
  },
}
