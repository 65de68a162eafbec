import { amendedOrder } from '../../orders/amendedOrder.ts'
import { cancelledMarkets } from '../../orders/cancelledMarkets.ts'
import { choices } from '../../orders/choices.ts'
import { OrderMembers } from '../../orders/orderMembers.ts'
import { type OrderReader, readOrdersBy } from '../../orders/orderReader.ts'
import { sideWords } from '../../orders/sideWords.ts'
import type { PlacedOrder, Side, VenueOrder } from '../../orders/venueOrder.ts'
import type { VenueRequest } from '../../request.ts'
import { upbitEndpoints } from './endpoints.ts'

const ORDER = new Set([
  'market',
  'side',
  'ord_type',
  'price',
  'volume',
  'identifier',
  'time_in_force',
  'smp_type',
])

const AMENDMENT = new Set([
  'prev_order_uuid',
  'prev_order_identifier',
  'new_ord_type',
  'new_price',
  'new_volume',
  'new_identifier',
  'new_time_in_force',
  'new_smp_type',
])

/** `price` buys at market for a sum, `market` sells at market, `best` trades at the best price of the book. */
type Word = 'limit' | 'price' | 'market' | 'best'
const WORDS = choices<Word>({ limit: 'limit', price: 'price', market: 'market', best: 'best' })

const READERS = new Map<string, OrderReader>([
  ['POST /v1/orders', placed],
  // a test is judged as the order that it tries
  ['POST /v1/orders/test', placed],
  ['POST /v1/orders/cancel_and_new', amended],
  ['DELETE /v1/order', cancelledMarkets()],
  ['DELETE /v1/orders/uuids', cancelledMarkets()],
  ['DELETE /v1/orders/open', cancelledMarkets({ market: 'pairs' })],
])

/**
 * Reads orders of Upbit. To buy at market, the price is the sum to spend, in the quote asset. @throws OrderUnreadableError.
 */
export function readUpbitOrders(request: VenueRequest): readonly VenueOrder[] | undefined {
  return readOrdersBy(upbitEndpoints, READERS, request)
}

function placed(request: VenueRequest, endpoint: string): PlacedOrder[] {
  const members = OrderMembers.ofRequest(endpoint, request, ORDER)
  const word = members.choice('ord_type', WORDS)
  const side = members.choice('side', sideWords.bidAsk)
  if (word !== 'limit' && word !== 'best' && side !== sideOf(word)) {
    throw members.unreadable('ord_type does not go with the side')
  }
  const spends = word === 'price' || (word === 'best' && side === 'buy')
  return [
    {
      action: 'place',
      market: members.text('market'),
      side,
      type: typeOf(word),
      ...amounts(members, word, spends, { price: 'price', volume: 'volume' }),
      reduceOnly: false,
    },
  ]
}

/** A new order in the place of an old one, whose market and side it has. */
function amended(request: VenueRequest, endpoint: string): PlacedOrder[] {
  const members = OrderMembers.ofRequest(endpoint, request, AMENDMENT)
  const word = members.choice('new_ord_type', WORDS)
  const spends = word === 'price' || (word === 'best' && members.has('new_price'))
  const names = { price: 'new_price', volume: 'new_volume' }
  const remains = !spends && members.text('new_volume') === 'remain_only'
  return [
    amendedOrder({
      side: word === 'limit' || word === 'best' ? undefined : sideOf(word),
      type: typeOf(word),
      ...(remains
        ? { unit: 'base', price: word === 'limit' ? members.positive('new_price') : undefined }
        : amounts(members, word, spends, names)),
    }),
  ]
}

function typeOf(word: Word): 'limit' | 'market' | 'other' {
  if (word === 'limit') return 'limit'
  return word === 'best' ? 'other' : 'market'
}

function sideOf(word: 'price' | 'market'): Side {
  return word === 'price' ? 'buy' : 'sell'
}

function amounts(
  members: OrderMembers,
  word: Word,
  spends: boolean,
  names: { price: string; volume: string },
): Pick<PlacedOrder, 'quantity' | 'unit' | 'price'> {
  const unused = spends ? names.volume : names.price
  if (word !== 'limit' && members.has(unused)) throw members.unreadable(`${unused} does not go with the type`)
  if (spends) return { quantity: members.positive(names.price), unit: 'quote', price: undefined }
  return {
    quantity: members.positive(names.volume),
    unit: 'base',
    price: word === 'limit' ? members.positive(names.price) : undefined,
  }
}
