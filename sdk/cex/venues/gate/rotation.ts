import * as z from 'zod'
import { Secret } from '../../../core/secret.ts'
import { get, post } from '../../keys/questions.ts'
import { member } from '../../keys/replyOutcome.ts'
import { changeOutcome } from '../../rotation/changeOutcome.ts'
import type { VenueRotation } from '../../rotation/venueRotation.ts'
import { gateInspection } from './inspection.ts'

const created = z.looseObject({ key: z.string().min(1), secret: z.string().min(1) })
const listed = z.array(z.looseObject({ key: z.string(), name: z.string() }))

/** Users are numbered: anything else could name another path. */
const keysOf = (account: string): string =>
  `/api/v4/sub_accounts/${z.string().regex(/^\d+$/, 'is not a user id').parse(account)}/keys`

/** Keys of Gate sub-accounts, classic mode. */
export const gateRotation: VenueRotation = {
  documents: 'https://www.gate.com/docs/developers/apiv4/#create-api-key-of-the-sub-account',
  keyType: 'hmac',
  passphrase: 'none',
  account: 'the user id of the sub-account',
  accountForm: /^\d{1,20}$/,
  products: ['spot', 'futures', 'options'],
  create: ({ account, label, level, products, ips }) =>
    post(keysOf(account), [
      ['mode', 1],
      ['name', label],
      ['perms', products.map((name) => ({ name, read_only: level === 'read' }))],
      ['ip_whitelist', ips],
    ]),
  readCreated({ body }) {
    const { key, secret } = created.parse(body)
    return { apiKey: key, secret: new Secret(secret) }
  },
  list: {
    call: (account) => get(keysOf(account)),
    read: ({ body }) => listed.parse(body).map(({ key, name }) => ({ apiKey: key, label: name })),
  },
  remove: ({ account, apiKey }) => ({
    method: 'DELETE',
    path: `${keysOf(account)}/${encodeURIComponent(apiKey)}`,
    params: [],
  }),
  outcome: changeOutcome(gateInspection),
  uncertain: ({ body }) => ['INTERNAL', 'SERVER_ERROR'].includes(member(body, 'label') ?? ''),
}
