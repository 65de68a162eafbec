import { BaseError } from './base.ts'

/** No program can make keys there, or not of this kind. */
export class RotationUnsupportedError extends BaseError {
  override readonly name = 'RotationUnsupportedError'

  constructor(parameters: { venue: string; reason: string }) {
    super(`Keys at ${parameters.venue} cannot be rotated so: ${parameters.reason}`, {
      docsPath: '/docs/errors.md#rotation-unsupported',
      metaMessages: ['Follow the guided steps, which check after each.'],
    })
  }
}

/** The venue refused a step of a rotation, or did not do what it said. The key that worked still works. */
export class RotationStepError extends BaseError {
  override readonly name = 'RotationStepError'
  readonly step: string

  constructor(
    parameters: { venue: string; step: string; reason: string },
    options: { cause?: unknown } = {},
  ) {
    const { venue, step, reason } = parameters
    super(`The rotation at ${venue} stands before "${step}": ${reason}`, {
      ...options,
      docsPath: '/docs/errors.md#rotation-step',
      metaMessages: ['Run it again to go on from here, or give it up while the old key is still in use.'],
    })
    this.step = step
  }
}

/** It is not known whether the venue has made a key, and it cannot be asked. */
export class RotationUncertainError extends BaseError {
  override readonly name = 'RotationUncertainError'
  readonly label: string

  constructor(parameters: { venue: string; label: string }) {
    const { venue, label } = parameters
    super(`${venue} may have made the key "${label}"; the answer was lost, and the venue lists no keys.`, {
      docsPath: '/docs/errors.md#rotation-uncertain',
      metaMessages: [
        `Look at the venue's own site: say that there is no key "${label}", or which API key it has.`,
      ],
    })
    this.label = label
  }
}

/** A request to make a key may still be on its way. */
export class RotationUnsettledError extends BaseError {
  override readonly name = 'RotationUnsettledError'
  readonly seconds: number

  constructor(parameters: { seconds: number }) {
    super(`A request to make a key may still arrive. Go on in ${parameters.seconds} seconds.`, {
      docsPath: '/docs/errors.md#rotation-unsettled',
      metaMessages: ['Nothing was done. Run it again then.'],
    })
    this.seconds = parameters.seconds
  }
}

/** Another process works on the same rotation. */
export class RotationBusyError extends BaseError {
  override readonly name = 'RotationBusyError'

  constructor(parameters: { path: string }) {
    super(`Another process works on the rotation in ${parameters.path}.`, {
      docsPath: '/docs/errors.md#rotation-busy',
      metaMessages: ['Wait for it, or look why it hangs.'],
    })
  }
}

/** The journal is no rotation's, or is about another one. */
export class RotationJournalInvalidError extends BaseError {
  override readonly name = 'RotationJournalInvalidError'

  constructor(parameters: { path: string; reason?: string }) {
    super(`${parameters.path}: ${parameters.reason ?? 'it is no journal of a rotation.'}`, {
      docsPath: '/docs/errors.md#rotation-journal-invalid',
      metaMessages: ['Take the journal with which this rotation was begun.'],
    })
  }
}

/** The venue wants the owner's code, and there is none. */
export class OwnerCodeNeededError extends BaseError {
  override readonly name = 'OwnerCodeNeededError'

  constructor(parameters: { venue: string }) {
    super(`${parameters.venue} wants a code of the owner's second factor.`, {
      docsPath: '/docs/errors.md#owner-code-needed',
      metaMessages: ['Give one when asked: it counts for some seconds and is never stored.'],
    })
  }
}
