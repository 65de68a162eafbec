import { type Address, concatHex, encodeAbiParameters, type Hex, parseAbiParameters, zeroAddress } from 'viem'
import { AccountHookError } from '../../errors/account.ts'
import type { AccountCreation } from './accountCreation.ts'
import type { AccountOwner } from './accountOwner.ts'
import { type InstalledModule, MODULE_TYPE, type OwnerAccountPort } from './accountPort.ts'
import { customOwnerAccount } from './customOwnerAccount.ts'
import { kernelDescription } from './kernelAccount.ts'

export type KernelOwnerAccountParameters = {
  address: Address
  /** Signs for the root validator. */
  owner: AccountOwner
  /** How it comes to be, for example `kernelCreation`; it is there already by default. */
  creation?: AccountCreation | undefined
  /** Only the zero address is served: the module is installed without a hook. */
  hook?: Address | undefined
}

/** The version whose install data and nonce key are as described here. */
const ACCOUNT_IDS = ['kernel.advanced.v0.3.1']

/** The one function of the account that operations of the module call: ERC-7579 `execute`. */
const EXECUTE: Hex = '0xe9ae5c53'

/**
 * A Kernel account 0.3.1, for its owner, on EntryPoint v0.7. It asks no module registry.
 * @throws AccountHookError when a hook is asked for.
 */
export function kernelOwnerAccount(parameters: KernelOwnerAccountParameters): OwnerAccountPort {
  const { address, hook = zeroAddress } = parameters
  if (hook !== zeroAddress) throw new AccountHookError({ account: address, hook })
  // No owner's validator: mode and kind 0 stand for the root validator, which goes without its address.
  return customOwnerAccount({
    ...kernelDescription(address),
    ...parameters,
    accountIds: ACCOUNT_IDS,
    installData,
  })
}

/** The hook, none, in front of what the module, the hook and the account itself take. */
function installData({ type, data }: InstalledModule & { data: Hex }): Hex {
  const forTypes =
    type === MODULE_TYPE.validator
      ? encodeAbiParameters(parseAbiParameters('bytes, bytes, bytes'), [data, '0x', EXECUTE])
      : encodeAbiParameters(parseAbiParameters('bytes, bytes'), [data, '0x'])
  return concatHex([zeroAddress, forTypes])
}
