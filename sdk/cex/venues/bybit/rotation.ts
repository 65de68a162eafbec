import * as z from 'zod'
import { Secret } from '../../../core/secret.ts'
import { get, post } from '../../keys/questions.ts'
import { member } from '../../keys/replyOutcome.ts'
import { changeOutcome } from '../../rotation/changeOutcome.ts'
import type { VenueRotation } from '../../rotation/venueRotation.ts'
import { bybitInspection } from './inspection.ts'

const MOST = 20

const created = z.looseObject({
  result: z.looseObject({ apiKey: z.string().min(1), secret: z.string().min(1) }),
})

const listed = z.looseObject({
  result: z.looseObject({
    // As many as were asked for may not be all.
    result: z.array(z.looseObject({ apiKey: z.string(), note: z.string() })).max(MOST - 1),
    nextPageCursor: z.literal('').optional(),
  }),
})

const PERMISSIONS = {
  spot: { Spot: ['SpotTrade'] },
  futures: { ContractTrade: ['Order', 'Position'], Derivatives: ['DerivativesTrade'] },
  options: { Options: ['OptionsTrade'] },
}

/** Keys of Bybit sub-accounts. The venue wants a key that may transfer or withdraw to make them: the rotator. */
export const bybitRotation: VenueRotation = {
  documents: 'https://bybit-exchange.github.io/docs/v5/user/create-subuid-apikey',
  keyType: 'hmac',
  passphrase: 'none',
  account: 'the UID of the sub-account',
  accountForm: /^\d{1,20}$/,
  products: ['spot', 'futures', 'options'],
  create: ({ account, label, level, products, ips }) =>
    post('/v5/user/create-sub-api', [
      ['subuid', Number(account)],
      ['note', label],
      ['readOnly', level === 'read' ? 1 : 0],
      ...(ips.length > 0 ? ([['ips', ips.join(',')]] as const) : []),
      ['permissions', Object.assign({}, ...products.map((product) => PERMISSIONS[product]))],
    ]),
  readCreated({ body }) {
    const { apiKey, secret } = created.parse(body).result
    return { apiKey, secret: new Secret(secret) }
  },
  list: {
    call: (account) =>
      get('/v5/user/sub-apikeys', [
        ['subMemberId', account],
        ['limit', MOST],
      ]),
    read: ({ body }) => listed.parse(body).result.result.map(({ apiKey, note }) => ({ apiKey, label: note })),
  },
  remove: ({ apiKey }) => post('/v5/user/delete-sub-api', [['apikey', apiKey]]),
  outcome: changeOutcome(bybitInspection),
  uncertain: ({ body }) => ['10000', '10016'].includes(member(body, 'retCode') ?? ''),
}
