import * as z from 'zod'
import { levelsOfWords, type WordLevel } from '../../keys/levels.ts'
import { post, questions } from '../../keys/questions.ts'
import { UNKNOWN_FACTS } from '../../keys/unknownFacts.ts'
import type { VenueInspection } from '../../keys/venueInspection.ts'

/** Scopes, with what writing in them comes to. */
const WRITABLE: { readonly [scope: string]: WordLevel } = {
  orders: 'trade',
  positions: 'trade',
  account: 'full',
  history: 'full',
  funding: 'full',
  settings: 'full',
  wallets: 'full',
  withdraw: 'full',
  ui_withdraw: 'full',
  bfxpay: 'full',
}

const LEVELS: { readonly [word: string]: WordLevel } = Object.fromEntries(
  Object.entries(WRITABLE).flatMap(([scope, level]): [string, WordLevel][] => [
    [`${scope} read`, 'read'],
    [`${scope} write`, level],
  ]),
)

const flag = z.union([z.literal(0), z.literal(1)])
const schema = z.array(z.tuple([z.string(), flag, flag]))
const error = z.tuple([z.literal('error'), z.number(), z.string()])

/** Bitfinex v2. It says what a key may do, and neither its addresses nor its age. */
export const bitfinexInspection: VenueInspection = {
  documents: 'https://docs.bitfinex.com/reference/key-permissions',
  verified: true,
  ...questions(post('/v2/auth/r/permissions')),
  outcome({ status, body }) {
    const refusal = error.safeParse(body)
    if (refusal.success) return refusal.data[1] === 10_100 ? 'keyUnknown' : 'refused'
    return status === 200 && Array.isArray(body) ? 'answered' : 'refused'
  },
  read([answer]) {
    const words = schema
      .parse(answer)
      .flatMap(([scope, read, write]) => [
        ...(read === 1 ? [`${scope} read`] : []),
        ...(write === 1 ? [`${scope} write`] : []),
      ])
    return { ...UNKNOWN_FACTS, ...levelsOfWords(words, LEVELS) }
  },
}
