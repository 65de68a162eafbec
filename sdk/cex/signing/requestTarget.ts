import { VenueRequestInvalidError } from '../../errors/venue.ts'

/** What the parts of a base URL are. */
export type BaseUrl = {
  /** Scheme and host: `https://www.okx.com`. */
  readonly origin: string
  /** Host in lower case, with the port when it is not the scheme's own. */
  readonly host: string
  /** The first part of the path, without a slash at the end; usually empty. */
  readonly prefix: string
}

/** Base URLs are few and come again with every request: parsing one costs as much as a signature. */
const parsed = new Map<string, BaseUrl>()
const MOST = 64

/**
 * The parts of a base URL.
 * @throws VenueRequestInvalidError when it is not a plain URL of http, https, ws or wss.
 */
export function readBaseUrl(baseUrl: string): BaseUrl {
  const known = parsed.get(baseUrl)
  if (known) return known
  const url = URL.parse(baseUrl)
  if (!url || !['http:', 'https:', 'ws:', 'wss:'].includes(url.protocol)) {
    throw new VenueRequestInvalidError({ reason: 'baseUrl is not a URL of http, https, ws or wss.' })
  }
  if (url.username || url.password || url.search || url.hash || /[?#]/.test(baseUrl)) {
    throw new VenueRequestInvalidError({ reason: 'baseUrl has more than scheme, host and path.' })
  }
  const result = {
    origin: `${url.protocol}//${url.host}`,
    host: url.host,
    prefix: url.pathname.replace(/\/+$/, ''),
  }
  if (parsed.size >= MOST) parsed.clear()
  parsed.set(baseUrl, result)
  return result
}

/** The whole path of a request: what the base URL starts, and the request's own. */
export function wholePath({ baseUrl, path }: { readonly baseUrl: string; readonly path: string }): string {
  return readBaseUrl(baseUrl).prefix + path
}

/** The URL of a request, with the query as it is to be sent. */
export function requestUrl(
  { baseUrl, path }: { readonly baseUrl: string; readonly path: string },
  query: string,
): string {
  const { origin, prefix } = readBaseUrl(baseUrl)
  return query === '' ? origin + prefix + path : `${origin}${prefix}${path}?${query}`
}
