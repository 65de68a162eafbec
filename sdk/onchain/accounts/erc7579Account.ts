import type { Address } from 'viem'
import type { AccountPort } from './accountPort.ts'
import { customAccount } from './customAccount.ts'
import type { EntryPointVersion } from './entryPoint.ts'

export type Erc7579AccountParameters = {
  address: Address
  entryPoint: EntryPointVersion
  label?: string
}

/**
 * An account whose nonce key is `validator (20 bytes) ‖ lane (4 bytes)`, as with OpenZeppelin's AccountERC7579, Safe7579 and
 * the ERC-7579 reference implementation. It is all that a holder needs.
 */
export function erc7579Account(parameters: Erc7579AccountParameters): AccountPort {
  return customAccount(parameters)
}
