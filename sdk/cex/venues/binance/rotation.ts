import * as z from 'zod'
import { member } from '../../keys/replyOutcome.ts'
import { changeOutcome } from '../../rotation/changeOutcome.ts'
import type { VenueRotation } from '../../rotation/venueRotation.ts'
import { binanceInspection } from './inspection.ts'

const created = z.looseObject({ apiKey: z.string().min(1) })

/**
 * Keys of Binance sub-accounts: made by the main account, with an Ed25519 key whose private half is born in the store. The venue documents no
 * list of them.
 */
export const binanceRotation: VenueRotation = {
  documents:
    'https://developers.binance.com/legacy-docs/sub_account/api-management/Create-Sub-account-API-Key-V2',
  keyType: 'ed25519',
  passphrase: 'none',
  account: 'the e-mail address of the sub-account',
  accountForm: /^[^\s@]{1,64}@[^\s@]{1,190}$/,
  products: ['spot', 'futures', 'options'],
  create: ({ account, label, level, products, ips, publicKey = '' }) => ({
    method: 'POST',
    path: '/sapi/v2/sub-account/subAccountApi',
    params: [
      ['email', account],
      ['apiName', label],
      ['status', ips.length > 0 ? '2' : '1'],
      ...(ips.length > 0 ? ([['ipAddress', ips.join(',')]] as const) : []),
      ['canTrade', level === 'trade' && products.includes('spot')],
      ['canFuturesTrade', level === 'trade' && products.includes('futures')],
      ['canVanillaOptions', level === 'trade' && products.includes('options')],
      ['publicKey', publicKey],
    ],
  }),
  readCreated: ({ body }) => ({ apiKey: created.parse(body).apiKey }),
  remove: ({ account, apiKey }) => ({
    method: 'DELETE',
    path: '/sapi/v1/sub-account/subAccountApi',
    params: [
      ['email', account],
      ['subAccountApiKey', apiKey],
    ],
  }),
  outcome: changeOutcome(binanceInspection),
  uncertain: ({ body }) => ['-1000', '-1001', '-1006', '-1007'].includes(member(body, 'code') ?? ''),
}
