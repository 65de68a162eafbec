import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { isatty } from 'node:tty'
import { Secret } from '../../sdk/core/secret.ts'
import { SecretExposedError, SecretMissingError, UsageError } from './errors.ts'

/** Options whose value has 32 bytes and is public. */
const HASH_OPTIONS = ['--grant-id']

/** Options that no command has, since their value would be a secret: whoever tries one has given it away. */
const SECRET_OPTION =
  /^--?(?:(?:api-?|key-?|client-?)?(?:secret|password|passphrase)|(?:private|secret)-?key|credentials)$/i

/** Where a secret may come from. */
export interface SecretSource {
  /** What it is, in words: `the owner's private key`. */
  readonly what: string
  /** Environment variable. */
  readonly env: string
  /** File descriptor, and the option that named it. */
  readonly descriptor?: number | undefined
  readonly descriptorFlag: string
}

/**
 * Refuses arguments that look like a private key, a mnemonic or credentials, before anything else looks at them. They are not repeated.
 * @throws SecretExposedError.
 */
export function refuseSecrets(args: readonly string[]): void {
  for (const [index, argument] of args.entries()) {
    const [, flag = '', value = argument] = /^(--?[\w-]+)=(.*)$/s.exec(argument) ?? []
    const option = flag || (args[index - 1] ?? '')
    if (/^\s*(0x)?[0-9a-f]{64}\s*$/i.test(value) && !HASH_OPTIONS.includes(option)) {
      throw new SecretExposedError('a private key')
    }
    if (/^\s*([a-z]{3,8}\s+){11,23}[a-z]{3,8}\s*$/.test(value)) throw new SecretExposedError('a mnemonic')
    if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(value)) throw new SecretExposedError('a private key')
    if (/"(?:secret|passphrase)"\s*:/.test(value)) throw new SecretExposedError('credentials of a venue')
    if (SECRET_OPTION.test(option) && value !== option) throw new SecretExposedError('a secret')
  }
}

/** The secret from the descriptor, if one was named, otherwise from the environment; undefined when it is in neither. */
export function readSecret(source: SecretSource): Secret | undefined {
  const { what, env, descriptor, descriptorFlag } = source
  const value = descriptor === undefined ? process.env[env] : readDescriptor(descriptor, descriptorFlag)
  if (value === undefined || value === '') {
    if (descriptor === undefined) return undefined
    throw new SecretMissingError(`Descriptor ${descriptor} is empty; ${what} was expected there.`)
  }
  return new Secret(value)
}

/** Asks for a password on the terminal, without showing it; undefined when nobody is there to answer. */
export async function promptPassword(question: string): Promise<Secret | undefined> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return undefined
  process.stderr.write(`${question}: `)
  // What is typed would be echoed by the line editor: its output goes nowhere.
  const output = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input: process.stdin, output, terminal: true })
  try {
    return new Secret(await lines.question(''))
  } finally {
    lines.close()
    process.stderr.write('\n')
  }
}

function readDescriptor(descriptor: number, flag: string): string {
  if (isatty(descriptor)) {
    throw new UsageError(`${flag}: descriptor ${descriptor} is a terminal, which shows what is typed.`, {
      details: ['Redirect it from a file or a pipe.'],
    })
  }
  try {
    return readFileSync(descriptor, 'utf8').replace(/\r?\n$/, '')
  } catch (cause) {
    throw new UsageError(`${flag}: descriptor ${descriptor} cannot be read.`, {
      details: ['npm hands on standard input only: give descriptor 0, or run the script itself with node.'],
      cause,
    })
  }
}
