import { type Address, encodeFunctionData, type Hash, type Hex } from 'viem'
import { type Key, KeyKind } from '../../sdk/core/key.ts'
import {
  createModuleClient,
  encodeSealedTerms,
  type GrantFile,
  hashKey,
  type ModuleClientConfig,
  type ReadClient,
  sessionModuleAbi,
} from '../../sdk/onchain/index.ts'
import { type Config, moduleOf } from './config.ts'
import { MismatchError, UsageError } from './errors.ts'
import { chainIdOf, checkGrantPlace, readGrantFile } from './grantFiles.ts'
import { findListed, listAround } from './listed.ts'
import { connect } from './network.ts'
import { type bundlerOptions, type Inputs, networkOptions, option } from './options.ts'
import { accountOf } from './ownerAccount.ts'
import { keyWords } from './signedFile.ts'
import { grantLines } from './stateWords.ts'
import { grantTokens } from './tokens.ts'
import { address, bigWhole, file, hash, key, whole } from './values.ts'

/** What can be revoked. */
export type RevocationKind = 'key' | 'grant' | 'all'

/** Options that say what to end. */
export const revocationOptions = {
  ...networkOptions,
  grant: option('--grant <file>', 'the grant file', file),
  grantId: option('--grant-id <hash>', 'grant: its identifier, when there is no file', hash),
  sessionKey: option('--session-key <address>', 'key: the key to end', key),
  account: option('--account <address>', 'all: the account (default: that of the configuration)', address),
  chainId: option('--chain-id <number>', 'all: the chain, when no node can be asked', whole),
  epoch: option('--epoch <number>', "all: the account's epoch, when no node can be asked", bigWhole),
}

type RevocationInput = Inputs<typeof revocationOptions> & Partial<Inputs<typeof bundlerOptions>>

/** What a revocation is about. */
export type RevocationTarget =
  | { readonly kind: 'key'; readonly content: GrantFile; readonly key: Key }
  | { readonly kind: 'grant'; readonly grantId: Hash; readonly content: GrantFile | undefined }
  | { readonly kind: 'all'; readonly chainId: number; readonly epoch: bigint }

/** A revocation that is planned. */
export interface RevocationPlan {
  readonly target: RevocationTarget
  readonly account: Address
  readonly module: Address
  /** Undefined off line. */
  readonly config: ModuleClientConfig | undefined
  readonly client: ReadClient | undefined
  /** What ends, for people. */
  readonly lines: readonly string[]
}

/**
 * Finds out what is to end.
 * @param ownKey The key of the holder that ends its own.
 * @param settings Of the configuration.
 * @throws UsageError, FileError, MismatchError.
 */
export async function planRevocation(
  kind: RevocationKind,
  input: RevocationInput,
  ownKey: Key | undefined,
  settings: Partial<Config>,
): Promise<RevocationPlan> {
  const content = input.grant === undefined ? undefined : readGrantFile(input.grant)
  const module = content?.module ?? moduleOf(input, settings)
  const account = accountOf(content?.grant.account, input.account, settings.account)
  const config = input.rpc === undefined ? undefined : await connect({ ...input, module }, settings)
  const client = config && createModuleClient(config)
  if (client && content) checkGrantPlace(content, { chainId: client.chain.id, module })
  const target = await targetOf(kind, input, { content, ownKey, client, account, settings })
  return {
    target,
    account,
    module,
    config,
    client,
    lines: await linesOf(target, { client, account, settings }),
  }
}

/** The module's call that a plan comes to, to be tried out. */
export function revocationData({ target, account, client }: RevocationPlan): Hex {
  const abi = sessionModuleAbi
  if (target.kind === 'all') return encodeFunctionData({ abi, functionName: 'revokeAll' })
  if (target.kind === 'grant')
    return encodeFunctionData({ abi, functionName: 'revokeGrant', args: [target.grantId] })
  const args = [
    account,
    encodeSealedTerms(target.content.grant, client?.chain.id),
    hashKey(target.key),
  ] as const
  return encodeFunctionData({ abi, functionName: 'revokeKey', args })
}

