import type { Hex } from 'viem'
import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import { Secret } from '../../sdk/core/secret.ts'
import { localSigner } from '../../sdk/signers/index.ts'
import { fileStore, type KeyStore } from '../../sdk/stores/node.ts'
import { FileError, SecretMissingError, UsageError } from './errors.ts'
import { fileExists } from './files.ts'
import { type CommandOption, type Inputs, option } from './options.ts'
import { promptPassword, readSecret } from './secrets.ts'
import { descriptor, file } from './values.ts'

/** Fewest characters of the password of a new key file. */
const LEAST_PASSWORD = 8

/** Who signs: each has variables and options of its own, so that one command can hold two keys. */
export type Role = 'owner' | 'rotator' | 'keeper' | 'sender'

/** Where a key comes from. */
interface KeyInput {
  readonly fd: number | undefined
  readonly file: string | undefined
  readonly id: string | undefined
  readonly passwordFd: number | undefined
}

interface KeyNames {
  readonly what: string
  readonly env: string
  readonly passwordEnv: string
  readonly fdFlag: string
  readonly fileFlag: string
  readonly idFlag: string
  readonly passwordFlag: string
}

/** Names of what a role's key is read from. */
const SESSION_NAMES: KeyNames = {
  ...{ what: 'the session key', env: 'LATCHKEY_SESSION_KEY', passwordEnv: 'LATCHKEY_KEY_PASSWORD' },
  ...{ fdFlag: '--key-fd', fileFlag: '--key', idFlag: '--key-id', passwordFlag: '--password-fd' },
}

type RoleOptions<role extends Role> = {
  readonly [name in `${role}KeyFd` | `${role}PasswordFd`]: CommandOption<number | undefined>
} & { readonly [name in `${role}KeyFile` | `${role}KeyId`]: CommandOption<string | undefined> }

type RoleInput<role extends Role> = {
  readonly [name in `${role}KeyFd` | `${role}PasswordFd`]: number | undefined
} & { readonly [name in `${role}KeyFile` | `${role}KeyId`]: string | undefined }

/** The options of a role's key. */
export function roleOptions<const role extends Role>(role: role): RoleOptions<role> {
  const { what, fdFlag, fileFlag, idFlag, passwordFlag } = roleNames(role)
  return {
    [`${role}KeyFd`]: option(`${fdFlag} <fd>`, `file descriptor to read ${what} from`, descriptor),
    [`${role}KeyFile`]: option(`${fileFlag} <file>`, `encrypted key file with ${what}`, file),
    [`${role}KeyId`]: option(`${idFlag} <id>`, 'which key of that file', file),
    [`${role}PasswordFd`]: option(
      `${passwordFlag} <fd>`,
      'file descriptor to read its password from',
      descriptor,
    ),
  } as unknown as RoleOptions<role>
}

/** The options of a session key. */
export const sessionKeyOptions = {
  key: option('--key <file>', 'encrypted key file with the session key', file),
  keyId: option('--key-id <id>', 'which key of that file', file),
  keyFd: option('--key-fd <fd>', 'file descriptor to read the session key from', descriptor),
  passwordFd: option(
    '--password-fd <fd>',
    'file descriptor to read the password of the key file from',
    descriptor,
  ),
}

/** Lines for the help about a role's secrets. */
export function secretNames(...roles: readonly (Role | 'session')[]): readonly string[] {
  return roles.map((role) => {
    const { what, env, fdFlag, fileFlag, passwordEnv } = role === 'session' ? SESSION_NAMES : roleNames(role)
    return `${env}, ${fdFlag} or ${fileFlag} with ${passwordEnv}: ${what}`
  })
}

/**
 * The key of a role.
 * @throws SecretMissingError when there is none, UsageError when it is given twice, what the file store throws.
 */
export function readRoleKey<const role extends Role>(
  role: role,
  input: RoleInput<role>,
): Promise<PrivateKeyAccount> {
  return readKey(roleNames(role), roleInput(role, input))
}

/** Whether anything names a key for this role. */
export function hasRoleKey<const role extends Role>(role: role, input: RoleInput<role>): boolean {
  const { fd, file: path } = roleInput(role, input)
  return fd !== undefined || path !== undefined || Boolean(process.env[roleNames(role).env])
}

/** The holder's session key. */
export function readSessionKey(input: Inputs<typeof sessionKeyOptions>): Promise<PrivateKeyAccount> {
  const { keyFd: fd, key, keyId: id, passwordFd } = input
  return readKey(SESSION_NAMES, { fd, file: key, id, passwordFd })
}

/**
 * The password of a key file that may have to be made: then it is asked for twice, and a short one is refused.
 * @param role Whose file: its password is in that role's variable. The session key's by default.
 * @throws SecretMissingError.
 */
