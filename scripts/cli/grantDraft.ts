import type { Address } from 'viem'
import { getBlock } from 'viem/actions'
import { fixedClock, systemClock } from '../../sdk/core/clock.ts'
import {
  createModuleClient,
  defineGrant,
  type GrantFile,
  type GrantWarning,
  grantWarnings,
  type ModuleClientConfig,
  type ReadClient,
} from '../../sdk/onchain/index.ts'
import { type Config, moduleOf } from './config.ts'
import { type Definition, readDefinition } from './definition.ts'
import { MismatchError, UsageError } from './errors.ts'
import { checkGrantPlace, readGrantFile } from './grantFiles.ts'
import { grantParts, partsOptions, withDefaults } from './grantParts.ts'
import { grantWindow, keyTerms, termsOptions } from './grantWindow.ts'
import { connect } from './network.ts'
import { type Inputs, networkOptions, option } from './options.ts'
import { accountOf } from './ownerAccount.ts'
import { buildPreset, presetOptions } from './presets.ts'
import { readToken } from './tokens.ts'
import { address, bigWhole, file, key, whole } from './values.ts'

/** Options that say what to grant. */
export const draftOptions = {
  ...networkOptions,
  account: option(
    '--account <address>',
    'the account that grants (default: that of the configuration)',
    address,
  ),
  sessionKey: option('--session-key <address>', "address of the holder's key, as mint prints it", key),
  definition: option(
    '--definition <file>',
    'JSON file with permissions, limits, messages and guards, instead of --preset',
    file,
  ),
  grant: option('--grant <file>', 'grant file to approve exactly as it is, instead of building one', file),
  chainId: option('--chain-id <number>', 'chain, when no node can be asked', whole),
  epoch: option(
    '--epoch <number>',
    "the account's epoch, when no node can be asked; show and list print it",
    bigWhole,
  ),
  ...presetOptions,
  ...termsOptions,
  ...partsOptions,
}

type DraftInput = Inputs<typeof draftOptions>

/** A grant that nobody has approved yet. */
export interface GrantDraft {
  readonly file: GrantFile
  readonly warnings: readonly GrantWarning[]
  /** Undefined off line. */
  readonly config: ModuleClientConfig | undefined
  readonly client: ReadClient | undefined
}

/** Where and when a grant is to hold. */
interface Place {
  readonly module: Address
  readonly account: Address
  readonly chainId: number
  readonly epoch: bigint
  /** Unix seconds, of the chain where there is one to ask. */
  readonly now: number
}

/**
 * The grant that the options ask for.
 * @throws UsageError, FileError, MismatchError, what `defineGrant` throws.
 */
export async function draftGrant(input: DraftInput, config: Partial<Config>): Promise<GrantDraft> {
  checkSource(input)
  const online = input.rpc === undefined ? undefined : await connect(input, config)
  const client = online && createModuleClient(online)
  const common = { config: online, client }
  if (input.grant === undefined) return { ...(await build(input, config, client)), ...common }
  const { grantor: _grantor, ...file } = readGrantFile(input.grant)
  if (client) checkGrantPlace(file, { chainId: client.chain.id, module: client.module })
  return { file, warnings: grantWarnings(file.grant), ...common }
}

async function build(input: DraftInput, config: Partial<Config>, client: ReadClient | undefined) {
  const { sessionKey } = input
  if (!sessionKey) throw new UsageError('--session-key is needed: the address that mint printed.')
  const place = await findPlace(input, config, client)
  const { chainId, epoch } = place
  const definition = withDefaults(await contents(input, client), input)
  const { warnings, annotations, grant, grantId, module } = defineGrant({
    ...{ module: place.module, account: place.account, sessionKey },
    ...definition,
    ...grantParts(input, { chainId, epoch }, definition.limits),
    ...grantWindow(input, place.now),
    ...keyTerms(input),
    clock: fixedClock(place.now),
    // A transfer to many recipients is several permissions that share their limit.
    allowOverlapping: input.preset === 'erc20-transfer',
  })
  return { warnings, file: { grant, grantId, module, annotations } }
}

async function contents(input: DraftInput, client: ReadClient | undefined): Promise<Definition> {
  if (input.definition !== undefined) return readDefinition(input.definition)
  const preset = await buildPreset(input, async (token, decimals) => {
    if (client) return readToken(client, token)
    if (decimals !== undefined) return { decimals }
    throw new UsageError(`How many decimals does ${token} have?`, {
      details: ['Give --rpc, or --decimals and --decimals-out.'],
    })
  })
  return { messages: [], guards: [], ...preset }
}

async function findPlace(
  input: DraftInput,
  config: Partial<Config>,
  client: ReadClient | undefined,
): Promise<Place> {
  const account = accountOf(input.account, config.account)
  const module = moduleOf(input, config)
  if (!client) {
    const { epoch, chainId = config.chainId } = input
    if (epoch === undefined || chainId === undefined) {
      throw new UsageError('Without a node give --chain-id and --epoch, or give --rpc.')
    }
    return { module, account, chainId, epoch, now: systemClock.now() }
  }
  const [{ epoch }, { timestamp }] = await Promise.all([
    client.getAccountState({ account }),
    getBlock(client),
  ])
  if (input.epoch !== undefined && input.epoch !== epoch) {
    throw new MismatchError(`The account is in epoch ${epoch}, not ${input.epoch}: the grant would be void.`)
  }
  if (input.chainId !== undefined && input.chainId !== client.chain.id) {
    throw new MismatchError(`The node serves chain ${client.chain.id}, not ${input.chainId}.`)
  }
  return { module, account, chainId: client.chain.id, epoch, now: Number(timestamp) }
}

function checkSource(input: DraftInput): void {
  const sources = [input.preset, input.definition, input.grant].filter((one) => one !== undefined)
  if (sources.length !== 1) throw new UsageError('Give one of --preset, --definition and --grant.')
  if (input.definition !== undefined) refuse(input, Object.keys(presetOptions), '--definition')
  if (input.grant === undefined) return
  refuse(
    input,
    [
      ...[presetOptions, termsOptions, partsOptions].flatMap((options) => Object.keys(options)),
      ...['sessionKey', 'account'],
    ],
    '--grant',
  )
}

function refuse(input: DraftInput, names: readonly string[], source: string): void {
  const given = names.filter((name) => name !== 'preset' && input[name as keyof DraftInput] !== undefined)
  const flags = given.map((name) => draftOptions[name as keyof DraftInput].flags.split(' ')[0])
  if (flags.length > 0) throw new UsageError(`${source} says everything: leave out ${flags.join(', ')}.`)
}
