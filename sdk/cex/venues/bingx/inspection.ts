import * as z from 'zod'
import { levelsOfWords } from '../../keys/levels.ts'
import { get, questions } from '../../keys/questions.ts'
import { readIps } from '../../keys/readIps.ts'
import { readTime } from '../../keys/readTime.ts'
import { member, replyOutcome } from '../../keys/replyOutcome.ts'
import type { VenueInspection } from '../../keys/venueInspection.ts'

/** Numbers of permissions. Copies of the documents disagree on further ones, which count as unknown. */
const LEVELS = {
  '1': 'trade',
  '2': 'read',
  '3': 'trade',
  '4': 'full',
  '5': 'full',
  '7': 'full',
} as const

/** Copies of the documents put the answer into `data`, or show it bare. */
const schema = z.preprocess(
  bare,
  z.looseObject({
    permissions: z.array(z.union([z.number(), z.string()])),
    ipAddresses: z.array(z.string()).optional(),
    note: z.string().optional(),
  }),
)

const restrictions = z.preprocess(
  bare,
  z.looseObject({ ipRestrict: z.boolean().optional(), createTime: z.number().optional() }),
)

/** BingX. */
export const bingxInspection: VenueInspection = {
  documents: 'https://bingx-api.github.io/docs-v3/#/en/Account%20and%20Wallet/Sub-account%20Management',
  verified: false,
  ...questions(get('/openApi/v1/account/apiPermissions'), get('/openApi/v1/account/apiRestrictions')),
  outcome: replyOutcome({
    code: (body) => member(body, 'code'),
    answered: [undefined, '0'],
    keyUnknown: ['100413'],
  }),
  read([answer, second]) {
    const { permissions, ipAddresses, note } = schema.parse(answer)
    const restricted = restrictions.safeParse(second)
    return {
      ...levelsOfWords(permissions.map(String), LEVELS),
      ips: readIps(ipAddresses),
      expiresAt: 'unknown',
      createdAt: readTime(restricted.success ? (restricted.data.createTime ?? 0) : 0),
      label: note,
    }
  },
}

function bare(answer: unknown): unknown {
  return typeof answer === 'object' && answer !== null && 'data' in answer ? answer.data : answer
}
