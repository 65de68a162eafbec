import { type Address, type Hash, isAddressEqual, zeroAddress, zeroHash } from 'viem'
import type { BaseError } from '../../errors/base.ts'
import type { ModuleClient } from '../clients/moduleClient.ts'
import { moduleRead } from './internal/moduleRead.ts'
import { resolveAccount } from './internal/resolveAccount.ts'

export type GetAccountStateParameters = {
  /** The client's account by default. */
  account?: Address | undefined
}

export type GetAccountStateReturnType = {
  /** Grants have to be for this epoch. */
  readonly epoch: bigint
  /** Whether the last thing the account did was to install the module, not to uninstall it. */
  readonly installed: boolean
  /** Whether the owner paused every grant of the account. */
  readonly paused: boolean
  /** Identifier of the recorded grantor; undefined when nobody grants by signature. */
  readonly grantorId: Hash | undefined
  /** One more address that no use may call. */
  readonly adapter: Address | undefined
}

export type GetAccountStateErrorType = BaseError

/** What the module keeps of an account: its epoch, whether it is paused, its recorded grantor and adapter. */
export async function getAccountState(
  client: ModuleClient,
  parameters: GetAccountStateParameters = {},
): Promise<GetAccountStateReturnType> {
  const account = resolveAccount(client, parameters.account)
  const [epoch, installed, paused, grantorId, adapter] = await moduleRead(client, 'accountState', [account])
  return {
    epoch,
    installed,
    paused,
    grantorId: grantorId === zeroHash ? undefined : grantorId,
    adapter: isAddressEqual(adapter, zeroAddress) ? undefined : adapter,
  }
}
