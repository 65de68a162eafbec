import { type Hex, isHex } from 'viem'
import { createModuleClient, messageHash, type SignableMessage } from '../sdk/onchain/index.ts'
import { type CommandResult, runCommand } from './cli/command.ts'
import { readConfig } from './cli/config.ts'
import { FileError, UsageError } from './cli/errors.ts'
import { checkNewFile, readText, writeText } from './cli/files.ts'
import { readGrantFile } from './cli/grantFiles.ts'
import { connectHolder, holderOptions } from './cli/holder.ts'
import { readSessionKey, secretNames, sessionKeyOptions } from './cli/keys.ts'
import { messageOptions, readMessage } from './cli/messageInput.ts'
import { connect } from './cli/network.ts'
import { type Inputs, networkOptions, option } from './cli/options.ts'
import { accountOf } from './cli/ownerAccount.ts'
import type { Terminal } from './cli/terminal.ts'
import { address, file } from './cli/values.ts'

const ACTIONS = ['sign', 'check'] as const

const options = {
  ...networkOptions,
  grant: option('--grant <file>', 'sign: grant file from the owner', file),
  ...messageOptions,
  ...sessionKeyOptions,
  ...holderOptions,
  out: option('--out <file>', 'sign: file for the signature', file),
  account: option('--account <address>', 'check: the account (default: that of the configuration)', address),
  signature: option('--signature <file>', 'check: file with the signature, as sign --out writes it', file),
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
    'check --account 0x… --typed-data order.json --signature order.sig',
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
    ...wordsOf(message),
  ])
  const signed = await holder.signMessage({ message })
  if (out !== undefined) await writeText(out, `${signed.signature}\n`)
  terminal.say([
    `Hash: ${signed.hash}`,
    out === undefined ? `Signature: ${signed.signature}` : `Signature written to ${out}.`,
    'The account stands by it as long as the grant and the key hold.',
  ])
  const signer = parties.key.address
  return { sent: false, account, grantId: content.grantId, signer, ...signed, file: out }
}

function wordsOf(payload: SignableMessage): readonly string[] {
  if (typeof payload === 'string') return payload.split('\n').map((line) => `  ${line}`)
  const { domain, primaryType, message } = payload
  const replace = (_name: string, value: unknown) => (typeof value === 'bigint' ? `${value}` : value)
  return [
    `  ${primaryType} of ${JSON.stringify(domain, replace)}`,
    ...Object.entries(message).map(([name, value]) => `  ${name}: ${JSON.stringify(value)}`),
  ]
}

async function check(input: Input, terminal: Terminal): Promise<CommandResult> {
  if (input.signature === undefined) throw new UsageError('check needs --signature: the file with it.')
  const signature = parseHex(input.signature)
  const hash = messageHash(readMessage(input))
  const settings = readConfig(input.config)
  const account = accountOf(input.account, settings.account)
  const config = await connect(input, settings)
  const valid = await createModuleClient(config).isValidMessage({ account, hash, signature })
  terminal.say([`Account ${account} ${valid ? 'stands by it now' : 'does not stand by it'}.`])
  return { sent: false, account, hash, valid }
}

function parseHex(path: string): Hex {
  const text = readText(path).trim()
  if (isHex(text) && text.length % 2 === 0) return text
  throw new FileError('it holds no signature in hex.', { path })
}
