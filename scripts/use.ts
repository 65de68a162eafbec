import { encodeFunctionData } from 'viem'
import { getBlock } from 'viem/actions'
import { z } from 'zod'
import {
  type CheckUseReturnType,
  type GrantFile,
  type HolderClient,
  type ModuleClientConfig,
  type PreparedUse,
  sessionModuleAbi,
} from '../sdk/onchain/index.ts'
import { type CallToMake, callOptions, readCalls } from './cli/calls.ts'
import { carrySigned } from './cli/carrySigned.ts'
import { type CommandResult, runCommand } from './cli/command.ts'
import { readConfig } from './cli/config.ts'
import { UsageError } from './cli/errors.ts'
import { checkNewFile } from './cli/files.ts'
import { readGrantFile } from './cli/grantFiles.ts'
import { connectHolder, holderOptions } from './cli/holder.ts'
import { readRoleKey, readSessionKey, roleOptions, secretNames, sessionKeyOptions } from './cli/keys.ts'
import { connect } from './cli/network.ts'
import { bundlerOptions, flag, type Inputs, networkOptions, option, sendOptions } from './cli/options.ts'
import { preflight } from './cli/preflight.ts'
import { readSigned, writeSigned } from './cli/signedFile.ts'
import { timeText } from './cli/stateWords.ts'
import type { Terminal } from './cli/terminal.ts'
import { amountText, grantTokens } from './cli/tokens.ts'
import { duration, file, whole } from './cli/values.ts'

const options = {
  ...networkOptions,
  ...bundlerOptions,
  grant: option('--grant <file>', 'grant file from the owner', file),
  ...sessionKeyOptions,
  path: option(
    '--path <path>',
    'bundler, direct (a transaction of the key), or relayed (default: bundler when there is one, otherwise direct)',
    z.enum(['bundler', 'direct', 'relayed'], 'is not bundler, direct or relayed'),
  ),
  ...callOptions,
  ...holderOptions,
  lane: option('--lane <number>', 'uses of different lanes do not wait for one another (default: 0)', whole),
  signOnly: flag('--sign-only', 'relayed path: sign it and write it to --out, for anybody to carry'),
  for: option('--for <duration>', 'relayed path: how long it may be carried (default: 5m)', duration),
  out: option('--out <file>', 'file for the signed use', file),
  carry: option('--carry <file>', 'carry a signed use to the chain, as anybody', file),
  ...roleOptions('sender'),
  ...sendOptions,
}

type Input = Inputs<typeof options>

await runCommand({
  name: 'use',
  summary:
    'Makes calls of the account with a session key. What the grant does not allow is refused before anything is sent.',
  options,
  secrets: [
    ...secretNames('session'),
    ...secretNames('sender').map((names) => `${names}, which carries relayed uses`),
  ],
  examples: [
    `--grant g.json --key bot.keys --to 0x… --abi erc20 --function transfer --args '["0x…", "5000000"]' --yes`,
    '--grant g.json --key bot.keys --calls swap.json --path bundler --yes',
    '--grant g.json --key bot.keys --calls swap.json --path relayed --sign-only --out use.json',
    '--carry use.json --yes',
  ],
  run,
})

async function run(input: Input, terminal: Terminal): Promise<CommandResult> {
  await checkInput(input)
  return input.carry === undefined ? make(input, terminal) : carry(input.carry, input, terminal)
}

async function checkInput(input: Input): Promise<void> {
  const { carry: carried, grant, path, signOnly, out, yes } = input
  if ((carried === undefined) === (grant === undefined))
    throw new UsageError('Give --grant to use a key, or --carry.')
  if (signOnly && (path !== 'relayed' || out === undefined || yes)) {
    throw new UsageError('--sign-only goes with --path relayed and --out, and without --yes.')
  }
  if (!signOnly && out !== undefined) throw new UsageError('--out goes with --sign-only.')
  if (path !== 'relayed' && input.for !== undefined) throw new UsageError('--for goes with --path relayed.')
  if (out !== undefined) await checkNewFile(out)
}

