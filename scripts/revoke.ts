import { type Address, encodeFunctionData, type LocalAccount } from 'viem'
import { z } from 'zod'
import { ecdsaKey, KeyKind } from '../sdk/core/key.ts'
import {
  type CarryReturnType,
  createRotatorClient,
  type SendCallsReturnType,
  type SignedRevocation,
  sessionModuleAbi,
  signEpochRevocation,
  signGrantRevocation,
  signKeyRevocation,
} from '../sdk/onchain/index.ts'
import { localSigner } from '../sdk/signers/index.ts'
import { carrySigned } from './cli/carrySigned.ts'
import { type CommandResult, runCommand } from './cli/command.ts'
import { type Config, readConfig } from './cli/config.ts'
import { MismatchError, UsageError } from './cli/errors.ts'
import { checkNewFile } from './cli/files.ts'
import { connectHolder, holderOptions } from './cli/holder.ts'
import { readRoleKey, readSessionKey, roleOptions, secretNames, sessionKeyOptions } from './cli/keys.ts'
import { manyChainsOptions, onEachChain } from './cli/manyChains.ts'
import { connect } from './cli/network.ts'
import { flag, type Inputs, option, sendOptions } from './cli/options.ts'
import { connectOwner, ownerOptions } from './cli/owner.ts'
import { preflight } from './cli/preflight.ts'
import { checkRecordedGrantor } from './cli/recordedGrantor.ts'
import {
  planRevocation,
  type RevocationKind,
  type RevocationPlan,
  revocationData,
  revocationOptions,
} from './cli/revocationPlan.ts'
import { readSigned, writeSigned } from './cli/signedFile.ts'
import type { Terminal } from './cli/terminal.ts'
import { file } from './cli/values.ts'

const KINDS: readonly RevocationKind[] = ['key', 'grant', 'all']

const options = {
  ...revocationOptions,
  by: option(
    '--by <who>',
    "owner; or for a key its holder or the grant's rotator (default: owner)",
    z.enum(['owner', 'holder', 'rotator'], 'is not owner, holder or rotator'),
  ),
  ...ownerOptions,
  ...roleOptions('rotator'),
  ...sessionKeyOptions,
  ...holderOptions,
  signOnly: flag(
    '--sign-only',
    'sign it as the grantor and write it to --out, for anybody to carry, now or ever',
  ),
  out: option('--out <file>', 'file for the signed revocation', file),
  carry: option('--carry <file>', 'carry a signed revocation to the chain, as anybody', file),
  ...manyChainsOptions,
  ...roleOptions('sender'),
  ...sendOptions,
}

type Input = Inputs<typeof options>

await runCommand({
  name: 'revoke',
  summary:
    'Ends a key, a grant or everything, for ever: by transaction, or by a signature that anybody may carry.',
  argument: { name: 'what', description: 'key, grant or all', choices: KINDS },
  options,
  secrets: [
    ...secretNames('owner', 'rotator', 'session'),
    ...secretNames('sender').map((names) => `${names}, which carries a signed revocation`),
  ],
  examples: [
    'key --grant g.json --session-key 0x… --yes',
    'key --grant g.json --by holder --key bot.keys --yes',
    'grant --grant g.json --yes',
    'all --sign-only --out panic.json',
    '--carry panic.json --yes',
    'grant --grant both.json --rpc https://one.example --also-rpc https://other.example --yes',
  ],
  run,
})

async function run(input: Input, terminal: Terminal, what: string | undefined): Promise<CommandResult> {
  await checkInput(input, what)
  return onEachChain(input, readConfig(input.config), terminal, (one, settings) =>
    one.carry === undefined
      ? revoke(one, settings, terminal, what)
      : carry(one.carry, one, settings, terminal),
  )
}

async function revoke(
  input: Input,
  settings: Partial<Config>,
  terminal: Terminal,
  what: string | undefined,
): Promise<CommandResult> {
  const kind = KINDS.find((one) => one === what) ?? 'key'
  const holder = input.by === 'holder' ? await readSessionKey(input) : undefined
  const plan = await planRevocation(kind, input, holder && ecdsaKey(holder.address), settings)
  terminal.plan(plan.lines)
  const answer = { kind, account: plan.account, ...facts(plan) }
  if (input.signOnly) return { ...answer, ...(await sign(plan, input, terminal)) }
  await refuseEarly(plan, input, holder)
  if (!input.yes) {
    terminal.say(['Nothing was sent. Run it again with --yes to revoke.'])
    return { sent: false, ...answer }
  }
  terminal.progress(`Revoking by the ${input.by ?? 'owner'} ...`)
  const { transactionHash, blockNumber } = await send(plan, input, holder)
  terminal.say([`Ended in transaction ${transactionHash}.`])
  return { sent: true, ...answer, transactionHash, blockNumber }
}

async function checkInput(input: Input, what: string | undefined): Promise<void> {
  const { carry: carried, signOnly, out, yes, by = 'owner' } = input
  if ((carried === undefined) === (what === undefined))
    throw new UsageError('Say what to revoke: key, grant or all; or give --carry.')
  if (by !== 'owner' && what !== 'key') throw new UsageError(`The ${by} can end keys only: revoke key.`)
  if (signOnly !== (out !== undefined)) throw new UsageError('--sign-only and --out go together.')
  if (signOnly && input.alsoRpc)
    throw new UsageError('--sign-only asks one chain only: leave out --also-rpc.')
  if (signOnly && yes) throw new UsageError('--sign-only sends nothing: leave out --yes.')
  if (signOnly && by !== 'owner') throw new UsageError('Only the grantor signs revocations: leave out --by.')
  if (out !== undefined) await checkNewFile(out)
}

