import type { AccessLevel } from '../../core/accessLevel.ts'
import type { Guard } from '../../core/guard.ts'
import type { LimitDefinitions } from '../grant/limitDefinition.ts'
import type { MessageDefinition } from '../grant/messageDefinition.ts'
import type { PermissionDefinition } from '../grant/permissionDefinition.ts'

/**
 * A named bundle of permissions for one protocol, to be merged into `defineGrant` by `expandAccessLevel`, or by hand:
 * `permissions: [...swap.permissions], limits: { ...swap.limits }`.
 */
export type Preset = {
  /**
   * The access level that it needs. `trade`: whatever the holder does with it, what the account has stays with the account or is
   * exchanged in its favour within the preset's bounds. `full`: it can move assets to somebody else.
   */
  readonly accessLevel: Exclude<AccessLevel, 'read'>
  readonly permissions: readonly PermissionDefinition[]
  readonly limits: LimitDefinitions
  /** What the key may sign for the account. */
  readonly messages?: readonly MessageDefinition[]
  /** Checks of live state that its bounds need. They hold around every use of the grant, also of its other permissions. */
  readonly guards?: readonly Guard[]
}
