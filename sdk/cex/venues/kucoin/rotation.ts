import * as z from 'zod'
import { Secret } from '../../../core/secret.ts'
import { get, post } from '../../keys/questions.ts'
import { member } from '../../keys/replyOutcome.ts'
import { changeOutcome } from '../../rotation/changeOutcome.ts'
import type { VenueRotation } from '../../rotation/venueRotation.ts'
import { kucoinInspection } from './inspection.ts'

const created = z.looseObject({
  data: z.looseObject({ apiKey: z.string().min(1), apiSecret: z.string().min(1) }),
})

const listed = z.looseObject({ data: z.array(z.looseObject({ apiKey: z.string(), remark: z.string() })) })

const KEYS = '/api/v1/sub/api-key'
const PERMISSIONS = { spot: 'Spot', futures: 'Futures', options: '' } as const

/** Keys of KuCoin sub-accounts. To delete one the venue wants its passphrase, in the query. */
export const kucoinRotation: VenueRotation = {
  documents: 'https://www.kucoin.com/docs-new/rest/account-info/sub-account/add-subaccount-api',
  keyType: 'hmac',
  passphrase: 'letters',
  account: 'the name of the sub-account',
  accountForm: /^[A-Za-z0-9]{1,32}$/,
  products: ['spot', 'futures'],
  create: ({ account, label, level, products, ips, passphrase }) =>
    post(KEYS, [
      ['subName', account],
      ['passphrase', passphrase?.reveal() ?? ''],
      ['remark', label],
      [
        'permission',
        ['General', ...(level === 'trade' ? products.map((one) => PERMISSIONS[one]) : [])].join(','),
      ],
      ...(ips.length > 0 ? ([['ipWhitelist', ips.join(',')]] as const) : []),
    ]),
  readCreated({ body }) {
    const { apiKey, apiSecret } = created.parse(body).data
    return { apiKey, secret: new Secret(apiSecret) }
  },
  list: {
    call: (account) => get(KEYS, [['subName', account]]),
    read: ({ body }) => listed.parse(body).data.map(({ apiKey, remark }) => ({ apiKey, label: remark })),
  },
  remove: ({ account, apiKey, passphrase }) => ({
    method: 'DELETE',
    path: KEYS,
    params: [
      ['apiKey', apiKey],
      ['passphrase', passphrase?.reveal() ?? ''],
      ['subName', account],
    ],
  }),
  outcome: changeOutcome(kucoinInspection),
  uncertain: ({ body }) => ['500000'].includes(member(body, 'code') ?? ''),
}
