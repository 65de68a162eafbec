import { BaseError } from './base.ts'

/** The store holds no credentials under this id, or something else. */
export class CredentialsMissingError extends BaseError {
  override readonly name = 'CredentialsMissingError'

  constructor(parameters: { id: string; reason: string }) {
    super(`There are no credentials under "${parameters.id}": ${parameters.reason}`, {
      docsPath: '/docs/errors.md#credentials-missing',
      metaMessages: ['Import a key under this id, or name another.'],
    })
  }
}

/** Another key is kept under this id. */
export class CredentialsTakenError extends BaseError {
  override readonly name = 'CredentialsTakenError'

  constructor(parameters: { id: string }) {
    super(`Another key is kept under "${parameters.id}".`, {
      docsPath: '/docs/errors.md#credentials-taken',
      metaMessages: ['Choose another id, or rotate the key that is there: nothing is overwritten.'],
    })
  }
}

/** The credentials are for another venue or another of its environments than they were asked for. */
export class CredentialsPlaceError extends BaseError {
  override readonly name = 'CredentialsPlaceError'
  readonly actual: string
  readonly expected: string

  constructor(parameters: { id: string; actual: string; expected: string }) {
    const { id, actual, expected } = parameters
    super(`The credentials "${id}" are for ${actual}, not for ${expected}.`, {
      docsPath: '/docs/errors.md#credentials-place',
      metaMessages: ['Take the credentials that fit: venues, environments and grants never share a key.'],
    })
    this.actual = actual
    this.expected = expected
  }
}

/** A rotator's credentials were asked for as a holder's, or the other way round. */
export class CredentialsRoleError extends BaseError {
  override readonly name = 'CredentialsRoleError'

  constructor(parameters: { id: string; actual: string; expected: string }) {
    const { id, actual, expected } = parameters
    super(`The credentials "${id}" are a ${actual}'s, not a ${expected}'s.`, {
      docsPath: '/docs/errors.md#credentials-role',
      metaMessages: ['A key that can make keys is full authority: keep it apart, and let no holder load it.'],
    })
  }
}

/** No answer came. Nobody knows whether the venue acted. */
export class VenueUnansweredError extends BaseError {
  override readonly name = 'VenueUnansweredError'

  constructor(parameters: { venue: string; endpoint: string }, options: { cause?: unknown } = {}) {
    super(`${parameters.venue} did not answer ${parameters.endpoint}.`, {
      ...options,
      docsPath: '/docs/errors.md#venue-unanswered',
      metaMessages: ['It may have acted all the same: look before the same is asked again.'],
    })
  }
}

/** The venue does not know the key, or no longer takes it, or not from here. */
export class VenueKeyGoneError extends BaseError {
  override readonly name = 'VenueKeyGoneError'

  constructor(parameters: { venue: string }) {
    super(`${parameters.venue} does not take this key.`, {
      docsPath: '/docs/errors.md#venue-key-gone',
      metaMessages: [
        'It was deleted, has expired, is bound to other addresses, or belongs to another environment.',
        'Some venues say the same of a wrong secret, or of a clock that is off: see that first.',
      ],
    })
  }
}

/** The venue knows the key and would not say what it may do. */
export class InspectionRefusedError extends BaseError {
  override readonly name = 'InspectionRefusedError'
  readonly endpoint: string
  readonly status: number

  constructor(parameters: { venue: string; endpoint: string; status: number }) {
    const { venue, endpoint, status } = parameters
    super(`${venue} refused ${endpoint} with status ${status}.`, {
      docsPath: '/docs/errors.md#inspection-refused',
      metaMessages: [
        'Check the key, its passphrase, its addresses and the clock; nothing is known of the key.',
      ],
    })
    this.endpoint = endpoint
    this.status = status
  }
}

/** The venue's answer about the key has another form than its documents say. */
export class InspectionUnreadableError extends BaseError {
  override readonly name = 'InspectionUnreadableError'

  constructor(parameters: { venue: string; reason: string }, options: { cause?: unknown } = {}) {
    super(`What ${parameters.venue} says of the key cannot be read: ${parameters.reason}`, {
      ...options,
      docsPath: '/docs/errors.md#inspection-unreadable',
      metaMessages: ['Nothing is known of the key, so it is not taken. Take a newer version of the SDK.'],
    })
  }
}

/** A key was held against a grant and found to be more, or less, than the grant asks for. */
export class VenueKeyRefusedError extends BaseError {
  override readonly name = 'VenueKeyRefusedError'
  /** Names of the findings that stand in the way, separated by commas. */
  readonly findings: string

  constructor(parameters: { findings: readonly { name: string; text: string; verdict: string }[] }) {
    const { findings } = parameters
    super('The key was not taken: it does not fit the grant.', {
      docsPath: '/docs/errors.md#venue-key-refused',
      metaMessages: [
        ...findings.map(
          ({ name, text, verdict }) =>
            `${verdict === 'decision' ? 'needs a decision' : verdict}: ${name}: ${text}`,
        ),
        'Make a key that fits, or record a decision that accepts these findings by name.',
      ],
    })
    this.findings = findings.map(({ name }) => name).join(',')
  }
}

/** A decision cannot be recorded as it is. */
export class DecisionInvalidError extends BaseError {
  override readonly name = 'DecisionInvalidError'

  constructor(parameters: { reason: string }) {
    super(`The decision cannot be recorded: ${parameters.reason}`, {
      docsPath: '/docs/errors.md#decision-invalid',
      metaMessages: ['Say who decides, why, until when, and which findings are accepted, by name.'],
    })
  }
}

/** The log of decisions was changed after it was written. */
export class DecisionLogTamperedError extends BaseError {
  override readonly name = 'DecisionLogTamperedError'

  constructor(parameters: { path: string; line: number; reason: string }) {
    const { path, line, reason } = parameters
    super(`${path}, line ${line}: ${reason}`, {
      docsPath: '/docs/errors.md#decision-log-tampered',
      metaMessages: ['Take the log from a backup. Until then no decision in it counts.'],
    })
  }
}
