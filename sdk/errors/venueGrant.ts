import { BaseError } from './base.ts'

/** The request goes to a base URL that is not of the grant's environment. */
export class HostNotGrantedError extends BaseError {
  override readonly name = 'HostNotGrantedError'
  /** Base URLs of the environment. */
  readonly allowed: readonly string[]

  constructor(parameters: { environment: string; allowed: readonly string[] }) {
    const { environment, allowed } = parameters
    super(`The request goes to a base URL that is not one of ${environment}.`, {
      docsPath: '/docs/errors.md#host-not-granted',
      metaMessages: [`Take one of: ${allowed.join(', ') || 'none is known'}. Nothing was signed.`],
    })
    this.allowed = allowed
  }
}

/** The request acts on another account than the grant's. */
export class AccountNotGrantedError extends BaseError {
  override readonly name = 'AccountNotGrantedError'

  constructor() {
    super('The request acts on an account that is not the one of the grant.', {
      docsPath: '/docs/errors.md#account-not-granted',
      metaMessages: ["Name the grant's account, or none where it is the one of the key. Nothing was signed."],
    })
  }
}

/** No permission of the grant names the endpoint. */
export class EndpointNotGrantedError extends BaseError {
  override readonly name = 'EndpointNotGrantedError'
  /** As the venue's table names it. */
  readonly endpoint: string
  readonly endpointClass: string
  /** Classes of endpoints that the grant allows something of. */
  readonly allowed: readonly string[]

  constructor(parameters: { endpoint: string; endpointClass: string; allowed: readonly string[] }) {
    const { endpoint, endpointClass, allowed } = parameters
    const has = allowed.includes(endpointClass)
      ? `some endpoints of class ${endpointClass}, not this one`
      : `endpoints of class ${allowed.join(', ')} only`
    super(`${endpoint} is of class ${endpointClass}; the grant allows ${has}.`, {
      docsPath: '/docs/errors.md#endpoint-not-granted',
      metaMessages: ['Use an endpoint that the grant names, or have another grant made. Nothing was signed.'],
    })
    this.endpoint = endpoint
    this.endpointClass = endpointClass
    this.allowed = allowed
  }
}

/** An order is on a market that no permission lists. */
export class MarketNotGrantedError extends BaseError {
  override readonly name = 'MarketNotGrantedError'
  /** As the request spells it; undefined when it names none. */
  readonly market: string | undefined
  readonly allowed: readonly string[]

  constructor(parameters: { market: string | undefined; allowed: readonly string[] }) {
    const { market, allowed } = parameters
    const asked = market === undefined ? 'names no market' : `is on the market ${shown(market)}`
    super(`The order ${asked}; the grant allows ${listed(allowed)}.`, {
      docsPath: '/docs/errors.md#market-not-granted',
      metaMessages: ['Spell the market as the grant does, letter by letter, or have another grant made.'],
    })
    this.market = market
    this.allowed = allowed
  }
}

/** An order is on a side that no permission for its market lists. */
export class SideNotGrantedError extends BaseError {
  override readonly name = 'SideNotGrantedError'
  /** Undefined when the request does not say. */
  readonly side: string | undefined
  readonly allowed: readonly string[]

  constructor(parameters: { side: string | undefined; allowed: readonly string[] }) {
    const { side, allowed } = parameters
    const asked = side === undefined ? 'does not say whether it buys or sells' : `is to ${side}`
    super(`The order ${asked}; the grant allows to ${allowed.join(' and ') || 'do neither'}.`, {
      docsPath: '/docs/errors.md#side-not-granted',
      metaMessages: ['Say the side where the venue takes it, or have another grant made.'],
    })
    this.side = side
    this.allowed = allowed
  }
}

/** An order is of a type that no permission for its market and side lists. */
export class OrderTypeNotGrantedError extends BaseError {
  override readonly name = 'OrderTypeNotGrantedError'
  /** Undefined when the request does not say. */
  readonly orderType: string | undefined
  readonly allowed: readonly string[]

  constructor(parameters: { orderType: string | undefined; allowed: readonly string[] }) {
    const { orderType, allowed } = parameters
    const asked = orderType === undefined ? 'does not say its type' : `is of type ${orderType}`
    super(`The order ${asked}; the grant allows ${allowed.join(', ') || 'none'}.`, {
      docsPath: '/docs/errors.md#order-type-not-granted',
      metaMessages: [
        'An amendment that leaves the type out needs a grant of every type. Cancel and place anew, or have another grant made.',
      ],
    })
    this.orderType = orderType
    this.allowed = allowed
  }
}

/** A cancellation means orders that the grant does not let a key cancel. */
export class CancelNotGrantedError extends BaseError {
  override readonly name = 'CancelNotGrantedError'
  readonly market: string | undefined
  /** Rules of the permissions for the endpoint. */
  readonly allowed: readonly string[]

