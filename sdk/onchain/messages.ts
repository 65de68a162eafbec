import type { Address, Hash, Hex } from 'viem'
import type { Key } from '../core/key.ts'
import { members, moduleDomain, STRUCT_TYPES, type StructTypes } from './grant/eip712.ts'
import type { ModuleTypedData } from './grant/typedData.ts'

/** Replacement of a key, signed by the grant's rotator. */
export type KeyRotationMessage = {
  account: Address
  chainId: bigint
  grantId: Hash
  /** The key to end. */
  oldKeyId: Hash
  /** Never used before in this grant. */
  newKey: Key
  /** Last second of the new key, inclusive. */
  keyValidUntil: number
  /** Seconds for which the old key stays usable; 0 ends it at once. */
  overlap: number
  /** The grant's rotation sequence, from `grantState`. */
  sequence: number
  /** Last second in which the signature may be carried, inclusive. */
  validUntil: number
}

/** Use of a key that somebody else carries, signed by the session key. */
export type RelayedUseMessage = {
  account: Address
  chainId: bigint
  /** ERC-7579 mode, 32 bytes. */
  mode: Hex
  /** As ERC-7579 `execute` takes it. */
  executionCalldata: Hex
  useHash: Hash
  /** Nonce key (192 bits) and sequence (64 bits); the highest bit makes it unordered. */
  nonce: bigint
  /** Last second in which the use may be carried, inclusive. */
  validUntil: number
  /** Gas that must be available to the call into the account. */
  minimumGas: bigint
}

/** Use of a key through ERC-4337, signed by the session key. */
export function userOperationUse(
  module: Address,
  message: { userOpHash: Hash; useHash: Hash },
): ModuleTypedData<'UserOperationUse'> {
  return build(module, 'UserOperationUse', 'bytes32 userOpHash,bytes32 useHash', message)
}

/** Use of a key that somebody else carries, signed by the session key. */
export function relayedUse(module: Address, message: RelayedUseMessage): ModuleTypedData<'RelayedUse'> {
  const struct =
    'address account,uint256 chainId,bytes32 mode,bytes executionCalldata,bytes32 useHash,uint256 nonce,' +
    'uint48 validUntil,uint256 minimumGas'
  return build(module, 'RelayedUse', struct, message)
}

/** Replacement of a key, signed by the grant's rotator. */
export function keyRotation(module: Address, message: KeyRotationMessage): ModuleTypedData<'KeyRotation'> {
  const struct =
    'address account,uint256 chainId,bytes32 grantId,bytes32 oldKeyId,Key newKey,uint48 keyValidUntil,' +
    'uint32 overlap,uint32 sequence,uint48 validUntil'
  return build(module, 'KeyRotation', struct, message)
}

/** Message that a key signs for the account, signed by the session key: `hash` is what the account was asked about. */
export function messageUse(
  module: Address,
  message: { account: Address; chainId: bigint; grantId: Hash; hash: Hash },
): ModuleTypedData<'MessageUse'> {
  return build(module, 'MessageUse', 'address account,uint256 chainId,bytes32 grantId,bytes32 hash', message)
}

/** End of one key, signed by the grantor. It names no chain: it holds wherever it is carried. */
export function keyRevocation(
  module: Address,
  message: { account: Address; grantId: Hash; keyId: Hash },
): ModuleTypedData<'KeyRevocation'> {
  return build(module, 'KeyRevocation', 'address account,bytes32 grantId,bytes32 keyId', message)
}

/** End of one grant, signed by the grantor. It names no chain: it holds wherever it is carried. */
export function grantRevocation(
  module: Address,
  message: { account: Address; grantId: Hash },
): ModuleTypedData<'GrantRevocation'> {
  return build(module, 'GrantRevocation', 'address account,bytes32 grantId', message)
}

/** End of all grants of one epoch on one chain, signed by the grantor. */
export function epochRevocation(
  module: Address,
  message: { account: Address; chainId: bigint; epoch: bigint },
): ModuleTypedData<'EpochRevocation'> {
  return build(module, 'EpochRevocation', 'address account,uint256 chainId,uint64 epoch', message)
}

function build<primaryType extends string>(
  module: Address,
  primaryType: primaryType,
  struct: string,
  message: Record<string, unknown>,
): ModuleTypedData<primaryType> {
  const types: StructTypes = { [primaryType]: members(struct) }
  const referenced: StructTypes = struct.includes('Key ') ? { Key: STRUCT_TYPES.Key } : {}
  return { domain: moduleDomain(module), types: { ...types, ...referenced }, primaryType, message }
}
