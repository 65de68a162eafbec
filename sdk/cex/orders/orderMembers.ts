import { OrderUnreadableError } from '../../errors/venueOrder.ts'
import type { Json } from '../json.ts'
import type { Parameter, VenueRequest } from '../request.ts'
import { parseOrderText } from './parseOrderText.ts'
import type { OrderType } from './venueOrder.ts'

/**
 * Some venues sign queries without encoding them: a value with one of these could come out of the signature as further parameters.
 */
const SEPARATOR = /[&\p{Cc}]/u

const DECIMAL = /^\d+(\.\d+)?$/

/**
 * The members of one order, read strictly: a name given twice, in whatever case, a member that the reader does not know, and a value
 * of the wrong kind are errors. So nothing that a venue might understand goes by unread. Reasons name members, never values.
 */
export class OrderMembers {
  /** The endpoint, as the venue's table names it. */
  readonly endpoint: string
  readonly #values: ReadonlyMap<string, Json>

  /**
   * @param known Every member that the endpoint documents and the reader understands, or knows to do nothing to the order.
   * @throws OrderUnreadableError when a name is not known or comes twice. Parsers that ignore case, as Go's does, would see
   *   `size` and `Size` as one: only the known spelling is taken.
   */
  constructor(endpoint: string, entries: readonly Parameter[], known: ReadonlySet<string>) {
    this.endpoint = endpoint
    const values = new Map<string, Json>()
    for (const [name, value] of entries) {
      if (!known.has(name)) throw this.unreadable(`a member is not known: ${nameOf(name)}`)
      if (values.has(name)) throw this.unreadable(`${name} is given twice`)
      if (typeof value === 'string' && SEPARATOR.test(value)) {
        throw this.unreadable(`${name} holds a sign that separates parameters`)
      }
      values.set(name, value)
    }
    this.#values = values
  }

  /** The members of a request that has parameters and no list. */
  static ofRequest(endpoint: string, request: VenueRequest, known: ReadonlySet<string>): OrderMembers {
    if (request.bodyArray !== undefined) throw unreadable(endpoint, 'the body is a list')
    if (request.params === null) throw unreadable(endpoint, 'there are no parameters')
    return new OrderMembers(endpoint, request.params, known)
  }

  /** The orders of a request whose body is a list of them; at least one. */
  static ofBodyArray(endpoint: string, request: VenueRequest, known: ReadonlySet<string>): OrderMembers[] {
    if (request.bodyArray === undefined) throw unreadable(endpoint, 'the body is not a list')
    if (request.params !== null && request.params.length > 0) {
      throw unreadable(endpoint, 'there are parameters beside the list')
    }
    return ofList(endpoint, 'the body', request.bodyArray, known)
  }

  has(name: string): boolean {
    return this.#values.has(name)
  }

  /** Text, or the text of a number; undefined when the member is missing. Empty text and null are errors. */
  optionalText(name: string): string | undefined {
    const value = this.#values.get(name)
    if (value === undefined) return undefined
    const text = textOf(value)
    if (text === undefined) throw this.unreadable(`${name} is neither text nor a number`)
    if (text === '') throw this.unreadable(`${name} is empty`)
    return text
  }

  text(name: string): string {
    return this.optionalText(name) ?? this.#missing(name)
  }

  /** Digits, with a point and digits or without; undefined when the member is missing. No sign, no exponent. */
  optionalDecimal(name: string): string | undefined {
    const text = this.optionalText(name)
    if (text !== undefined && !DECIMAL.test(text)) throw this.unreadable(`${name} is not a plain decimal`)
    return text
  }

  decimal(name: string): string {
    return this.optionalDecimal(name) ?? this.#missing(name)
  }

  /** A decimal above zero: zero means "all of it" or "at any price" at some venues, and never nothing. */
  optionalPositive(name: string): string | undefined {
    const text = this.optionalDecimal(name)
    if (text !== undefined && !/[1-9]/.test(text)) throw this.unreadable(`${name} is zero`)
    return text
  }

  positive(name: string): string {
    return this.optionalPositive(name) ?? this.#missing(name)
  }

  /** The price that an order of this type has: a limit order needs one, a market order must not have one. */
  priceFor(type: OrderType, name: string): string | undefined {
    if (type === 'limit' || type === 'triggerLimit') return this.positive(name)
    if (this.has(name)) throw this.unreadable(`${name} means nothing to an order of this type`)
    return undefined
  }

