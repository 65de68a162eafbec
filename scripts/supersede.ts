import { encodeFunctionData, type Hex } from 'viem'
import type { Token } from '../sdk/core/token.ts'
import {
  createModuleClient,
  encodeContents,
  encodeSealedTerms,
  type GrantFile,
  type PlanSupersessionReturnType,
  planSupersession,
  sessionModuleAbi,
} from '../sdk/onchain/index.ts'
import { type CommandResult, runCommand } from './cli/command.ts'
import { readConfig } from './cli/config.ts'
import { UsageError } from './cli/errors.ts'
import { checkGrantPlace, readGrantFile } from './cli/grantFiles.ts'
import { secretNames } from './cli/keys.ts'
import { connect } from './cli/network.ts'
import { flag, type Inputs, networkOptions, option, sendOptions } from './cli/options.ts'
import { connectOwner, ownerOptions } from './cli/owner.ts'
import { preflight } from './cli/preflight.ts'
import type { Terminal } from './cli/terminal.ts'
import { grantTokens, limitAmountText } from './cli/tokens.ts'
import { file } from './cli/values.ts'

const options = {
  ...networkOptions,
  old: option('--old <file>', 'file of the grant that ends', file),
  grant: option('--grant <file>', 'file of the grant that takes its place, drafted with --supersedes', file),
  unpublished: flag(
    '--unpublished',
    'do not publish the contents with the grant: list cannot show what it allows',
  ),
  ...ownerOptions,
  ...sendOptions,
}

type Input = Inputs<typeof options>

await runCommand({
  name: 'supersede',
  summary: 'Ends one grant and starts another in its place, in one step; shows what differs first.',
  options,
  secrets: secretNames('owner'),
  examples: ['--old g.json --grant wider.json', '--old g.json --grant wider.json --yes'],
  run,
})

async function run(input: Input, terminal: Terminal): Promise<CommandResult> {
  const { old: oldPath, grant: path } = input
  if (oldPath === undefined || path === undefined)
    throw new UsageError('Give both grant files: --old and --grant.')
  const [old, next] = [readGrantFile(oldPath), readGrantFile(path)]
  const { account } = next.grant
  const config = await connect({ ...input, module: next.module }, readConfig(input.config))
  const client = createModuleClient(config)
  for (const each of [old, next]) checkGrantPlace(each, { chainId: client.chain.id, module: client.module })
  const tokens = await grantTokens(client, next.grant)
  const words = { tokens, annotations: next.annotations }
  const pair = { old: old.grant, grant: next.grant, words }
  const plan = await planSupersession(client, pair)
  terminal.plan(planLines(next, plan, tokens))
  await preflight(client, {
    ...{ from: account, to: client.module, data: dataOf(next, client.chain.id, input) },
    context: { account, module: client.module },
  })
  const answer = { account, ...plan }
  if (!input.yes) {
    terminal.say(['Nothing was sent. Run it again with --yes to supersede.'])
    return { sent: false, ...answer }
  }
  const owner = await connectOwner(config, account, input)
  terminal.progress(`Superseding through the ${owner.path} path ...`)
  const { transactionHash, blockNumber } = await owner.supersede({ ...pair, ...publishing(input) })
  terminal.say([`Done in transaction ${transactionHash}.`, `Hand ${path} to the holder.`])
  return { sent: true, ...answer, transactionHash, blockNumber }
}

function planLines(
  { annotations }: GrantFile,
  { grantId, oldGrantId, old, limits, fee, difference }: PlanSupersessionReturnType,
  tokens: readonly Token[],
): readonly string[] {
  const limitLines = limits.map((limit) => {
    const { limitId, choice, amount, spent, remaining } = limit
    const show = (units: bigint) => limitAmountText(units, limit, tokens)
    const name = annotations?.limits[limitId]
    const start = choice === 'carry' ? `carries ${show(spent)} that was spent` : 'starts at zero'
    return `Limit ${limitId}${name === undefined ? '' : ` "${name}"`}: ${start}, ${show(remaining)} left of ${show(amount)}`
  })
  return [
    `Ends grant ${oldGrantId} for ever; it is ${old}`,
    `Starts grant ${grantId} in its place`,
    ...limitLines,
    ...(fee ? [feeLine(fee)] : []),
    ...difference,
  ]
}

function feeLine({ choice, spent, remaining }: NonNullable<PlanSupersessionReturnType['fee']>): string {
  const start = choice === 'carry' ? `carries ${spent} wei that was counted` : 'starts at zero'
  return `Fee budget: ${start}, ${remaining} wei left`
}

function dataOf({ grant }: GrantFile, chainId: number, { unpublished }: Input): Hex {
  const args = [
    encodeSealedTerms(grant, chainId),
    unpublished ? '0x' : encodeContents(grant, chainId),
  ] as const
  return encodeFunctionData({ abi: sessionModuleAbi, functionName: 'supersede', args })
}

function publishing({ unpublished }: Input): { publish?: boolean } {
  return unpublished ? { publish: false } : {}
}
