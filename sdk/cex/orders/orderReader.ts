import { classifyEndpoint, type EndpointPort } from '../endpoints/classifyEndpoint.ts'
import type { EndpointTable } from '../endpoints/endpointTable.ts'
import type { VenueRequest } from '../request.ts'
import type { VenueOrder } from './venueOrder.ts'

/** Reads what a request to one endpoint does to orders, as {@link readOrdersBy} says. */
export type OrderReader = (request: VenueRequest, endpoint: string) => readonly VenueOrder[] | undefined

/**
 * Reads what a request does to orders with the reader of its endpoint. Without one, what only reads does nothing, and what else
 * the table lists may do anything: undefined.
 * @param readers By the endpoint's name in the table.
 * @param endpointOf Tells the endpoint where method and path do not.
 * @throws OrderUnreadableError when a member that the reader needs is missing or unknown.
 */
export function readOrdersBy(
  table: EndpointTable,
  readers: ReadonlyMap<string, OrderReader>,
  request: VenueRequest,
  endpointOf?: EndpointPort['endpointOf'],
): readonly VenueOrder[] | undefined {
  const port = endpointOf === undefined ? { endpoints: table } : { endpoints: table, endpointOf }
  const found = classifyEndpoint(port, request)
  if (found === undefined) return undefined
  const reader = readers.get(found.endpoint)
  if (reader !== undefined) return reader(request, found.endpoint)
  return found.class === 'read' ? [] : undefined
}
