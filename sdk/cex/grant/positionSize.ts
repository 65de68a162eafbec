import type { Big } from 'big.js'
import type { PositionLimit } from '../../core/venueLimit.ts'
import { OrderUncountableError } from '../../errors/venueLimit.ts'
import { decimalOf } from './decimal.ts'
import type { JudgedOrder } from './judgeRequest.ts'
import { quantityOf } from './notionalOf.ts'

/** Whether it takes a reference price to say how much an order adds to a position. */
export function positionNeedsReference({ order, market }: JudgedOrder): boolean {
  return order.unit === 'quote' && market?.kind !== 'inverse'
}

/**
 * How much an order can add to a position, in the limit's unit, rounded up. One whose quantity is in the quote asset is measured by the
 * lower of its price and the reference price.
 * @throws OrderUncountableError, DecimalInvalidError.
 */
export function positionSize(
  judged: JudgedOrder,
  unit: PositionLimit['unit'],
  reference: Big | undefined,
): Big {
  const { order, market } = judged
  const quantity = quantityOf(order)
  if (order.unit === unit) return quantity
  // a contract of an inverse market is worth so much of the quote asset
  if (market?.kind === 'inverse' && order.unit === 'quote' && unit === 'contracts') {
    return quantity.div(contractSizeOf(judged))
  }
  if (market === undefined || market.kind === 'inverse')
    throw refused('its quantity is in another unit than the limit on the position')
  const base = baseOf(judged, quantity, reference)
  return unit === 'base' ? base : base.div(contractSizeOf(judged))
}

function baseOf(judged: JudgedOrder, quantity: Big, reference: Big | undefined): Big {
  const { order } = judged
  if (order.unit === 'base') return quantity
  if (order.unit === 'contracts') return quantity.times(contractSizeOf(judged))
  if (reference === undefined)
    throw refused('its quantity is in the quote asset, and there is no reference price')
  const own = order.price === undefined ? reference : decimalOf(order.price, 'the price')
  if (own.lte(0)) throw refused('the price is zero')
  return quantity.div(own.lt(reference) ? own : reference)
}

function contractSizeOf({ market }: JudgedOrder): Big {
  if (market?.contractSize !== undefined) return decimalOf(market.contractSize, 'contractSize')
  throw refused('the grant does not say what a contract of its market is worth')
}

function refused(reason: string): OrderUncountableError {
  return new OrderUncountableError({ reason })
}
