import * as z from 'zod'
import { levelsOfWords, type WordLevel, writingReads } from '../../keys/levels.ts'
import { get, questions } from '../../keys/questions.ts'
import { readIps } from '../../keys/readIps.ts'
import { readTime } from '../../keys/readTime.ts'
import { member, replyOutcome } from '../../keys/replyOutcome.ts'
import { UNKNOWN_FACTS } from '../../keys/unknownFacts.ts'
import type { VenueInspection } from '../../keys/venueInspection.ts'

const WRITABLE: { readonly [scope: string]: WordLevel } = {
  trade: 'trade',
  block_trade: 'trade',
  block_rfq: 'trade',
  account: 'full',
  wallet: 'full',
  custody: 'full',
}

const LEVELS: { readonly [word: string]: WordLevel } = Object.fromEntries(
  Object.entries(WRITABLE).flatMap(([scope, level]): [string, WordLevel][] => [
    [`${scope}:none`, 'nothing'],
    [`${scope}:read`, 'read'],
    [`${scope}:read_write`, level],
  ]),
)

const schema = z.looseObject({
  result: z.array(
    z.looseObject({
      client_id: z.string(),
      name: z.string().optional(),
      max_scope: z.string(),
      timestamp: z.number().optional(),
      ip_whitelist: z.array(z.string()).optional(),
    }),
  ),
})

/** With a second factor the venue asks for a code instead of answering; then nothing is known. */
const challenge = z.looseObject({
  result: z.looseObject({ security_key_authorization_required: z.literal(true) }),
})

/**
 * Deribit lists all keys of the account; the one that asks is picked by its id. The list may show secrets, so that asking for it counts as
 * full authority: it is asked by owners only. Keys do not expire.
 */
export const deribitInspection: VenueInspection = {
  documents: 'https://docs.deribit.com/api-reference/account-management/private-list_api_keys',
  verified: true,
  ...questions(get('/api/v2/private/get_account_summaries'), get('/api/v2/private/list_api_keys')),
  outcome: replyOutcome({
    code: (body) => member(body, 'error', 'code'),
    answered: [undefined],
    keyUnknown: ['13004'],
  }),
  read([, answer], apiKey) {
    if (answer === undefined || challenge.safeParse(answer).success) return UNKNOWN_FACTS
    const key = schema.parse(answer).result.find(({ client_id }) => client_id === apiKey)
    if (!key) return UNKNOWN_FACTS
    const words = key.max_scope.split(' ').filter((word) => word !== '' && !word.endsWith(':none'))
    return {
      ...writingReads(levelsOfWords(words, LEVELS)),
      ips: readIps(key.ip_whitelist),
      expiresAt: 'never',
      createdAt: readTime(key.timestamp ?? 0),
      label: key.name,
    }
  },
}
