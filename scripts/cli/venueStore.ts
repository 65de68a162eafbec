import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { z } from 'zod'
import { type Credentials, KEY_TYPES } from '../../sdk/cex/credentials.ts'
import { type CredentialStore, credentialStore } from '../../sdk/cex/keys/credentialStore.ts'
import { Secret } from '../../sdk/core/secret.ts'
import { fileStore } from '../../sdk/stores/node.ts'
import { FileError, SecretMissingError, UsageError } from './errors.ts'
import { fileExists } from './files.ts'
import { readNewPassword, readRolePassword } from './keys.ts'
import { type Inputs, option } from './options.ts'
import { readSecret } from './secrets.ts'
import { descriptor, file } from './values.ts'

const CREDENTIALS = 'LATCHKEY_VENUE_CREDENTIALS'

/** Options about where a holder's keys rest. */
export const venueStoreOptions = {
  store: option('--store <file>', 'encrypted key file with the key', file),
  id: option('--id <id>', 'name of the key in that file', z.string().min(1)),
  passwordFd: option('--password-fd <fd>', 'file descriptor to read its password from', descriptor),
}

/** Options about the rotator's key, which rests elsewhere. */
export const rotatorStoreOptions = {
  rotatorStore: option('--rotator-store <file>', "encrypted key file with the rotator's key", file),
  rotatorId: option('--rotator-id <id>', 'name of the key in that file', z.string().min(1)),
  rotatorPasswordFd: option(
    '--rotator-password-fd <fd>',
    'file descriptor to read its password from',
    descriptor,
  ),
}

/** An option for credentials that are in no store yet. */
export const credentialsOptions = {
  credentialsFd: option('--credentials-fd <fd>', 'file descriptor to read credentials from', descriptor),
}

/** Lines for the help. */
export const venueSecretNames = {
  store: 'LATCHKEY_KEY_PASSWORD or --password-fd: the password of the key file; asked for on a terminal',
  rotator: "LATCHKEY_ROTATOR_PASSWORD or --rotator-password-fd: the password of the rotator's key file",
  newRotator:
    "LATCHKEY_ROTATOR_PASSWORD or --password-fd: the password of the rotator's key file (with --rotator)",
  credentials: `${CREDENTIALS} or --credentials-fd: {"keyType": "hmac", "apiKey": "…", "secret": "…", "passphrase": "…"}`,
} as const

const schema = z.strictObject({
  keyType: z.enum(KEY_TYPES),
  apiKey: z.string().min(1),
  secret: z.string().min(1),
  passphrase: z.string().min(1).optional(),
})

/** A store and a name in it. */
export interface OpenVenueStore {
  readonly store: CredentialStore
  readonly id: string
  readonly path: string
}

/** A store that has to be there, and a name in it. @throws UsageError, SecretMissingError, FileError, what the store throws. */
export async function openVenueStore(input: Inputs<typeof venueStoreOptions>): Promise<OpenVenueStore> {
  const { store: path } = input
  if (path !== undefined && !fileExists(path)) {
    throw new FileError('there is no such key file.', {
      path,
      details: ['npm run venue:import makes it, when a key is taken.'],
    })
  }
  return openNewVenueStore(input, 'session')
}

/**
 * A store that is made when something is kept in it, and a name in it.
 * @param role Whose it is: a rotator's file has a password of its own.
 * @throws UsageError, SecretMissingError, what the store throws.
 */
export async function openNewVenueStore(
  { store: path, id, passwordFd }: Inputs<typeof venueStoreOptions>,
  role: 'session' | 'rotator',
): Promise<OpenVenueStore> {
  if (path === undefined || id === undefined) throw new UsageError('--store and --id are needed.')
  const password = await readNewPassword(path, passwordFd, role)
  return { store: credentialStore(fileStore({ path, password })), id, path }
}

/** The rotator's store: another file than the holder's. @throws UsageError, SecretMissingError, FileError. */
export async function openRotatorStore(
  input: Inputs<typeof rotatorStoreOptions>,
  holderPath: string,
): Promise<{ readonly store: CredentialStore; readonly id: string }> {
  const { rotatorStore: path, rotatorId: id, rotatorPasswordFd } = input
  if (path === undefined || id === undefined)
    throw new UsageError('--rotator-store and --rotator-id are needed.')
  if (isSameFile(path, holderPath))
    throw new UsageError("The rotator's key is kept apart: give it a file of its own.")
  const password = await readRolePassword('rotator', path, rotatorPasswordFd)
  return { store: credentialStore(fileStore({ path, password })), id }
}

/** By whatever names: relative ones, and links of either kind. */
function isSameFile(one: string, other: string): boolean {
  if (resolve(one) === resolve(other)) return true
  const [first, second] = [one, other].map((path) => statSync(path, { throwIfNoEntry: false, bigint: true }))
  return first !== undefined && first.dev === second?.dev && first.ino === second.ino
}

/**
 * Credentials from a descriptor or the environment; undefined when there are none.
 * @throws SecretMissingError when they have another form. Nothing of them is repeated.
 */
export function readCredentials(input: Inputs<typeof credentialsOptions>): Credentials | undefined {
  const text = readSecret({
    ...{ what: 'the credentials', env: CREDENTIALS },
    ...{ descriptor: input.credentialsFd, descriptorFlag: '--credentials-fd' },
  })
  if (!text) return undefined
  const result = schema.safeParse(parse(text))
  if (!result.success) {
    const wrong = result.error.issues.map(({ path }) => path.join('.') || 'the whole').join(', ')
    throw new SecretMissingError(`The credentials are not in the form that is wanted: ${wrong}.`, {
      details: [venueSecretNames.credentials],
    })
  }
  const { keyType, apiKey, secret, passphrase } = result.data
  const sent = passphrase === undefined ? {} : { passphrase: new Secret(passphrase) }
  return { keyType, apiKey, secret: new Secret(secret), ...sent }
}

function parse(text: Secret): unknown {
  try {
    return JSON.parse(text.reveal())
  } catch {
    return undefined
  }
}
