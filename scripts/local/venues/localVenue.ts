/**
 * What a local venue is: a local double that speaks a venue's protocol. It verifies signatures with code of its own and answers in the
 * venue's format, but it matches no orders and moves no money.
 *
 * A venue is one value of {@link LocalVenue}; `server.ts` serves it. Everything here that judges a request is pure: the clock, the keys
 * and what was seen before are arguments, so that a suite can judge requests that never went over a socket.
 */

/** A request as it came in. */
export type ReceivedRequest = {
  readonly method: string
  /** Path and query exactly as received. */
  readonly url: string
  /** The Host header: what a scheme that signs the host is held to. */
  readonly host: string
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>
  /** Exactly as received; empty if there is none. */
  readonly body: string
  /** Where it came from. */
  readonly ip: string
}

/** What a key may do; each level includes those before it. */
export type LocalAccess = 'read' | 'trade' | 'full'

/** A key that the venue has given out. */
export type LocalKey = {
  readonly apiKey: string
  readonly kind: 'hmac' | 'rsa' | 'ed25519' | 'es256' | 'secp256k1'
  /** For HMAC what the venue handed out; else the public key: PEM, base64, or an address. */
  readonly secret: string
  /** In plain text, where the venue has one. */
  readonly passphrase?: string
  readonly access: LocalAccess
  /** Addresses that may use the key; an empty list binds it to none. */
  readonly ips: readonly string[]
  readonly createdAtMs: number
  /** The first millisecond at which it is dead. */
  readonly expiresAtMs?: number
  readonly label: string
  /** `main`, or the name of a sub-account. */
  readonly account: string
  /** Whatever else a venue keeps of a key, in its own words. */
  readonly detail?: Readonly<Record<string, unknown>>
}

/** Why a request is refused. */
export type RefusalReason =
  | 'missing header'
  | 'unknown key'
  | 'bad signature'
  | 'clock'
  | 'replay'
  | 'wrong passphrase'
  | 'ip'
  | 'permission'
  | 'expired key'
  | 'unknown path'
  | 'bad request'

/** What a venue says for each reason. */
export type Refusals<Said> = Readonly<Record<RefusalReason, Said>>

/** What is sent back: JSON unless `body` is a string. */
export type Answer = {
  readonly status: number
  readonly body: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** An answer that says nothing but this. */
export const ok = (body: unknown): Answer => ({ status: 200, body })

/** What a venue has seen, to know a replay. */
export type Seen = {
  /** The highest nonce of a key so far. */
  readonly highest: ReadonlyMap<string, bigint>
  /** Values that may be used once: `key:value`. */
  readonly once: ReadonlySet<string>
}

/** What a verification depends on beside the request. */
export type Setting = {
  readonly keys: ReadonlyMap<string, LocalKey>
  readonly nowMs: number
  readonly seen: Seen
}

/** One parameter as the venue understands it: a text in a query or form, any JSON value in a JSON body. */
export type Parameter = readonly [name: string, value: unknown]

/** A request whose signature holds. */
export type Accepted = {
  readonly accepted: true
  readonly apiKey: string
  /**
   * Business parameters, without what the scheme adds (timestamp, signature, ...). A body that is a list stands under the name `[]`.
   */
  readonly params: readonly Parameter[]
  /** The nonce that must be higher than every earlier one of this key. */
  readonly nonce?: bigint
  /** A value that this key may not use again. */
  readonly once?: string
}

/** A request that is not what it claims to be. */
export type Refused = { readonly accepted: false; readonly reason: RefusalReason }

/** Accepted or refused. */
export type Verdict = Accepted | Refused

/** A refusal with its reason. */
export const refused = (reason: RefusalReason): Refused => ({ accepted: false, reason })

/** An order in memory: it rests until it is cancelled. */
export type LocalOrder = {
  readonly id: string
  readonly clientId: string
  readonly account: string
  readonly symbol: string
  /** In the venue's own spelling, as it came. */
  readonly side: string
  readonly type: string
  readonly price: string
  readonly quantity: string
  readonly createdAtMs: number
  status: 'open' | 'cancelled'
}

/** What a running venue keeps. */
export type VenueState = {
  readonly keys: Map<string, LocalKey>
  readonly seen: { readonly highest: Map<string, bigint>; readonly once: Set<string> }
  readonly orders: Map<string, LocalOrder>
  /** WebSocket tokens and listen keys given out by REST, and the key they stand for. */
  readonly tokens: Map<string, string>
  /** The secret of the owner's authenticator app, in base32, where a venue asks for its codes. */
  readonly ownerTotp?: string
  /** Free amounts by currency. */
  readonly balances: ReadonlyMap<string, string>
  /** A new number, larger than every earlier one. */
  readonly nextId: () => number
}

/** What a route gets. */
export type Call = {
  readonly request: ReceivedRequest
  /** Segments that the path's `:name` stands for. */
  readonly path: Readonly<Record<string, string>>
  readonly params: Readonly<Record<string, unknown>>
  /** The key that signed; absent on public routes. */
  readonly key?: LocalKey
  readonly state: VenueState
  readonly nowMs: number
}

/** One endpoint. */
export type Route = {
  readonly method: string
  /** The path; a segment `:name` stands for any one segment. */
  readonly path: string
  readonly access: 'public' | LocalAccess
  readonly answer: (call: Call) => Answer
}

/** A WebSocket connection as the venue sees it. */
export type Session = {
  readonly request: ReceivedRequest
  /** Fixed per connection: what a venue that asks for a signed challenge sends. */
  readonly challenge: string
  /** The key that logged in, if one has. */
  apiKey?: string
}

/** What a venue makes of one frame, or of the upgrade. */
export type SocketReply = {
  /** Frames to send back, JSON unless they are texts. */
  readonly send: readonly unknown[]
  /** The verdict, if the frame was a login. */
  readonly login?: Verdict
}

/** The WebSocket half of a venue. */
export type LocalSocket = {
  /** Present where the login is in the upgrade request, or its URL; undefined if this request is no login. */
  readonly upgrade?: (request: ReceivedRequest, setting: Setting, state: VenueState) => Verdict | undefined
  /** What is said when a connection opens. */
  readonly open?: (session: Session) => readonly unknown[]
  /** One frame, as text. Pure, but for what `state` remembers. */
  readonly receive: (frame: string, session: Session, setting: Setting, state: VenueState) => SocketReply
}

/** A venue. */
export type LocalVenue = {
  readonly id: string
  /** Whether the signature, the time, the nonce and the passphrase of a request hold. Pure. */
  readonly verify: (request: ReceivedRequest, setting: Setting) => Verdict
  /** How the venue says no. */
  readonly refusal: (reason: RefusalReason, request: ReceivedRequest) => Answer
  readonly routes: readonly Route[]
  readonly socket?: LocalSocket
}