  constructor(parameters: { market: string | undefined; allowed: readonly string[] }) {
    const { market, allowed } = parameters
    const asked = market === undefined ? 'names no market' : `is on the market ${shown(market)}`
    super(`The cancellation ${asked}; the grant allows to cancel: ${allowed.join(', ') || 'none'}.`, {
      docsPath: '/docs/errors.md#cancel-not-granted',
      metaMessages: [
        'With "markets", name a market that the grant lists. With "none", the owner has to do it.',
      ],
    })
    this.market = market
    this.allowed = allowed
  }
}

/** What the request does to orders cannot be read, and the grant bounds orders. */
export class OrdersUnboundedError extends BaseError {
  override readonly name = 'OrdersUnboundedError'
  readonly endpoint: string

  constructor(parameters: { endpoint: string }) {
    super(
      `A request to ${parameters.endpoint} may place orders that cannot be read out of it, and the grant bounds orders.`,
      {
        docsPath: '/docs/errors.md#orders-unbounded',
        metaMessages: [
          'Place plain orders. Only a grant of any market, side, type and cancellation, without limits on orders, allows this.',
        ],
      },
    )
    this.endpoint = parameters.endpoint
  }
}

/** A WebSocket login would let a key do more than the grant does. */
export class LoginNotGrantedError extends BaseError {
  override readonly name = 'LoginNotGrantedError'

  constructor(parameters: { venue: string; reason: string }) {
    super(`The login to ${parameters.venue} is not granted: ${parameters.reason}.`, {
      docsPath: '/docs/errors.md#login-not-granted',
      metaMessages: ['Send requests over REST, where each is judged, or have another grant made.'],
    })
  }
}

/** The key that is to sign is not one of the grant's. */
export class VenueKeyNotGrantedError extends BaseError {
  override readonly name = 'VenueKeyNotGrantedError'

  constructor() {
    super("The signer's key is neither the grant's first key nor one that was rotated in.", {
      docsPath: '/docs/errors.md#venue-key-not-granted',
      metaMessages: ['Take the key that the grant names, or hand over the record of the rotation.'],
    })
  }
}

/** The key's own time is over, or still to come. */
export class VenueKeyWindowError extends BaseError {
  override readonly name = 'VenueKeyWindowError'
  /** First second, inclusive, unix seconds. */
  readonly validAfter: number
  /** Last second, inclusive, unix seconds. */
  readonly validUntil: number
  readonly timestamp: number

  constructor(parameters: { validAfter: number; validUntil: number; timestamp: number }) {
    const { validAfter, validUntil, timestamp } = parameters
    super(`The key is usable from ${validAfter} to ${validUntil}; it is ${timestamp} now.`, {
      docsPath: '/docs/errors.md#venue-key-window',
      metaMessages: ['Have the key rotated: the grant stays, with what was spent under it.'],
    })
    this.validAfter = validAfter
    this.validUntil = validUntil
    this.timestamp = timestamp
  }
}

/** A number is not written in the one way that every program reads alike. */
export class DecimalInvalidError extends BaseError {
  override readonly name = 'DecimalInvalidError'
  readonly what: string

  constructor(parameters: { what: string }) {
    super(
      `${parameters.what} is not a plain decimal from 0, with at most 30 digits on either side of the point.`,
      {
        docsPath: '/docs/errors.md#decimal-invalid',
        metaMessages: [
          'Write it as text, such as 0.001: no sign, exponent, space or zero too many. Nothing was signed.',
        ],
      },
    )
    this.what = parameters.what
  }
}

/** Names come from outside: only what looks like one is shown. */
function shown(name: string): string {
  return /^[\w.:@/+-]{1,64}$/.test(name) ? name : 'of an unusual name'
}

const MOST_SHOWN = 10

function listed(names: readonly string[]): string {
  const more = names.length - MOST_SHOWN
  return `${names.slice(0, MOST_SHOWN).join(', ') || 'none'}${more > 0 ? ` and ${more} more` : ''}`
}

/** A signature of the venue fits more requests than the one that it was made for, so it is not given away under a grant. */
export class SignatureLooseError extends BaseError {
  override readonly name = 'SignatureLooseError'
  /** What a signature does not bind. */
  readonly open: readonly string[]

  constructor(parameters: { venue: string; open: readonly string[] }) {
    const { venue, open } = parameters
    super(
      `A signature of ${venue} does not say ${open.join(', nor ')}: it would fit requests that nobody judged.`,
      {
        docsPath: '/docs/errors.md#signature-loose',
        metaMessages: [
          'Have the client send the request: `sendRequest` judges, signs and sends it in one step.',
        ],
      },
    )
    this.open = open
  }
}
