import { BaseError } from './base.ts'

/** The id of an intent is taken by other calls, or by what another key has signed. */
export class IntentConflictError extends BaseError {
  override readonly name = 'IntentConflictError'
  readonly id: string

  constructor(parameters: { id: string }) {
    super(
      `The intent "${parameters.id}" was made before, with other calls, by another key or on another path.`,
      {
        docsPath: '/docs/errors.md#intent-conflict',
        metaMessages: ['Take another id for other calls. What another key signed may still take effect.'],
      },
    )
    this.id = parameters.id
  }
}

/** The ledger has no intent of this id. */
export class IntentUnknownError extends BaseError {
  override readonly name = 'IntentUnknownError'
  readonly id: string

  constructor(parameters: { id: string }) {
    super(`The ledger has no intent "${parameters.id}".`, {
      docsPath: '/docs/errors.md#intent-unknown',
      metaMessages: ['Look in the ledger that it was sent from.'],
    })
    this.id = parameters.id
  }
}

/** What is asked needs an intent that is still open, and this one is not. */
export class IntentClosedError extends BaseError {
  override readonly name = 'IntentClosedError'
  readonly id: string
  readonly status: string

  constructor(parameters: { id: string; status: string }) {
    const { id, status } = parameters
    super(`The intent "${id}" is not open any more: ${status}.`, {
      docsPath: '/docs/errors.md#intent-closed',
      metaMessages: ['Send the calls under another id if they are wanted after all.'],
    })
    this.id = id
    this.status = status
  }
}

/** An intent is not on chain in the time that it was waited for. It stays open and may still take effect. */
export class IntentPendingError extends BaseError {
  override readonly name = 'IntentPendingError'
  readonly id: string
  /** Milliseconds. */
  readonly waited: number

  constructor(parameters: { id: string; waited: number }) {
    const { id, waited } = parameters
    super(`The intent "${id}" is not on chain after ${waited} ms, and may still get there.`, {
      docsPath: '/docs/errors.md#intent-pending',
      metaMessages: ['Wait on, or replace it at a higher fee. Do not send the same calls as another intent.'],
    })
    this.id = id
    this.waited = waited
  }
}

/** Something else took the nonce of an intent, so that it can never take effect as it was signed. */
export class IntentDisplacedError extends BaseError {
  override readonly name = 'IntentDisplacedError'
  readonly id: string
  readonly nonce: bigint

  constructor(parameters: { id: string; nonce: bigint }) {
    const { id, nonce } = parameters
    super(`The intent "${id}" did not take effect: something else used its nonce ${nonce}.`, {
      docsPath: '/docs/errors.md#intent-displaced',
      metaMessages: ['Send it again under the same id.'],
    })
    this.id = id
    this.nonce = nonce
  }
}

/** Another process took over an intent while this one was preparing it. */
export class IntentTakenError extends BaseError {
  override readonly name = 'IntentTakenError'
  readonly id: string

  constructor(parameters: { id: string }) {
    super(`The intent "${parameters.id}" was taken over before it was signed here. Nothing was sent.`, {
      docsPath: '/docs/errors.md#intent-taken',
      metaMessages: ['Ask for the intent to see where it stands.'],
    })
    this.id = parameters.id
  }
}

/** An operation that is on its way cannot be cancelled. */
export class CancelUnsupportedError extends BaseError {
  override readonly name = 'CancelUnsupportedError'

  constructor() {
    super('An operation cannot be cancelled: a session key may not send an empty one in its place.', {
      docsPath: '/docs/errors.md#cancel-unsupported',
      metaMessages: [
        'Replace it, or wait until its window ends. Transactions of the direct path can be cancelled.',
      ],
    })
  }
}

/** As many intents as allowed are in flight. */
export class LanesBusyError extends BaseError {
  override readonly name = 'LanesBusyError'
  readonly inFlight: number
  /** Inclusive. */
  readonly allowed: number

  constructor(parameters: { inFlight: number; allowed: number }) {
    const { inFlight, allowed } = parameters
    super(`${inFlight} intents of the account are in flight; ${allowed} are allowed at once.`, {
      docsPath: '/docs/errors.md#lanes-busy',
      metaMessages: ['Wait until one is on chain; `recoverIntents` sends again what may have been lost.'],
    })
    this.inFlight = inFlight
    this.allowed = allowed
  }
}

/** A limit would do, but for what intents in flight have reserved of it. */
export class LimitReservedError extends BaseError {
  override readonly name = 'LimitReservedError'
  readonly limitId: number
  /** In the limit's unit. */
  readonly requested: bigint
  /** Neither spent nor reserved, in the limit's unit. */
  readonly remaining: bigint
  /** By intents in flight, in the limit's unit. */
  readonly reserved: bigint

  constructor(parameters: { limitId: number; requested: bigint; remaining: bigint; reserved: bigint }) {
    const { limitId, requested, remaining, reserved } = parameters
    super(
      `The calls take ${requested} from limit ${limitId}, which has ${remaining} left beside ${reserved} in flight.`,
      { docsPath: '/docs/errors.md#limit-reserved', metaMessages: ['Wait for the intents in flight.'] },
    )
    this.limitId = limitId
    this.requested = requested
    this.remaining = remaining
    this.reserved = reserved
  }
}

/** A ledger's file cannot be read. */
export class LedgerInvalidError extends BaseError {
  override readonly name = 'LedgerInvalidError'

  constructor(parameters: { reason: string }, options: { cause?: unknown } = {}) {
    super(`The ledger cannot be used: ${parameters.reason}`, {
      docsPath: '/docs/errors.md#ledger-invalid',
      metaMessages: ['Nothing was changed in it: take another file, or the version that wrote it.'],
      ...options,
    })
  }
}
