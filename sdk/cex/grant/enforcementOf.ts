import type { Enforcement } from '../../core/enforcement.ts'
import type { VenueGrant } from '../../core/grant.ts'
import { ANY_IP } from '../../core/venueConstants.ts'
import { ipsBeyond } from '../keys/ipsBeyond.ts'
import type { KeyReport } from '../keys/keyReport.ts'
import type { Venue } from '../venue.ts'
import { type VenueKeyRecord, venueKeyWindow } from './checkVenueKey.ts'
import { isBounded, placesOrders } from './limitScope.ts'

/** What holds requests to the grant: the holder's own client, or the server that has the key. */
export type EnforcedThrough = 'client' | 'gateway'

/** What of a grant is enforced by whom. */
export type BoundEnforcement = {
  /** `transfers`, `trading`, `endpoints`, `orders`, `expiry`, `ips`, `keyLifetime`, or a limit by its index: `limits[0]`. */
  readonly bound: string
  readonly enforcement: Enforcement
  /** In words for the owner. */
  readonly reason: string
}

/** What saying who enforces a grant depends on. */
export type EnforcementOptions = {
  through: EnforcedThrough
  /** What the venue says of the key that uses the grant, from `inspectKey`. Without it, nothing is the venue's to enforce. */
  keyReport?: KeyReport | undefined
  /** Keys that rotations brought, or ended: the report may be about one of them. */
  keys?: readonly VenueKeyRecord[] | undefined
}

/**
 * Says of every bound of a grant who enforces it, for the owner to see. `venue` only where the venue itself has said so of this very key;
 * what it leaves unknown counts as not enforced by it.
 */
export function enforcementOf(
  venue: Pick<Venue, 'id' | 'name'>,
  grant: VenueGrant,
  { through, keyReport, keys }: EnforcementOptions,
): readonly BoundEnforcement[] {
  const report = isAbout(venue, grant, keyReport, keys) ? keyReport : undefined
  const here = (bound: string, why: string): BoundEnforcement => ({
    bound,
    enforcement: through,
    reason:
      through === 'client'
        ? `${why}; whoever has the key can leave the client out`
        : `${why}; the gateway has the key, the holder does not`,
  })
  return [
    ...levels(venue, grant, report, here),
    here('endpoints', 'the venue knows no such bound'),
    ...(grant.permissions.some(placesOrders)
      ? [here('orders', 'markets, sides, types and cancellations are judged before signing')]
      : []),
    expiry(venue, grant, report, here),
    ...ips(venue, grant, report),
    here('keyLifetime', 'keys are rotated by whoever looks after the grant'),
    ...grant.limits.flatMap((limit, index) =>
      isBounded(limit) ? [here(`limits[${index}]`, 'it is counted before signing')] : [],
    ),
  ]
}

/** Only what the venue was asked, about a key of the grant at that venue. */
function isAbout(
  venue: Pick<Venue, 'id'>,
  grant: VenueGrant,
  report: KeyReport | undefined,
  keys: readonly VenueKeyRecord[] | undefined,
): report is KeyReport {
  if (report === undefined || report.source !== 'venue') return false
  if (report.venue !== venue.id || grant.account.venue !== venue.id) return false
  return venueKeyWindow(grant, report.apiKey, keys) !== undefined
}

type Here = (bound: string, why: string) => BoundEnforcement

/** What the key cannot do at all. A grant that allows it has nothing to enforce there. */
function levels(
  { name }: Pick<Venue, 'name'>,
  { permissions }: VenueGrant,
  report: KeyReport | undefined,
  here: Here,
): BoundEnforcement[] {
  const classes = new Set(permissions.map(({ endpointClass }) => endpointClass))
  const level = (bound: string, says: string | undefined): BoundEnforcement =>
    says === 'no'
      ? { bound, enforcement: 'venue', reason: `${name} says that the key cannot do it` }
      : here(
          bound,
          says === 'yes'
            ? `${name} says that the key could do it`
            : `${name} has not said that the key cannot`,
        )
  return [
    ...(classes.has('full') ? [] : [level('transfers', report?.permissions.full)]),
    ...(classes.has('full') || classes.has('trade') ? [] : [level('trading', report?.permissions.trade)]),
  ]
}

function expiry(
  { name }: Pick<Venue, 'name'>,
  { validUntil }: VenueGrant,
  report: KeyReport | undefined,
  here: Here,
): BoundEnforcement {
  const end = report?.expiresAt
  if (typeof end === 'number' && end <= validUntil) {
    return { bound: 'expiry', enforcement: 'venue', reason: `${name} says that it ends the key by then` }
  }
  return here(
    'expiry',
    typeof end === 'number' ? `${name} ends the key later` : `${name} has not said that it ends the key`,
  )
}

/** Where a request comes from only the venue sees. */
function ips(
  { name }: Pick<Venue, 'name'>,
  { networks: [{ allowedIps }] }: VenueGrant,
  report: KeyReport | undefined,
): BoundEnforcement[] {
  if (allowedIps === ANY_IP) return []
  const nobody = (reason: string): BoundEnforcement[] => [{ bound: 'ips', enforcement: 'none', reason }]
  const bound = report?.ips ?? 'unknown'
  if (bound === 'none') return nobody(`${name} says that the key may be used from anywhere`)
  if (bound === 'restricted') return nobody(`${name} says that the key is bound, and not to which addresses`)
  if (bound === 'unknown') return nobody(`${name} has not said where the key may be used from`)
  if (bound.length === 0) return nobody(`${name} lists no address, which may mean any`)
  if (ipsBeyond(bound, allowedIps).length > 0)
    return nobody(`${name} lets the key be used from other addresses too`)
  return [
    {
      bound: 'ips',
      enforcement: 'venue',
      reason: `${name} lists these addresses, or some of them, for the key`,
    },
  ]
}
