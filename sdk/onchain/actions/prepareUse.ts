import type { Address, Hash, Hex } from 'viem'
import type { UserOperation } from 'viem/account-abstraction'
import type { BaseError } from '../../errors/base.ts'
import { encodeExecution } from '../accounts/encodeExecution.ts'
import type { HolderClientBase } from '../clients/holderClientBase.ts'
import type { Relay } from '../clients/relayedUse.ts'
import type { ErrorContext } from '../errors/errorContext.ts'
import { encodeUse, useHash } from '../grant/encodeUse.ts'
import { type CheckUseParameters, defaultPath, judgeUse } from './checkUse.ts'
import { pickPermissions } from './internal/pickPermissions.ts'
import { prepareUseOperation } from './internal/prepareUseOperation.ts'
import { prepareRelay } from './internal/relay.ts'
import { resolveCalls } from './internal/useCalls.ts'
import { readUseState } from './internal/useState.ts'

export type PrepareUseParameters<calls extends readonly unknown[] = readonly unknown[]> =
  CheckUseParameters<calls> & {
    /** Whether to refuse before sending, as `checkUse` does; true by default. Without it only the contract refuses. */
    check?: boolean | undefined
    /** Uses of different lanes do not wait for one another; 0 by default. Not for the direct path. */
    lane?: number | undefined
    /** Relayed path: the nonce, the last second and the least gas; all found out otherwise. */
    relay?: Partial<Relay> | undefined
    /** Direct path: gas of the transaction. Estimated when left out, and then not sent if it would revert. */
    gas?: bigint | undefined
  }

type PreparedBase = {
  readonly account: Address
  readonly grantId: Hash
  readonly permissionIndexes: readonly number[]
  /** Whether it carries the owner's approval and so starts the grant. */
  readonly grants: boolean
  /** The encoded use without the key's signature. */
  readonly use: Hex
  readonly useHash: Hash
  /** For telling errors; never sent. */
  readonly context: ErrorContext
}

/** A use that is ready to be signed. */
export type PreparedUse =
  | (PreparedBase & {
      readonly path: 'bundler'
      readonly userOperation: UserOperation
      readonly userOpHash: Hash
    })
  | (PreparedBase & {
      readonly path: 'direct'
      readonly mode: Hex
      readonly executionCalldata: Hex
      readonly gas: bigint | undefined
    })
  | (PreparedBase & {
      readonly path: 'relayed'
      readonly mode: Hex
      readonly executionCalldata: Hex
      readonly relay: Relay
    })

export type PrepareUseReturnType = PreparedUse

export type PrepareUseErrorType = BaseError

/**
 * Checks a use and brings it into the form that is signed: the operation with nonce, fees and gas limits, or the module's call. The
 * owner's approval comes along when the chain does not know the grant yet.
 * @throws what {@link checkUse} throws, OperationTooLargeError, ValidationGasExceededError.
 */
export async function prepareUse<const calls extends readonly unknown[]>(
  client: HolderClientBase,
  parameters: PrepareUseParameters<calls>,
): Promise<PrepareUseReturnType> {
  const { path = defaultPath(client), check = true, lane = 0, gas, relay } = parameters
  const { grant, grantId, trees, signer, approval, module, annotations, keyId } = client
  const calls = resolveCalls(parameters.calls as readonly unknown[])
  const state = await readUseState(client)
  const picking = { calls, permissionIndexes: parameters.permissionIndexes }
  const permissionIndexes = check
    ? (await judgeUse(client, { ...picking, path, state })).permissionIndexes
    : pickPermissions(client, { ...picking, check, adapter: state.account.adapter })
  const grants = state.grant.status === 'unknown' && approval !== undefined
  const carried = grants ? { grantor: approval } : {}
  const use = encodeUse({
    ...{ grant, permissionIndexes, key: signer.key, trees, ...carried },
    ...{ chainId: client.chain.id, timestamp: state.time.next },
  })
  const context: ErrorContext = {
    ...{ account: grant.account, module, grant, annotations, calls, permissionIndexes, keyId },
    ...{ keyValidUntil: state.key.validUntil, timestamp: state.time.next },
  }
  const base = {
    account: grant.account,
    grantId,
    permissionIndexes,
    grants,
    use,
    useHash: useHash(use),
    context,
  }
  if (path === 'bundler') {
    return { ...base, path, ...(await prepareUseOperation(client, { calls, use, lane, check, context })) }
  }
  const execution = encodeExecution(calls)
  if (path === 'direct') return { ...base, path, ...execution, gas }
  const time = state.time.next
  return {
    ...base,
    path,
    ...execution,
    relay: await prepareRelay(client, { relay, lane, time, execution, context }),
  }
}
