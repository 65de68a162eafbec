import * as z from 'zod'
import { levelsOfFlags } from '../../keys/levels.ts'
import { post, questions } from '../../keys/questions.ts'
import { member } from '../../keys/replyOutcome.ts'
import { UNKNOWN_FACTS } from '../../keys/unknownFacts.ts'
import type { VenueInspection } from '../../keys/venueInspection.ts'

const LEVELS = { isAuditor: 'read', isTrader: 'trade', isFundManager: 'full' } as const

const schema = z
  .looseObject({ counterparty_id: z.string().nullable().optional() })
  .transform(({ counterparty_id: _id, ...flags }) => flags)

/** Gemini tells a key's roles, and neither its addresses nor its age. A trader can read, too. */
export const geminiInspection: VenueInspection = {
  documents: 'https://docs.gemini.com/rest/account#roles',
  verified: false,
  ...questions(post('/v1/roles')),
  outcome({ status, body }) {
    if (member(body, 'reason') === 'InvalidApiKey') return 'keyUnknown'
    return status === 200 && body !== undefined && member(body, 'result') !== 'error' ? 'answered' : 'refused'
  },
  read([answer]) {
    const levels = levelsOfFlags(schema.parse(answer), LEVELS)
    const { trade, full } = levels.permissions
    const read = trade === 'yes' || full === 'yes' ? 'yes' : levels.permissions.read
    return { ...UNKNOWN_FACTS, ...levels, permissions: { ...levels.permissions, read } }
  },
}
