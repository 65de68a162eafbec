import { BaseError } from './base.ts'

/** The bytes of a key do not fit its kind. */
export class KeyMalformedError extends BaseError {
  override readonly name = 'KeyMalformedError'

  constructor(parameters: { kind: number; length: number }) {
    super(`A key of kind ${parameters.kind} cannot have ${parameters.length} bytes.`, {
      docsPath: '/docs/errors.md#key-malformed',
      metaMessages: ['Give the bytes that this kind of key has.'],
    })
  }
}

/** The kind of key cannot be used in this place. */
export class KeyKindUnsupportedError extends BaseError {
  override readonly name = 'KeyKindUnsupportedError'
  readonly kind: number

  constructor(parameters: { kind: number; role: string }) {
    super(`A key of kind ${parameters.kind} cannot be used as ${parameters.role}.`, {
      docsPath: '/docs/errors.md#key-kind-unsupported',
      metaMessages: ['Take a key of a kind that can have this part.'],
    })
    this.kind = parameters.kind
  }
}

/** The account given cannot sign a bare hash, for example a wallet in a browser. */
export class SignerUnsupportedError extends BaseError {
  override readonly name = 'SignerUnsupportedError'

  constructor(parameters: { reason: string }) {
    super(`This account cannot be used as a signer: ${parameters.reason}`, {
      docsPath: '/docs/errors.md#signer-unsupported',
      metaMessages: ['Take a signer that can: a local key, an HSM or KMS key, a passkey.'],
    })
  }
}
