import { type Address, isAddressEqual, parseAbi, slice } from 'viem'
import { readContract } from 'viem/actions'
import type { Grant } from '../../core/grant.ts'
import { type Key, KeyKind } from '../../core/key.ts'
import type { Approval } from '../clients/grantor.ts'
import type { ModuleClient } from '../clients/moduleClient.ts'
import { keyText } from '../grant/describeOptions.ts'
import { hashKey } from '../grant/hash.ts'
import { accountOwners } from './accountOwners.ts'
import { type DriftFinding, finding, when } from './driftFinding.ts'
import { codeOf, type DriftState } from './driftState.ts'
import { saysNothing } from './saysNothing.ts'

export type GrantorDriftParameters = {
  grant: Grant
  approval: Approval | undefined
  state: DriftState
  /** Who should be recorded as grantor. */
  grantor: Key | undefined
  /** Who should own the account. */
  owner: Address | undefined
}

const moduleAbi = parseAbi(['function isModuleInstalled(uint256, address, bytes) view returns (bool)'])

/** Whether whom the account has recorded as grantor is whom the owner thinks, and still has anything to do with the account. */
export async function grantorDrift(
  client: ModuleClient,
  parameters: GrantorDriftParameters,
): Promise<readonly DriftFinding[]> {
  const { grant, state, approval, owner } = parameters
  // What a live grant once was approved with does not matter any more.
  const needed = state.grant.status === 'unknown' ? approval?.key : undefined
  const expected = parameters.grantor ?? needed
  const changed = expected ? changedFinding(expected, state, needed !== undefined) : []
  const owners = await accountOwners(client, {
    account: grant.account,
    delegated: state.delegate !== undefined,
  })
  const gone = expected && changed.length === 0 ? await goneFindings(client, grant, expected, owners) : []
  return [...changed, ...gone, ...(owner ? ownerFindings(owner, owners) : [])]
}

function changedFinding(expected: Key, { account }: DriftState, needed: boolean): readonly DriftFinding[] {
  const { grantorId: recorded } = account
  const grantorId = hashKey(expected)
  return when(recorded !== grantorId, () =>
    finding(
      'grantor-changed',
      needed ? 'error' : 'warning',
      `The account has recorded ${recorded ? 'another grantor' : 'nobody as grantor'} than ${keyText(expected)}.`,
      'What that one signs starts and ends no grant. If you did not change it, revoke everything from the account.',
      { expected: grantorId, recorded },
    ),
  )
}

async function goneFindings(
  client: ModuleClient,
  { account }: Grant,
  { kind, key }: Key,
  owners: readonly Address[] | undefined,
): Promise<readonly DriftFinding[]> {
  if (kind === KeyKind.account) {
    const validator = slice(key, 0, 20)
    const read = { address: account, abi: moduleAbi, functionName: 'isModuleInstalled' } as const
    const installed = await readContract(client, { ...read, args: [1n, validator, '0x'] }).catch(saysNothing)
    return when(!installed, () =>
      goneFinding(`The validator ${validator}, which judges the grantor, is not installed`),
    )
  }
  if (kind === KeyKind.contract && (await codeOf(client, key)) === '0x') {
    return [goneFinding(`The grantor ${key} has no code`)]
  }
  if ((kind !== KeyKind.ecdsa && kind !== KeyKind.contract) || owners === undefined) return []
  return when(!owners.some((one) => isAddressEqual(one, key)), () =>
    finding(
      'grantor-not-owner',
      'warning',
      `The grantor ${key} is none of the account's owners (${owners.join(', ')}), and still grants and revokes.`,
      'If that is not meant, record another grantor; it ends every earlier grant.',
      { grantor: key, owners },
    ),
  )
}

function goneFinding(what: string): DriftFinding {
  const advice = 'Nothing that it signs counts: record another grantor, which ends every earlier grant.'
  return finding('grantor-gone', 'warning', `${what}.`, advice)
}

function ownerFindings(owner: Address, owners: readonly Address[] | undefined): readonly DriftFinding[] {
  if (owners === undefined) {
    const message = 'The account does not say who owns it.'
    const advice = 'Its owner is known to one of its validators: ask that one.'
    return [finding('owner-untold', 'notice', message, advice, { expected: owner })]
  }
  return when(!owners.some((one) => isAddressEqual(one, owner)), () =>
    finding(
      'owner-changed',
      'error',
      `The account obeys ${owners.join(', ')}, not ${owner}.`,
      'Whoever owns it now can revoke the grant, and could grant more. Ask before using it.',
      { expected: owner, owners },
    ),
  )
}
