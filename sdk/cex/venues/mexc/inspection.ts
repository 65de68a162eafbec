import * as z from 'zod'
import { levelsOfWords, type WordLevel } from '../../keys/levels.ts'
import { get, questions } from '../../keys/questions.ts'
import { readIps } from '../../keys/readIps.ts'
import { readTime } from '../../keys/readTime.ts'
import { member, replyOutcome } from '../../keys/replyOutcome.ts'
import type { VenueInspection } from '../../keys/venueInspection.ts'

/** Words of the documents of brokers, who make such keys; the query itself is in no document that could be read. */
const LEVELS: { readonly [word: string]: WordLevel } = {
  SPOT_ACCOUNT_READ: 'read',
  SPOT_DEAL_READ: 'read',
  SPOT_TRANSFER_READ: 'read',
  SPOT_WITHDRAW_READ: 'read',
  CONTRACT_ACCOUNT_READ: 'read',
  CONTRACT_DEAL_READ: 'read',
  ISOLATED_MARGIN_ACCOUNT_READ: 'read',
  ISOLATED_MARGIN_DEAL_READ: 'read',
  SPOT_DEAL_WRITE: 'trade',
  CONTRACT_DEAL_WRITE: 'trade',
  ISOLATED_MARGIN_DEAL_WRITE: 'full',
  ISOLATED_MARGIN_ACCOUNT_WRITE: 'full',
  SPOT_ACCOUNT_WRITE: 'full',
  CONTRACT_ACCOUNT_WRITE: 'full',
  SPOT_TRANSFER_WRITE: 'full',
  SPOT_WITHDRAW_WRITE: 'full',
}

const schema = z.looseObject({
  note: z.string().optional(),
  permissions: z.array(z.string()),
  ipWhiteList: z.array(z.string()).optional(),
  createTime: z.number().optional(),
})

/** MEXC spot. */
export const mexcSpotInspection: VenueInspection = {
  documents: 'https://www.mexc.com/api-docs/spot-v3/spot-account-trade',
  verified: false,
  ...questions(get('/api/v3/apiKeyInfo')),
  outcome: replyOutcome({
    code: (body) => member(body, 'code'),
    answered: [undefined],
    keyUnknown: ['10072', '700001'],
  }),
  read([answer]) {
    const { note, permissions, ipWhiteList, createTime } = schema.parse(answer)
    return {
      ...levelsOfWords(permissions, LEVELS),
      ips: readIps(ipWhiteList),
      expiresAt: 'unknown',
      createdAt: readTime(createTime ?? 0),
      label: note,
    }
  },
}

/** MEXC contract does not say what a key may do. */
export const mexcContractInspection: VenueInspection = {
  documents: 'https://www.mexc.com/api-docs/futures/integration-guide',
  verified: true,
  ...questions(get('/api/v1/private/account/assets')),
  outcome: replyOutcome({
    code: (body) => member(body, 'code'),
    answered: ['0'],
    keyUnknown: ['401', '402'],
  }),
}
