import type { Big } from 'big.js'
import type { VenueGrant } from '../../core/grant.ts'
import type { VenueMarket } from '../../core/venueMarket.ts'
import { PriceMissingError } from '../../errors/venueLimit.ts'
import { attempt } from '../../internal/attempt.ts'
import { answerInTime } from './answerInTime.ts'
import { decimalOf } from './decimal.ts'
import { mayAdd } from './drawsOn.ts'
import type { JudgedRequest } from './judgeRequest.ts'
import { countsMarket, isBounded, isNotional } from './limitScope.ts'
import { needsReference } from './notionalOf.ts'
import { positionNeedsReference } from './positionSize.ts'
import type { VenuePrices } from './venuePrices.ts'

/** How old a reference price may be by default, in milliseconds, inclusive. */
export const MAX_PRICE_AGE_MS = 5000

type Terms = {
  readonly prices: VenuePrices | undefined
  readonly nowMs: number
  readonly maxPriceAgeMs: number
}

/** Reference prices of the markets whose orders cannot be counted without. @throws PriceMissingError. */
export async function readReferences(
  grant: VenueGrant,
  { orders }: JudgedRequest,
  terms: Terms,
): Promise<ReadonlyMap<string, Big>> {
  const markets = new Map<string, VenueMarket>()
  for (const judged of orders) {
    const { market } = judged
    if (market === undefined || markets.has(market.symbol)) continue
    const isNeeded = grant.limits.some((limit) => {
      if (limit.kind === 'position') return mayAdd(judged, limit) && positionNeedsReference(judged)
      return isNotional(limit) && isBounded(limit) && countsMarket(limit, market) && needsReference(judged)
    })
    if (isNeeded) markets.set(market.symbol, market)
  }
  const found = await Promise.all(
    [...markets.values()].map(async (market) => [market.symbol, await ask(market, terms)] as const),
  )
  return new Map(found)
}

async function ask(market: VenueMarket, { prices, nowMs, maxPriceAgeMs }: Terms): Promise<Big> {
  const missing = (reason: string, options: { cause?: unknown } = {}): PriceMissingError =>
    new PriceMissingError({ market: market.symbol, reason }, options)
  if (prices === undefined) throw missing('the client has none')
  const { price, atMs } = (await answerInTime(() => prices.reference(market)).catch((cause: unknown) => {
    throw missing('asking failed', { cause })
  })) ?? { price: undefined, atMs: nowMs }
  if (price === undefined) throw missing('it is not known')
  // a price from the future is of another clock, so its age is not known either
  const age = Math.abs(nowMs - atMs)
  if (!(age <= maxPriceAgeMs)) throw missing(`the last one is older than ${maxPriceAgeMs} ms`)
  const value = attempt(() => decimalOf(price, 'the reference price'))
  if (value === undefined || value.lte(0)) throw missing('the answer is no price')
  return value
}
