import { isTime } from '../../core/expiry.ts'
import type { VenueGrant } from '../../core/grant.ts'
import {
  ANY_ASSET,
  ANY_MARKET,
  MAX_REQUEST_RATE,
  MAX_VENUE_LEAVES,
  UNLIMITED_AMOUNT,
} from '../../core/venueConstants.ts'
import { type PositionLimit, VENUE_LIMIT_KINDS, type VenueLimit } from '../../core/venueLimit.ts'
import type { VenueMarket } from '../../core/venueMarket.ts'
import { GrantInvalidError } from '../../errors/grant.ts'
import { LimitInvalidError } from '../../errors/limit.ts'
import { isDecimal, isWholeText } from './decimal.ts'
import {
  countsMarket,
  isBounded,
  isNotional,
  marketsOf,
  type NotionalLimit,
  placesOrders,
} from './limitScope.ts'

/** Longest period of a limit in seconds, inclusive: ten years. */
const MAX_PERIOD = 315_360_000

type Parts = Pick<VenueGrant, 'permissions' | 'limits' | 'validAfter'>

/**
 * Refuses limits that count nothing, and permissions to place orders whose worth no limit bounds and no owner has called unlimited.
 * @throws LimitInvalidError, GrantInvalidError.
 */
export function checkVenueLimits(grant: Parts): void {
  const { limits } = grant
  if (limits.length > MAX_VENUE_LEAVES) {
    throw new GrantInvalidError({ member: 'limits', reason: `there are at most ${MAX_VENUE_LEAVES}.` })
  }
  const markets = marketsOf(grant)
  for (const [index, limit] of limits.entries()) checkLimit(grant, limit, `${limit.kind} (${index})`, markets)
  checkCovered(grant, markets)
}

function checkLimit(
  grant: Parts,
  limit: VenueLimit,
  name: string,
  markets: ReadonlyMap<string, VenueMarket>,
): void {
  const refuse = (reason: string): Error => new LimitInvalidError({ limit: name, reason })
  if (!VENUE_LIMIT_KINDS.includes(limit.kind)) throw refuse('no limit has this kind.')
  if (isNotional(limit)) checkNotional(grant, limit, markets, refuse)
  else if (limit.kind === 'position') checkPosition(limit, markets, refuse)
  else if (!isWholeText(limit.amount)) throw refuse('its amount is a whole number as text.')
  else if (limit.kind === 'openOrders') checkNamed(limit.market, markets, refuse)
  else if (Number(limit.amount) > MAX_REQUEST_RATE) throw refuse(`its amount is at most ${MAX_REQUEST_RATE}.`)
  if ('period' in limit && !isPeriod(limit.period))
    throw refuse('its period is whole seconds, up to ten years.')
}

function checkNotional(
  { validAfter }: Parts,
  limit: NotionalLimit,
  markets: ReadonlyMap<string, VenueMarket>,
  refuse: (reason: string) => Error,
): void {
  const { amount, asset, market } = limit
  if (amount === UNLIMITED_AMOUNT) {
    if (asset === ANY_ASSET && market === ANY_MARKET) return
    if (asset === ANY_ASSET) throw refuse('with any asset it is about any market.')
  } else if (!isDecimal(amount))
    throw refuse('its amount is a plain decimal as text, or UNLIMITED_AMOUNT by name.')
  checkNamed(market, markets, refuse)
  // a limit in an asset that nothing is quoted in would look like a bound and be none
  if (![...markets.values()].some((one) => countsMarket(limit, one))) {
    throw refuse('no market of the grant is quoted in its asset.')
  }
  if (limit.kind !== 'notionalPerPeriod') return
  if (!isTime(limit.periodStart) || limit.periodStart > validAfter) {
    throw refuse('its first period starts with the grant or before, in unix seconds.')
  }
}

function checkPosition(
  { amount, market, unit }: PositionLimit,
  markets: ReadonlyMap<string, VenueMarket>,
  refuse: (reason: string) => Error,
): void {
  if (!isDecimal(amount)) throw refuse('its amount is a plain decimal as text.')
  const facts = markets.get(market)
  if (!facts) throw refuse('no permission lists its market.')
  if (unit !== 'base' && unit !== 'contracts') throw refuse('its unit is base or contracts.')
  if (facts.kind === 'spot' && unit !== 'base') throw refuse('a spot market counts the base asset.')
  if (facts.kind === 'inverse' && unit !== 'contracts') throw refuse('an inverse market counts contracts.')
}

function checkNamed(
  market: string,
  markets: ReadonlyMap<string, VenueMarket>,
  refuse: (reason: string) => Error,
): void {
  if (market !== ANY_MARKET && !markets.has(market)) throw refuse('no permission lists its market.')
}

/** The worth of what may be placed is bounded everywhere, or called unlimited by name. */
function checkCovered({ permissions, limits }: Parts, markets: ReadonlyMap<string, VenueMarket>): void {
  const notional = limits.filter(isNotional)
  const anywhere = notional.some((limit) => !isBounded(limit) && limit.asset === ANY_ASSET)
  for (const permission of permissions.filter(placesOrders)) {
    if (permission.markets !== ANY_MARKET) {
      for (const { symbol } of permission.markets) {
        const market = markets.get(symbol)
        if (market && notional.some((limit) => countsMarket(limit, market))) continue
        throw uncovered(`no limit on notional counts orders on ${symbol}.`)
      }
    } else if (!anywhere) throw uncovered('no limit on notional can count orders on any market.')
    else if (limits.some(knowsMarkets)) {
      throw uncovered('with ANY_MARKET, orders have markets that limits on some of them know nothing of.')
    }
  }
}

/** Whether a limit would have to tell the markets that it counts from others, in whatever spelling. */
function knowsMarkets(limit: VenueLimit): boolean {
  if (limit.kind === 'requestRate' || !isBounded(limit)) return false
  return limit.kind !== 'openOrders' || limit.market !== ANY_MARKET
}

function uncovered(reason: string): GrantInvalidError {
  const advice = 'Add one, or say UNLIMITED_AMOUNT by name.'
  return new GrantInvalidError({ member: 'limits', reason: `${reason} ${advice}` })
}

function isPeriod(seconds: number): boolean {
  return Number.isSafeInteger(seconds) && seconds >= 1 && seconds <= MAX_PERIOD
}
