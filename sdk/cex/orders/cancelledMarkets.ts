import { OrderUnreadableError } from '../../errors/venueOrder.ts'
import type { Json } from '../json.ts'
import type { Parameter, VenueRequest } from '../request.ts'
import type { OrderReader } from './orderReader.ts'
import type { CancelledOrder } from './venueOrder.ts'

/**
 * A reader of cancellations that looks at the markets only, of one or several orders, or of all. A market that is given twice, in
 * whatever case, is an error; other members are not looked at.
 * @param market The member that names the market; several of them may be a list, or stand in one text with commas.
 * @param list The member that holds the cancelled orders, each with its market; `'body'` when the body is that list.
 */
export function cancelledMarkets(names: { market?: string; list?: string } = {}): OrderReader {
  return (request, endpoint) => {
    const { market, list } = names
    if (market === undefined) return [{ action: 'cancel', market: undefined }]
    if (list === undefined) return readMarkets(endpoint, parametersOf(endpoint, request), market)
    const items = list === 'body' ? bodyOf(endpoint, request) : itemsOf(endpoint, request, list)
    return items.flatMap((item) => readMarkets(endpoint, entriesOf(endpoint, item), market))
  }
}

function readMarkets(endpoint: string, entries: readonly Parameter[], name: string): CancelledOrder[] {
  const value = onlyValue(endpoint, entries, name)
  if (value === undefined) return [{ action: 'cancel', market: undefined }]
  const markets = Array.isArray(value) ? value : typeof value === 'string' ? value.split(',') : [value]
  if (markets.length === 0) return [{ action: 'cancel', market: undefined }]
  return markets.map((market) => {
    if (typeof market !== 'string' || market === '') throw unreadable(endpoint, `${name} is no market`)
    return { action: 'cancel', market }
  })
}

function onlyValue(endpoint: string, entries: readonly Parameter[], name: string): Json | undefined {
  const own = entries.filter(([one]) => one.toLowerCase() === name.toLowerCase())
  if (own.length > 1) throw unreadable(endpoint, `${name} is given twice`)
  const [entry] = own
  if (entry !== undefined && entry[0] !== name) throw unreadable(endpoint, `${name} is spelled otherwise`)
  return entry?.[1]
}

function itemsOf(endpoint: string, request: VenueRequest, name: string): readonly Json[] {
  const value = onlyValue(endpoint, parametersOf(endpoint, request), name)
  if (!Array.isArray(value) || value.length === 0) throw unreadable(endpoint, `${name} is not a list`)
  return value
}

function bodyOf(endpoint: string, request: VenueRequest): readonly Json[] {
  if (request.bodyArray === undefined || request.bodyArray.length === 0) {
    throw unreadable(endpoint, 'the body is not a list')
  }
  return request.bodyArray
}

function parametersOf(endpoint: string, request: VenueRequest): readonly Parameter[] {
  if (request.params === null) throw unreadable(endpoint, 'there are no parameters')
  return request.params
}

function entriesOf(endpoint: string, item: Json): readonly Parameter[] {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) {
    throw unreadable(endpoint, 'what is cancelled is not an object')
  }
  return Object.entries(item)
}

function unreadable(endpoint: string, reason: string): OrderUnreadableError {
  return new OrderUnreadableError({ endpoint, reason })
}
