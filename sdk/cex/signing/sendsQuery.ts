import type { VenueRequest } from '../request.ts'

/** Whether parameters go into the query at venues that read them there for GET and DELETE. A list is a body always. */
export function sendsQuery({ method, bodyArray }: VenueRequest): boolean {
  return method === 'GET' || (method === 'DELETE' && bodyArray === undefined)
}
