import { OrderMembers } from '../../orders/orderMembers.ts'
import type { OrderReader } from '../../orders/orderReader.ts'
import type { PlacedOrder } from '../../orders/venueOrder.ts'
import { sides, types } from './orderWords.ts'

const BATCHED = [
  'orderType',
  'price',
  'loanType',
  'force',
  'baseSize',
  'quoteSize',
  'clientOid',
  'side',
  'stpMode',
]
const ORDER = new Set([...BATCHED, 'symbol'])
const BATCHED_ORDER = new Set(BATCHED)
const BATCH = new Set(['symbol', 'orderList'])

/** A loan is full authority, so the order must say that it makes none. */
function order(members: OrderMembers, market: string): PlacedOrder {
  if (members.text('loanType') !== 'normal') throw members.unreadable('loanType borrows or repays')
  const type = members.choice('orderType', types)
  const quote = type === 'market' ? members.optionalPositive('quoteSize') : undefined
  if (quote === undefined ? members.has('quoteSize') : members.has('baseSize')) {
    throw members.unreadable('baseSize and quoteSize do not go together here')
  }
  return {
    action: 'place',
    market,
    side: members.choice('side', sides),
    type,
    quantity: quote ?? members.positive('baseSize'),
    unit: quote === undefined ? 'base' : 'quote',
    price: members.priceFor(type, 'price'),
    reduceOnly: false,
  }
}

function readersOf(kind: 'crossed' | 'isolated'): [endpoint: string, reader: OrderReader][] {
  const market = (members: OrderMembers): string => `${kind}:${members.text('symbol')}`
  const cancel = (names: readonly string[]): OrderReader => {
    const known = new Set([...names, 'symbol'])
    return (request, endpoint) => {
      const members = OrderMembers.ofRequest(endpoint, request, known)
      return [{ action: 'cancel', market: market(members) }]
    }
  }
  const path = `POST /api/v2/margin/${kind}`
  return [
    [
      `${path}/place-order`,
      (request, endpoint) => {
        const members = OrderMembers.ofRequest(endpoint, request, ORDER)
        return [order(members, market(members))]
      },
    ],
    [
      `${path}/batch-place-order`,
      (request, endpoint) => {
        const members = OrderMembers.ofRequest(endpoint, request, BATCH)
        return members.list('orderList', BATCHED_ORDER).map((one) => order(one, market(members)))
      },
    ],
    [`${path}/cancel-order`, cancel(['orderId', 'clientOid'])],
    [`${path}/batch-cancel-order`, cancel(['orderIdList'])],
  ]
}

/** Readers of Bitget's margin orders, by endpoint. */
export const marginReaders: readonly (readonly [endpoint: string, reader: OrderReader])[] = [
  ...readersOf('crossed'),
  ...readersOf('isolated'),
]
