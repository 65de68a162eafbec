import type { Secret } from '../../core/secret.ts'
import type { KeyType } from '../credentials.ts'
import type { VenueCall, VenueReply } from '../keys/venueCall.ts'

/** What a key trades, where a venue tells these apart. */
export type Product = 'spot' | 'futures' | 'options'

/** The key that is to be made. It can read, and trade what is named: never more. */
export type KeyOrder = {
  /** The sub-account as the venue names it; empty where keys are made for the rotator's own account. */
  readonly account: string
  /** Letters and digits, at most 16: what the new key is called at the venue. */
  readonly label: string
  readonly level: 'read' | 'trade'
  /** Not empty. */
  readonly products: readonly Product[]
  /** Addresses and networks; empty binds it to none. */
  readonly ips: readonly string[]
  /** In PEM, where the private half was born in the store. */
  readonly publicKey?: string
  /** Where the venue has one. */
  readonly passphrase?: Secret
}

/** A key that was made. The secret is missing where the private half was born in the store. */
export type CreatedKey = { readonly apiKey: string; readonly secret?: Secret }

/** A key as a venue lists it. */
export type ListedKey = {
  readonly apiKey: string
  readonly label: string
  /** What the venue deletes it by, where that is not the API key. */
  readonly number?: string
}

/** What a reply to a change says. `challenge`: nothing was done, and the owner has to confirm with a code. */
export type ChangeOutcome = 'done' | 'refused' | { readonly challenge: string }

/** How a program replaces keys at a venue. Pure: requests to make, and readers of the answers. */
export type VenueRotation = {
  /** Where the venue documents it. */
  readonly documents: string
  /** The type of the keys that are made. Of any but `hmac` the private half is born in the store. */
  readonly keyType: KeyType
  /** Whether the store chooses a passphrase, of letters and digits only or with a sign in it. */
  readonly passphrase: 'none' | 'letters' | 'withSign'
  /** What the account is named by, in words; undefined where keys are those of the rotator's own account. */
  readonly account: string | undefined
  /** What such a name looks like. */
  readonly accountForm?: RegExp
  /** What a key can be made to trade, first the default. */
  readonly products: readonly [Product, ...Product[]]
  create(order: KeyOrder): VenueCall
  /** @throws ZodError. */
  readCreated(reply: VenueReply): CreatedKey
  /** How to list the keys of the account; missing where the venue has no such question. */
  readonly list?: {
    call(account: string): VenueCall
    /** @throws ZodError, also when the list is not complete. */
    read(reply: VenueReply): readonly ListedKey[]
  }
  remove(key: {
    readonly account: string
    readonly apiKey: string
    readonly number: string | undefined
    readonly passphrase: Secret | undefined
  }): VenueCall
  outcome(reply: VenueReply): ChangeOutcome
  /** Whether the venue says that it does not know what became of the request: a timeout within, above all. */
  uncertain?(reply: VenueReply): boolean
  /** The same call with the owner's answer to a challenge. */
  confirm?(call: VenueCall, answer: { readonly challenge: string; readonly code: Secret }): VenueCall
}
