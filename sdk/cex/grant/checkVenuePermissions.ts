import { ACCESS_LEVELS } from '../../core/accessLevel.ts'
import { CANCEL_RULES } from '../../core/cancelRule.ts'
import type { VenueGrant } from '../../core/grant.ts'
import { ORDER_TYPES } from '../../core/orderType.ts'
import { SIDES } from '../../core/side.ts'
import { ALL_ENDPOINTS, ANY_MARKET, MAX_VENUE_LEAVES } from '../../core/venueConstants.ts'
import { MARKET_KINDS, type VenueMarket } from '../../core/venueMarket.ts'
import type { VenuePermission } from '../../core/venuePermission.ts'
import { GrantInvalidError } from '../../errors/grant.ts'
import type { Venue } from '../venue.ts'
import { decimalOf, isDecimal } from './decimal.ts'

const MOST_MARKETS = 1024
/** As venues spell markets and assets; nothing that could pass for something else on a screen. */
const SYMBOL = /^[\w.:@/+-]{1,64}$/

/**
 * Refuses permissions that name what the venue's table does not have in that class, or that could never hold.
 * @throws GrantInvalidError.
 */
export function checkVenuePermissions(
  venue: Pick<Venue, 'name' | 'endpoints'>,
  permissions: VenueGrant['permissions'],
): void {
  if (permissions.length < 1 || permissions.length > MAX_VENUE_LEAVES) {
    throw refused(`there are 1 to ${MAX_VENUE_LEAVES} of them.`)
  }
  const facts = new Map<string, string>()
  for (const permission of permissions) {
    checkEndpoints(venue, permission)
    checkWords(permission)
    if (permission.markets === ANY_MARKET) continue
    for (const market of permission.markets) checkMarket(market, facts)
  }
}

function checkEndpoints(venue: Pick<Venue, 'name' | 'endpoints'>, permission: VenuePermission): void {
  const { endpointClass, endpoints } = permission
  if (!ACCESS_LEVELS.includes(endpointClass)) throw refused('the class of endpoints is read, trade or full.')
  if (endpoints === ALL_ENDPOINTS) return
  if (!Array.isArray(endpoints) || endpoints.length === 0) {
    throw refused('endpoints lists at least one, or says ALL_ENDPOINTS by name.')
  }
  const listed = new Set(venue.endpoints[endpointClass])
  for (const endpoint of endpoints) {
    if (!listed.has(endpoint)) {
      throw refused(
        `${venue.name} has no endpoint of class ${endpointClass} that its table names ${shown(endpoint)}.`,
      )
    }
  }
}

function checkWords({ endpointClass, markets, sides, orderTypes, cancel }: VenuePermission): void {
  if (!isSetOf(sides, SIDES)) throw refused('sides are buy and sell, each once at most.')
  if (!isSetOf(orderTypes, ORDER_TYPES))
    throw refused(`order types are ${ORDER_TYPES.join(', ')}, each once.`)
  if (!CANCEL_RULES.includes(cancel)) throw refused(`what may be cancelled is ${CANCEL_RULES.join(', ')}.`)
  if (markets !== ANY_MARKET && (!Array.isArray(markets) || markets.length > MOST_MARKETS)) {
    throw refused(`markets lists at most ${MOST_MARKETS}, or says ANY_MARKET by name.`)
  }
  const places = markets.length > 0
  if (endpointClass === 'read' && (places || sides.length + orderTypes.length > 0 || cancel !== 'none')) {
    throw refused('reading places and cancels no orders: leave markets, sides, order types and cancel empty.')
  }
  if (sides.length > 0 !== orderTypes.length > 0 || (sides.length > 0 && !places)) {
    throw refused('orders need markets, sides and order types: name all of them or none.')
  }
  if (places && sides.length === 0 && cancel !== 'markets') {
    throw refused('markets without sides are only there for cancelling what is named by market.')
  }
  if (cancel === 'markets' && !places) throw refused('it cancels by market and has no market.')
}

function checkMarket(market: VenueMarket, facts: Map<string, string>): void {
  const { symbol, base, quote, kind, contractSize } = market
  for (const text of [symbol, base, quote]) {
    if (typeof text !== 'string' || !SYMBOL.test(text))
      throw refused('a market has a symbol, a base and a quote.')
  }
  if (symbol === ANY_MARKET || quote === ANY_MARKET)
    throw refused(`no market or asset has the name "${ANY_MARKET}".`)
  if (!MARKET_KINDS.includes(kind)) throw refused(`a market is ${MARKET_KINDS.join(', ')}.`)
  if (contractSize !== undefined) {
    if (kind === 'spot') throw refused('a spot market has no contracts.')
    if (!isDecimal(contractSize) || decimalOf(contractSize, 'contractSize').eq(0)) {
      throw refused('a contract size is a plain decimal above zero, as text.')
    }
  }
  const fact = JSON.stringify([base, quote, kind, contractSize ?? null])
  if ((facts.get(symbol) ?? fact) !== fact) throw refused(`it says two things of the market ${symbol}.`)
  facts.set(symbol, fact)
}

function isSetOf<word>(given: readonly word[], words: readonly word[]): boolean {
  return (
    Array.isArray(given) &&
    new Set(given).size === given.length &&
    given.every((word) => words.includes(word))
  )
}

function shown(text: string): string {
  return /^[\w/{}.:~ -]{1,120}$/.test(text) ? `"${text}"` : 'like that'
}

function refused(reason: string): GrantInvalidError {
  return new GrantInvalidError({ member: 'permissions', reason })
}
