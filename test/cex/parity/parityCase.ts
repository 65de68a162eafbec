import type { Exchange } from 'ccxt'
import type { LocalKey, LocalVenue } from '../../../scripts/local/venues/localVenue.ts'
import type { KeyType } from '../../../sdk/cex/credentials.ts'
import type { Json } from '../../../sdk/cex/json.ts'
import type { VenueLogin } from '../../../sdk/cex/login.ts'
import type { SigningMoment } from '../../../sdk/cex/moment.ts'
import type { Method } from '../../../sdk/cex/request.ts'
import type { Venue } from '../../../sdk/cex/venue.ts'

/** Where a venue reads an endpoint's parameters: in the query, a form, a JSON object, or a JSON list. */
export type Place = 'query' | 'form' | 'json' | 'list'

/** An endpoint as both halves name it. */
export type ParityEndpoint = {
  readonly method: Method
  /** The whole path, as it goes into the URL. */
  readonly path: string
  readonly place: Place
  /** What ccxt calls it: a path, which section of its API it is in, and what fills the path's `{...}`. Missing where it cannot ask so. */
  readonly ccxt?: {
    readonly path: string
    readonly api: unknown
    readonly fill?: Readonly<Record<string, string>>
  }
  /** Parameters that are always there, such as those that ccxt would add of itself. */
  readonly always?: readonly (readonly [name: string, value: Json])[]
}

/** One generated request. */
export type ParitySample = {
  readonly endpoint: ParityEndpoint
  readonly params: readonly (readonly [name: string, value: Json])[]
  /** The body of a `list` endpoint. */
  readonly list: readonly Json[]
}

/** Requests on which ccxt does something else than the venue's documents say. They are held against ccxt: its half has to fail. */
export type Difference = {
  readonly reason: string
  readonly when: (sample: ParitySample) => boolean
}

/** A venue's part of the parity suite. */
export type ParityCase = {
  readonly local: LocalVenue
  readonly adapter: Pick<Venue, 'name' | 'signing'>
  readonly baseUrl: string
  /** The key as the venue knows it. */
  readonly key: LocalKey
  readonly keyType: KeyType
  /** The private half, where the venue does not have it. */
  readonly secret?: string
  /** What the moment has beside the clock, and how ccxt is made to use the same. */
  readonly moment?: Partial<SigningMoment>
  readonly ccxt: {
    readonly id: string
    readonly credentials?: Readonly<Record<string, unknown>>
    readonly options?: Readonly<Record<string, unknown>>
    readonly prepare?: (exchange: Exchange) => void
  }
  readonly endpoints: readonly ParityEndpoint[]
  /** How a list looks in a query or a form: as JSON (default), or as one pair for each of its items. */
  readonly queryLists?: 'json' | 'repeated'
  /** Whether lists and objects are asked for in queries and forms; default: they are, objects as JSON. */
  readonly compound?: false
  readonly differences?: readonly Difference[]
  /** What the signature covers; default: all three. */
  readonly covers?: readonly ('path' | 'query' | 'body')[]
  /** Whether bodies hold texts, numbers and booleans only, where the documents do not say how anything else is signed. */
  readonly flatJson?: true
  /** How a body is changed where white space, and what is beside the parameters, is not signed. */
  readonly changeBody?: (body: string) => string
  /** Whether the venue looks at neither a time nor a count. */
  readonly timeless?: true
  /** A login to sign; missing where the venue has none. */
  readonly login?: Partial<VenueLogin>
  /** Whether other kinds of keys sign what this venue takes: the local key, and the private half. */
  readonly otherKeys?: readonly {
    readonly key: LocalKey
    readonly keyType: KeyType
    readonly secret: string
  }[]
}
