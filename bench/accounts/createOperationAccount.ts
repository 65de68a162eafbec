import { PackageUnavailableError } from '../../scripts/local/packages.ts'
import { projectCode, type World } from '../world.ts'
import { cloneOperationAccount } from './clone.ts'
import { nexusOperationAccount } from './nexus.ts'
import { type OperationAccount, ownerOperation } from './operationAccount.ts'

/** A funded Nexus account whose owner has sent an operation; a clone of the reference account where Nexus cannot be had. */
export async function createOperationAccount(world: World): Promise<OperationAccount> {
  const owner = await world.person('owner')
  const ownerValidator = await world.deploy(
    'owner validator',
    projectCode('contracts/mocks/MockOwnerValidator.sol'),
  )
  const parameters = { world, owner, ownerValidator }
  const created = await nexusOperationAccount(parameters).catch((error: unknown) => {
    if (!(error instanceof PackageUnavailableError)) throw error
    return cloneOperationAccount(parameters)
  })
  const account = { ...created, owner, ownerValidator }
  await world.fund(account.address)
  // From here on the owner's nonce key is a used one.
  await ownerOperation(world, account, [{ to: world.recipient, value: 1n }])
  return account
}
