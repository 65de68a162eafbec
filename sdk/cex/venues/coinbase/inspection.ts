import * as z from 'zod'
import { levelsOfFlags } from '../../keys/levels.ts'
import { get, questions } from '../../keys/questions.ts'
import { member, replyOutcome } from '../../keys/replyOutcome.ts'
import { UNKNOWN_FACTS } from '../../keys/unknownFacts.ts'
import type { VenueInspection } from '../../keys/venueInspection.ts'

const LEVELS = { can_view: 'read', can_trade: 'trade', can_transfer: 'full' } as const

const schema = z
  .looseObject({ portfolio_uuid: z.string().optional(), portfolio_type: z.string().optional() })
  .transform(({ portfolio_uuid: _uuid, portfolio_type: _type, ...flags }) => flags)

/** Coinbase Advanced. Addresses and ages are not told. A wrong key and a wrong signature get the same answer. */
export const coinbaseAdvancedInspection: VenueInspection = {
  documents:
    'https://docs.cdp.coinbase.com/api-reference/advanced-trade-api/rest-api/data-api/get-api-key-permissions',
  verified: true,
  ...questions(get('/api/v3/brokerage/key_permissions')),
  outcome: ({ status, body }) => {
    if (status === 401) return 'keyUnknown'
    return status === 200 && body !== undefined ? 'answered' : 'refused'
  },
  read: ([answer]) => ({ ...UNKNOWN_FACTS, ...levelsOfFlags(schema.parse(answer), LEVELS) }),
}

/** Coinbase Exchange does not say what a key may do. */
export const coinbaseExchangeInspection: VenueInspection = {
  documents: 'https://docs.cdp.coinbase.com/exchange/rest-api/authentication',
  verified: true,
  ...questions(get('/accounts')),
  outcome: replyOutcome({
    code: (body) => member(body, 'message'),
    answered: [undefined],
    keyUnknown: ['Invalid API Key'],
  }),
}
