import type { Big } from 'big.js'
import { OrderUncountableError } from '../../errors/venueLimit.ts'
import type { PlacedOrder } from '../orders/venueOrder.ts'
import { decimalOf, greatest } from './decimal.ts'
import type { JudgedOrder } from './judgeRequest.ts'

/** Whether it takes a reference price to say what an order is worth. */
export function needsReference({ order, market }: JudgedOrder): boolean {
  if (order.unit === 'quote' || (order.unit === 'contracts' && market?.kind === 'inverse')) return false
  return !isPurchaseAtItsPrice(order)
}

/**
 * What an order is worth at most, as far as can be told when it is signed, in the market's quote asset: price times quantity times contract
 * size. A purchase with a limit counts at that; everything else at the highest of its own prices and the reference price, since a sale goes
 * to whoever pays more, and a market order to whoever is there. An amendment counts as if it was placed anew, so it has to say both.
 * @throws OrderUncountableError, DecimalInvalidError.
 */
export function notionalOf(judged: JudgedOrder, reference: Big | undefined): Big {
  const { order, market } = judged
  if (market === undefined) throw uncountable('the grant says nothing of its market')
  if (order.type === 'other') throw uncountable('its type is none of those that have a price')
  const quantity = quantityOf(order)
  if (order.unit === 'quote') return quantity
  if (order.unit === 'base') return quantity.times(priceOf(order, reference))
  if (market.contractSize === undefined)
    throw uncountable('the grant does not say what a contract of its market is worth')
  const size = quantity.times(decimalOf(market.contractSize, 'contractSize'))
  return market.kind === 'inverse' ? size : size.times(priceOf(order, reference))
}

/** How much an order is for. Zero means things of its own at venues: all of a position, or as before. */
export function quantityOf({ quantity }: PlacedOrder): Big {
  if (quantity === undefined) throw uncountable('it does not say how much')
  return aboveZero(quantity, 'the quantity')
}

function priceOf(order: PlacedOrder, reference: Big | undefined): Big {
  const own = order.price === undefined ? undefined : aboveZero(order.price, 'the price')
  // the price that the order has may be above all that is known here
  if (order.action === 'amend' && own === undefined && order.type !== 'market') {
    throw uncountable('an amendment that leaves the price out keeps one that is not known')
  }
  if (own && isPurchaseAtItsPrice(order)) return own
  const trigger =
    order.triggerPrice === undefined ? undefined : aboveZero(order.triggerPrice, 'the trigger price')
  if (order.type === 'triggerMarket' && trigger === undefined && !order.reduceOnly) {
    throw uncountable('a trigger order without a limit does not say at what price it is set off')
  }
  const most = greatest([own, trigger, reference])
  if (most === undefined) throw uncountable('it has no price, and there is no reference price')
  return most
}

function isPurchaseAtItsPrice({ side, type, price }: PlacedOrder): boolean {
  return side === 'buy' && price !== undefined && (type === 'limit' || type === 'triggerLimit')
}

function aboveZero(text: string, what: string): Big {
  const value = decimalOf(text, what)
  if (value.lte(0)) throw uncountable(`${what} is zero`)
  return value
}

function uncountable(reason: string): OrderUncountableError {
  return new OrderUncountableError({ reason })
}
