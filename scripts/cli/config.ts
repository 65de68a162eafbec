import type { Address } from 'viem'
import { z } from 'zod'
import { UsageError } from './errors.ts'
import { fileExists, readJson, writeText } from './files.ts'
import { ACCOUNT_KINDS } from './holderAccount.ts'
import { address, entryPointVersion } from './values.ts'

/** Where the addresses are looked for when nobody says. */
const DEFAULT_PATH = 'latchkey.json'

const schema = z.strictObject({
  format: z.literal('latchkey-config'),
  version: z.literal(1),
  chainId: z.int().positive(),
  module: address,
  entryPoint: entryPointVersion,
  /** The reference account's code: what clones share, and what EOAs delegate to. */
  implementation: address,
  factory: address,
  /** Block before which the module has no events. */
  fromBlock: z.int().nonnegative(),
  /** The account that commands are about when they are not told otherwise. */
  account: address.optional(),
  /** What kind of account it is, for holders; found out otherwise. */
  accountKind: z.enum(ACCOUNT_KINDS).optional(),
})

/** Addresses of one deployment. It holds no secret, and no endpoint, which may carry one. */
export type Config = Omit<z.infer<typeof schema>, 'format' | 'version'>

/**
 * The addresses of a file; those of latchkey.json, if there is one, when no file is named.
 * @throws FileError when it is not such a file.
 */
export function readConfig(path: string | undefined): Partial<Config> {
  if (path === undefined && !fileExists(DEFAULT_PATH)) return {}
  const {
    format: _format,
    version: _version,
    ...config
  } = readJson(path ?? DEFAULT_PATH, schema, 'a configuration')
  return config
}

/** Writes the addresses. A file that is there must be one of addresses too. */
export async function writeConfig(path: string, config: Config): Promise<void> {
  checkConfigPath(path)
  const content = { format: 'latchkey-config', version: 1, ...config }
  await writeText(path, `${JSON.stringify(content, null, 2)}\n`)
}

/**
 * Refuses to replace what is not a file of addresses.
 * @throws FileError.
 */
export function checkConfigPath(path: string): void {
  if (fileExists(path)) readConfig(path)
}

/**
 * The module's address, from the option or the file.
 * @throws UsageError when neither has it.
 */
export function moduleOf(input: { readonly module: Address | undefined }, config: Partial<Config>): Address {
  const module = input.module ?? config.module
  if (module) return module
  throw new UsageError('Where is the session module?', {
    details: ['Give --module, set LATCHKEY_MODULE, or give --config with a file that deploy --out wrote.'],
  })
}
