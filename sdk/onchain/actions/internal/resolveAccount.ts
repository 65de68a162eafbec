import type { Address } from 'viem'
import { ClientIncompleteError } from '../../../errors/client.ts'
import type { ModuleClient } from '../../clients/moduleClient.ts'

/** The account asked for, otherwise the client's. */
export function resolveAccount(client: ModuleClient, account: Address | undefined): Address {
  const address = account ?? client.accountPort?.address
  if (address) return address
  throw new ClientIncompleteError({ missing: 'account', reason: 'say which account it is about.' })
}