function facts({ target }: RevocationPlan) {
  if (target.kind === 'all') return { chainId: target.chainId, epoch: target.epoch }
  if (target.kind === 'grant') return { grantId: target.grantId }
  return { grantId: target.content.grantId, key: target.key.key }
}

async function sign(plan: RevocationPlan, input: Input, terminal: Terminal): Promise<CommandResult> {
  const { module, client, account, target } = plan
  const { out = '' } = input
  const owner = await readRoleKey('owner', input)
  if (client) await checkRecordedGrantor(client, account, owner.address)
  const content = await signTarget(plan, owner)
  const chainId = target.kind === 'all' ? target.chainId : undefined
  await writeSigned(out, { kind: 'revocation', content }, { module, chainId })
  terminal.say([
    `Signed and written to ${out}. Anybody who has it can end this at any time: keep it where help can reach it.`,
  ])
  return { sent: false, file: out, grantor: owner.address }
}

function signTarget(
  { target, module, account }: RevocationPlan,
  grantor: LocalAccount,
): Promise<SignedRevocation> {
  const client = { module, grantor }
  if (target.kind === 'key')
    return signKeyRevocation(client, { grant: target.content.grant, key: target.key })
  if (target.kind === 'grant') return signGrantRevocation(client, { account, grantId: target.grantId })
  return signEpochRevocation(client, { account, chainId: target.chainId, epoch: target.epoch })
}

/** Asks the chain whether it would take the revocation from whoever sends it. */
async function refuseEarly(
  plan: RevocationPlan,
  { by }: Input,
  holder: LocalAccount | undefined,
): Promise<void> {
  const { client, account, module, target } = plan
  const rotator = target.kind === 'key' ? target.content.grant.rotator : undefined
  if (by === 'rotator' && rotator?.kind !== KeyKind.ecdsa)
    throw new MismatchError('The grant names no rotator.')
  const from = holder?.address ?? (by === 'rotator' && rotator ? (rotator.key as Address) : account)
  if (client)
    await preflight(client, { from, to: module, data: revocationData(plan), context: { account, module } })
}

async function send(
  plan: RevocationPlan,
  input: Input,
  holder: LocalAccount | undefined,
): Promise<CarryReturnType | SendCallsReturnType> {
  const { target, config, account } = plan
  if (!config)
    throw new UsageError('Which chain?', {
      details: ['Give --rpc to send, or --sign-only to sign off line.'],
    })
  if (target.kind === 'key' && holder) {
    const client = await connectHolder(config, target.content, { key: holder, sender: undefined }, input)
    return client.revokeOwnKey()
  }
  if (target.kind === 'key' && input.by === 'rotator') {
    const signer = localSigner({ account: await readRoleKey('rotator', input) })
    return createRotatorClient({ ...config, signer }).revokeKey({
      grant: target.content.grant,
      key: target.key,
    })
  }
  const owner = await connectOwner(config, account, input)
  if (target.kind === 'key') return owner.revokeKey({ grant: target.content.grant, key: target.key })
  return target.kind === 'grant' ? owner.revokeGrant({ grantId: target.grantId }) : owner.revokeAll()
}

async function carry(
  path: string,
  input: Input,
  settings: Partial<Config>,
  terminal: Terminal,
): Promise<CommandResult> {
  const config = await connect(input, settings)
  const revocation = readSigned(path, 'revocation', { module: config.module, chainId: config.chain.id })
  const { account } = revocation
  const what = { key: 'one key of a grant', grant: 'a grant with all its keys', epoch: 'every grant' }[
    revocation.kind
  ]
  terminal.plan([
    `Carry a signed revocation: ends ${what} of account ${account} for ever`,
    ...('grantId' in revocation
      ? [`Grant ${revocation.grantId}`]
      : [`Epoch ${revocation.epoch} on chain ${revocation.chainId}`]),
    ...('keyId' in revocation ? [`Key id ${revocation.keyId}`] : []),
  ])
  return carrySigned(config, { account, data: carriedData(revocation), input, terminal }, (relayer) =>
    relayer.carryRevocation({ revocation }),
  )
}

function carriedData(revocation: SignedRevocation) {
  const { account, approval } = revocation
  const abi = sessionModuleAbi
  const proof = { grantor: approval.key, signature: approval.signature }
  if (revocation.kind === 'grant') {
    return encodeFunctionData({
      abi,
      functionName: 'revokeGrantBySignature',
      args: [account, revocation.grantId, proof],
    })
  }
  if (revocation.kind === 'epoch') {
    return encodeFunctionData({
      abi,
      functionName: 'revokeAllBySignature',
      args: [account, revocation.epoch, proof],
    })
  }
  const args = [account, revocation.terms, revocation.keyId, proof] as const
  return encodeFunctionData({ abi, functionName: 'revokeKeyBySignature', args })
}
