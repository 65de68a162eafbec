import * as z from 'zod'
import { Secret } from '../../../core/secret.ts'
import { get } from '../../keys/questions.ts'
import { member } from '../../keys/replyOutcome.ts'
import type { VenueRotation } from '../../rotation/venueRotation.ts'
import { deribitInspection } from './inspection.ts'

const created = z.looseObject({
  result: z.looseObject({ client_id: z.string().min(1), client_secret: z.string().min(1) }),
})

const listed = z.looseObject({
  result: z.array(z.looseObject({ client_id: z.string(), name: z.string(), id: z.number() })),
})

/** Instead of doing it, the venue asks the owner to confirm. */
const challenged = z.looseObject({
  result: z.looseObject({ security_key_authorization_required: z.literal(true), challenge: z.string() }),
})

/**
 * Keys of a Deribit account, made by a key of the same account with `account:read_write`. Resetting a secret would leave no overlap; making
 * a second key and removing the first one does. The venue may want a code of the owner's second factor for each.
 */
export const deribitRotation: VenueRotation = {
  documents: 'https://docs.deribit.com/api-reference/account-management/private-create_api_key',
  keyType: 'hmac',
  passphrase: 'none',
  account: undefined,
  products: ['futures', 'options', 'spot'],
  create: ({ label, level, ips }) =>
    get('/api/v2/private/create_api_key', [
      ['max_scope', `account:read trade:${level === 'read' ? 'read' : 'read_write'} wallet:none`],
      ['name', label],
      ...(ips.length > 0 ? ([['ip_whitelist', ips]] as const) : []),
    ]),
  readCreated({ body }) {
    const { client_id, client_secret } = created.parse(body).result
    return { apiKey: client_id, secret: new Secret(client_secret) }
  },
  list: {
    call: () => get('/api/v2/private/list_api_keys'),
    read: ({ body }) =>
      listed.parse(body).result.map(({ client_id, name, id }) => ({
        ...{ apiKey: client_id, label: name, number: String(id) },
      })),
  },
  remove: ({ number = '' }) => get('/api/v2/private/remove_api_key', [['id', Number(number)]]),
  outcome(reply) {
    const confirmation = challenged.safeParse(reply.body)
    if (confirmation.success) return { challenge: confirmation.data.result.challenge }
    return deribitInspection.outcome(reply) === 'answered' ? 'done' : 'refused'
  },
  uncertain: ({ body }) => ['11094', '13028'].includes(member(body, 'error', 'code') ?? ''),
  confirm: (call, { challenge, code }) => ({
    ...call,
    params: [...call.params, ['authorization_data', code.reveal()], ['challenge', challenge]],
  }),
}
