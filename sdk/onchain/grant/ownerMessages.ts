import { structNames } from './messageType.ts'

/**
 * Structs that give away what only an owner should: approvals and transfers of tokens by signature, operations, transactions and
 * modules of smart accounts, delegations, and envelopes in which another account of the owner would find any of them.
 */
const OWNER_STRUCTS: ReadonlySet<string> = new Set([
  // Tokens: EIP-2612, EIP-3009, EIP-4494, DAI, Permit2.
  'Permit',
  'PermitAll',
  'PermitBatch',
  'PermitBatchTransferFrom',
  'PermitBatchWitnessTransferFrom',
  'PermitDetails',
  'PermitForAll',
  'PermitSingle',
  'PermitTransferFrom',
  'PermitWitnessTransferFrom',
  'TokenPermissions',
  'CancelAuthorization',
  'ReceiveWithAuthorization',
  'TransferWithAuthorization',
  'ApproveWithAuthorization',
  'SetApprovalForAll',
  // Accounts: Safe, ERC-4337, Kernel, Nexus, SmartSessions, Modular Account, and whatever else runs calls for its owner.
  'SafeTx',
  'UserOperation',
  'PackedUserOperation',
  'SafeOp',
  'Enable',
  'ModuleEnableMode',
  'SessionEnable',
  'ChainSession',
  'MultiChainSession',
  'ChainDigest',
  'SignedSession',
  'SignedPermissions',
  'Execute',
  'ExecuteBatch',
  'ExecuteWithSig',
  'ForwardRequest',
  'MetaTransaction',
  'Transaction',
  'DeferredAction',
  'InstallModule',
  'InstallValidation',
  'UninstallModule',
  'Authorization',
  'Intent',
  'SpendPermission',
  'SpendPermissionBatch',
  'AllowanceTransfer',
  // Delegations of votes and of authority.
  'Delegation',
  'Caveat',
  'Invocation',
  'Invocations',
  'Ballot',
  // This module.
  'Grant',
  'KeyRotation',
  'KeyRevocation',
  'GrantRevocation',
  'EpochRevocation',
  'UserOperationUse',
  'RelayedUse',
  'MessageUse',
  // Envelopes of other accounts: what they hold cannot be seen.
  'SafeMessage',
  'Kernel',
  'KernelMessage',
  'BiconomyMessage',
  'NexusMessage',
  'CoinbaseSmartWalletMessage',
  'LightAccountMessage',
  'ReplaySafeHash',
  'AccountMessage',
  'ERC1271Message',
  'PersonalSign',
  'TypedDataSign',
])

/** Names of the structs in a type that only an owner should sign; none when a session key may. */
export function ownerStructs(encodedType: string): readonly string[] {
  return structNames(encodedType).filter((name) => OWNER_STRUCTS.has(name))
}
