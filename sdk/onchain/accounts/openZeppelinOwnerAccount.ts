import type { Address } from 'viem'
import type { AccountCreation } from './accountCreation.ts'
import type { AccountOwner } from './accountOwner.ts'
import type { OwnerAccountPort } from './accountPort.ts'
import { customOwnerAccount } from './customOwnerAccount.ts'
import type { Erc7579AccountParameters } from './erc7579Account.ts'

export type OpenZeppelinOwnerAccountParameters = Erc7579AccountParameters & {
  owner: AccountOwner
  /** The installed validator that the owner signs for; the signer of the account itself by default. */
  ownerValidator?: Address | undefined
  /** How it comes to be; it is there already by default. */
  creation?: AccountCreation | undefined
}

/** Any subclass of OpenZeppelin's AccountERC7579, for its owner. */
export function openZeppelinOwnerAccount(parameters: OpenZeppelinOwnerAccountParameters): OwnerAccountPort {
  return customOwnerAccount({ label: 'OpenZeppelin AccountERC7579', ...parameters })
}
