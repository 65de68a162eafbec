import { BaseError } from './base.ts'

/** No venue has this id. */
export class VenueUnknownError extends BaseError {
  override readonly name = 'VenueUnknownError'

  constructor(parameters: { venue: string; known: readonly string[] }) {
    super(`There is no venue "${parameters.venue.slice(0, 40)}".`, {
      docsPath: '/docs/errors.md#venue-unknown',
      metaMessages: [`Take one of: ${parameters.known.join(', ')}.`],
    })
  }
}

/** The request cannot be signed as it is. */
export class VenueRequestInvalidError extends BaseError {
  override readonly name = 'VenueRequestInvalidError'

  constructor(parameters: { reason: string }, options: { cause?: unknown } = {}) {
    super(`The request cannot be signed: ${parameters.reason}`, {
      ...options,
      docsPath: '/docs/errors.md#venue-request-invalid',
      metaMessages: ['Correct the request; nothing was signed.'],
    })
  }
}

/** A parameter has a name that belongs to the signature. */
export class ParameterReservedError extends BaseError {
  override readonly name = 'ParameterReservedError'
  readonly parameter: string

  constructor(parameters: { parameter: string }) {
    super(`The parameter "${parameters.parameter}" belongs to the signature and cannot be given.`, {
      docsPath: '/docs/errors.md#parameter-reserved',
      metaMessages: ['Leave it out: signing sets it.'],
    })
    this.parameter = parameters.parameter
  }
}

/** The key of a venue cannot be used as it was given. Says nothing of its contents. */
export class CredentialsInvalidError extends BaseError {
  override readonly name = 'CredentialsInvalidError'

  constructor(parameters: { reason: string }) {
    super(`The credentials cannot be used: ${parameters.reason}`, {
      docsPath: '/docs/errors.md#credentials-invalid',
      metaMessages: ['Give them as the venue hands them out.'],
    })
  }
}

/** The venue takes no keys of this type. */
export class KeyTypeUnsupportedError extends BaseError {
  override readonly name = 'KeyTypeUnsupportedError'

  constructor(parameters: { venue: string; keyType: string; taken: readonly string[] }) {
    super(`${parameters.venue} takes no keys of type "${parameters.keyType}".`, {
      docsPath: '/docs/errors.md#key-type-unsupported',
      metaMessages: [`Take a key of type ${parameters.taken.join(' or ')}.`],
    })
  }
}

/** A signature needs something that was not given, or not in a form that the venue takes. */
export class SigningInputMissingError extends BaseError {
  override readonly name = 'SigningInputMissingError'
  readonly input: string

  constructor(parameters: { input: string; expected: string }) {
    super(`The signature needs ${parameters.input}: ${parameters.expected}.`, {
      docsPath: '/docs/errors.md#signing-input-missing',
      metaMessages: ['Give it, or let a venue client take care of it.'],
    })
    this.input = parameters.input
  }
}

/** The venue's WebSocket takes no signed login. */
export class LoginUnsignedError extends BaseError {
  override readonly name = 'LoginUnsignedError'

  constructor(parameters: { venue: string; instead: string }) {
    super(`${parameters.venue} has no signed WebSocket login.`, {
      docsPath: '/docs/errors.md#login-unsigned',
      metaMessages: [parameters.instead],
    })
  }
}
