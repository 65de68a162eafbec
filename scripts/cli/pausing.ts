import { type Address, encodeFunctionData, type Hex, type LocalAccount } from 'viem'
import type { Grant } from '../../sdk/core/grant.ts'
import { KeyKind } from '../../sdk/core/key.ts'
import {
  createKeeperClient,
  encodeSealedTerms,
  type GrantFile,
  type OwnerClient,
  sessionModuleAbi,
} from '../../sdk/onchain/index.ts'
import { localSigner } from '../../sdk/signers/index.ts'
import type { CommandResult } from './command.ts'
import { MismatchError, UsageError } from './errors.ts'
import { findSubject, type Subject, subjectOptions } from './grantOrAccount.ts'
import { type Inputs, sendOptions } from './options.ts'
import { connectOwner, ownerOptions } from './owner.ts'
import { preflight } from './preflight.ts'
import type { Terminal } from './terminal.ts'

/** Options of pause and resume. */
export const pausingOptions = { ...subjectOptions, ...ownerOptions, ...sendOptions }

type Input = Inputs<typeof pausingOptions>

/** What can be paused. */
export const PAUSABLE = ['grant', 'account'] as const

type Pausable = (typeof PAUSABLE)[number]

/** What is asked for, and how to get at the keeper's key when it is asked of the keeper. */
export interface Pausing {
  readonly verb: 'pause' | 'resume'
  readonly keeper?: (() => Promise<LocalAccount>) | undefined
}

/**
 * Pauses or resumes a grant or a whole account, after showing what that means.
 * @throws UsageError, MismatchError, and what the SDK throws.
 */
export async function runPausing(
  { verb, keeper }: Pausing,
  argument: string | undefined,
  input: Input,
  terminal: Terminal,
): Promise<CommandResult> {
  const kind = PAUSABLE.find((one) => one === argument)
  if (!kind) throw new UsageError(`Say what to ${verb}: grant or account.`)
  if (keeper && (kind !== 'grant' || input.grant === undefined)) {
    throw new UsageError('The keeper can pause a grant only, and needs its file: --grant.')
  }
  const subject = await findSubject(kind, input)
  terminal.plan(await lines(verb, kind, subject))
  const { account, module, client, grantId } = subject
  const answer = { kind, account, grantId }
  const data = keeper ? keeperData(subject) : ownerData(verb, kind, subject)
  const from = keeper ? keeperOf(subject) : account
  await preflight(client, { from, to: module, data, context: { account, module } })
  if (!input.yes) {
    terminal.say([`Nothing was sent. Run it again with --yes to ${verb}.`])
    return { sent: false, ...answer }
  }
  terminal.progress(`Sending it by the ${keeper ? 'keeper' : 'owner'} ...`)
  const { transactionHash, blockNumber } = keeper
    ? await pauseAsKeeper(subject, await keeper())
    : await send(verb, kind, await connectOwner(subject.config, account, input), subject)
  terminal.say([`Done in transaction ${transactionHash}.`])
  return { sent: true, ...answer, transactionHash, blockNumber }
}

async function lines(verb: 'pause' | 'resume', kind: Pausable, subject: Subject): Promise<readonly string[]> {
  const { client, account, grantId } = subject
  const { paused: accountPaused } = await client.getAccountState({ account })
  const both = 'It stays paused as long as the whole account is: resume account'
  if (kind === 'account' || grantId === undefined) {
    if (verb === 'pause')
      return [`Stops every use of every grant of account ${account}, until the owner resumes it`]
    return [`Lets the grants of account ${account} go on; those that are paused by themselves stay so`]
  }
  const { status, paused } = await client.getGrantState({ account, grantId })
  return [
    verb === 'pause'
      ? `Stops every use of grant ${grantId} of account ${account}, until the owner resumes it`
      : `Lets grant ${grantId} of account ${account} go on`,
    `It is ${status}${paused ? ', paused' : ''}`,
    ...(verb === 'resume' && accountPaused ? [both] : []),
    ...(verb === 'resume' && status === 'revoked' ? ['A revoked grant stays revoked'] : []),
  ]
}

function ownerData(verb: 'pause' | 'resume', kind: Pausable, { grantId }: Subject): Hex {
  const abi = sessionModuleAbi
  if (kind === 'account' || grantId === undefined) {
    return encodeFunctionData({ abi, functionName: verb === 'pause' ? 'pauseAccount' : 'resumeAccount' })
  }
  const functionName = verb === 'pause' ? 'pauseGrant' : 'resumeGrant'
  return encodeFunctionData({ abi, functionName, args: [grantId] })
}

function keeperData({ account, content, client }: Subject): Hex {
  const args = [account, encodeSealedTerms(grantOf(content), client.chain.id)] as const
  return encodeFunctionData({ abi: sessionModuleAbi, functionName: 'pauseGrantAsKeeper', args })
}

/**
 * The address of a grant's keeper.
 * @throws MismatchError when it names none that sends transactions of its own.
 */
function keeperOf({ content }: Subject): Address {
  const keeper = content?.grant.keeper
  if (keeper?.kind !== KeyKind.ecdsa) throw new MismatchError('The grant names no keeper with an address.')
  return keeper.key
}

function pauseAsKeeper({ config, content }: Subject, account: LocalAccount) {
  const client = createKeeperClient({ ...config, signer: localSigner({ account }) })
  return client.pauseGrant({ grant: grantOf(content) })
}

function grantOf(content: GrantFile | undefined): Grant {
  if (content) return content.grant
  throw new UsageError('Which grant? Give its file: --grant.')
}

function send(verb: 'pause' | 'resume', kind: Pausable, owner: OwnerClient, { grantId }: Subject) {
  if (kind === 'account' || grantId === undefined) {
    return verb === 'pause' ? owner.pauseAccount() : owner.resumeAccount()
  }
  return verb === 'pause' ? owner.pauseGrant({ grantId }) : owner.resumeGrant({ grantId })
}
