export type { Annotations } from './annotations.ts'
export type { Call } from './call.ts'
export { checkLimits, type LimitAmounts, sumTakes } from './checkLimits.ts'
export type { MaximumFeeDefinition, PaymasterDefinition } from './feeDefinition.ts'
export {
  type MessageDefinition,
  type MessageOptions,
  type MessageWhere,
  type SignInMessageParameters,
  signInMessage,
  type TypedDataMessageParameters,
  typedDataMessage,
} from './messageDefinition.ts'
export type { NetworkDefinition } from './networkDefinition.ts'
export type { SpentChoice, SupersessionDefinition } from './supersessionDefinition.ts'
export { checkFee, maximumFeeOf, type OperationFee } from './checkFee.ts'
export { checkParts } from './checkParts.ts'
export { checkTier } from './checkTier.ts'
export { checkWindow } from './checkWindow.ts'
export {
  type ArgumentCondition,
  atLeast,
  atMost,
  equal,
  greater,
  isAccount,
  less,
  mask,
  notEqual,
  oneOf,
  range,
} from './conditions.ts'
export {
  type DecodedLimit,
  type DecodedUse,
  type DecodeUseParameters,
  decodeUse,
} from './decodeUse.ts'
export {
  type DefineGrantErrorType,
  type DefineGrantParameters,
  type DefineGrantReturnType,
  defineGrant,
} from './defineGrant.ts'
export { describeGrant } from './describe.ts'
export type { DescribeGrantOptions } from './describeOptions.ts'
export { encodeSealedTerms, encodeTerms } from './encodeTerms.ts'
export { encodeGuards, withGuardCalls } from './guardCalls.ts'
export { type EncodeUseParameters, encodeUse, useHash } from './encodeUse.ts'
export { ENTRY_POINTS } from './entryPoints.ts'
export { firstKeyValidUntil } from './firstKeyValidUntil.ts'
export { type GrantFile, parseGrantFile, serializeGrantFile } from './grantFile.ts'
export { decodePath, encodePath, type ArgumentPath, type PathStep } from './argumentPath.ts'
export { domainSeparator, hashKey, hashLimit, hashPermission } from './hash.ts'
export {
  type GrantRoots,
  type GrantTrees,
  grantRoots,
  grantTrees,
  hashGrant,
  hashGrantMessage,
} from './hashGrant.ts'
export {
  countLimit,
  type LimitDefinition,
  type LimitDefinitions,
  type LimitPeriod,
  nativeLimit,
  tokenLimit,
} from './limitDefinition.ts'
export {
  type MatchCallReturnType,
  type MatchGrant,
  type MatchOptions,
  type MatchReason,
  matchCall,
} from './match.ts'
export {
  type AnySelectorPermissionParameters,
  anySelectorPermission,
  type PermissionParameters,
  permission,
  type TransferPermissionParameters,
  transferPermission,
} from './permission.ts'
export { findNetwork, networkOn } from './network.ts'
export { isPeriodic, periodAt, periodWindow } from './period.ts'
export type { PermissionDefinition } from './permissionDefinition.ts'
export type { DecodedTerms } from './readTerms.ts'
export { type Take, takesOf } from './takesOf.ts'
export { createTree, rootOf, type Tree, type TreeProof, treeHeight, verifyProof } from './tree.ts'
export { type ModuleTypedData, typedData } from './typedData.ts'
export { type UseWindow, useWindow } from './useWindow.ts'
export type { GrantWarning, GrantWarningCode } from './grantWarning.ts'
export { grantWarnings } from './warnings.ts'
