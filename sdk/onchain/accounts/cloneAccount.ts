import {
  type Address,
  concatHex,
  encodeFunctionData,
  getContractAddress,
  type Hex,
  type LocalAccount,
  numberToHex,
  size,
  zeroHash,
} from 'viem'
import { latchkeyAccountFactoryAbi } from '../abis/latchkeyAccountFactory.ts'
import type { OwnerAccountPort } from './accountPort.ts'
import type { EntryPointVersion } from './entryPoint.ts'
import { customOwnerAccount } from './customOwnerAccount.ts'
import { ecdsaOwner } from './ecdsaOwner.ts'

export type CloneAccountParameters = {
  /** Rules the account; part of its address. */
  owner: LocalAccount
  /** LatchkeyAccountFactory. */
  factory: Address
  /** LatchkeyAccount that the factory clones; its EntryPoint is the account's. */
  implementation: Address
  entryPoint: EntryPointVersion
  /** Tells accounts of one owner apart; zero by default. */
  salt?: Hex
}

/**
 * The reference account as a clone of LatchkeyAccountFactory. It need not be deployed yet: its first operation does that.
 * @throws SignerUnsupportedError when the owner cannot sign a bare hash.
 */
export function cloneAccount(parameters: CloneAccountParameters): OwnerAccountPort {
  const { owner, factory, entryPoint, salt = zeroHash } = parameters
  const address = cloneAddress({ ...parameters, owner: owner.address })
  const args = [owner.address, salt] as const
  const factoryData = encodeFunctionData({
    ...{ abi: latchkeyAccountFactoryAbi, functionName: 'createAccount', args },
  })
  return customOwnerAccount({
    ...{ address, entryPoint, label: 'reference account (clone)' },
    owner: ecdsaOwner({ account: owner, form: 'hash' }),
    creation: { factory, factoryData },
  })
}

/** Address of the clone of an owner, deployed or not. The same as the factory's `accountAddress`. */
export function cloneAddress(parameters: {
  owner: Address
  factory: Address
  implementation: Address
  salt?: Hex
}): Address {
  const { owner, factory, implementation, salt = zeroHash } = parameters
  // OpenZeppelin's Clones with immutable arguments: ERC-1167's proxy followed by the owner.
  const bytecode = concatHex([
    '0x61',
    numberToHex(45 + size(owner), { size: 2 }),
    '0x3d81600a3d39f3363d3d373d3d3d363d73',
    implementation,
    '0x5af43d82803e903d91602b57fd5bf3',
    owner,
  ])
  return getContractAddress({ opcode: 'CREATE2', from: factory, salt, bytecode })
}
