import { Secret } from '../core/secret.ts'
import { StoreReadOnlyError } from '../errors/store.ts'
import { checkStoredKey } from './checkStoredKey.ts'
import type { KeyStore, StoredKey } from './keyStore.ts'

export type EnvironmentStoreParameters = {
  /** Variables to read; those of the process by default. */
  environment?: { readonly [name: string]: string | undefined }
  /** What names of variables start with; the rest, in lower case, is the id. */
  prefix?: string
}

/** The password of an encrypted key file: a secret too, but no key. */
const PASSWORD = 'LATCHKEY_KEY_PASSWORD'

/**
 * Keys from environment variables: `LATCHKEY_KEY_BOT=0x…` is the key `bot`; `LATCHKEY_KEY_PASSWORD` is none. It only reads. Children of the process and
 * whoever may inspect it see the variables too: prefer the file store where there is a choice.
 */
export function environmentStore(parameters: EnvironmentStoreParameters = {}): KeyStore {
  const { environment = process.env, prefix = 'LATCHKEY_KEY_' } = parameters
  const read = (name: string): StoredKey | undefined => {
    const value = environment[name]
    if (value === undefined || value === '') return undefined
    const key = { id: name.slice(prefix.length).toLowerCase(), secret: new Secret(withPrefix(value)) }
    checkStoredKey(key)
    return key
  }
  const refuse = async (): Promise<never> => {
    throw new StoreReadOnlyError({ store: 'environment' })
  }
  const names = (): string[] =>
    Object.keys(environment).filter(
      (name) => name.startsWith(prefix) && name !== PASSWORD && environment[name],
    )
  return {
    put: refuse,
    delete: refuse,
    async get(id) {
      const name = names().find((one) => one.slice(prefix.length).toLowerCase() === id)
      return name === undefined ? undefined : read(name)
    },
    list: async () =>
      names()
        .map((name) => name.slice(prefix.length).toLowerCase())
        .sort(),
  }
}

/** Private keys of chains are often written without the prefix; other text stays as it is. */
function withPrefix(value: string): string {
  return /^[0-9a-fA-F]{64}$/.test(value) ? `0x${value}` : value
}
