import type { Address, Hash } from 'viem'
import { BaseError } from './base.ts'

/** Bytes are not an encoded message. */
export class MessageMalformedError extends BaseError {
  override readonly name = 'MessageMalformedError'

  constructor() {
    super('The bytes are not an encoded message.', {
      docsPath: '/docs/errors.md#message-malformed',
      metaMessages: ['Encode the message with the SDK.'],
    })
  }
}

/** The message is for the account, the module, an EntryPoint or the account's adapter, or the account cannot hand it on. */
export class MessageForbiddenError extends BaseError {
  override readonly name = 'MessageForbiddenError'
  readonly verifyingContract: Address

  constructor(parameters: { verifyingContract: Address }) {
    const { verifyingContract } = parameters
    super(`No session key may sign messages for ${verifyingContract}.`, {
      docsPath: '/docs/errors.md#message-forbidden',
      metaMessages: ['No session key signs for these: use another domain.'],
    })
    this.verifyingContract = verifyingContract
  }
}

/** The grant allows no such message. */
export class MessageNotGrantedError extends BaseError {
  override readonly name = 'MessageNotGrantedError'

  constructor(parameters: { reason?: string } = {}) {
    super('The grant does not allow this message.', {
      docsPath: '/docs/errors.md#message-not-granted',
      metaMessages: parameters.reason ? [parameters.reason] : [],
    })
  }
}

/** The grant has limits, and its message does not say that it counts towards none of them. */
export class MessageCountedError extends BaseError {
  override readonly name = 'MessageCountedError'
  readonly grantId: Hash

  constructor(parameters: { grantId: Hash }) {
    const { grantId } = parameters
    super(`The grant ${grantId} has limits, and does not say that its messages are uncounted.`, {
      docsPath: '/docs/errors.md#message-counted',
      metaMessages: ['The owner has to grant it again with `uncounted: true`.'],
    })
    this.grantId = grantId
  }
}

/** What the account was asked about is not the hash of the message. Neither hash is quoted: somebody could sign it. */
export class MessageHashMismatchError extends BaseError {
  override readonly name = 'MessageHashMismatchError'

  constructor() {
    super('The hash that the account was asked about is not that of the message.', {
      docsPath: '/docs/errors.md#message-hash-mismatch',
      metaMessages: ['Compare fields, domain, account and chain with those that were asked about.'],
    })
  }
}

/** A sign-in text is not for the site, the account or the chain that it has to be for. */
export class MessageTextMismatchError extends BaseError {
  override readonly name = 'MessageTextMismatchError'

  constructor(parameters: { reason?: string } = {}) {
    super('The sign-in text is not for the site, the account and the chain that the grant allows.', {
      docsPath: '/docs/errors.md#message-text-mismatch',
      metaMessages: parameters.reason ? [parameters.reason] : [],
    })
  }
}
