import { VenueRequestInvalidError } from '../../errors/venue.ts'
import type { VenueRequest } from '../request.ts'

/** Segments of what RFC 3986 allows, none of them empty; a percent sign is followed by two digits. */
const PATH = /^(\/([A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})+)+\/?$/
/** Segments that a server may resolve to another path than the one that was judged and signed. */
const AMBIGUOUS = /\/\.{1,2}(\/|$)|%2e|%2f|%5c|%00/i

/**
 * Refuses what no venue can take, before anything is made of it.
 * @throws VenueRequestInvalidError.
 */
export function checkRequest({ method, path, params, bodyArray }: VenueRequest): void {
  checkPath(path)
  if (bodyArray === undefined) {
    if (params === null) throw new VenueRequestInvalidError({ reason: 'params is null without bodyArray.' })
    return
  }
  if (params !== null && params.length > 0) {
    throw new VenueRequestInvalidError({ reason: 'there are params beside bodyArray.' })
  }
  if (method === 'GET') throw new VenueRequestInvalidError({ reason: 'a GET has no body.' })
}

/** Paths that were good: the same few come again with most requests. */
const known = new Set<string>()
const MOST = 256

/** @throws VenueRequestInvalidError when the path is not one, has a query, or may be read as another. */
export function checkPath(path: string): void {
  if (known.has(path)) return
  if (!PATH.test(path)) {
    throw new VenueRequestInvalidError({
      reason: 'path is not a path that starts with a slash and has no query.',
    })
  }
  if (AMBIGUOUS.test(path)) {
    throw new VenueRequestInvalidError({ reason: 'path has segments that servers read differently.' })
  }
  if (known.size >= MOST) known.clear()
  known.add(path)
}
