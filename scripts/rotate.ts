import { type Address, encodeFunctionData } from 'viem'
import { z } from 'zod'
import { KeyKind } from '../sdk/core/key.ts'
import {
  createRotatorClient,
  encodeSealedTerms,
  hashKey,
  type RotatorClient,
  sessionModuleAbi,
} from '../sdk/onchain/index.ts'
import { localSigner } from '../sdk/signers/index.ts'
import { carrySigned } from './cli/carrySigned.ts'
import { type CommandResult, runCommand } from './cli/command.ts'
import { readConfig } from './cli/config.ts'
import { MismatchError, UsageError } from './cli/errors.ts'
import { checkNewFile } from './cli/files.ts'
import { readGrantFile } from './cli/grantFiles.ts'
import { readRoleKey, roleOptions, secretNames } from './cli/keys.ts'
import { connect } from './cli/network.ts'
import { flag, type Inputs, option, sendOptions } from './cli/options.ts'
import { connectOwner, ownerOptions } from './cli/owner.ts'
import { preflight } from './cli/preflight.ts'
import {
  newKeyOf,
  type PlannedRotation,
  placeholderKey,
  planRotation,
  rotationOptions,
} from './cli/rotationRequest.ts'
import { keyWords, readSigned, writeSigned } from './cli/signedFile.ts'
import { timeText } from './cli/stateWords.ts'
import type { Terminal } from './cli/terminal.ts'
import { duration, file, whole } from './cli/values.ts'

/** How long a signed rotation may be carried when nobody says, in seconds. */
const CARRY_SECONDS = 3_600

const options = {
  ...rotationOptions,
  by: option(
    '--by <who>',
    "owner, or rotator: the rotator's own transaction (default: owner; with --sign-only rotator)",
    z.enum(['owner', 'rotator'], 'is not owner or rotator'),
  ),
  ...ownerOptions,
  ...roleOptions('rotator'),
  signOnly: flag('--sign-only', 'sign it as the rotator and write it to --out, for anybody to carry'),
  sequence: option('--sequence <number>', "the grant's rotation sequence, when no node can be asked", whole),
  for: option('--for <duration>', 'with --sign-only: how long it may be carried (default: 1h)', duration),
  out: option('--out <file>', 'file for the signed rotation', file),
  carry: option('--carry <file>', 'carry a signed rotation to the chain, as anybody', file),
  ...roleOptions('sender'),
  ...sendOptions,
}

type Input = Inputs<typeof options>

await runCommand({
  name: 'rotate',
  summary:
    'Replaces a key under the same grant. What was spent stays spent, and the old key never works in the grant again.',
  options,
  secrets: [
    ...secretNames('owner', 'rotator'),
    ...secretNames('sender').map((names) => `${names}, which carries a signed rotation`),
    'LATCHKEY_KEY_PASSWORD or --password-fd: the password of the key file of --mint',
  ],
  examples: [
    '--grant g.json --new-key 0x… --yes',
    '--grant g.json --by rotator --mint bot.keys --overlap 5m --yes',
    '--grant g.json --new-key 0x… --sign-only --out rotation.json',
    '--carry rotation.json --yes',
  ],
  run,
})

async function run(input: Input, terminal: Terminal): Promise<CommandResult> {
  await checkInput(input)
  if (input.carry !== undefined) return carry(input.carry, input, terminal)
  const content = readGrantFile(input.grant ?? '')
  const plan = await planRotation(content, input, { offline: input.signOnly })
  const by = input.by ?? (input.signOnly ? 'rotator' : 'owner')
  terminal.plan(planLines(plan, input, by))
  await refuseEarly(plan, by)
  const { grantId, grant } = content
  const { keyValidUntil, overlap } = plan
  const answer = {
    grantId,
    account: grant.account,
    oldKeyId: hashKey(plan.oldKey),
    keyValidUntil,
    overlap,
    by,
  }
  if (!input.yes && !input.signOnly) {
    terminal.say(['Nothing was sent. Run it again with --yes to rotate.'])
    return { sent: false, ...answer, newKeyId: plan.newKey && hashKey(plan.newKey) }
  }
  // Whoever is to sign is asked first: a key is minted only when it can be put to use.
  const act = input.signOnly ? await toSign(plan, input, terminal) : await toSend(plan, by, input, terminal)
  const { key, minted } = await newKeyOf(plan, input)
  if (minted) terminal.say([`Minted ${minted.address} into ${minted.file} as ${minted.id}.`])
  const outcome = await act({ grant, oldKey: plan.oldKey, newKey: key, keyValidUntil, overlap })
  return { ...answer, newKeyId: hashKey(key), minted, ...outcome }
}

/** Carries out a rotation in the way that was asked for. */
type Act = (request: Parameters<RotatorClient['rotateKey']>[0]) => Promise<CommandResult>

