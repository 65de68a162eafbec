import type { Hash } from 'viem'
import { BaseError } from './base.ts'

/** An operation under a guarded grant does not stand between the module's guard calls. */
export class GuardCallMissingError extends BaseError {
  override readonly name = 'GuardCallMissingError'

  constructor() {
    super("The operation's first and last call are not the guard calls of its grant.", {
      docsPath: '/docs/errors.md#guard-call-missing',
      metaMessages: ['Prepare the use with the SDK, which adds both calls of the module.'],
    })
  }
}

/** Another use of the account is under way in this transaction. */
export class UseOpenError extends BaseError {
  override readonly name = 'UseOpenError'
  /** The grant whose use is under way. */
  readonly grantId: Hash

  constructor(parameters: { grantId: Hash }) {
    const { grantId } = parameters
    super(`A use of the grant ${grantId} is under way: the account takes no other one until it ends.`, {
      docsPath: '/docs/errors.md#use-open',
      metaMessages: [
        'Wait until the use under way has ended; a called contract must not come back to the module.',
      ],
    })
    this.grantId = grantId
  }
}

/** Guards were to be asked again of a grant that did not begin. */
export class GuardNotOpenError extends BaseError {
  override readonly name = 'GuardNotOpenError'
  readonly grantId: Hash
  /** The grant that did begin; zero for none. */
  readonly open: Hash

  constructor(parameters: { grantId: Hash; open: Hash }) {
    const { grantId, open } = parameters
    super(`The guards of the grant ${grantId} have not begun; those of ${open} have.`, {
      docsPath: '/docs/errors.md#guard-not-open',
      metaMessages: ['Prepare the use with the SDK, which adds both calls of the module.'],
    })
    this.grantId = grantId
    this.open = open
  }
}
