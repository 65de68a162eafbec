import type { Grant } from '../../core/grant.ts'
import type { BaseError } from '../../errors/base.ts'
import type { KeeperClientBase } from '../clients/keeperClientBase.ts'
import { sealedTerms } from './internal/sealedTerms.ts'
import { type CarryReturnType, sent } from './carryUse.ts'
import { moduleCall } from './internal/moduleCall.ts'
import { sendAndWait } from './internal/sendTransaction.ts'

export type PauseGrantAsKeeperParameters = {
  /** A grant that names the keeper. */
  grant: Grant
}

export type PauseGrantAsKeeperReturnType = CarryReturnType

export type PauseGrantAsKeeperErrorType = BaseError

/**
 * Stops every use of a grant, by a transaction of its keeper. Only the owner can let it go on.
 * @throws CallerUnauthorizedError for anybody but the keeper.
 */
export async function pauseGrantAsKeeper(
  client: KeeperClientBase,
  { grant }: PauseGrantAsKeeperParameters,
): Promise<PauseGrantAsKeeperReturnType> {
  const { account } = grant
  const terms = sealedTerms(client, grant)
  const { to, data } = moduleCall(client, 'pauseGrantAsKeeper', [account, terms])
  const context = { account, module: client.module }
  return sent(await sendAndWait(client, { sender: client.sender, to, data, context }))
}
