import type {
  Answer,
  LocalAccess,
  LocalKey,
  LocalVenue,
  ReceivedRequest,
  RefusalReason,
  Route,
  Setting,
  Verdict,
} from './localVenue.ts'
import { refused } from './localVenue.ts'

const LEVELS: Readonly<Record<LocalAccess, number>> = { read: 1, trade: 2, full: 3 }

/** Which route a request asks for, and what its `:name` segments are. */
export function findRoute(
  routes: readonly Route[],
  method: string,
  path: string,
): { readonly route: Route; readonly path: Record<string, string> } | undefined {
  for (const route of routes) {
    if (route.method !== method) continue
    const named = matchPath(route.path, path)
    if (named) return { route, path: named }
  }
  return undefined
}

function matchPath(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split('/')
  const given = path.split('/')
  if (wanted.length !== given.length) return undefined
  const named: Record<string, string> = {}
  for (const [index, segment] of wanted.entries()) {
    const value = given[index] ?? ''
    if (segment.startsWith(':') && value !== '') named[segment.slice(1)] = decodeURIComponent(value)
    else if (segment !== value) return undefined
  }
  return named
}

/** A venue's verdict on a signature; a request that cannot be read at all is a bad one. Pure. */
export function verifyRequest(
  venue: Pick<LocalVenue, 'verify'>,
  request: ReceivedRequest,
  setting: Setting,
): Verdict {
  try {
    return venue.verify(request, setting)
  } catch (cause) {
    // Broken percent-encoding, or a body that is not JSON.
    if (cause instanceof URIError || cause instanceof SyntaxError) return refused('bad request')
    throw cause
  }
}

/** What a venue decides about a private request: the verdict, and what it answers if that is a refusal. Pure. */
export function judge(
  venue: LocalVenue,
  request: ReceivedRequest,
  setting: Setting,
  access: LocalAccess | undefined,
): { readonly verdict: Verdict; readonly answer?: Answer } {
  const verdict = standing(verifyRequest(venue, request, setting), setting, request.ip, access)
  return verdict.accepted ? { verdict } : { verdict, answer: venue.refusal(verdict.reason, request) }
}

/**
 * What every venue checks once a signature holds: that the key lives, that it may be used from there, and that it may do what is asked.
 * A login asks for `read`.
 *
 * @param access What the endpoint asks for; undefined if the venue has no such endpoint.
 */
export function standing(
  verdict: Verdict,
  setting: Setting,
  ip: string,
  access: LocalAccess | undefined,
): Verdict {
  if (!verdict.accepted) return verdict
  const key = setting.keys.get(verdict.apiKey)
  if (!key) return refused('unknown key')
  const reason = reasonAgainst(key, setting.nowMs, ip, access)
  return reason ? refused(reason) : verdict
}

function reasonAgainst(
  key: LocalKey,
  nowMs: number,
  ip: string,
  access: LocalAccess | undefined,
): RefusalReason | undefined {
  if (key.expiresAtMs !== undefined && nowMs >= key.expiresAtMs) return 'expired key'
  if (key.ips.length > 0 && !key.ips.includes(ip)) return 'ip'
  if (!access) return 'unknown path'
  return LEVELS[access] > LEVELS[key.access] ? 'permission' : undefined
}
