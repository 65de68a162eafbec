// What a holder loads: asking a wallet, reading and judging its answers.

export { buildRequest } from './buildRequest.ts'
export { type CompareAnswerReturnType, compareAnswer } from './compareAnswer.ts'
export { compareTerms, type TermComparison, type TermField, type TermVerdict } from './compareTerms.ts'
export { type ContextAtParameters, contextAt } from './contextAt.ts'
export type {
  PermissionAnswer,
  PermissionRequest,
  RequestedPermission,
  RequestedRule,
  SupportedPermissions,
} from './permissionRequest.ts'
export { type ReadAnswer, type ReadAnswersParameters, readAnswers } from './readAnswer.ts'
export { type ReadContextParameters, type ReadContextReturnType, readContext } from './readContext.ts'
export {
  type RequestPermissionsErrorType,
  type RequestPermissionsParameters,
  type RequestPermissionsReturnType,
  type RequestProvider,
  requestPermissions,
} from './requestPermissions.ts'
export type { RequestTerms, SettledTerms, TransferTerms } from './transferTerms.ts'
