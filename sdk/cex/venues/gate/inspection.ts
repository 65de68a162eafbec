import * as z from 'zod'
import type { KeyFacts } from '../../keys/keyReport.ts'
import { levelsOfWords, type WordLevel, writingReads } from '../../keys/levels.ts'
import { get, questions } from '../../keys/questions.ts'
import { readIps } from '../../keys/readIps.ts'
import { readTime } from '../../keys/readTime.ts'
import { member, replyOutcome } from '../../keys/replyOutcome.ts'
import { UNKNOWN_FACTS } from '../../keys/unknownFacts.ts'
import type { VenueInspection } from '../../keys/venueInspection.ts'

/** What may be written; whatever is read-only is `read`, for the same names. */
const WRITABLE: { readonly [name: string]: WordLevel } = {
  spot: 'trade',
  futures: 'trade',
  delivery: 'trade',
  options: 'trade',
  // These borrow, lend, transfer, or change how the account is run.
  margin: 'full',
  unified: 'full',
  loan: 'full',
  earn: 'full',
  wallet: 'full',
  account: 'full',
}

const LEVELS: { readonly [word: string]: WordLevel } = Object.fromEntries(
  Object.entries(WRITABLE).flatMap(([name, level]): [string, WordLevel][] => [
    [name, level],
    [`${name} (read only)`, 'read'],
  ]),
)

const detail = z.looseObject({ ip_whitelist: z.array(z.string()).nullable().optional() })

const keys = z.array(
  z.looseObject({
    name: z.string().optional(),
    key: z.string(),
    perms: z.array(z.looseObject({ name: z.string(), read_only: z.boolean().optional() })),
    ip_whitelist: z.array(z.string()).nullable().optional(),
    created_at: z.union([z.string(), z.number()]).optional(),
  }),
)

/** Gate v4. The permissions of a sub-account's key are told to the main account only: to the key itself they stay unknown. */
export const gateInspection: VenueInspection = {
  documents: 'https://www.gate.com/docs/developers/apiv4/#get-account-detail',
  verified: true,
  ...questions(get('/api/v4/account/detail'), get('/api/v4/account/main_keys')),
  outcome: replyOutcome({
    code: (body) => member(body, 'label'),
    answered: [undefined],
    keyUnknown: ['INVALID_KEY'],
  }),
  read([account, mainKeys], apiKey): KeyFacts {
    const { ip_whitelist: own } = detail.parse(account)
    const found = mainKeys === undefined ? undefined : keys.parse(mainKeys).find(({ key }) => key === apiKey)
    if (!found) return { ...UNKNOWN_FACTS, ips: readIps(own) }
    const words = found.perms.map(({ name, read_only }) =>
      read_only === true ? `${name} (read only)` : name,
    )
    return {
      ...writingReads(levelsOfWords(words, LEVELS)),
      ips: readIps(found.ip_whitelist ?? own),
      expiresAt: 'unknown',
      createdAt: readTime(found.created_at ?? 0),
      label: found.name,
    }
  },
}