export async function readNewPassword(
  path: string,
  passwordFd: number | undefined,
  role: Role | 'session' = 'session',
): Promise<Secret> {
  const { passwordEnv } = role === 'session' ? SESSION_NAMES : roleNames(role)
  const { secret, prompted } = await readPassword({ ...SESSION_NAMES, passwordEnv }, path, passwordFd)
  if (fileExists(path)) return secret
  if (prompted && !secret.equals((await promptPassword('The same again')) ?? new Secret(''))) {
    throw new SecretMissingError('The two passwords differ. Nothing was written.')
  }
  if (secret.reveal().length < LEAST_PASSWORD) {
    throw new SecretMissingError(`The password of a new key file has at least ${LEAST_PASSWORD} characters.`)
  }
  return secret
}

/**
 * The password of a role's key file, which has to be there.
 * @throws SecretMissingError, FileError.
 */
export async function readRolePassword(
  role: Role,
  path: string,
  passwordFd: number | undefined,
): Promise<Secret> {
  if (!fileExists(path)) throw new FileError('there is no such key file.', { path })
  return (await readPassword(roleNames(role), path, passwordFd)).secret
}

async function readKey(names: KeyNames, input: KeyInput): Promise<PrivateKeyAccount> {
  const { what, env, fdFlag, fileFlag } = names
  if (input.fd !== undefined && input.file !== undefined)
    throw new UsageError(`Give ${fdFlag} or ${fileFlag}, not both.`)
  if (input.file !== undefined) return toAccount(names, await readKeyFile(names, input.file, input))
  const secret = readSecret({ what, env, descriptor: input.fd, descriptorFlag: fdFlag })
  if (!secret) {
    throw new SecretMissingError(`${what[0]?.toUpperCase()}${what.slice(1)} is needed.`, {
      details: [`Set ${env}, or give ${fdFlag} or ${fileFlag}.`],
    })
  }
  return toAccount(names, secret)
}

async function readKeyFile(names: KeyNames, path: string, input: KeyInput): Promise<Secret> {
  if (!fileExists(path)) throw new FileError('there is no such key file.', { path })
  const { secret: password } = await readPassword(names, path, input.passwordFd)
  const store = fileStore({ path, password })
  const id = input.id ?? (await onlyId(store, path, names))
  const found = await store.get(id)
  if (!found) throw new FileError(`it holds no key "${id}".`, { path, details: await store.list() })
  return found.secret
}

async function onlyId(store: KeyStore, path: string, { idFlag }: KeyNames): Promise<string> {
  const ids = await store.list()
  const [only, ...others] = ids
  if (only === undefined) throw new FileError('it holds no key.', { path })
  if (others.length === 0) return only
  throw new UsageError(`${path} holds ${ids.length} keys: say which with ${idFlag}.`, { details: ids })
}

async function readPassword(
  names: KeyNames,
  path: string,
  passwordFd: number | undefined,
): Promise<{ secret: Secret; prompted: boolean }> {
  const { passwordEnv: env, passwordFlag: descriptorFlag } = names
  const what = `the password of ${path}`
  const given = readSecret({ what, env, descriptor: passwordFd, descriptorFlag })
  if (given) return { secret: given, prompted: false }
  const typed = await promptPassword(`Password of ${path}`)
  if (typed) return { secret: typed, prompted: true }
  throw new SecretMissingError(`The password of ${path} is needed.`, {
    details: [`Set ${env}, give ${descriptorFlag}, or run it on a terminal.`],
  })
}

function toAccount({ what, env, fdFlag }: KeyNames, secret: Secret): PrivateKeyAccount {
  const text = secret.reveal().trim()
  const privateKey = new Secret((text.startsWith('0x') ? text : `0x${text}`) as Hex)
  try {
    localSigner({ privateKey })
  } catch (cause) {
    throw new SecretMissingError(`${env} or ${fdFlag}: ${what} is not a private key of 32 bytes in hex.`, {
      cause,
    })
  }
  return privateKeyToAccount(privateKey.reveal())
}

function roleInput<const role extends Role>(role: role, input: RoleInput<role>): KeyInput {
  const values = input as unknown as Record<string, never>
  return {
    ...{ fd: values[`${role}KeyFd`], file: values[`${role}KeyFile`] },
    ...{ id: values[`${role}KeyId`], passwordFd: values[`${role}PasswordFd`] },
  }
}

function roleNames(role: Role): KeyNames {
  const upper = role.toUpperCase()
  return {
    what: `the ${role}'s private key`,
    ...{ env: `LATCHKEY_${upper}_KEY`, passwordEnv: `LATCHKEY_${upper}_PASSWORD` },
    ...{ fdFlag: `--${role}-key-fd`, fileFlag: `--${role}-key-file` },
    ...{ idFlag: `--${role}-key-id`, passwordFlag: `--${role}-password-fd` },
  }
}
