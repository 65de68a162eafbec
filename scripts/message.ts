import { createModuleClient, type ModuleClientConfig } from '../sdk/onchain/index.ts'
import { type CommandResult, runCommand } from './cli/command.ts'
import { readConfig } from './cli/config.ts'
import { UsageError } from './cli/errors.ts'
import { checkNewFile, writeText } from './cli/files.ts'
import { readGrantFile } from './cli/grantFiles.ts'
import { connectHolder, holderOptions } from './cli/holder.ts'
import { readSessionKey, secretNames, sessionKeyOptions } from './cli/keys.ts'
import { messageOptions, readMessage } from './cli/messageInput.ts'
import { connect } from './cli/network.ts'
import { type Inputs, networkOptions, option } from './cli/options.ts'
import { accountOf } from './cli/ownerAccount.ts'
import type { Terminal } from './cli/terminal.ts'
import { address, file, hash, hex } from './cli/values.ts'

const ACTIONS = ['sign', 'check'] as const

const options = {
  ...networkOptions,
  grant: option('--grant <file>', 'sign: grant file from the owner', file),
  ...messageOptions,
  ...sessionKeyOptions,
  ...holderOptions,
  out: option('--out <file>', 'sign: file for the signature', file),
  account: option('--account <address>', 'check: the account (default: that of the configuration)', address),
  hash: option('--hash <hash>', 'check: hash of the message', hash),
  signature: option('--signature <hex>', 'check: the signature', hex),
}

type Input = Inputs<typeof options>

await runCommand({
  name: 'message',
  summary: "Signs typed data or a sign-in text in the account's name, as a grant allows it. Sends nothing.",
  argument: { name: 'what', description: 'sign or check', choices: ACTIONS },
  options,
  secrets: secretNames('session'),
  examples: [
    'sign --grant g.json --key bot.keys --typed-data order.json --out order.sig',
    'sign --grant g.json --key bot.keys --text sign-in.txt',
    'check --account 0x… --hash 0x… --signature 0x…',
  ],
  run,
})

async function run(input: Input, terminal: Terminal, what: string | undefined): Promise<CommandResult> {
  if (what !== 'sign' && what !== 'check') throw new UsageError('Say what to do: sign or check.')
  return what === 'sign' ? sign(input, terminal) : check(input, terminal)
}

async function sign(input: Input, terminal: Terminal): Promise<CommandResult> {
  const { grant: path, out } = input
  if (path === undefined) throw new UsageError('sign needs --grant: the grant file from the owner.')
  if (out !== undefined) await checkNewFile(out)
  const message = readMessage(input)
  const content = readGrantFile(path)
  const config = await connect({ ...input, module: content.module }, readConfig(input.config))
  const parties = { key: await readSessionKey(input), sender: undefined }
  const holder = await connectHolder(config, content, parties, input)
  const { account } = content.grant
  terminal.plan([
    `Sign in the name of account ${account}, under grant ${content.grantId}`,
    ...(typeof message === 'string' ? message.split('\n').map((line) => `  ${line}`) : wordsOf(message)),
  ])
  const signed = await holder.signMessage({ message })
  if (out !== undefined) await writeText(out, `${signed.signature}\n`)
  terminal.say([
    `Hash: ${signed.hash}`,
    out === undefined ? `Signature: ${signed.signature}` : `Signature written to ${out}.`,
    'The account stands by it as long as the grant and the key hold.',
  ])
  return { sent: false, account, grantId: content.grantId, ...signed, file: out }
}

function wordsOf({ domain, primaryType, message }: Exclude<ReturnType<typeof readMessage>, string>) {
  const replace = (_name: string, value: unknown) => (typeof value === 'bigint' ? `${value}` : value)
  return [
    `  ${primaryType} of ${JSON.stringify(domain, replace)}`,
    ...Object.entries(message).map(([name, value]) => `  ${name}: ${JSON.stringify(value)}`),
  ]
}

async function check(input: Input, terminal: Terminal): Promise<CommandResult> {
  const { hash: asked, signature } = input
  if (asked === undefined || signature === undefined)
    throw new UsageError('check needs --hash and --signature.')
  const settings = readConfig(input.config)
  const account = accountOf(input.account, settings.account)
  const config: ModuleClientConfig = await connect(input, settings)
  const valid = await createModuleClient(config).isValidMessage({ account, hash: asked, signature })
  terminal.say([`Account ${account} ${valid ? 'stands by it now' : 'does not stand by it'}.`])
  return { sent: false, account, hash: asked, valid }
}
