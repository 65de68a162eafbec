// The on-chain half: session keys of ERC-7579 accounts.

export { latchkeyAccountAbi } from './abis/latchkeyAccount.ts'
export { latchkeyAccountFactoryAbi } from './abis/latchkeyAccountFactory.ts'
export { sessionModuleAbi } from './abis/sessionModule.ts'
export * from './accounts/index.ts'
export * from './bots/index.ts'
export type { SenderClientBase } from './clients/senderClientBase.ts'
export { type DecodeContentsParameters, decodeContents } from './contents/decodeContents.ts'
export { encodeContents } from './contents/encodeContents.ts'
export * from './explain/index.ts'
export * from './grant/index.ts'
export * from './message/index.ts'
export {
  epochRevocation,
  grantRevocation,
  type KeyRotationMessage,
  keyRevocation,
  keyRotation,
  messageUse,
  type RelayedUseMessage,
  relayedUse,
  userOperationUse,
} from './messages.ts'
export * from './guards/index.ts'
export * from './permissions/index.ts'
export * from './holder.ts'
export * from './keeper.ts'
export * from './owner.ts'
export * from './provider/index.ts'
export * from './relayer.ts'
export * from './requests/holder.ts'
export * from './requests/owner.ts'
export * from './rotator.ts'
