import { isAddressEqual } from 'viem'
import type { BaseError } from '../../errors/base.ts'
import { GrantEpochEndedError } from '../../errors/contractGrant.ts'
import { GrantInvalidError } from '../../errors/grant.ts'
import type { OwnerClientBase, OwnerPath } from '../clients/ownerClientBase.ts'
import { encodeContents } from '../contents/encodeContents.ts'
import { RECOMMENDED_PERMISSIONS } from '../grant/warnings.ts'
import { networkOn } from '../grant/network.ts'
import { getAccountState } from './getAccountState.ts'
import { moduleCall } from './internal/moduleCall.ts'
import { sealedTerms } from './internal/sealedTerms.ts'
import {
  type PlanSupersessionParameters,
  type PlanSupersessionReturnType,
  planSupersession,
} from './planSupersession.ts'
import { type SendCallsReturnType, sendCalls } from './sendCalls.ts'

export type SupersedeParameters = PlanSupersessionParameters & {
  /** Whether to publish the new grant's contents in an event; by default up to 32 permissions. */
  publish?: boolean | undefined
  path?: OwnerPath | undefined
}

export type SupersedeReturnType = SendCallsReturnType & PlanSupersessionReturnType

export type SupersedeErrorType = GrantEpochEndedError | BaseError

/**
 * Ends one grant for ever and starts another in its place, in one step. What was spent is carried limit by limit, as the new grant
 * says, or starts at zero. A grant that was signed off line does the same with its first use. A grant has one successor.
 * @throws what `planSupersession` throws, GrantEpochEndedError.
 */
export async function supersede(
  client: OwnerClientBase,
  parameters: SupersedeParameters,
): Promise<SupersedeReturnType> {
  const { grant, path } = parameters
  const { publish = grant.permissions.length <= RECOMMENDED_PERMISSIONS } = parameters
  if (!isAddressEqual(grant.account, client.accountPort.address)) {
    throw new GrantInvalidError({ member: 'account', reason: `it is not ${client.accountPort.address}.` })
  }
  const network = networkOn(grant, client.chain.id)
  const { epoch } = await getAccountState(client)
  if (network.epoch !== epoch) throw new GrantEpochEndedError({ epoch: network.epoch, current: epoch })
  const plan = await planSupersession(client, parameters)
  const args = [sealedTerms(client, grant), publish ? encodeContents(grant, client.chain.id) : '0x'] as const
  return { ...(await sendCalls(client, { calls: [moduleCall(client, 'supersede', args)], path })), ...plan }
}
