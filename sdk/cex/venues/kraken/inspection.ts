import * as z from 'zod'
import { levelsOfWords, type WordLevel } from '../../keys/levels.ts'
import { post, questions } from '../../keys/questions.ts'
import { readIps } from '../../keys/readIps.ts'
import { readTime } from '../../keys/readTime.ts'
import { member, replyOutcome } from '../../keys/replyOutcome.ts'
import type { VenueInspection } from '../../keys/venueInspection.ts'

/** An export is made on the venue's side and can be deleted there: more than reading. */
const LEVELS: { readonly [word: string]: WordLevel } = {
  'query-funds': 'read',
  'query-open-trades': 'read',
  'query-closed-trades': 'read',
  'query-ledger': 'read',
  'create-ws-token': 'read',
  'modify-trades': 'trade',
  'close-trades': 'trade',
  'export-data': 'full',
  'add-funds': 'full',
  'withdraw-funds': 'full',
  'earn-funds': 'full',
  'add-withdraw-address': 'full',
  'update-withdraw-address': 'full',
}

const schema = z.looseObject({
  result: z.looseObject({
    apiKeyName: z.string().optional(),
    permissions: z.array(z.string()),
    validUntil: z.union([z.string(), z.number()]).optional(),
    createdTime: z.union([z.string(), z.number()]).optional(),
    ipAllowlist: z.array(z.string()).optional(),
  }),
})

/** Kraken spot. A key needs no permission to ask about itself. */
export const krakenSpotInspection: VenueInspection = {
  documents: 'https://docs.kraken.com/api-reference/account-data/get-api-key-info',
  verified: true,
  ...questions(post('/0/private/GetApiKeyInfo')),
  outcome: replyOutcome({
    code: (body) => member(body, 'error', 0),
    answered: [undefined],
    keyUnknown: ['EAPI:Invalid key'],
  }),
  read([answer]) {
    const { result } = schema.parse(answer)
    return {
      ...levelsOfWords(result.permissions, LEVELS),
      ips: readIps(result.ipAllowlist),
      expiresAt: `${result.validUntil}` === '0' ? 'never' : readTime(result.validUntil ?? 0),
      createdAt: readTime(result.createdTime ?? 0),
      label: result.apiKeyName,
    }
  },
}

/** Kraken Futures does not say what a key may do. */
export const krakenFuturesInspection: VenueInspection = {
  documents: 'https://docs.kraken.com/api/docs/guides/futures-rest',
  verified: true,
  ...questions({ method: 'GET', path: '/derivatives/api/v3/accounts', params: [] }),
  outcome: replyOutcome({
    // Some errors stand in a list, beside this word and status 200.
    code: (body) => member(body, 'error') ?? member(body, 'result'),
    answered: ['success'],
    keyUnknown: ['authenticationError'],
  }),
}
