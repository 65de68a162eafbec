import * as z from 'zod'
import type { KeyFacts } from '../../keys/keyReport.ts'
import { levelsOfWords } from '../../keys/levels.ts'
import { get } from '../../keys/questions.ts'
import { readIps } from '../../keys/readIps.ts'
import { readTime } from '../../keys/readTime.ts'
import { member } from '../../keys/replyOutcome.ts'
import { UNKNOWN_FACTS } from '../../keys/unknownFacts.ts'
import type { VenueInspection } from '../../keys/venueInspection.ts'

const LEVELS = { readOnly: 'read', trade: 'trade', withdraw: 'full' } as const

const uid = z.looseObject({ data: z.union([z.number(), z.string()]) })

const schema = z.looseObject({
  data: z.array(
    z.looseObject({
      accessKey: z.string(),
      note: z.string().optional(),
      permission: z.string(),
      ipAddresses: z.string().optional(),
      validDays: z.number().optional(),
      createTime: z.number().optional(),
    }),
  ),
})

/** HTX, spot and linear: one key for both, and the spot host answers. The query is for main accounts: keys of sub-accounts stay unknown. */
export const htxInspection: VenueInspection = {
  documents: 'https://www.htx.com/en-us/opend/newApiPages/?id=7ec52c92-7773-11ed-9966-0242ac110003',
  verified: false,
  baseUrl: 'https://api.huobi.pro',
  endpoints: ['GET /v2/user/uid', 'GET /v2/user/api-key'],
  next(answers, apiKey) {
    if (answers.length === 0) return get('/v2/user/uid')
    const user = uid.safeParse(answers[0])
    if (answers.length > 1 || !user.success) return undefined
    return get('/v2/user/api-key', [
      ['uid', String(user.data.data)],
      ['accessKey', apiKey],
    ])
  },
  outcome({ status, body }) {
    const text = member(body, 'err-msg') ?? member(body, 'message') ?? ''
    if (text.startsWith('Incorrect Access key') || text.startsWith('API Key expired')) return 'keyUnknown'
    const ok = member(body, 'code') === '200' || member(body, 'status') === 'ok'
    return status === 200 && ok ? 'answered' : 'refused'
  },
  read([, answer], apiKey): KeyFacts {
    if (answer === undefined) return UNKNOWN_FACTS
    const key = schema.parse(answer).data.find(({ accessKey }) => accessKey === apiKey)
    if (!key) return UNKNOWN_FACTS
    return {
      ...levelsOfWords(
        key.permission.split(',').flatMap((word) => word.trim() || []),
        LEVELS,
      ),
      ips: readIps(key.ipAddresses),
      // Otherwise it counts the days that are left, which is no date.
      expiresAt: key.validDays === -1 ? 'never' : 'unknown',
      createdAt: readTime(key.createTime ?? 0),
      label: key.note,
    }
  },
}
