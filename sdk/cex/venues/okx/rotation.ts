import * as z from 'zod'
import { Secret } from '../../../core/secret.ts'
import { get, post } from '../../keys/questions.ts'
import { member } from '../../keys/replyOutcome.ts'
import { changeOutcome } from '../../rotation/changeOutcome.ts'
import type { VenueRotation } from '../../rotation/venueRotation.ts'
import { okxInspection } from './inspection.ts'

const created = z.looseObject({
  data: z.tuple([z.looseObject({ apiKey: z.string().min(1), secretKey: z.string().min(1) })]),
})

const listed = z.looseObject({ data: z.array(z.looseObject({ apiKey: z.string(), label: z.string() })) })

const KEYS = '/api/v5/users/subaccount/apikey'

/** Keys of OKX sub-accounts. `trade` covers all products: the venue does not tell them apart. */
export const okxRotation: VenueRotation = {
  documents: 'https://www.okx.com/docs-v5/en/#sub-account-rest-api-create-an-api-key-for-a-sub-account',
  keyType: 'hmac',
  passphrase: 'withSign',
  account: 'the name of the sub-account',
  accountForm: /^[A-Za-z0-9]{1,50}$/,
  products: ['spot', 'futures', 'options'],
  create: ({ account, label, level, ips, passphrase }) =>
    post(KEYS, [
      ['subAcct', account],
      ['label', label],
      ['passphrase', passphrase?.reveal() ?? ''],
      ['perm', level === 'read' ? 'read_only' : 'read_only,trade'],
      ...(ips.length > 0 ? ([['ip', ips.join(',')]] as const) : []),
    ]),
  readCreated({ body }) {
    const [{ apiKey, secretKey }] = created.parse(body).data
    return { apiKey, secret: new Secret(secretKey) }
  },
  list: {
    call: (account) => get(KEYS, [['subAcct', account]]),
    read: ({ body }) => listed.parse(body).data.map(({ apiKey, label }) => ({ apiKey, label })),
  },
  remove: ({ account, apiKey }) =>
    post('/api/v5/users/subaccount/delete-apikey', [
      ['subAcct', account],
      ['apiKey', apiKey],
    ]),
  outcome: changeOutcome(okxInspection),
  uncertain: ({ body }) => ['50001', '50004', '50026'].includes(member(body, 'code') ?? ''),
}
