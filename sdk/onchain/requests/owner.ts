// What an owner's wallet loads: answering requests for permissions.

export { answerOf } from './answerOf.ts'
export { type EncodeContextParameters, encodeContext } from './encodeContext.ts'
export { type GrantedRequest, type GrantedRequestStore, memoryRequestStore } from './grantedRequestStore.ts'
export { type PermissionRequestHandler, permissionRequestHandlers } from './permissionRequestHandlers.ts'
export { PERMISSION_TYPES, type PermissionType, RULE_TYPES } from './permissionTypes.ts'
export { readRequest } from './readRequest.ts'
export type { RequestPolicy, RequestProposal, TermAdjustment } from './requestPolicy.ts'
export { termsOfGrant } from './termsOfGrant.ts'
export { type TransferGrantParameters, transferGrant } from './transferGrant.ts'
