import * as z from 'zod'
import { ENVIRONMENTS } from '../../core/environment.ts'
import { Secret } from '../../core/secret.ts'
import { CredentialsMissingError } from '../../errors/venueKey.ts'
import { KEY_TYPES } from '../credentials.ts'
import { CREDENTIAL_ROLES, type PendingCredentials, type StoredCredentials } from './storedCredentials.ts'

const FORMAT = 'latchkey-venue-key'

const knowledge = z.enum(['yes', 'no', 'unknown'])
const seconds = z.int().nonnegative()
const secret = z
  .string()
  .min(1)
  .transform((value) => new Secret(value))

const facts = z.strictObject({
  permissions: z.strictObject({ read: knowledge, trade: knowledge, full: knowledge }),
  words: z.array(z.string()),
  unrecognized: z.array(z.string()),
  ips: z.union([z.array(z.string()), z.enum(['none', 'restricted', 'unknown'])]),
  expiresAt: z.union([seconds, z.enum(['never', 'unknown'])]),
  createdAt: z.union([seconds, z.literal('unknown')]),
  label: z.string().optional(),
})

const shared = {
  format: z.literal(FORMAT),
  version: z.literal(1),
  role: z.enum(CREDENTIAL_ROLES),
  venue: z.string().min(1),
  environment: z.enum(ENVIRONMENTS),
  account: z.string().min(1).optional(),
  keyType: z.enum(KEY_TYPES),
  secret,
}

const ready = z
  .strictObject({
    ...shared,
    apiKey: z.string().min(1),
    passphrase: secret.optional(),
    importedAt: seconds,
    facts: facts.optional(),
    grantId: z.string().optional(),
    decision: z.string().optional(),
  })
  .transform(({ format: _format, version: _version, apiKey, keyType, secret, passphrase, ...rest }) => ({
    ...rest,
    credentials: { keyType, apiKey, secret, ...(passphrase ? { passphrase } : {}) },
  }))

const pending = z
  .strictObject({ ...shared, mintedAt: seconds })
  .transform(({ format: _format, version: _version, ...rest }) => rest)

const schema = z.union([ready, pending])

/** Credentials as one text, for a store that keeps texts. */
export function encodeCredentials(stored: StoredCredentials | PendingCredentials): Secret {
  const head = { format: FORMAT, version: 1 }
  if (!('credentials' in stored)) {
    return new Secret(JSON.stringify({ ...head, ...stored, secret: stored.secret.reveal() }))
  }
  const { credentials, ...rest } = stored
  const { keyType, apiKey, secret, passphrase } = credentials
  return new Secret(
    JSON.stringify({
      ...{ ...head, ...rest, keyType, apiKey, secret: secret.reveal() },
      ...(passphrase ? { passphrase: passphrase.reveal() } : {}),
    }),
  )
}

/**
 * The credentials in a text.
 * @throws CredentialsMissingError when it is something else. Nothing of the text is repeated.
 */
export function decodeCredentials(id: string, text: Secret): StoredCredentials | PendingCredentials {
  const result = schema.safeParse(parse(text))
  if (result.success) return withoutUndefined(result.data)
  throw new CredentialsMissingError({ id, reason: 'what is there is no key of a venue.' })
}

function parse(text: Secret): unknown {
  try {
    return JSON.parse(text.reveal())
  } catch {
    return undefined
  }
}

/** What was not there is not there: a member that is undefined would be one more case for everybody. */
function withoutUndefined(data: z.infer<typeof schema>): StoredCredentials | PendingCredentials {
  const entries = Object.entries(data).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries) as StoredCredentials | PendingCredentials
}
