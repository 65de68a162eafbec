import { z } from 'zod'
import { checkDrift, createModuleClient, type DriftFinding } from '../sdk/onchain/index.ts'
import { type CommandResult, runCommand } from './cli/command.ts'
import { readConfig } from './cli/config.ts'
import { UsageError } from './cli/errors.ts'
import { checkGrantPlace, readGrantFile } from './cli/grantFiles.ts'
import { connect } from './cli/network.ts'
import { type Inputs, networkOptions, option } from './cli/options.ts'
import { timeText } from './cli/stateWords.ts'
import type { Terminal } from './cli/terminal.ts'
import { address, duration, file, key } from './cli/values.ts'

const options = {
  grant: option('--grant <file>', 'the grant file, also without this flag', file),
  config: networkOptions.config,
  rpc: networkOptions.rpc,
  sessionKey: option(
    '--session-key <address>',
    'the key that is used (default: the first of the grant)',
    key,
  ),
  path: option(
    '--path <path>',
    'path that has to be open: bundler, direct or relayed (default: any)',
    z.enum(['bundler', 'direct', 'relayed'], 'is not bundler, direct or relayed'),
  ),
  owner: option('--owner <address>', 'who should own the account', address),
  grantor: option('--grantor <address>', 'who should be recorded as grantor', key),
  soon: option('--soon <duration>', 'tell what ends within that time (default: 1d)', duration),
  low: option(
    '--low <percent>',
    'tell of limits with less than that left (default: 10)',
    z
      .string()
      .regex(/^\d{1,2}$/, 'is not a number of per cent below 100')
      .transform(Number),
  ),
}

type Input = Inputs<typeof options>

await runCommand({
  name: 'drift',
  summary:
    'Compares a grant file with the chain, and says what is no longer as it was, or soon will not be. It only reads.',
  argument: { name: 'file', description: 'the grant file' },
  options,
  secrets: [],
  examples: ['grant.json', 'grant.json --path bundler --owner 0x… --soon 3d', 'grant.json --json'],
  run,
})

async function run(input: Input, terminal: Terminal, argument: string | undefined): Promise<CommandResult> {
  const path = input.grant ?? argument
  if (path === undefined)
    throw new UsageError('Which grant file?', { details: ['For example: npm run drift -- grant.json'] })
  const content = readGrantFile(path)
  const { grant, grantId, module, annotations, grantor: approval } = content
  const settings = readConfig(input.config)
  const config = settings.module === module ? settings : {}
  const client = createModuleClient(await connect({ rpc: input.rpc, module }, {}))
  checkGrantPlace(content, { chainId: client.chain.id, module })
  const { sessionKey, owner, grantor, soon, low } = input
  const { usable, findings, timestamp } = await checkDrift(client, {
    ...{ grant, annotations, approval, key: sessionKey, owner, grantor, soon, low },
    paths: input.path === undefined ? undefined : [input.path],
    implementation: config.implementation,
    fromBlock: BigInt(config.fromBlock ?? 0),
  })
  terminal.say([
    `Grant ${grantId} of account ${grant.account} on chain ${client.chain.id}${timestamp === undefined ? '' : `, ${timeText(timestamp)}`}`,
    ...findings.flatMap(findingLines),
    ...(findings.length === 0 ? ['Nothing is different.'] : []),
    usable ? 'It can be used.' : 'It cannot be used.',
  ])
  return { sent: false, refused: !usable, grantId, account: grant.account, usable, findings, timestamp }
}

function findingLines({ severity, code, message, advice, facts }: DriftFinding): readonly string[] {
  const differences = facts['differences']
  return [
    `${severity} ${code}: ${message}`,
    ...(Array.isArray(differences) ? differences.map((line) => `  ${line}`) : []),
    `  ${advice}`,
  ]
}
