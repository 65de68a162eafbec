import type { AccessLevel } from '../core/accessLevel.ts'
import { BaseError } from './base.ts'

/** What is to be granted needs a higher access level than was asked for. */
export class AccessLevelExceededError extends BaseError {
  override readonly name = 'AccessLevelExceededError'
  readonly accessLevel: AccessLevel
  readonly needed: AccessLevel

  constructor(parameters: { accessLevel: AccessLevel; needed: AccessLevel; what: string; reason: string }) {
    const { accessLevel, needed, what, reason } = parameters
    super(`${what} needs access level "${needed}", not "${accessLevel}": ${reason}`, {
      docsPath: '/docs/errors.md#access-level-exceeded',
      metaMessages: ['Ask for the access level that it needs, by its name, or leave it out.'],
    })
    this.accessLevel = accessLevel
    this.needed = needed
  }
}
