import { type Address, encodeFunctionData, type LocalAccount } from 'viem'
import { getBlock } from 'viem/actions'
import { z } from 'zod'
import { ecdsaKey, type Key, KeyKind } from '../sdk/core/key.ts'
import { Tier } from '../sdk/core/tier.ts'
import {
  createKeeperClient,
  createModuleClient,
  type GrantFile,
  type ModuleClientConfig,
  sessionModuleAbi,
} from '../sdk/onchain/index.ts'
import { localSigner } from '../sdk/signers/index.ts'
import { type CommandResult, runCommand } from './cli/command.ts'
import { readConfig } from './cli/config.ts'
import { UsageError } from './cli/errors.ts'
import { readGrantFile } from './cli/grantFiles.ts'
import { hasRoleKey, readRoleKey, roleOptions, secretNames } from './cli/keys.ts'
import { connect } from './cli/network.ts'
import { type Inputs, networkOptions, option, sendOptions } from './cli/options.ts'
import { accountOf } from './cli/ownerAccount.ts'
import { preflight } from './cli/preflight.ts'
import { keyWords } from './cli/signedFile.ts'
import { TIER_NAMES, tierLine, timeText } from './cli/stateWords.ts'
import type { Terminal } from './cli/terminal.ts'
import { address, duration, file } from './cli/values.ts'

type TierName = keyof typeof Tier

const NAMES: readonly TierName[] = ['A', 'B', 'C', 'D']

const options = {
  ...networkOptions,
  grant: option('--grant <file>', 'a grant file that names the account and the keeper', file),
  account: option('--account <address>', 'the account (default: that of the configuration)', address),
  keeper: option('--keeper <address>', 'whose tier to show, when there is no file and no key', address),
  tier: option(
    '--tier <tier>',
    'tier to publish: A calm, B, C, or D nothing goes; without it the present one is shown',
    z.enum(NAMES, 'is not A, B, C or D'),
  ),
  for: option('--for <duration>', 'how long it holds from now; after it the tier is D', duration),
  ...roleOptions('keeper'),
  ...sendOptions,
}

type Input = Inputs<typeof options>

await runCommand({
  name: 'tier',
  summary:
    'Says how dangerous things are for an account, as the keeper that its grants name; or shows what it said.',
  options,
  secrets: secretNames('keeper'),
  examples: [
    '--grant g.json',
    '--account 0x… --tier A --for 1h --yes',
    '--account 0x… --tier D --for 7d --yes',
  ],
  run,
})

async function run(input: Input, terminal: Terminal): Promise<CommandResult> {
  const { tier, for: seconds } = input
  if ((tier === undefined) !== (seconds === undefined)) throw new UsageError('--tier and --for go together.')
  if (input.yes && tier === undefined) throw new UsageError('--yes goes with --tier: showing sends nothing.')
  const settings = readConfig(input.config)
  const content = input.grant === undefined ? undefined : readGrantFile(input.grant)
  const account = accountOf(content?.grant.account, input.account, settings.account)
  const config = await connect({ ...input, module: content?.module ?? input.module }, settings)
  const signing = tier !== undefined || hasRoleKey('keeper', input)
  const signer = signing ? await readRoleKey('keeper', input) : undefined
  const keeper = keeperOf(input, content, signer)
  const now = await createModuleClient(config).getTier({ account, keeper })
  terminal.plan([`Account ${account}, keeper ${keyWords(keeper)}`, tierLine(now)])
  const answer = { account, keeper: keeper.key, present: { ...now, tier: TIER_NAMES[now.tier] } }
  if (tier === undefined || seconds === undefined || !signer) return { sent: false, ...answer }
  const publication = { account, tier: Tier[tier], seconds }
  return { ...answer, ...(await publish(config, signer, publication, input, terminal)), tier }
}

/** Whoever signs, otherwise whom the grant or the options name. */
function keeperOf(input: Input, content: GrantFile | undefined, signer: LocalAccount | undefined): Key {
  if (signer) return ecdsaKey(signer.address)
  const named = content?.grant.keeper.kind === KeyKind.none ? undefined : content?.grant.keeper
  const keeper = named ?? (input.keeper && ecdsaKey(input.keeper))
  if (keeper) return keeper
  throw new UsageError('Whose tier? Give --keeper, or --grant with a grant that names one.')
}

async function publish(
  config: ModuleClientConfig,
  signer: LocalAccount,
  { account, tier, seconds }: { account: Address; tier: Tier; seconds: number },
  { yes }: Input,
  terminal: Terminal,
): Promise<CommandResult & { readonly validUntil: number }> {
  const client = createKeeperClient({ ...config, signer: localSigner({ account: signer }) })
  const { module } = client
  const validUntil = Number((await getBlock(client)).timestamp) + seconds
  terminal.plan([`Publish tier ${TIER_NAMES[tier]} until ${timeText(validUntil)}; D after it`])
  const args = [account, KeyKind.ecdsa, tier, validUntil] as const
  const data = encodeFunctionData({ abi: sessionModuleAbi, functionName: 'publishTier', args })
  await preflight(client, { from: signer.address, to: module, data, context: { account, module } })
  if (!yes) {
    terminal.say(['Nothing was sent. Run it again with --yes to publish it.'])
    return { sent: false, validUntil }
  }
  terminal.progress('Publishing by the keeper ...')
  const { transactionHash, blockNumber } = await client.publishTier({ account, tier, validUntil })
  terminal.say([`Published in transaction ${transactionHash}.`])
  return { sent: true, validUntil, transactionHash, blockNumber }
}