  /** What one of the venue's words stands for; undefined when the member is missing. */
  optionalChoice<value>(name: string, choices: ReadonlyMap<string, value>): value | undefined {
    const text = this.optionalText(name)
    if (text === undefined) return undefined
    const choice = choices.get(text)
    if (choice === undefined) throw this.unreadable(`${name} is none of ${[...choices.keys()].join(', ')}`)
    return choice
  }

  choice<value>(name: string, choices: ReadonlyMap<string, value>): value {
    return this.optionalChoice(name, choices) ?? this.#missing(name)
  }

  /** True or false, as JSON or as text; false when the member is missing. */
  flag(name: string): boolean {
    const value = this.#values.get(name)
    if (value === undefined || value === false || value === 'false') return false
    if (value === true || value === 'true') return true
    throw this.unreadable(`${name} is neither true nor false`)
  }

  /** Members of an object; undefined when it is missing. */
  optionalObject(name: string, known: ReadonlySet<string>): OrderMembers | undefined {
    const value = this.#values.get(name)
    if (value === undefined) return undefined
    return new OrderMembers(this.endpoint, entriesOf(this.endpoint, name, value), known)
  }

  /** Objects of a list, at least one; undefined when the list is missing. */
  optionalList(name: string, known: ReadonlySet<string>): OrderMembers[] | undefined {
    const value = this.#values.get(name)
    if (value === undefined) return undefined
    return ofList(this.endpoint, name, value, known)
  }

  list(name: string, known: ReadonlySet<string>): OrderMembers[] {
    return this.optionalList(name, known) ?? this.#missing(name)
  }

  /** A list of text or numbers, at least one; undefined when it is missing. */
  optionalTexts(name: string): string[] | undefined {
    const value = this.#values.get(name)
    if (value === undefined) return undefined
    const texts = Array.isArray(value) ? value.map((one: Json) => textOf(one)) : []
    const whole = texts.filter((text) => text !== undefined && text !== '')
    if (whole.length === 0 || whole.length !== texts.length)
      throw this.unreadable(`${name} is not a list of texts`)
    return whole.map(String)
  }

  /** The value as it was given, for readers of forms that no other method fits; undefined when the member is missing. */
  json(name: string): Json | undefined {
    return this.#values.get(name)
  }

  /** The same, of the text of JSON, as venues that take forms want their lists. @see parseOrderText */
  optionalListText(name: string, known: ReadonlySet<string>): OrderMembers[] | undefined {
    const value = this.#values.get(name)
    if (value === undefined) return undefined
    const list = typeof value === 'string' ? parseOrderText(value) : value
    if (list === undefined) throw this.unreadable(`${name} is no plain JSON`)
    return ofList(this.endpoint, name, list, known)
  }

  listText(name: string, known: ReadonlySet<string>): OrderMembers[] {
    return this.optionalListText(name, known) ?? this.#missing(name)
  }

  unreadable(reason: string): OrderUnreadableError {
    return unreadable(this.endpoint, reason)
  }

  #missing(name: string): never {
    throw this.unreadable(`${name} is missing`)
  }
}

function unreadable(endpoint: string, reason: string): OrderUnreadableError {
  return new OrderUnreadableError({ endpoint, reason })
}

/** Names come from outside: only what looks like one is shown. */
function nameOf(name: string): string {
  return /^[\w.[\]-]{1,40}$/.test(name) ? name : 'an unusual name'
}

function textOf(value: Json): string | undefined {
  if (typeof value === 'string') return value
  if (typeof value === 'number') return String(value)
  if (typeof value === 'object' && value !== null && 'rawJSON' in value) return String(value.rawJSON)
  return undefined
}

function entriesOf(endpoint: string, what: string, value: Json): Parameter[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || 'rawJSON' in value) {
    throw unreadable(endpoint, `${what} is not an object`)
  }
  return Object.entries(value)
}

function ofList(endpoint: string, what: string, value: Json, known: ReadonlySet<string>): OrderMembers[] {
  if (!Array.isArray(value) || value.length === 0)
    throw unreadable(endpoint, `${what} is not a list of orders`)
  return value.map(
    (one: Json) => new OrderMembers(endpoint, entriesOf(endpoint, `a member of ${what}`, one), known),
  )
}
