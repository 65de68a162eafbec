// All of the exchange half. What a holder loads is in holder.ts.

export {
  createOwnerVenueClient,
  type OwnerVenueClient,
  type OwnerVenueClientConfig,
} from './clients/createOwnerVenueClient.ts'
export { checkVenueGrant } from './grant/checkVenueGrant.ts'
export {
  type DefineVenueGrantParameters,
  type DefineVenueGrantReturnType,
  defineVenueGrant,
} from './grant/defineVenueGrant.ts'
export { expandVenueAccess, type VenueAccess, type VenueTrading } from './grant/expandVenueAccess.ts'
export * from './holder.ts'
export {
  type CheckKeyDriftParameters,
  type CheckKeyDriftReturnType,
  checkKeyDrift,
} from './keys/checkKeyDrift.ts'
export { compareKey } from './keys/compareKey.ts'
export { compareReports, type Drift, type DriftDirection } from './keys/compareReports.ts'
export { checkDecision, type Decision, type DecisionPlace, openFindings } from './keys/decision.ts'
export { decisionDrift } from './keys/decisionDrift.ts'
export { factsHash } from './keys/factsHash.ts'
export { type DecisionLog, fileDecisionLog, type RecordedDecision } from './keys/fileDecisionLog.ts'
export { FINDINGS, type Finding, type FindingName, type Verdict } from './keys/finding.ts'
export { finishVenueKey } from './keys/finishVenueKey.ts'
export { type ImportKeyParameters, type ImportKeyReturnType, importKey } from './keys/importKey.ts'
export { inspectionBaseUrl } from './keys/inspectionBaseUrl.ts'
export { type InspectKeyParameters, inspectKey } from './keys/inspectKey.ts'
export { type KeyCallerParameters, keyCaller } from './keys/keyCaller.ts'
export { type KeyNeeds, keyNeeds } from './keys/keyNeeds.ts'
export { DEFAULT_KEY_POLICY, type KeyPolicy } from './keys/keyPolicy.ts'
export { type KeyUser, keyUser, type RotatorUser } from './keys/keyUser.ts'
export {
  type MintVenueKeyParameters,
  type MintVenueKeyReturnType,
  mintVenueKey,
} from './keys/mintVenueKey.ts'
export { probeKey } from './keys/probeKey.ts'
export { abandonRotation } from './rotation/abandonRotation.ts'
export { fileRotationJournal } from './rotation/fileRotationJournal.ts'
export {
  type GuidedRotation,
  type GuidedRotationParameters,
  type GuidedStep,
  guidedRotation,
} from './rotation/guidedRotation.ts'
export type { NewKeyBounds } from './rotation/holdNewKey.ts'
export { type RotateKeyReturnType, rotateKey } from './rotation/rotateKey.ts'
export type { RotationEntry, RotationJournal, RotationStep } from './rotation/rotationJournal.ts'
export type { RotatedVenue, RotationSetting } from './rotation/rotationSetting.ts'
