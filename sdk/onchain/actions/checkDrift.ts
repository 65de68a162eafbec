import type { Address } from 'viem'
import type { Grant } from '../../core/grant.ts'
import type { Key } from '../../core/key.ts'
import type { BaseError } from '../../errors/base.ts'
import type { Approval } from '../clients/grantor.ts'
import type { ModuleClient } from '../clients/moduleClient.ts'
import { accountDrift, type DriftPath } from '../drift/accountDrift.ts'
import { type DriftFinding, finding } from '../drift/driftFinding.ts'
import { codeOf, readDriftState } from '../drift/driftState.ts'
import { grantDrift } from '../drift/grantDrift.ts'
import { grantorDrift } from '../drift/grantorDrift.ts'
import { keyDrift } from '../drift/keyDrift.ts'
import { limitDrift } from '../drift/limitDrift.ts'
import type { Annotations } from '../grant/annotations.ts'

export type CheckDriftParameters = {
  /** The grant as the caller has it, from its file for example. */
  grant: Grant
  annotations?: Annotations | undefined
  /** The owner's approval, for a grant that its first use starts. */
  approval?: Approval | undefined
  /** The key that is used; the grant's first one by default. */
  key?: Key | undefined
  /** Paths that have to be open; any one of them is enough by default. */
  paths?: readonly DriftPath[] | undefined
  /** Who the owner thinks is recorded as grantor. */
  grantor?: Key | undefined
  /** Who should own the account. */
  owner?: Address | undefined
  /** What the account should delegate to, if it is an EIP-7702 account. */
  implementation?: Address | undefined
  /** Seconds before an end from which on it is told; 86,400 by default. */
  soon?: number | undefined
  /** Per cent of a limit below which little is left; 10 by default. */
  low?: number | undefined
  /** First block to look at: that of the module's deployment, for example. The whole chain by default. */
  fromBlock?: bigint | undefined
}

export type CheckDriftReturnType = {
  /** Whether nothing of severity `error` was found: the grant can be used. */
  readonly usable: boolean
  /** Errors first, then warnings, then notices. */
  readonly findings: readonly DriftFinding[]
  /** The chain's time, unix seconds; undefined when the module is not there. */
  readonly timestamp: number | undefined
}

export type CheckDriftErrorType = BaseError

const DAY = 86_400
const ORDER = ['error', 'warning', 'notice']

/**
 * Compares a grant with the chain: whether it is the one that the account has, whether grant, key, account and paths still are as they
 * were, who may grant now, and what is about to run out. It only reads.
 * @throws what `toLatchkeyError` makes of a node that gives no answer.
 */
export async function checkDrift(
  client: ModuleClient,
  parameters: CheckDriftParameters,
): Promise<CheckDriftReturnType> {
  const { grant, annotations, approval, paths, grantor, owner, implementation } = parameters
  const { key = grant.sessionKey, soon = DAY, low = 10, fromBlock = 0n } = parameters
  if ((await codeOf(client, client.module)) === '0x') {
    const message = `There is no session module at ${client.module}.`
    const advice = 'Compare chain and address; without the module nothing can be used or read.'
    const findings = [finding('module-missing', 'error', message, advice, { module: client.module })]
    return { usable: false, findings, timestamp: undefined }
  }
  const state = await readDriftState(client, { grant, key, annotations })
  const found = await Promise.all([
    grantDrift(client, { grant, annotations, approval, state, soon, fromBlock }),
    keyDrift({ grant, state, soon }),
    accountDrift(client, { grant, state, paths, implementation }),
    grantorDrift(client, { grant, approval, state, grantor, owner }),
    limitDrift({ grant, state, low, soon }),
  ])
  const findings = found.flat().toSorted((one, other) => {
    return ORDER.indexOf(one.severity) - ORDER.indexOf(other.severity)
  })
  return {
    usable: findings.every(({ severity }) => severity !== 'error'),
    findings,
    timestamp: state.timestamp,
  }
}
