import * as z from 'zod'
import { levelsOfWords, type WordLevel } from '../../keys/levels.ts'
import { get, questions } from '../../keys/questions.ts'
import { readIps } from '../../keys/readIps.ts'
import { readTime } from '../../keys/readTime.ts'
import { member, replyOutcome } from '../../keys/replyOutcome.ts'
import type { VenueInspection } from '../../keys/venueInspection.ts'

const LEVELS: { readonly [word: string]: WordLevel } = {
  General: 'read',
  Trade: 'trade',
  Spot: 'trade',
  Futures: 'trade',
  // Margin borrows beside trading.
  Margin: 'full',
  Earn: 'full',
  InnerTransfer: 'full',
  Transfer: 'full',
  Withdraw: 'full',
  Withdrawal: 'full',
}

const schema = z.looseObject({
  data: z.looseObject({
    remark: z.string().optional(),
    permission: z.string(),
    ipWhitelist: z.string().optional(),
    createdAt: z.number().optional(),
  }),
})

/** KuCoin, for both of its halves: the documents make `ipWhitelist` optional and do not say what its absence means. */
export const kucoinInspection: VenueInspection = {
  documents: 'https://www.kucoin.com/docs-new/rest/account-info/account-funding/get-apikey-info',
  verified: true,
  baseUrl: 'https://api.kucoin.com',
  ...questions(get('/api/v1/user/api-key')),
  outcome: replyOutcome({
    code: (body) => member(body, 'code'),
    answered: ['200000'],
    keyUnknown: ['400003'],
  }),
  read([answer]) {
    const { data } = schema.parse(answer)
    const words = data.permission.split(',').flatMap((word) => word.trim() || [])
    return {
      ...levelsOfWords(words, LEVELS),
      ips: readIps(data.ipWhitelist),
      expiresAt: 'unknown',
      createdAt: readTime(data.createdAt ?? 0),
      label: data.remark,
    }
  },
}
