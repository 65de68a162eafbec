import * as z from 'zod'
import { levelsOfWords, type WordLevel } from '../../keys/levels.ts'
import { get, questions } from '../../keys/questions.ts'
import { readIps } from '../../keys/readIps.ts'
import { member, replyOutcome } from '../../keys/replyOutcome.ts'
import type { VenueInspection } from '../../keys/venueInspection.ts'

/** Four letters each: what it is about, and at the end `r` or `w`. The documents that could be read list none of them. */
const LEVELS: { readonly [word: string]: WordLevel } = {
  coor: 'read',
  cpor: 'read',
  stor: 'read',
  smor: 'read',
  coow: 'trade',
  cpow: 'trade',
  stow: 'trade',
  smow: 'trade',
  wtow: 'full',
  wwow: 'full',
}

const schema = z.looseObject({
  data: z.looseObject({ ips: z.string().optional(), authorities: z.array(z.string()) }),
})

/** Bitget v2. */
export const bitgetInspection: VenueInspection = {
  documents: 'https://www.bitget.com/api-doc/spot/account/Get-Account-Info',
  verified: false,
  ...questions(get('/api/v2/spot/account/info')),
  outcome: replyOutcome({
    code: (body) => member(body, 'code'),
    answered: ['00000'],
    keyUnknown: ['40006', '40037'],
  }),
  read([answer]) {
    const { data } = schema.parse(answer)
    return {
      ...levelsOfWords(data.authorities, LEVELS),
      ips: readIps(data.ips),
      expiresAt: 'unknown',
      createdAt: 'unknown',
      label: undefined,
    }
  },
}
