import { type Address, isAddressEqual } from 'viem'
import type { Grant } from '../../core/grant.ts'
import type { ModuleClient } from '../clients/moduleClient.ts'
import { accountHook } from './accountHook.ts'
import { type DriftFinding, finding, when } from './driftFinding.ts'
import type { DriftState } from './driftState.ts'

/** What a path needs of the account. */
export type DriftPath = 'bundler' | 'direct' | 'relayed'

export type AccountDriftParameters = {
  grant: Grant
  state: DriftState
  /** The paths that are meant to be used; any one of them when left out. */
  paths: readonly DriftPath[] | undefined
  /** What the account should delegate to, if it is an EIP-7702 account. */
  implementation: Address | undefined
}

/** Whether the account is there, and which paths to it are open. */
export async function accountDrift(
  client: ModuleClient,
  parameters: AccountDriftParameters,
): Promise<readonly DriftFinding[]> {
  const { state, grant } = parameters
  if (state.code === '0x') return [withoutCode(grant.account)]
  const hook = await accountHook(client, grant.account)
  return [...delegationDrift(parameters), ...pathDrift(client, parameters), ...(hook ? [hooked(hook)] : [])]
}

function delegationDrift({
  grant,
  state: { delegate },
  implementation,
}: AccountDriftParameters): readonly DriftFinding[] {
  if (!implementation || !delegate || isAddressEqual(delegate, implementation)) return []
  return [
    finding(
      'delegation-changed',
      'error',
      `The account ${grant.account} delegates to ${delegate}, not to ${implementation}.`,
      'Another code decides now over the account: revoke first if you did not do it, then delegate back.',
      { delegate, expected: implementation },
    ),
  ]
}

function pathDrift(
  { module }: ModuleClient,
  { grant, state: { installed }, paths }: AccountDriftParameters,
): readonly DriftFinding[] {
  const { account } = grant
  if (!installed) {
    const message = `The account ${account} does not answer as ERC-7579 has it.`
    const advice = 'Its code was changed: look at what it is now, and revoke if you did not do it.'
    return [finding('account-unreadable', 'error', message, advice, { account })]
  }
  const { validator, executor } = installed
  const nothing = !validator && !executor
  const severity = (own: readonly DriftPath[]) =>
    nothing || paths?.some((path) => own.includes(path)) ? 'error' : 'warning'
  const advice = (types: string) =>
    `The owner has to install the module as ${types} again; that ends every earlier grant, so grant again after it.`
  return [
    ...when(!validator, () =>
      finding(
        'validator-missing',
        severity(['bundler']),
        `The account ${account} does not have the module ${module} as validator: no use through a bundler.`,
        advice('validator'),
        { account, module },
      ),
    ),
    ...when(!executor, () =>
      finding(
        'executor-missing',
        severity(['direct', 'relayed']),
        `The account ${account} does not have the module ${module} as executor: no direct or relayed use.`,
        advice('executor'),
        { account, module },
      ),
    ),
  ]
}

function withoutCode(account: Address): DriftFinding {
  return finding(
    'account-without-code',
    'error',
    `The account ${account} has no code.`,
    'It is not deployed, or its EIP-7702 delegation was removed. What was not revoked works again once it delegates again.',
    { account },
  )
}

function hooked(hook: Address): DriftFinding {
  return finding(
    'hook-installed',
    'warning',
    `The hook ${hook} looks at what the account does, and may refuse it.`,
    'Ask the owner what it is for. Some accounts want operations wrapped for a hook: then take the direct path.',
    { hook },
  )
}
