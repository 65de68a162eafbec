import * as z from 'zod'
import { readTime } from '../../keys/readTime.ts'
import { UNKNOWN_FACTS } from '../../keys/unknownFacts.ts'
import type { VenueInspection } from '../../keys/venueInspection.ts'

const schema = z.array(
  z.looseObject({
    name: z.string(),
    address: z.string(),
    /** Unix milliseconds. */
    validUntil: z.number().int().positive().nullish(),
  }),
)

/** Who is listed, however else the answer looks. */
const named = z.array(z.looseObject({ address: z.string() }))

/**
 * Hyperliquid's agents: the account is asked, in public, which keys it has approved. Nothing tells the actions that an agent may sign;
 * it cannot withdraw, but transfers to vaults and sub-accounts are signed the same way as orders: `full` stays unknown.
 */
export const hyperliquidInspection: VenueInspection = {
  documents: 'https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/nonces-and-api-wallets',
  verified: true,
  endpoints: ['POST /info'],
  needsAccount: true,
  next: ({ length }, _apiKey, account = '') =>
    length > 0
      ? undefined
      : {
          method: 'POST',
          path: '/info',
          params: [
            ['type', 'extraAgents'],
            ['user', account],
          ],
          unsigned: true,
        },
  names: (answer, apiKey, account) =>
    isSame(apiKey, account) ||
    named.safeParse(answer).data?.some(({ address }) => isSame(apiKey, address)) === true,
  outcome: ({ status, body }) => (status === 200 && Array.isArray(body) ? 'answered' : 'refused'),
  read([answer], apiKey, account) {
    if (isSame(apiKey, account)) {
      return { ...UNKNOWN_FACTS, permissions: { read: 'yes', trade: 'yes', full: 'yes' }, words: ['account'] }
    }
    const agent = schema.parse(answer).find(({ address }) => isSame(apiKey, address))
    if (!agent) return UNKNOWN_FACTS
    return {
      ...UNKNOWN_FACTS,
      permissions: { read: 'yes', trade: 'yes', full: 'unknown' },
      words: ['agent'],
      expiresAt: expiryOf(agent),
      label: agent.name,
    }
  },
}

function isSame(one: string, other: string | undefined): boolean {
  return one.toLowerCase() === other?.toLowerCase()
}

/** Where the venue has no member for it, the end stands in the name. One that cannot be read is an error, never "no expiry". */
function expiryOf({ name, validUntil }: z.infer<typeof schema>[number]): number | 'unknown' {
  if (typeof validUntil === 'number') return readTime(validUntil)
  if (!/valid_until/i.test(name)) return 'unknown'
  return z
    .string()
    .regex(/ valid_until \d{13}$/, 'has an expiry that cannot be read')
    .transform((text) => readTime(text.slice(-13)))
    .parse(name)
}