async function make(input: Input, terminal: Terminal): Promise<CommandResult> {
  const content = readGrantFile(input.grant ?? '')
  const made = readCalls(input)
  // With the ABI beside the calldata a revert is told in its words; viem's type admits only one of them.
  const calls = made as never
  const config = await connect({ ...input, module: content.module }, readConfig(input.config))
  const holder = await connectParties(config, content, input)
  const path = input.path ?? (holder.bundler ? 'bundler' : 'direct')
  const checked = await holder.checkUse({ calls, path })
  terminal.plan(await planLines(holder, made, checked))
  const { lane, for: seconds } = input
  const relay =
    seconds === undefined ? undefined : { validUntil: Number((await getBlock(holder)).timestamp) + seconds }
  const prepared = await holder.prepareUse({ calls, path, lane, relay })
  await refuseEarly(holder, prepared)
  const answer = summary(content, checked)
  if (input.signOnly && input.out !== undefined) return signUse(holder, prepared, input.out, answer, terminal)
  if (!input.yes) {
    terminal.say(['Nothing was sent. Run it again with --yes to use it.'])
    return { sent: false, ...answer }
  }
  terminal.progress(`Using it through the ${path} path ...`)
  const { transactionHash, blockNumber, userOpHash } = await holder.sendUse(await holder.signUse(prepared))
  terminal.say([`Done in transaction ${transactionHash}.`])
  return { sent: true, ...answer, transactionHash, blockNumber, userOpHash }
}

async function connectParties(
  config: ModuleClientConfig,
  content: GrantFile,
  input: Input,
): Promise<HolderClient> {
  const carries = input.path === 'relayed' && input.yes
  const sender = carries ? await readRoleKey('sender', input) : undefined
  return connectHolder(config, content, { key: await readSessionKey(input), sender }, input)
}

async function planLines(
  holder: HolderClient,
  calls: readonly CallToMake[],
  { path, permissionIndexes, amounts, limits, grants, validUntil }: CheckUseReturnType,
): Promise<readonly string[]> {
  const tokens = await grantTokens(holder, holder.grant)
  const payer = { bundler: 'the account pays', direct: 'the session key pays', relayed: 'the carrier pays' }[
    path
  ]
  return [
    `Account ${holder.grant.account}, grant ${holder.grantId}`,
    `Key ${holder.signer.address}, usable until ${timeText(validUntil)}`,
    ...calls.map(({ text }, index) => `  ${text}: permission ${permissionIndexes[index]}`),
    ...limits.map(({ limitId, name, token, remaining }) => {
      const taken = amounts.get(limitId) ?? 0n
      const show = (units: bigint) => amountText(units, token, tokens)
      return `  takes ${show(taken)} from limit ${name ?? limitId}, leaves ${show(remaining - taken)}`
    }),
    ...(grants ? ["  carries the owner's signature and so starts the grant"] : []),
    `Path ${path}: ${payer}`,
  ]
}

/** The bundler's estimate and the relayed path's have made the calls once; the direct path is tried here. */
async function refuseEarly(holder: HolderClient, prepared: PreparedUse): Promise<void> {
  if (prepared.path !== 'direct' || !holder.sender) return
  const { account, mode, executionCalldata, use, context } = prepared
  const args = [account, mode, executionCalldata, use] as const
  const data = encodeFunctionData({ abi: sessionModuleAbi, functionName: 'execute', args })
  await preflight(holder, { from: holder.sender.address, to: holder.module, data, context })
}

function summary(
  content: GrantFile,
  { path, permissionIndexes, amounts, limits, grants, validUntil }: CheckUseReturnType,
) {
  const taken = limits.map((limit) => ({ ...limit, requested: amounts.get(limit.limitId) ?? 0n }))
  const { account } = content.grant
  return { grantId: content.grantId, account, path, permissionIndexes, limits: taken, grants, validUntil }
}

async function signUse(
  holder: HolderClient,
  prepared: PreparedUse,
  out: string,
  answer: object,
  terminal: Terminal,
): Promise<CommandResult> {
  const signed = await holder.signUse(prepared)
  if (signed.path !== 'relayed') throw new UsageError('--sign-only goes with --path relayed.')
  const { relayed } = signed
  await writeSigned(
    out,
    { kind: 'use', content: relayed },
    { module: holder.module, chainId: relayed.chainId },
  )
  terminal.say([
    `Signed and written to ${out}. Anybody may carry it until ${timeText(relayed.relay.validUntil)}.`,
  ])
  return { sent: false, ...answer, file: out, carryUntil: relayed.relay.validUntil }
}

async function carry(path: string, input: Input, terminal: Terminal): Promise<CommandResult> {
  const config = await connect(input, readConfig(input.config))
  const relayed = readSigned(path, 'use', { module: config.module, chainId: config.chain.id })
  const { account, mode, executionCalldata, use, relay } = relayed
  terminal.plan([
    `Carry a signed use of account ${account}: ${mode.startsWith('0x01') ? 'a batch of calls' : 'one call'}`,
    `It may be carried until ${timeText(relay.validUntil)}; the carrier pays`,
  ])
  const args = [account, mode, executionCalldata, use, relay] as const
  const data = encodeFunctionData({ abi: sessionModuleAbi, functionName: 'executeRelayed', args })
  return carrySigned(config, { account, data, input, terminal }, (relayer) => relayer.carryUse({ relayed }))
}
