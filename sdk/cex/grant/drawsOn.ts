import { ANY_MARKET } from '../../core/venueConstants.ts'
import type { OpenOrdersLimit, PositionLimit } from '../../core/venueLimit.ts'
import type { JudgedOrder } from './judgeRequest.ts'

/** Whether an order adds to those that rest on the limit's market. An amendment takes the place of another. */
export function mayRest({ order }: JudgedOrder, { market }: OpenOrdersLimit): boolean {
  const isOn = market === ANY_MARKET || order.market === undefined || order.market === market
  return order.action === 'place' && order.type !== 'market' && isOn
}

/**
 * Whether an order can make the position in the limit's market larger. On spot there is nothing that an order could only make smaller: venues
 * do not heed the word there.
 */
export function mayAdd({ order, market: facts }: JudgedOrder, { market }: PositionLimit): boolean {
  return order.market === market && !(order.reduceOnly && facts?.kind !== 'spot')
}
