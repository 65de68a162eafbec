import type { LocalAccount } from 'viem'
import { describeGrant, findNetwork, type GrantFile, grantCall, signGrant } from '../sdk/onchain/index.ts'
import { type CommandResult, runCommand } from './cli/command.ts'
import { readConfig } from './cli/config.ts'
import { MismatchError, UsageError } from './cli/errors.ts'
import { checkNewFile } from './cli/files.ts'
import { draftGrant, draftOptions, type GrantDraft } from './cli/grantDraft.ts'
import { writeGrantFile } from './cli/grantFiles.ts'
import { readRoleKey, secretNames } from './cli/keys.ts'
import { flag, type Inputs, option, sendOptions } from './cli/options.ts'
import { connectOwner, ownerOptions } from './cli/owner.ts'
import { preflight } from './cli/preflight.ts'
import { checkRecordedGrantor } from './cli/recordedGrantor.ts'
import type { Terminal } from './cli/terminal.ts'
import { grantTokens } from './cli/tokens.ts'
import { file } from './cli/values.ts'

const options = {
  ...draftOptions,
  ...ownerOptions,
  draft: flag(
    '--draft',
    'write the grant to --out without approving it, to be looked at and approved with --grant',
  ),
  signOnly: flag('--sign-only', 'sign it and write it to --out; the first use takes it to the chain'),
  unpublished: flag(
    '--unpublished',
    'do not publish the contents with the grant: list cannot show what it allows',
  ),
  out: option('--out <file>', 'grant file to write for the holder', file),
  ...sendOptions,
}

type Input = Inputs<typeof options>

const SWAP =
  '--preset uniswap-v3-swap --router 0x… --token-in 0x… --token-out 0x… --fee 3000 --max-per-call 500 --limit 2000 --min-out any'

await runCommand({
  name: 'grant',
  summary:
    "Grants a holder's key what a preset or a definition says, by transaction or by a signature made off line.",
  options,
  secrets: secretNames('owner'),
  examples: [
    `--session-key 0x… ${SWAP} --for 24h`,
    '--session-key 0x… --preset erc20-transfer --token 0x… --to 0x… --max-per-call 50 --limit 200 --for 7d --out g.json --yes',
    '--session-key 0x… --definition bot.json --for 24h --rotator 0x… --key-lifetime 6h --overlap 5m --draft --out g.json',
    '--grant g.json --sign-only --out signed.json',
  ],
  run,
})

async function run(input: Input, terminal: Terminal): Promise<CommandResult> {
  await checkInput(input)
  const draft = await draftGrant(input, readConfig(input.config))
  await showPlan(draft, terminal)
  const { grantId, grant } = draft.file
  const summary = { grantId, account: grant.account, module: draft.file.module, validUntil: grant.validUntil }
  const answer = { ...summary, warnings: draft.warnings, file: input.out }
  if (input.draft) {
    await write(input, draft.file)
    terminal.say([
      `Written to ${input.out}, not approved. Look at it with show; approve it with --grant ${input.out}.`,
    ])
    return { sent: false, ...answer }
  }
  if (input.signOnly) {
    const signed = await sign(draft, await readRoleKey('owner', input))
    await write(input, signed)
    terminal.say([
      `Signed by ${signed.grantor?.key.key} and written to ${input.out}.`,
      'Whoever has it and the session key can use the grant: hand it to the holder.',
    ])
    return { sent: false, ...answer, grantor: signed.grantor?.key.key }
  }
  await refuseEarly(draft, input)
  if (!input.yes) {
    terminal.say([
      'Nothing was sent. Run it again with --yes to grant; with --salt, --starts and --until it is the same grant.',
    ])
    return { sent: false, ...answer }
  }
  return { ...(await send(draft, input, terminal)), ...answer }
}

async function checkInput(input: Input): Promise<void> {
  const { draft, signOnly, yes, out } = input
  if ([draft, signOnly, yes].filter(Boolean).length > 1)
    throw new UsageError('Give one of --draft, --sign-only and --yes.')
  if ((draft || signOnly) && out === undefined)
    throw new UsageError('--out is needed: the grant file to write.')
  if (yes && out === undefined && input.grant === undefined) {
    throw new UsageError('--out is needed: without its grant file the holder cannot use the grant.')
  }
  if (out !== undefined) await checkNewFile(out)
}

async function showPlan(
  { file: { grant, module, annotations }, warnings, client }: GrantDraft,
  terminal: Terminal,
) {
  const tokens = client ? await grantTokens(client, grant) : []
  terminal.plan(describeGrant(grant, module, { tokens, annotations }))
  terminal.plan(warnings.map(({ message }) => `Warning: ${message}`))
  if (!client) return
  const { account } = grant
  const [{ epoch }, installed] = await Promise.all([
    client.getAccountState({ account }),
    client.getInstalledTypes({ account }),
  ])
  const network = findNetwork(grant, client.chain.id)
  if (network?.epoch !== epoch) {
    throw new MismatchError(`The grant is for epoch ${network?.epoch}; the account is in epoch ${epoch}.`, {
      details: [
        'It would be void. Every installation, change of grantor and revocation of everything moves the epoch: grant anew.',
      ],
    })
  }
  const lacking = [
    ...(installed.validator ? [] : ['bundler']),
    ...(installed.executor ? [] : ['direct and relayed']),
  ]
  terminal.plan(
    lacking.map(
      (path) => `Warning: The module is not installed for the ${path} path: nothing can be used there.`,
    ),
  )
}

async function sign({ file: content, client }: GrantDraft, owner: LocalAccount): Promise<GrantFile> {
  const { grant, module } = content
  if (client) await checkRecordedGrantor(client, grant.account, owner.address)
  return { ...content, grantor: await signGrant({ module, grantor: owner }, { grant }) }
}

/** Asks the chain whether it would take the grant, without a key. */
async function refuseEarly({ file: { grant }, client }: GrantDraft, input: Input): Promise<void> {
  if (!client) return
  const { to, data } = grantCall(client, { grant, ...publishing(input) })
  await preflight(client, {
    from: grant.account,
    to,
    data,
    context: { account: grant.account, module: client.module },
  })
}

async function send({ file: content, config }: GrantDraft, input: Input, terminal: Terminal) {
  if (!config)
    throw new UsageError('Which chain?', {
      details: ['Give --rpc to send, or --sign-only to sign off line.'],
    })
  const { grant } = content
  const owner = await connectOwner(config, grant.account, input)
  // Before it is sent: a grant whose file is lost cannot be used.
  if (input.out !== undefined) await write(input, content)
  terminal.progress(`Granting through the ${owner.path} path ...`)
  const { transactionHash, blockNumber } = await owner.grant({ grant, ...publishing(input) })
  terminal.say([
    `Granted in transaction ${transactionHash}.`,
    `Hand ${input.out ?? input.grant} to the holder.`,
  ])
  return { sent: true, transactionHash, blockNumber }
}

async function write({ out }: Input, content: GrantFile): Promise<void> {
  if (out !== undefined) await writeGrantFile(out, content)
}

function publishing({ unpublished }: Input): { publish?: boolean } {
  return unpublished ? { publish: false } : {}
}
