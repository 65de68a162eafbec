import type { BaseError } from '../../errors/base.ts'
import type { HolderVenueClientBase } from '../clients/venueClientBase.ts'
import { countRequest } from '../grant/authorizeRequest.ts'
import { copyRequest } from '../grant/copyRequest.ts'
import type { VenueRequest } from '../request.ts'
import { checkClientKey } from './internal/authorize.ts'

export type CheckVenueRequestParameters = { request: VenueRequest }

export type CheckVenueRequestReturnType = {
  /** As the venue's table names it. */
  readonly endpoint: string
  readonly endpointClass: string
  /** What signing it would draw: the limit's index in the grant, and how much, a decimal as text. */
  readonly draws: readonly { readonly limit: number; readonly amount: string }[]
}

export type CheckVenueRequestErrorType = BaseError

/**
 * Says what the grant makes of a request, and signs and reserves nothing. What remains of budgets is only asked when it is signed.
 * @throws as `authorizeRequest`, but BudgetExceededError, OpenOrdersExceededError, PositionExceededError, RequestRateExceededError.
 */
export async function checkVenueRequest(
  client: HolderVenueClientBase,
  parameters: CheckVenueRequestParameters,
): Promise<CheckVenueRequestReturnType> {
  const request = copyRequest(parameters.request)
  await client.clock.ready()
  const nowMs = client.clock.nowMs()
  checkClientKey(client, nowMs)
  const { judged, takes } = await countRequest(client.authority, request, nowMs)
  const draws = takes.map(({ index, take }) => ({
    limit: index,
    amount: take.kind === 'rate' ? '1' : take.amount,
  }))
  return { endpoint: judged.endpoint, endpointClass: judged.class, draws }
}
