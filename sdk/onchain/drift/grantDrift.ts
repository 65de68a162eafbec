import { getAbiItem, type Hash, isAddressEqual } from 'viem'
import { getLogs } from 'viem/actions'
import type { Grant } from '../../core/grant.ts'
import { sessionModuleAbi } from '../abis/sessionModule.ts'
import { differingLines } from '../actions/internal/differingLines.ts'
import { accountEvents } from '../actions/internal/accountEvents.ts'
import { getGrantState } from '../actions/getGrantState.ts'
import type { Approval } from '../clients/grantor.ts'
import type { ModuleClient } from '../clients/moduleClient.ts'
import { toLatchkeyError } from '../errors/toLatchkeyError.ts'
import type { Annotations } from '../grant/annotations.ts'
import { describeGrant } from '../grant/describe.ts'
import { timeText } from '../grant/describeOptions.ts'
import { hashKey } from '../grant/hash.ts'
import { hashGrant } from '../grant/hashGrant.ts'
import { findNetwork } from '../grant/network.ts'
import { type DriftFinding, finding, when } from './driftFinding.ts'
import type { DriftState } from './driftState.ts'

export type GrantDriftParameters = {
  grant: Grant
  annotations: Annotations | undefined
  approval: Approval | undefined
  state: DriftState
  /** Seconds before an end from which on it is told. */
  soon: number
  fromBlock: bigint
}

const AGAIN = 'It cannot be undone: grant again.'

/** Whether the grant is the one that the account has, and holds. */
export async function grantDrift(
  client: ModuleClient,
  parameters: GrantDriftParameters,
): Promise<readonly DriftFinding[]> {
  const { grant, state } = parameters
  const network = findNetwork(grant, client.chain.id)
  if (!network) {
    const chains = grant.networks.map(({ chainId }) => chainId).join(', ')
    const message = `The grant is for chain ${chains}, not for ${client.chain.id}.`
    return [finding('chain-not-granted', 'error', message, 'Use it on a chain that it names.', { chains })]
  }
  const { epoch } = state.account
  const moved = when(network.epoch !== epoch, () =>
    finding(
      'epoch-moved',
      'error',
      `The account is in epoch ${epoch}; the grant is for ${network.epoch}, so it is over.`,
      'Everything was revoked, the grantor changed, or the module was installed or uninstalled. Grant again.',
      { epoch: network.epoch, current: epoch },
    ),
  )
  return [
    ...moved,
    ...(await statusDrift(client, parameters)),
    ...pauseDrift(parameters),
    ...timeDrift(parameters),
  ]
}

async function statusDrift(
  client: ModuleClient,
  parameters: GrantDriftParameters,
): Promise<readonly DriftFinding[]> {
  const { grant, state, approval } = parameters
  const { status } = state.grant
  if (status === 'live') return []
  const grantId = hashGrant(grant, client.module)
  if (status === 'revoked') return [await endedFinding(client, parameters, grantId)]
  const others = await otherGrants(client, parameters, grantId)
  if (others.length > 0) return others
  if (approval) {
    const message = 'The chain does not know the grant yet: its first use starts it.'
    const advice = "Nothing is wrong, as long as the account's epoch does not move before that."
    return [finding('grant-unused', 'notice', message, advice, { grantId })]
  }
  const message = `The account does not know the grant ${grantId}.`
  const advice = "Grant it by transaction, or use it with the owner's approval."
  return [finding('grant-unknown', 'error', message, advice, { grantId })]
}

const superseded = getAbiItem({ abi: sessionModuleAbi, name: 'GrantSuperseded' })

async function endedFinding(
  client: ModuleClient,
  { grant, fromBlock }: GrantDriftParameters,
  grantId: Hash,
): Promise<DriftFinding> {
  const filter = {
    address: client.module,
    event: superseded,
    args: { account: grant.account },
    fromBlock,
  } as const
  const logs = await getLogs(client, { ...filter, strict: true }).catch((error: unknown) => {
    throw toLatchkeyError(error)
  })
  const successor = logs.find(({ args }) => args.supersededId === grantId)?.args.grantId
  if (successor === undefined) {
    return finding('grant-revoked', 'error', `The grant ${grantId} was revoked.`, AGAIN, { grantId })
  }
  const message = `The grant ${grantId} was superseded by ${successor}.`
  return finding('grant-superseded', 'error', message, 'Use its successor: ask the owner for its file.', {
    ...{ grantId, successor },
  })
}

/** Live grants of the same first key, or the same salt, when this one is not known: the file may be of another version of them. */
async function otherGrants(
  client: ModuleClient,
  { grant, annotations, fromBlock }: GrantDriftParameters,
  grantId: Hash,
): Promise<readonly DriftFinding[]> {
  const { account } = grant
  const { contents } = await accountEvents(client, { account, fromBlock })
  const findings: DriftFinding[] = []
  for (const [otherId, other] of contents) {
    const related = hashKey(other.sessionKey) === hashKey(grant.sessionKey) || other.salt === grant.salt
    if (otherId === grantId || !related || !isAddressEqual(other.account, account)) continue
    const { status } = await getGrantState(client, { account, grantId: otherId })
    if (status !== 'live') continue
    const options = annotations ? { annotations } : {}
    const [mine, theirs] = [grant, other].map((one) => describeGrant(one, client.module, options))
    const differences = differingLines(mine ?? [], theirs ?? [])
    const message = `The account granted ${otherId} to this key, not ${grantId}.`
    const advice = 'The file is another version of it, or was changed: ask the owner for the right one.'
    findings.push(finding('grant-differs', 'error', message, advice, { grantId, otherId, differences }))
  }
  return findings
}

function pauseDrift({ grant, state }: GrantDriftParameters): readonly DriftFinding[] {
  return [
    ...when(state.grant.paused && state.grant.status !== 'revoked', () =>
      finding('grant-paused', 'error', 'The grant is paused.', 'Only the owner resumes it.'),
    ),
    ...when(state.account.paused, () =>
      finding(
        'account-paused',
        'error',
        `Every grant of the account ${grant.account} is paused.`,
        'Only the owner resumes them.',
      ),
    ),
  ]
}

function timeDrift({ grant, state: { timestamp }, soon }: GrantDriftParameters): readonly DriftFinding[] {
  const { validAfter, validUntil } = grant
  if (timestamp > validUntil) {
    const message = `The grant was over at ${timeText(validUntil)}.`
    return [finding('grant-expired', 'error', message, AGAIN, { validUntil, timestamp })]
  }
  return [
    ...when(timestamp < validAfter, () =>
      finding('grant-not-started', 'warning', `The grant starts at ${timeText(validAfter)}.`, 'Wait.', {
        ...{ validAfter, timestamp },
      }),
    ),
    ...when(validUntil - timestamp < soon, () =>
      finding(
        'grant-expires-soon',
        'warning',
        `The grant ends at ${timeText(validUntil)}, in ${validUntil - timestamp} s.`,
        'It cannot be extended: have the next one granted before that.',
        { validUntil, timestamp },
      ),
    ),
  ]
}
