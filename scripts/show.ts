import { KeyKind } from '../sdk/core/key.ts'
import {
  createModuleClient,
  describeGrant,
  findNetwork,
  type GrantFile,
  grantWarnings,
  installedPaths,
  type ReadClient,
} from '../sdk/onchain/index.ts'
import { approvalLines } from './cli/approvalWords.ts'
import { type CommandResult, runCommand } from './cli/command.ts'
import { readConfig } from './cli/config.ts'
import { UsageError } from './cli/errors.ts'
import { chainIdOf, checkGrantPlace, readGrantFile } from './cli/grantFiles.ts'
import { holderAccount } from './cli/holderAccount.ts'
import { findListed, listAround } from './cli/listed.ts'
import { connect } from './cli/network.ts'
import { type Inputs, networkOptions, option } from './cli/options.ts'
import { feeLine, keyLine, limitLine, tierLine } from './cli/stateWords.ts'
import type { Terminal } from './cli/terminal.ts'
import { grantTokens } from './cli/tokens.ts'
import { file } from './cli/values.ts'

const options = {
  grant: option('--grant <file>', 'the grant file, also without this flag', file),
  config: networkOptions.config,
  rpc: networkOptions.rpc,
}

type Input = Inputs<typeof options>

await runCommand({
  name: 'show',
  summary: 'Prints a grant file in plain words, and how the grant stands on chain when a node is given.',
  argument: { name: 'file', description: 'the grant file' },
  options,
  secrets: [],
  examples: ['grant.json', 'grant.json --rpc https://rpc.example'],
  run,
})

async function run(input: Input, terminal: Terminal, argument: string | undefined): Promise<CommandResult> {
  const path = input.grant ?? argument
  if (path === undefined)
    throw new UsageError('Which grant file?', { details: ['For example: npm run show -- grant.json'] })
  const content = readGrantFile(path)
  const client = await clientOf(input, content)
  const { grant, grantId, module, annotations, grantor } = content
  const tokens = client ? await grantTokens(client, grant) : []
  const words = describeGrant(grant, module, { tokens, annotations })
  const warnings = grantWarnings(grant)
  terminal.say(words)
  terminal.say(warnings.map(({ message }) => `Warning: ${message}`))
  terminal.say([
    'Names of arguments and limits are claims of whoever wrote the file; everything else is checked.',
  ])
  const answer = {
    grantId,
    account: grant.account,
    module,
    chainId: chainIdOf(content),
    grant,
    warnings,
    words,
  }
  const signedBy = grantor?.key.key
  if (!client) {
    terminal.say(await approvalLines(content, undefined))
    return { sent: false, ...answer, signedBy }
  }
  const { lines, ...state } = await stateOf(client, content, input)
  terminal.say(['', `On chain ${client.chain.id}:`, ...lines])
  return { sent: false, ...answer, signedBy, state }
}

async function clientOf(input: Input, content: GrantFile): Promise<ReadClient | undefined> {
  if (input.rpc === undefined) return undefined
  const { module } = content
  const config = await connect({ rpc: input.rpc, module }, {})
  const client = createModuleClient(config)
  checkGrantPlace(content, { chainId: client.chain.id, module })
  // Where the account is not there yet, there is nothing that could differ.
  const parameters = { account: content.grant.account, kind: undefined, entryPoint: undefined }
  const account = await holderAccount(client, parameters).catch(() => undefined)
  return createModuleClient({ ...config, account })
}

async function stateOf(client: ReadClient, content: GrantFile, input: Input) {
  const { grant, grantId, module, annotations } = content
  const { account } = grant
  const config = readConfig(input.config)
  const list = await listAround(client, grant, config.module === module ? config : {})
  const { keeper } = grant
  const [{ status, paused }, tokens, remaining, accountState, fee, tier] = await Promise.all([
    client.getGrantState({ account, grantId }),
    grantTokens(client, grant),
    client.getRemaining({ grant, annotations }),
    client.getAccountState({ account }),
    client.getRemainingFee({ grant }),
    keeper.kind === KeyKind.none ? undefined : client.getTier({ account, keeper }),
  ])
  const listed = findListed(client, list, grant)
  const holds =
    listed?.holds ?? (findNetwork(grant, client.chain.id)?.epoch === list.epoch ? status : 'epoch ended')
  const lines = [
    `Status: ${status}${paused ? ', paused' : ''}${listed ? `, ${listed.holds === 'now' ? 'holds now' : listed.holds}` : ''}`,
    ...(holds === 'epoch ended' ? [`The account is in epoch ${list.epoch}: the grant is void for ever`] : []),
    `Paths installed: ${installedPaths(list.installed).join(', ') || 'none'}`,
    ...(status === 'unknown' ? await approvalLines(content, accountState) : []),
    ...(listed?.keys ?? []).map(keyLine),
    ...remaining.map((limit) => limitLine(limit, tokens)),
    ...(fee ? [feeLine(fee)] : []),
    ...(tier ? [tierLine(tier)] : []),
  ]
  const { epoch, installed, timestamp } = list
  return {
    ...{ lines, status, paused, holds, epoch, installed, timestamp },
    ...{ keys: listed?.keys ?? [], limits: remaining, fee, tier },
  }
}
