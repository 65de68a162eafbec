import { z } from 'zod'
import type { Token } from '../sdk/core/token.ts'
import {
  createModuleClient,
  installedPaths,
  type ListedGrant,
  type ReadClient,
} from '../sdk/onchain/index.ts'
import { type CommandResult, runCommand } from './cli/command.ts'
import { readConfig } from './cli/config.ts'
import { readGrantFile } from './cli/grantFiles.ts'
import { connect } from './cli/network.ts'
import { type Inputs, networkOptions, option } from './cli/options.ts'
import { accountOf } from './cli/ownerAccount.ts'
import { grantLines, timeText } from './cli/stateWords.ts'
import type { Terminal } from './cli/terminal.ts'
import { grantTokens } from './cli/tokens.ts'
import { address, bigWhole, file } from './cli/values.ts'

const options = {
  ...networkOptions,
  account: option('--account <address>', 'the account (default: that of the configuration)', address),
  known: option(
    '--known <file...>',
    'grant files, for grants whose contents were not published',
    z.array(file),
  ),
  fromBlock: option(
    '--from-block <number>',
    'first block to look at (default: that of the configuration, or 0)',
    bigWhole,
  ),
}

await runCommand({
  name: 'list',
  summary:
    'Prints the live grants and keys of an account and what is left of their limits, from chain data alone.',
  options,
  secrets: [],
  examples: ['', '--account 0x… --module 0x… --rpc https://rpc.example', '--known signed.json other.json'],
  run,
})

async function run(input: Inputs<typeof options>, terminal: Terminal): Promise<CommandResult> {
  const config = readConfig(input.config)
  const account = accountOf(input.account, config.account)
  const client = createModuleClient(await connect(input, config))
  const known = (input.known ?? []).map((path) => readGrantFile(path).grant)
  const fromBlock = input.fromBlock ?? BigInt(config.fromBlock ?? 0)
  const list = await client.listGrants({ account, known, fromBlock })
  const { epoch, paused, installed, timestamp, grants } = list
  terminal.say([
    `Account ${account} on chain ${client.chain.id} at ${timeText(timestamp)}`,
    `Epoch ${epoch}; paths installed: ${installedPaths(installed).join(', ') || 'none'}`,
    ...(paused ? ['The account is paused: no grant can be used until its owner resumes it'] : []),
    ...(await Promise.all(grants.map((grant) => lines(client, grant)))).flat(),
    ...(grants.length === 0 ? ['No live grant'] : []),
    'Grants that were signed and never used are on no chain yet: revoke all ends those too.',
  ])
  return { sent: false, chainId: client.chain.id, account, epoch, paused, installed, timestamp, grants }
}

async function lines(client: ReadClient, grant: ListedGrant): Promise<readonly string[]> {
  const tokens: readonly Token[] = grant.contents === 'known' ? await grantTokens(client, grant.grant) : []
  return ['', ...grantLines(grant, tokens)]
}
