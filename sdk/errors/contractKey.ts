import type { Hash } from 'viem'
import { BaseError } from './base.ts'

/** The key does not belong to the grant. */
export class KeyUnknownError extends BaseError {
  override readonly name = 'KeyUnknownError'
  readonly keyId: Hash

  constructor(parameters: { keyId: Hash }) {
    const { keyId } = parameters
    super(`The grant has no key ${keyId}.`, {
      docsPath: '/docs/errors.md#key-unknown',
      metaMessages: ['Use a key of the grant, or have the owner add this one.'],
    })
    this.keyId = keyId
  }
}

/** The key was revoked or replaced. It never works in this grant again. */
export class KeyEndedError extends BaseError {
  override readonly name = 'KeyEndedError'
  readonly keyId: Hash

  constructor(parameters: { keyId: Hash }) {
    const { keyId } = parameters
    super(`The key ${keyId} was revoked or replaced.`, {
      docsPath: '/docs/errors.md#key-ended',
      metaMessages: ['Use the key that replaced it.'],
    })
    this.keyId = keyId
  }
}

/** The key's last second is over, while the grant still holds. */
export class KeyExpiredError extends BaseError {
  override readonly name = 'KeyExpiredError'
  readonly keyId: Hash
  /** Last second, inclusive, unix seconds. */
  readonly validUntil: number
  readonly timestamp: number

  constructor(parameters: { keyId: Hash; validUntil: number; timestamp: number }) {
    const { keyId, validUntil, timestamp } = parameters
    super(`The key's last second was ${validUntil}; it is ${timestamp} now.`, {
      docsPath: '/docs/errors.md#key-expired',
      metaMessages: ['The rotator or the owner can put another key in its place.'],
    })
    this.keyId = keyId
    this.validUntil = validUntil
    this.timestamp = timestamp
  }
}

/** The key was in this grant before, so it cannot be added. */
export class KeyAlreadyUsedError extends BaseError {
  override readonly name = 'KeyAlreadyUsedError'
  readonly keyId: Hash

  constructor(parameters: { keyId: Hash }) {
    const { keyId } = parameters
    super(`The key ${keyId} was in this grant before.`, {
      docsPath: '/docs/errors.md#key-already-used',
      metaMessages: ['Mint a new key: identifiers are burnt.'],
    })
    this.keyId = keyId
  }
}

/** The grant admits no further key. */
export class KeyCountExceededError extends BaseError {
  override readonly name = 'KeyCountExceededError'
  readonly requested: bigint
  readonly allowed: bigint

  constructor(parameters: { requested: bigint; allowed: bigint }) {
    const { requested, allowed } = parameters
    super(`This would be key ${requested} of the grant, which admits ${allowed} at a time.`, {
      docsPath: '/docs/errors.md#key-count-exceeded',
      metaMessages: ['End a key first, or rotate, which needs no room.'],
    })
    this.requested = requested
    this.allowed = allowed
  }
}

/** A new key would live longer than the grant or its key lifetime allows, or has expired already. */
export class KeyExpiryInvalidError extends BaseError {
  override readonly name = 'KeyExpiryInvalidError'
  /** Last second asked for, unix seconds. */
  readonly requested: number
  /** Latest last second, unix seconds. */
  readonly allowed: number

  constructor(parameters: { requested: number; allowed: number }) {
    const { requested, allowed } = parameters
    super(`The key would end at ${requested}; it has to end by ${allowed}, and not before now.`, {
      docsPath: '/docs/errors.md#key-expiry-invalid',
      metaMessages: ['Let it end within the grant and within keyLifetime from now.'],
    })
    this.requested = requested
    this.allowed = allowed
  }
}

/** The old key would stay usable for longer than the grant allows. */
export class KeyOverlapExceededError extends BaseError {
  override readonly name = 'KeyOverlapExceededError'
  /** Seconds. */
  readonly requested: number
  /** Seconds, inclusive. */
  readonly allowed: number

  constructor(parameters: { requested: number; allowed: number }) {
    const { requested, allowed } = parameters
    super(`The old key would stay usable for ${requested} seconds; the grant allows ${allowed}.`, {
      docsPath: '/docs/errors.md#key-overlap-exceeded',
      metaMessages: ['Ask for a shorter overlap, or for none.'],
    })
    this.requested = requested
    this.allowed = allowed
  }
}

/** A signature has another length than its kind of key gives. */
export class KeySignatureMalformedError extends BaseError {
  override readonly name = 'KeySignatureMalformedError'
  /** Bytes. */
  readonly length: number

  constructor(parameters: { length: number }) {
    const { length } = parameters
    super(`The signature has ${length} bytes, which its kind of key never gives here.`, {
      docsPath: '/docs/errors.md#key-signature-malformed',
      metaMessages: ['Sign with a key of the kind that the grant names.'],
    })
    this.length = length
  }
}

/** The key did not sign this use, or not for this account, chain or operation. */
export class KeySignatureInvalidError extends BaseError {
  override readonly name = 'KeySignatureInvalidError'
  readonly keyId: Hash | undefined

  constructor(parameters: { keyId: Hash | undefined }) {
    const { keyId } = parameters
    super('The signature is not by the key it has to be by.', {
      docsPath: '/docs/errors.md#key-signature-invalid',
      metaMessages: [
        'Prepare and sign again: whatever changes after signing, gas included, needs a new signature.',
      ],
    })
    this.keyId = keyId
  }
}

/** The signature was to be carried earlier. */
export class SignatureExpiredError extends BaseError {
  override readonly name = 'SignatureExpiredError'
  /** Last second, inclusive, unix seconds. */
  readonly validUntil: number
  readonly timestamp: number

  constructor(parameters: { validUntil: number; timestamp: number }) {
    const { validUntil, timestamp } = parameters
    super(`The signature could be carried until ${validUntil}; it is ${timestamp} now.`, {
      docsPath: '/docs/errors.md#signature-expired',
      metaMessages: ['Sign again.'],
    })
    this.validUntil = validUntil
    this.timestamp = timestamp
  }
}

/** The rotator signed for another place in the sequence of rotations. */
export class RotationSequenceMismatchError extends BaseError {
  override readonly name = 'RotationSequenceMismatchError'
  readonly sequence: number
  readonly expected: number

  constructor(parameters: { sequence: number; expected: number }) {
    const { sequence, expected } = parameters
    super(`The rotation has sequence ${sequence}; the grant expects ${expected}.`, {
      docsPath: '/docs/errors.md#rotation-sequence-mismatch',
      metaMessages: ["Read the sequence from the grant's state and sign again."],
    })
    this.sequence = sequence
    this.expected = expected
  }
}
