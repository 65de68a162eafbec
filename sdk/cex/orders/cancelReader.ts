import { OrderMembers } from './orderMembers.ts'
import type { OrderReader } from './orderReader.ts'

/**
 * A reader of an endpoint that cancels and does nothing else.
 * @param known Every member that the endpoint takes.
 * @param market The member that names the market, if one does.
 */
export function cancelReader(known: readonly string[], market?: string): OrderReader {
  const names = new Set(market === undefined ? known : [...known, market])
  return (request, endpoint) => {
    const members = OrderMembers.ofRequest(endpoint, request, names)
    return [{ action: 'cancel', market: market === undefined ? undefined : members.optionalText(market) }]
  }
}
