import * as z from 'zod'
import { levelsOfFlags } from '../../keys/levels.ts'
import { get, questions } from '../../keys/questions.ts'
import { readTime } from '../../keys/readTime.ts'
import { member, replyOutcome } from '../../keys/replyOutcome.ts'
import type { VenueInspection } from '../../keys/venueInspection.ts'

/** Margin borrows and repays beside trading: loans are full authority. */
const LEVELS = {
  enableReading: 'read',
  enableFixReadOnly: 'read',
  enableSpotAndMarginTrading: 'trade',
  enableFutures: 'trade',
  enableVanillaOptions: 'trade',
  enablePortfolioMarginTrading: 'trade',
  enableFixApiTrade: 'trade',
  enableMargin: 'full',
  enableWithdrawals: 'full',
  enableInternalTransfer: 'full',
  permitsUniversalTransfer: 'full',
} as const

const schema = z
  .looseObject({
    ipRestrict: z.boolean(),
    createTime: z.number(),
    // Trading ends then where a key has no address.
    tradingAuthorityExpirationTime: z.number().optional(),
  })
  .transform(({ ipRestrict, createTime, tradingAuthorityExpirationTime, ...flags }) => ({
    ...{ ipRestrict, createTime, tradingAuthorityExpirationTime, flags },
  }))

/** Binance tells whether a key is bound to addresses, and not to which. */
export const binanceInspection: VenueInspection = {
  documents: 'https://developers.binance.com/docs/wallet/account/api-key-permission',
  verified: true,
  baseUrl: 'https://api.binance.com',
  ...questions(get('/sapi/v1/account/apiRestrictions')),
  outcome: replyOutcome({
    code: (body) => member(body, 'code'),
    answered: [undefined],
    keyUnknown: ['-2008', '-2014', '-2015'],
  }),
  read([answer]) {
    const { ipRestrict, createTime, tradingAuthorityExpirationTime, flags } = schema.parse(answer)
    return {
      ...levelsOfFlags(flags, LEVELS),
      ips: ipRestrict ? 'restricted' : 'none',
      expiresAt: readTime(tradingAuthorityExpirationTime ?? 0),
      createdAt: readTime(createTime),
      label: undefined,
    }
  },
}
