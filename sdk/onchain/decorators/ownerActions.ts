import { type AddKeyParameters, type AddKeyReturnType, addKey } from '../actions/addKey.ts'
import { type GrantParameters, type GrantReturnType, grant } from '../actions/grant.ts'
import { type GrantCallParameters, type GrantCallReturnType, grantCall } from '../actions/grantCall.ts'
import {
  type EpochAfterInstallReturnType,
  epochAfterInstall,
  type InstallModuleParameters,
  type InstallModuleReturnType,
  installModule,
} from '../actions/installModule.ts'
import {
  type PauseAccountParameters,
  type PauseAccountReturnType,
  pauseAccount,
} from '../actions/pauseAccount.ts'
import { type PauseGrantParameters, type PauseGrantReturnType, pauseGrant } from '../actions/pauseGrant.ts'
import {
  type ResumeAccountParameters,
  type ResumeAccountReturnType,
  resumeAccount,
} from '../actions/resumeAccount.ts'
import {
  type ResumeGrantParameters,
  type ResumeGrantReturnType,
  resumeGrant,
} from '../actions/resumeGrant.ts'
import { type MigrateParameters, type MigrateReturnType, migrate } from '../actions/migrate.ts'
import {
  type PlanMigrationParameters,
  type PlanMigrationReturnType,
  planMigration,
} from '../actions/planMigration.ts'
import {
  type PlanSupersessionParameters,
  type PlanSupersessionReturnType,
  planSupersession,
} from '../actions/planSupersession.ts'
import { type SupersedeParameters, type SupersedeReturnType, supersede } from '../actions/supersede.ts'
import { type RevokeAllParameters, type RevokeAllReturnType, revokeAll } from '../actions/revokeAll.ts'
import {
  type RevokeGrantParameters,
  type RevokeGrantReturnType,
  revokeGrant,
} from '../actions/revokeGrant.ts'
import { type RevokeKeyParameters, type RevokeKeyReturnType, revokeKey } from '../actions/revokeKey.ts'
import { type RotateKeyParameters, type RotateKeyReturnType, rotateKey } from '../actions/rotateKey.ts'
import { type SendCallsParameters, type SendCallsReturnType, sendCalls } from '../actions/sendCalls.ts'
import { type SetGrantorParameters, type SetGrantorReturnType, setGrantor } from '../actions/setGrantor.ts'
import {
  type SignEpochRevocationParameters,
  type SignEpochRevocationReturnType,
  signEpochRevocation,
} from '../actions/signEpochRevocation.ts'
import { type SignGrantParameters, type SignGrantReturnType, signGrant } from '../actions/signGrant.ts'
import {
  type SignGrantRevocationParameters,
  type SignGrantRevocationReturnType,
  signGrantRevocation,
} from '../actions/signGrantRevocation.ts'
import {
  type SignKeyRevocationParameters,
  type SignKeyRevocationReturnType,
  signKeyRevocation,
} from '../actions/signKeyRevocation.ts'
import {
  type UninstallModuleParameters,
  type UninstallModuleReturnType,
  uninstallModule,
} from '../actions/uninstallModule.ts'
import type { OwnerClientBase } from '../clients/ownerClientBase.ts'

