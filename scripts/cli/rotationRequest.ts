import { custom } from 'viem'
import { generatePrivateKey, privateKeyToAddress } from 'viem/accounts'
import { getBlock } from 'viem/actions'
import { systemClock } from '../../sdk/core/clock.ts'
import { UNLIMITED_KEY_LIFETIME } from '../../sdk/core/constants.ts'
import { ecdsaKey, type Key } from '../../sdk/core/key.ts'
import {
  createModuleClient,
  type GrantFile,
  type ModuleClientConfig,
  type ReadClient,
} from '../../sdk/onchain/index.ts'
import { type Config, readConfig } from './config.ts'
import { MismatchError, UsageError } from './errors.ts'
import { chainIdOf, checkGrantPlace } from './grantFiles.ts'
import { findListed, listAround } from './listed.ts'
import { type MintedKey, mintIntoFile } from './mintIntoFile.ts'
import { chainOf, connect } from './network.ts'
import { type bundlerOptions, type Inputs, networkOptions, option } from './options.ts'
import { keyWords } from './signedFile.ts'
import { descriptor, duration, file, key, time } from './values.ts'

/** Options that say which key replaces which. */
export const rotationOptions = {
  ...networkOptions,
  grant: option('--grant <file>', 'the grant file', file),
  newKey: option('--new-key <address>', 'address of the new key, as mint prints it', key),
  mint: option('--mint <file>', 'mint the new key into this encrypted key file instead', file),
  id: option('--id <id>', 'name of the new key in that file (default: its address)', file),
  passwordFd: option(
    '--password-fd <fd>',
    'file descriptor to read the password of that file from',
    descriptor,
  ),
  oldKey: option('--old-key <address>', 'key to end (default: the one that is current)', key),
  overlap: option(
    '--overlap <duration>',
    'how long the old key stays usable (default: not at all)',
    duration,
  ),
  keyUntil: option(
    '--key-until <time>',
    'last second of the new key (default: as late as the grant allows)',
    time,
  ),
}

type RotationInput = Inputs<typeof rotationOptions> & Partial<Inputs<typeof bundlerOptions>>

/** A rotation that is planned. */
export interface PlannedRotation {
  readonly content: GrantFile
  readonly config: ModuleClientConfig
  /** Undefined off line. */
  readonly client: ReadClient | undefined
  readonly oldKey: Key
  /** Undefined until it is minted. */
  readonly newKey: Key | undefined
  /** Last second of the new key, inclusive. */
  readonly keyValidUntil: number
  /** Seconds. */
  readonly overlap: number
  /** Unix seconds, of the chain where there is one to ask. */
  readonly now: number
}

/**
 * Fills in what was left open.
 * @param offline Whether it can do without a node.
 * @throws UsageError, MismatchError.
 */
export async function planRotation(
  content: GrantFile,
  input: RotationInput,
  { offline }: { offline: boolean },
): Promise<PlannedRotation> {
  if ((input.newKey === undefined) === (input.mint === undefined))
    throw new UsageError('Give --new-key or --mint.')
  const settings = readConfig(input.config)
  const { module, grant } = content
  const isOffline = offline && input.rpc === undefined
  if (isOffline && !input.oldKey)
    throw new UsageError('Without a node give --old-key: which key is current is not known.')
  const config = isOffline ? nowhere(content) : await connect({ ...input, module }, settings)
  const client = isOffline ? undefined : createModuleClient(config)
  if (client) checkGrantPlace(content, { chainId: client.chain.id, module })
  const now = client ? Number((await getBlock(client)).timestamp) : systemClock.now()
  const latest = grant.keyLifetime === UNLIMITED_KEY_LIFETIME ? grant.validUntil : now + grant.keyLifetime
  return {
    ...{ content, config, client, newKey: input.newKey, overlap: input.overlap ?? 0, now },
    oldKey: input.oldKey ?? (client ? await currentKey(client, content, settings) : grant.sessionKey),
    keyValidUntil: input.keyUntil ?? Math.min(grant.validUntil, latest),
  }
}

/** The new key, minted now if it is to be. */
export async function newKeyOf(
  { newKey }: PlannedRotation,
  input: RotationInput,
): Promise<{ readonly key: Key; readonly minted: MintedKey | undefined }> {
  if (newKey) return { key: newKey, minted: undefined }
  const { mint: path = '', id, passwordFd } = input
  const minted = await mintIntoFile({ path, id, passwordFd })
  return { key: ecdsaKey(minted.address), minted }
}

/** Some key that nobody has, to try a rotation with before the new key is minted. */
export function placeholderKey(): Key {
  return ecdsaKey(privateKeyToAddress(generatePrivateKey()))
}

/** The one key of a grant that is current; the first one while the chain does not know the grant. */
async function currentKey(client: ReadClient, { grant }: GrantFile, settings: Partial<Config>): Promise<Key> {
  const config = settings.module === client.module ? settings : {}
  const listed = findListed(client, await listAround(client, grant, config), grant)
  const current = (listed?.keys ?? []).filter(({ status }) => status === 'current')
  const [only, ...others] = current
  if (!listed || !only) return grant.sessionKey
  if (others.length === 0) return only.key
  throw new MismatchError('The grant has several current keys: say which one to end with --old-key.', {
    details: current.map((one) => keyWords(one.key)),
  })
}

/** What a client takes that signs and never asks. */
function nowhere(content: GrantFile): ModuleClientConfig {
  const request = async (): Promise<never> => {
    throw new UsageError('This needs a node.', { details: ['Give --rpc, or set LATCHKEY_RPC_URL.'] })
  }
  return {
    chain: chainOf(chainIdOf(content)),
    transport: custom({ request }, { retryCount: 0 }),
    module: content.module,
  }
}
