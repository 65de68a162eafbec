import { classifyEndpoint } from '../endpoints/classifyEndpoint.ts'
import type { EndpointTable } from '../endpoints/endpointTable.ts'
import type { VenueRequest } from '../request.ts'
import type { Venue } from '../venue.ts'
import type { VenueOrder } from './venueOrder.ts'

/** Reads what a request to one endpoint does to orders; `endpoint` is its name in the venue's table. */
export type EndpointReader = (endpoint: string, request: VenueRequest) => readonly VenueOrder[] | undefined

/** Readers by the endpoint's name in the venue's table. */
export type EndpointReaders = ReadonlyMap<string, EndpointReader>

/**
 * Reads a request by the reader of its endpoint, which `endpointOf` tells where method and path do not. An endpoint that trades and has no reader may do anything to orders: undefined. So
 * may a request that the table does not list. Endpoints of another class have nothing to do with orders, unless they have a reader.
 */
export function readOrdersByEndpoint(
  table: EndpointTable,
  readers: EndpointReaders,
  request: VenueRequest,
  endpointOf?: Venue['endpointOf'],
): readonly VenueOrder[] | undefined {
  const venue = endpointOf === undefined ? { endpoints: table } : { endpoints: table, endpointOf }
  const found = classifyEndpoint(venue, request)
  if (found === undefined) return undefined
  const reader = readers.get(found.endpoint)
  if (reader !== undefined) return reader(found.endpoint, request)
  return found.class === 'trade' ? undefined : []
}