interface Known {
  readonly content: GrantFile | undefined
  readonly ownKey: Key | undefined
  readonly client: ReadClient | undefined
  readonly account: Address
  readonly settings: Partial<Config>
}

async function targetOf(
  kind: RevocationKind,
  input: RevocationInput,
  known: Known,
): Promise<RevocationTarget> {
  const { content, ownKey, client, account, settings } = known
  if (kind === 'key') {
    const ends = ownKey ?? input.sessionKey
    if (!content || !ends) throw new UsageError('revoke key needs --grant and --session-key.')
    return { kind, content, key: ends }
  }
  if (kind === 'grant') {
    const grantId = content?.grantId ?? input.grantId
    if (grantId === undefined) throw new UsageError('revoke grant needs --grant or --grant-id.')
    return { kind, grantId, content }
  }
  const chainId = client?.chain.id ?? input.chainId ?? settings.chainId ?? (content && chainIdOf(content))
  const epoch = client ? (await client.getAccountState({ account })).epoch : input.epoch
  if (chainId === undefined || epoch === undefined) {
    throw new UsageError('Without a node give --chain-id and --epoch, or give --rpc.')
  }
  if (input.epoch !== undefined && input.epoch !== epoch) {
    throw new MismatchError(`The account is in epoch ${epoch}, not ${input.epoch}.`)
  }
  return { kind, chainId, epoch }
}

type Place = Pick<Known, 'client' | 'account' | 'settings'>

function linesOf(target: RevocationTarget, place: Place): Promise<readonly string[]> {
  if (target.kind === 'key') return keyLines(target, place)
  return target.kind === 'grant' ? ownGrantLines(target, place) : allLines(target, place)
}

async function keyLines(
  { content, key: ends }: Extract<RevocationTarget, { kind: 'key' }>,
  { client, settings }: Place,
): Promise<readonly string[]> {
  const first = `Ends the key ${keyWords(ends)} of grant ${content.grantId} for ever`
  const listed =
    client && findListed(client, await listAround(client, content.grant, settings), content.grant)
  if (!listed) return [first, 'Other keys of the grant go on']
  const others = listed.keys.filter(({ usable, keyId }) => usable && keyId !== hashKey(ends))
  const names = others.map(({ key: other }) => keyWords(other)).join(', ')
  const kind = content.grant.rotator.kind === KeyKind.none ? '' : ', also not the rotator'
  return [
    first,
    others.length > 0
      ? `These keys go on: ${names}`
      : `No key is left: nobody can use the grant${kind}, until the owner adds a key`,
  ]
}

async function ownGrantLines(
  { grantId, content }: Extract<RevocationTarget, { kind: 'grant' }>,
  { client, account, settings }: Place,
): Promise<readonly string[]> {
  const first = `Ends grant ${grantId} of account ${account} for ever, with all its keys`
  const listed =
    client && content && findListed(client, await listAround(client, content.grant, settings), content.grant)
  return listed ? [first, ...grantLines(listed, await grantTokens(client, listed.grant))] : [first]
}

async function allLines(
  { chainId, epoch }: Extract<RevocationTarget, { kind: 'all' }>,
  { client, account, settings }: Place,
): Promise<readonly string[]> {
  const first = `Ends every grant of account ${account} on chain ${chainId} for ever, by moving its epoch from ${epoch}`
  const unseen = 'Grants that were signed and never used end too'
  if (!client) return [first, unseen]
  const { grants } = await client.listGrants({ account, fromBlock: BigInt(settings.fromBlock ?? 0) })
  const tokens = grants.map((grant) => (grant.contents === 'known' ? grantTokens(client, grant.grant) : []))
  const lines = await Promise.all(
    grants.map(async (grant, index) => grantLines(grant, (await tokens[index]) ?? [])),
  )
  return [first, ...lines.flat(), unseen]
}
