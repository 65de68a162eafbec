import type { AccountPort } from './accountPort.ts'
import { customAccount } from './customAccount.ts'
import type { Erc7579AccountParameters } from './erc7579Account.ts'

/** Any subclass of OpenZeppelin's AccountERC7579, for a holder. */
export function openZeppelinAccount(parameters: Erc7579AccountParameters): AccountPort {
  return customAccount({ label: 'OpenZeppelin AccountERC7579', ...parameters })
}
