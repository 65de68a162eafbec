import type { Credentials } from '../../sdk/cex/credentials.ts'
import type { SigningMoment } from '../../sdk/cex/moment.ts'
import type { SignedRequest, VenueRequest } from '../../sdk/cex/request.ts'

/** What a case needs of an exchange of ccxt. */
export type CcxtExchange = {
  sign(path: string, api: string | readonly string[], method: string, params: CcxtParameters): unknown
  /** Hyperliquid signs apart. */
  signL1Action?(action: unknown, nonce: number): unknown
}

export type CcxtParameters = { [name: string]: unknown }

/** One venue's order, to be signed in three ways. */
export type VenueCase = {
  /** The venue's id. */
  readonly venue: string
  readonly credentials: Credentials
  readonly request: VenueRequest
  readonly ccxt: {
    /** ccxt's name for the venue. */
    readonly exchange: string
    readonly credentials: { readonly [name: string]: string }
    /** Signs the same order. The parameters are a copy: ccxt writes into them. */
    sign(exchange: CcxtExchange, params: CcxtParameters, nonce: number): unknown
  }
  /** Code that does nothing but make this one request, with a key that is imported once. */
  readonly raw: (moment: SigningMoment) => SignedRequest
}
