import type { BaseError } from '../../errors/base.ts'
import type { OwnerClientBase, OwnerPath } from '../clients/ownerClientBase.ts'
import { type PlanMigrationParameters, type PlanMigrationReturnType, planMigration } from './planMigration.ts'
import { type SendCallsReturnType, sendCalls } from './sendCalls.ts'

export type MigrateParameters = PlanMigrationParameters & { path?: OwnerPath | undefined }

export type MigrateReturnType = SendCallsReturnType &
  Pick<PlanMigrationReturnType, 'ends' | 'starts' | 'epoch'>

export type MigrateErrorType = BaseError

/**
 * Moves the account to another module, in one batch that succeeds or fails as a whole. `planMigration` shows it first. The client
 * stays one of the old module: create another one for the new module afterwards.
 * @throws what {@link planMigration} throws, CallRevertedError.
 */
export async function migrate(
  client: OwnerClientBase,
  parameters: MigrateParameters,
): Promise<MigrateReturnType> {
  const { calls, ends, starts, epoch } = await planMigration(client, parameters)
  return { ...(await sendCalls(client, { calls, path: parameters.path })), ends, starts, epoch }
}
