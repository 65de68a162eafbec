import type { Exchange } from 'ccxt'
import type { LocalVenue, ReceivedRequest } from '../../../../scripts/local/venues/localVenue.ts'
import type { RunningVenue } from '../../../../scripts/local/venues/server.ts'
import type { LocalKeys } from './localKeys.ts'

/** What ccxt makes of a refusal: the name of the class it throws, and the venue's code or words, which it repeats. */
export type Said = readonly [error: string, says: string]

/** What the suite does to a venue with ccxt. */
export type CcxtCase = {
  /** Its name in ccxt. */
  readonly id: string
  /** Options that keep it from asking for what a local venue does not have. */
  readonly options?: Readonly<Record<string, unknown>>
  /** Credentials for a key; default: `apiKey` and `secret`, and `password` if it has a passphrase. */
  readonly credentials?: (
    apiKey: string,
    secret: string,
    passphrase: string | undefined,
  ) => Record<string, unknown>
  /** The one market that orders are placed in, as ccxt describes it; default: BTC/USDT on spot under the id `BTCUSDT`. */
  readonly market?: Readonly<Record<string, unknown>>
  readonly currencies?: Readonly<Record<string, string>>
  /** Whether ccxt can ask this venue for its time. */
  readonly hasTime?: boolean
  /** How the order is asked for again; default `fetchOrder(id, symbol)`. */
  readonly query?: (exchange: Exchange, id: string, symbol: string) => Promise<unknown>
  readonly balance?: (exchange: Exchange) => Promise<unknown>
  readonly orderParams?: Readonly<Record<string, unknown>>
  /** What else has to point at the local venue. */
  readonly prepare?: (exchange: Exchange, running: RunningVenue) => void
  /** Whether what ccxt signs of itself is refused here, and `prepare` has it signed anew: then ccxt stands behind nothing. */
  readonly signsOtherwise?: true
  /** How ccxt pro logs in; the reply has to come before it returns. Missing where ccxt has no login for this venue. */
  readonly login?: (exchange: Exchange, running: RunningVenue) => Promise<unknown>
  /** What is thrown when that fails because the secret is wrong. */
  readonly loginRefused?: Said
}

/** A client of the venue from npm, other than ccxt. */
export type SdkCase = {
  /** The package. */
  readonly name: string
  /** Runs a life: balance, an order, its cancellation. */
  readonly run: (running: RunningVenue, keys: LocalKeys) => Promise<void>
  /** Rejects because the secret is wrong; the venue's code or words have to be in what it throws. */
  readonly refused: (running: RunningVenue, keys: LocalKeys) => Promise<unknown>
  readonly says: string
}

/** An example that the venue's documents print, with its signature. */
export type PublishedExample = {
  /** Where it is printed. */
  readonly source: string
  readonly apiKey: string
  readonly secret: string
  /** The time at which it was signed. */
  readonly nowMs: number
  /** A request, or a frame of a socket. */
  readonly request?: Partial<ReceivedRequest> & Pick<ReceivedRequest, 'method' | 'url'>
  readonly frame?: Readonly<Record<string, unknown>>
}

/** A venue in the suite. */
export type VenueCase = {
  readonly venue: LocalVenue
  readonly keys: LocalKeys
  /** The private half, where `secret` of a local key is the public one. */
  readonly secretOf?: (apiKey: string) => string
  /** An API key that the venue does not know, where it is not a text that anybody can make up; `secretOf` knows its secret. */
  readonly stranger?: string
  readonly ccxt: CcxtCase
  /** How far off the venue's clock has to be for a request to be refused; default an hour, either way. */
  readonly skewsMs?: readonly number[]
  /** How a refusal shows in ccxt. A reason that is missing cannot happen at this venue. */
  readonly said: {
    readonly 'unknown key': Said
    readonly 'bad signature': Said
    readonly ip: Said
    readonly permission: Said
    readonly clock?: Said
    readonly 'wrong passphrase'?: Said
    /** When the same request comes twice. Missing where a venue takes it twice within its window of time. */
    readonly replay?: Said
  }
  readonly sdk?: SdkCase
  /** Examples that the local venue has to accept, and has to refuse with another signature. */
  readonly published?: readonly PublishedExample[]
  /** Why there is no SDK, if there is none: nothing on npm, or it cannot be pointed at another address. */
  readonly noSdk?: string
}
