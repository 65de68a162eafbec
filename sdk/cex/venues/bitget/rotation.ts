import * as z from 'zod'
import { Secret } from '../../../core/secret.ts'
import { get, post } from '../../keys/questions.ts'
import { member } from '../../keys/replyOutcome.ts'
import { changeOutcome } from '../../rotation/changeOutcome.ts'
import type { VenueRotation } from '../../rotation/venueRotation.ts'
import { bitgetInspection } from './inspection.ts'

const MOST = 100

const created = z.looseObject({
  data: z.looseObject({ apiKey: z.string().min(1), secret: z.string().min(1) }),
})

const listed = z.looseObject({
  data: z.looseObject({
    // As many as were asked for may not be all.
    items: z.array(z.looseObject({ apiKey: z.string(), note: z.string() })).max(MOST - 1),
    hasNext: z.literal(false).optional(),
  }),
})

const PERMISSIONS = { spot: 'spot_trade', futures: 'contract_trade', options: '' } as const

/** Keys of Bitget sub-accounts, by version 3 of the interface. */
export const bitgetRotation: VenueRotation = {
  documents: 'https://www.bitget.com/api-doc/uta/account/Create-Sub-Account-API-Key',
  keyType: 'hmac',
  passphrase: 'letters',
  account: 'the UID of the sub-account',
  accountForm: /^\d{1,20}$/,
  products: ['spot', 'futures'],
  create: ({ account, label, level, products, ips, passphrase }) =>
    post('/api/v3/user/create-sub-api', [
      ['subUid', account],
      ['note', label],
      ['type', level === 'read' ? 'read_only' : 'read_write'],
      ['passphrase', passphrase?.reveal() ?? ''],
      ['permissions', products.map((product) => PERMISSIONS[product])],
      ['ips', ips],
    ]),
  readCreated({ body }) {
    const { apiKey, secret } = created.parse(body).data
    return { apiKey, secret: new Secret(secret) }
  },
  list: {
    call: (account) =>
      get('/api/v3/user/sub-api-list', [
        ['subUid', account],
        ['limit', String(MOST)],
      ]),
    read: ({ body }) => listed.parse(body).data.items.map(({ apiKey, note }) => ({ apiKey, label: note })),
  },
  remove: ({ apiKey }) => post('/api/v3/user/delete-sub-api', [['apiKey', apiKey]]),
  outcome: changeOutcome(bitgetInspection),
  uncertain: ({ body }) => ['40010', '40015', '40725'].includes(member(body, 'code') ?? ''),
}
