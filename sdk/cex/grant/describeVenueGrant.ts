import { UNLIMITED_KEY_LIFETIME } from '../../core/constants.ts'
import type { VenueGrant } from '../../core/grant.ts'
import { ORDER_TYPES } from '../../core/orderType.ts'
import { ALL_ENDPOINTS, ANY_IP, ANY_MARKET, UNLIMITED_AMOUNT } from '../../core/venueConstants.ts'
import type { VenueLimit } from '../../core/venueLimit.ts'
import type { VenueMarket } from '../../core/venueMarket.ts'
import type { VenuePermission } from '../../core/venuePermission.ts'
import type { Venue } from '../venue.ts'
import { type EnforcementOptions, enforcementOf } from './enforcementOf.ts'
import { hashVenueGrant } from './hashVenueGrant.ts'
import { placesOrders } from './limitScope.ts'

/**
 * A grant at a venue in plain words, one line each: everything that it allows, everything that bounds it, who enforces each bound, and what
 * nobody bounds.
 */
export function describeVenueGrant(
  venue: Pick<Venue, 'id' | 'name'>,
  grant: VenueGrant,
  options: EnforcementOptions,
): readonly string[] {
  const { account, networks, permissions, limits } = grant
  const [{ environment, allowedIps, baseUrls }] = networks
  return [
    `Account: ${venue.name} (${venue.id}), ${account.account === undefined ? 'main account' : `sub-account ${account.account}`}`,
    `Environment: ${environment}${baseUrls === undefined ? '' : ` at ${baseUrls.join(', ')}`}`,
    `From addresses: ${allowedIps === ANY_IP ? 'any, which is not bounded' : allowedIps.join(', ')}`,
    `From: ${timeText(grant.validAfter)} (included)`,
    `Until: ${timeText(grant.validUntil)} (included)`,
    ...keyLines(grant),
    `Permissions: ${permissions.length}, the holder may use any of them`,
    ...permissions.flatMap(permissionLines),
    limits.length === 0 ? 'Limits: none' : `Limits: ${limits.length}`,
    ...limits.map((limit, index) => `  ${index}. ${limitText(limit)}`),
    'Enforced by:',
    ...enforcementOf(venue, grant, options).map(
      ({ bound, enforcement, reason }) =>
        `  ${bound}: ${enforcement === 'none' ? 'nobody' : enforcement} (${reason})`,
    ),
    `Salt: ${grant.salt}`,
    `Grant id: ${hashVenueGrant(grant)}`,
  ]
}

function keyLines({ sessionKey, keyLifetime, overlap, maxKeys }: VenueGrant): string[] {
  const life = keyLifetime === UNLIMITED_KEY_LIFETIME ? 'as long as the grant' : `${keyLifetime} seconds`
  return [
    `First key: ${sessionKey}`,
    `Longest life of a key: ${life}`,
    `Keys at a time: at most ${maxKeys}`,
    `A rotated key stays usable: ${overlap === 0 ? 'not at all' : `at most ${overlap} seconds`}`,
  ]
}

const CLASSES = {
  read: 'reads',
  trade: 'trades',
  full: 'moves assets to others, borrows, changes keys and accounts',
} as const

function permissionLines(permission: VenuePermission, index: number): string[] {
  const { endpointClass, endpoints, cancel } = permission
  const which = endpoints === ALL_ENDPOINTS ? 'every endpoint of that class' : endpoints.join(', ')
  return [
    `  ${index}. ${endpointClass}: ${CLASSES[endpointClass]}, through ${which}`,
    ...(placesOrders(permission)
      ? orderLines(permission)
      : endpointClass === 'read'
        ? []
        : ['     orders: none']),
    ...(cancel === 'none'
      ? []
      : [`     cancels: ${cancel === 'any' ? 'any order' : 'orders of its markets, named by market'}`]),
  ]
}

function orderLines({ markets, sides, orderTypes }: VenuePermission): string[] {
  const where = markets === ANY_MARKET ? 'any, which is not bounded' : markets.map(marketText).join(', ')
  const types = orderTypes.length === ORDER_TYPES.length ? 'any' : orderTypes.join(', ')
  return [`     markets: ${where}`, `     orders: to ${sides.join(' and to ')}; of type ${types}`]
}

function marketText({ symbol, base, quote, kind, contractSize }: VenueMarket): string {
  const size =
    contractSize === undefined ? '' : `, contracts of ${contractSize} ${kind === 'inverse' ? quote : base}`
  return `${symbol} (${base} in ${quote}, ${kind}${size})`
}

function limitText(limit: VenueLimit): string {
  if (limit.kind === 'requestRate') return `at most ${limit.amount} requests in any ${limit.period} seconds`
  const on = limit.market === ANY_MARKET ? '' : ` on ${limit.market}`
  if (limit.kind === 'openOrders') return `at most ${limit.amount} open orders${on}`
  if (limit.kind === 'position') {
    const unit = limit.unit === 'base' ? 'of the base asset' : 'contracts'
    return `a position of at most ${limit.amount} ${unit}${on}, on either side`
  }
  if (limit.amount === UNLIMITED_AMOUNT) return `orders${on} of any worth, said by name`
  const amount = `worth at most ${limit.amount} ${limit.asset}`
  if (limit.kind === 'notionalPerOrder') return `each order${on} ${amount}`
  if (limit.kind === 'notionalTotal') return `all orders${on} together ${amount}`
  return `orders${on} together ${amount} in each ${limit.period} seconds from ${timeText(limit.periodStart)} on`
}

function timeText(seconds: number): string {
  const milliseconds = seconds * 1000
  const date =
    milliseconds <= 8.64e15 ? new Date(milliseconds).toISOString().replace('.000Z', 'Z') : 'far future'
  return `${date} (${seconds})`
}
