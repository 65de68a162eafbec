import { type Address, isAddressEqual } from 'viem'
import { AdapterMismatchError } from '../../../errors/account.ts'
import type { OwnerAccountPort } from '../../accounts/accountPort.ts'

/**
 * The one more address that no use may call: the account's own adapter, else the one that was asked for.
 * @throws AdapterMismatchError when another one was asked for: the account has room for one.
 */
export function adapterToRecord(
  { adapter }: Pick<OwnerAccountPort, 'adapter'>,
  asked: Address | undefined,
): Address | undefined {
  if (adapter && asked && !isAddressEqual(adapter, asked)) throw new AdapterMismatchError({ adapter, asked })
  return adapter ?? asked
}
