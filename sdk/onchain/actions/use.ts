import type { BaseError } from '../../errors/base.ts'
import type { HolderClientBase } from '../clients/holderClientBase.ts'
import { type PrepareUseParameters, prepareUse } from './prepareUse.ts'
import { type SendUseReturnType, sendUse } from './sendUse.ts'
import { signUse } from './signUse.ts'

export type UseParameters<calls extends readonly unknown[] = readonly unknown[]> = PrepareUseParameters<calls>

export type UseReturnType = SendUseReturnType & {
  readonly permissionIndexes: readonly number[]
  /** Whether this use started the grant. */
  readonly grants: boolean
}

export type UseErrorType = BaseError

/**
 * Makes calls of the account with the session key, and waits until they are on chain.
 *
 * Everything is checked first, so most refusals cost nothing. The first use carries the owner's approval by itself.
 * @throws typed errors that name the bound, what was asked and what is allowed, whoever refuses: this check, the bundler, the
 * EntryPoint or the module.
 * @example
 * await holder.use({ calls: [{ to: usdc, abi: erc20Abi, functionName: 'transfer', args: [payee, 5_000_000n] }] })
 */
export async function use<const calls extends readonly unknown[]>(
  client: HolderClientBase,
  parameters: UseParameters<calls>,
): Promise<UseReturnType> {
  const prepared = await prepareUse(client, parameters)
  const sent = await sendUse(client, await signUse(client, prepared))
  return { ...sent, permissionIndexes: prepared.permissionIndexes, grants: prepared.grants }
}
