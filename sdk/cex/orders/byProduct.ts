import type { OrderReader } from './orderReader.ts'
import type { VenueOrder } from './venueOrder.ts'

/**
 * The same readers with the product in front of every market, `spot:BTCUSDT`: for venues where one name stands for a market of each
 * product, so that a grant of one is not a grant of the other.
 * @param productOf The product, of the endpoint's name in the table.
 */
export function byProduct(
  readers: ReadonlyMap<string, OrderReader>,
  productOf: (endpoint: string) => string,
): ReadonlyMap<string, OrderReader> {
  const named = [...readers].map(([endpoint, reader]): [string, OrderReader] => {
    const product = productOf(endpoint)
    return [endpoint, (request, name) => reader(request, name)?.map((order) => withProduct(order, product))]
  })
  return new Map(named)
}

function withProduct(order: VenueOrder, product: string): VenueOrder {
  return order.market === undefined ? order : { ...order, market: `${product}:${order.market}` }
}