/** The owner's actions. */
export type OwnerActions = {
  /** @see {@link addKey} */
  addKey: (parameters: AddKeyParameters) => Promise<AddKeyReturnType>
  /** @see {@link epochAfterInstall} */
  epochAfterInstall: () => Promise<EpochAfterInstallReturnType>
  /** @see {@link grant} */
  grant: (parameters: GrantParameters) => Promise<GrantReturnType>
  /** @see {@link grantCall} */
  grantCall: (parameters: GrantCallParameters) => GrantCallReturnType
  /** @see {@link installModule} */
  installModule: (parameters?: InstallModuleParameters) => Promise<InstallModuleReturnType>
  /** @see {@link migrate} */
  migrate: (parameters: MigrateParameters) => Promise<MigrateReturnType>
  /** @see {@link pauseAccount} */
  pauseAccount: (parameters?: PauseAccountParameters) => Promise<PauseAccountReturnType>
  /** @see {@link pauseGrant} */
  pauseGrant: (parameters: PauseGrantParameters) => Promise<PauseGrantReturnType>
  /** @see {@link planMigration} */
  planMigration: (parameters: PlanMigrationParameters) => Promise<PlanMigrationReturnType>
  /** @see {@link planSupersession} */
  planSupersession: (parameters: PlanSupersessionParameters) => Promise<PlanSupersessionReturnType>
  /** @see {@link resumeAccount} */
  resumeAccount: (parameters?: ResumeAccountParameters) => Promise<ResumeAccountReturnType>
  /** @see {@link resumeGrant} */
  resumeGrant: (parameters: ResumeGrantParameters) => Promise<ResumeGrantReturnType>
  /** @see {@link revokeAll} */
  revokeAll: (parameters?: RevokeAllParameters) => Promise<RevokeAllReturnType>
  /** @see {@link revokeGrant} */
  revokeGrant: (parameters: RevokeGrantParameters) => Promise<RevokeGrantReturnType>
  /** @see {@link revokeKey} */
  revokeKey: (parameters: RevokeKeyParameters) => Promise<RevokeKeyReturnType>
  /** @see {@link rotateKey} */
  rotateKey: (parameters: RotateKeyParameters) => Promise<RotateKeyReturnType>
  /** @see {@link sendCalls} */
  sendCalls: (parameters: SendCallsParameters) => Promise<SendCallsReturnType>
  /** @see {@link setGrantor} */
  setGrantor: (parameters: SetGrantorParameters) => Promise<SetGrantorReturnType>
  /** @see {@link signEpochRevocation} */
  signEpochRevocation: (parameters: SignEpochRevocationParameters) => Promise<SignEpochRevocationReturnType>
  /** @see {@link signGrant} */
  signGrant: (parameters: SignGrantParameters) => Promise<SignGrantReturnType>
  /** @see {@link signGrantRevocation} */
  signGrantRevocation: (parameters: SignGrantRevocationParameters) => Promise<SignGrantRevocationReturnType>
  /** @see {@link signKeyRevocation} */
  signKeyRevocation: (parameters: SignKeyRevocationParameters) => Promise<SignKeyRevocationReturnType>
  /** @see {@link supersede} */
  supersede: (parameters: SupersedeParameters) => Promise<SupersedeReturnType>
  /** @see {@link uninstallModule} */
  uninstallModule: (parameters?: UninstallModuleParameters) => Promise<UninstallModuleReturnType>
}

/** Binds them to a client. */
export function ownerActions(client: OwnerClientBase): OwnerActions {
  return {
    addKey: (parameters) => addKey(client, parameters),
    epochAfterInstall: () => epochAfterInstall(client),
    grant: (parameters) => grant(client, parameters),
    grantCall: (parameters) => grantCall(client, parameters),
    installModule: (parameters) => installModule(client, parameters),
    migrate: (parameters) => migrate(client, parameters),
    pauseAccount: (parameters) => pauseAccount(client, parameters),
    pauseGrant: (parameters) => pauseGrant(client, parameters),
    planMigration: (parameters) => planMigration(client, parameters),
    planSupersession: (parameters) => planSupersession(client, parameters),
    resumeAccount: (parameters) => resumeAccount(client, parameters),
    resumeGrant: (parameters) => resumeGrant(client, parameters),
    revokeAll: (parameters) => revokeAll(client, parameters),
    revokeGrant: (parameters) => revokeGrant(client, parameters),
    revokeKey: (parameters) => revokeKey(client, parameters),
    rotateKey: (parameters) => rotateKey(client, parameters),
    sendCalls: (parameters) => sendCalls(client, parameters),
    setGrantor: (parameters) => setGrantor(client, parameters),
    signEpochRevocation: (parameters) => signEpochRevocation(client, parameters),
    signGrant: (parameters) => signGrant(client, parameters),
    signGrantRevocation: (parameters) => signGrantRevocation(client, parameters),
    signKeyRevocation: (parameters) => signKeyRevocation(client, parameters),
    supersede: (parameters) => supersede(client, parameters),
    uninstallModule: (parameters) => uninstallModule(client, parameters),
  }
}
