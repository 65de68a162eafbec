import type { LimitDefinitions } from '../grant/limitDefinition.ts'
import type { PermissionDefinition } from '../grant/permissionDefinition.ts'

/**
 * A named bundle of permissions for one protocol, to be merged into `defineGrant`:
 * `permissions: [...swap.permissions], limits: { ...swap.limits }`.
 */
export type Preset = {
  readonly permissions: readonly PermissionDefinition[]
  readonly limits: LimitDefinitions
}
