export type { Annotations } from './annotations.ts'
export { checkLimits, type LimitAmounts } from './checkLimits.ts'
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
  type DecodedTerms,
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
export { type DescribeGrantOptions, describeGrant } from './describe.ts'
export { encodeSealedTerms, encodeTerms } from './encodeTerms.ts'
export { type EncodeUseParameters, encodeUse, useHash } from './encodeUse.ts'
export { ENTRY_POINTS } from './entryPoints.ts'
export { firstKeyValidUntil } from './firstKeyValidUntil.ts'
export { type GrantFile, parseGrantFile, serializeGrantFile } from './grantFile.ts'
export { domainSeparator, hashKey, hashLimit, hashPermission } from './hash.ts'
export { type GrantRoots, type GrantTrees, grantRoots, grantTrees, hashGrant } from './hashGrant.ts'
export {
  countLimit,
  type LimitDefinition,
  type LimitDefinitions,
  type LimitPeriod,
  nativeLimit,
  tokenLimit,
} from './limitDefinition.ts'
export {
  type Call,
  type MatchCallReturnType,
  type MatchOptions,
  type MatchReason,
  matchCall,
  spendsOf,
} from './match.ts'
export {
  type AnySelectorPermissionParameters,
  anySelectorPermission,
  type PermissionParameters,
  permission,
  type TransferPermissionParameters,
  transferPermission,
} from './permission.ts'
export { isPeriodic, periodAt, periodWindow } from './period.ts'
export type { PermissionDefinition } from './permissionDefinition.ts'
export { createTree, rootOf, type Tree, type TreeProof, treeHeight, verifyProof } from './tree.ts'
export { type ModuleTypedData, typedData } from './typedData.ts'
export { type GrantWarning, type GrantWarningCode, grantWarnings } from './warnings.ts'