async function checkInput(input: Input): Promise<void> {
  const { carry: carried, grant, signOnly, out, yes, by } = input
  if ((carried === undefined) === (grant === undefined))
    throw new UsageError('Give --grant to rotate a key, or --carry.')
  if (signOnly !== (out !== undefined)) throw new UsageError('--sign-only and --out go together.')
  if (signOnly && yes) throw new UsageError('--sign-only sends nothing: leave out --yes.')
  if (signOnly && by === 'owner')
    throw new UsageError("The owner rotates by transaction; only the rotator's signature can be carried.")
  if (signOnly && input.rpc === undefined && input.sequence === undefined) {
    throw new UsageError('Without a node give --sequence, or give --rpc.', {
      details: ['It counts the rotations that were carried so far.'],
    })
  }
  if (out !== undefined) await checkNewFile(out)
}

function planLines(
  { content, oldKey, newKey, keyValidUntil, overlap }: PlannedRotation,
  input: Input,
  by: string,
): string[] {
  return [
    `Grant ${content.grantId} of account ${content.grant.account}`,
    `  Ends ${keyWords(oldKey)} ${overlap === 0 ? 'at once' : `after ${overlap} seconds`}`,
    `  Starts ${newKey ? keyWords(newKey) : `a new key, minted into ${input.mint}`}, usable until ${timeText(keyValidUntil)}`,
    `  By the ${by}${input.signOnly ? "'s signature, for anybody to carry" : ''}. What was spent stays spent`,
  ]
}

/** Asks the chain whether it would take the rotation, without a key. */
async function refuseEarly(plan: PlannedRotation, by: 'owner' | 'rotator'): Promise<void> {
  const { content, client, oldKey, newKey = placeholderKey(), keyValidUntil, overlap } = plan
  const { grant, module } = content
  const { account, rotator } = grant
  if (by === 'rotator' && rotator.kind !== KeyKind.ecdsa) {
    throw new MismatchError('The grant names no rotator.', {
      details: ['Only the owner can rotate its keys: --by owner.'],
    })
  }
  if (!client) return
  const rotation = { oldKeyId: hashKey(oldKey), newKey, keyValidUntil, overlap }
  const args = [account, encodeSealedTerms(grant, client.chain.id), rotation] as const
  const data = encodeFunctionData({ abi: sessionModuleAbi, functionName: 'rotateKey', args })
  const from = by === 'owner' ? account : (rotator.key as Address)
  await preflight(client, { from, to: module, data, context: { account, module, grant } })
}

async function rotatorSigner({ content }: PlannedRotation, input: Input) {
  const signer = localSigner({ account: await readRoleKey('rotator', input) })
  if (hashKey(signer.key) === hashKey(content.grant.rotator)) return signer
  throw new MismatchError(
    `${signer.address} is not the rotator of the grant, ${keyWords(content.grant.rotator)}.`,
  )
}

async function toSign(plan: PlannedRotation, input: Input, terminal: Terminal): Promise<Act> {
  const { config, content, now } = plan
  const rotator = createRotatorClient({ ...config, signer: await rotatorSigner(plan, input) })
  return async (request) => {
    const { sequence, for: seconds = CARRY_SECONDS, out = '' } = input
    const signed = await rotator.signKeyRotation({ ...request, sequence, validUntil: now + seconds })
    await writeSigned(
      out,
      { kind: 'rotation', content: signed },
      { module: content.module, chainId: config.chain.id },
    )
    terminal.say([`Signed and written to ${out}. Anybody may carry it until ${timeText(signed.validUntil)}.`])
    return { sent: false, file: out, sequence: signed.sequence, carryUntil: signed.validUntil }
  }
}

async function toSend(
  plan: PlannedRotation,
  by: 'owner' | 'rotator',
  input: Input,
  terminal: Terminal,
): Promise<Act> {
  const { config, content } = plan
  const client =
    by === 'owner'
      ? await connectOwner(config, content.grant.account, input)
      : createRotatorClient({ ...config, signer: await rotatorSigner(plan, input) })
  return async (request) => {
    terminal.progress(`Rotating by the ${by} ...`)
    const { transactionHash, blockNumber } = await client.rotateKey(request)
    terminal.say([
      `Done in transaction ${transactionHash}. The holder uses the new key with the same grant file.`,
    ])
    return { sent: true, transactionHash, blockNumber }
  }
}

async function carry(path: string, input: Input, terminal: Terminal): Promise<CommandResult> {
  const config = await connect(input, readConfig(input.config))
  const signed = readSigned(path, 'rotation', { module: config.module, chainId: config.chain.id })
  const { account, terms, rotation, sequence, validUntil, signature } = signed
  terminal.plan([
    `Carry a signed rotation of account ${account}, number ${sequence}, until ${timeText(validUntil)}`,
    `  Ends the key with id ${rotation.oldKeyId} ${rotation.overlap === 0 ? 'at once' : `after ${rotation.overlap} seconds`}`,
    `  Starts ${keyWords(rotation.newKey)}, usable until ${timeText(rotation.keyValidUntil)}`,
  ])
  const args = [account, terms, rotation, sequence, validUntil, signature] as const
  const data = encodeFunctionData({ abi: sessionModuleAbi, functionName: 'rotateKeyBySignature', args })
  return carrySigned(config, { account, data, input, terminal }, (relayer) =>
    relayer.carryKeyRotation({ signed }),
  )
}
