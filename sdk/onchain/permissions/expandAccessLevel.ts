import type { AccessLevel } from '../../core/accessLevel.ts'
import { AccessLevelExceededError } from '../../errors/accessLevel.ts'
import { GrantInvalidError } from '../../errors/grant.ts'
import { overlaps } from '../grant/checkPermissions.ts'
import type { DefineGrantParameters } from '../grant/defineGrant.ts'
import type { LimitDefinition, LimitDefinitions } from '../grant/limitDefinition.ts'
import { signInMessage } from '../grant/messageDefinition.ts'
import type { PermissionDefinition } from '../grant/permissionDefinition.ts'
import { areExclusive } from './internal/areExclusive.ts'
import { isSame } from './internal/isSame.ts'
import { movesToOthers } from './internal/movesToOthers.ts'
import { signsForOwners } from './internal/signsForOwners.ts'
import type { Preset } from './preset.ts'

/** Longest window of access level `full` in seconds, exclusive: 90 days. */
export const FULL_ACCESS_WINDOW_END = 90 * 24 * 60 * 60

type SignIns = {
  /** Sites that the holder may sign in to as the account, for example `app.example.com`. */
  signIn?: readonly string[]
}

/** Sign-in messages and nothing else: reading a chain needs no key. */
export type ReadAccess = { accessLevel: 'read'; signIn: readonly string[] }

/** Venues, and no way to move anything to others. */
export type TradeAccess = SignIns & { accessLevel: 'trade'; presets: readonly Preset[] }

/** Whatever the presets say, with an expiry and a fee budget that this level does not go without. */
export type FullAccess = SignIns & {
  accessLevel: 'full'
  /** Says by name that the holder may move the account's assets to others, within the presets' limits. */
  mayMoveAssetsToOthers: true
  presets: readonly Preset[]
  /** First second, inclusive, unix seconds. */
  validAfter: number
  /** Last second, inclusive, unix seconds; less than 90 days after `validAfter`. */
  validUntil: number
  /** The budget is an amount in wei, not `'unlimited'`. */
  maximumFee: { readonly budget: bigint; readonly price: bigint | 'unlimited' }
}

/**
 * Parts of a grant as `defineGrant` takes them. `allowOverlapping` is only true when presets have permissions for the same function that
 * ask for different values of one argument, so that no call matches two of them.
 */
export type AccessParts = Required<
  Pick<DefineGrantParameters, 'permissions' | 'limits' | 'messages' | 'guards' | 'allowOverlapping'>
>

/** The same with what `full` does not go without. */
export type FullAccessParts = AccessParts & Pick<FullAccess, 'validAfter' | 'validUntil' | 'maximumFee'>

/**
 * The parts of a grant that an access level and presets make, to be spread into `defineGrant`.
 *
 * `trade` refuses a preset that says of itself that it can move assets to others, and one that plainly can, whatever it says. Two presets
 * with a limit of the same name and the same bounds share it; with other bounds they are refused. What two presets ask for alike is granted
 * once. Guards hold around every use.
 *
 * @throws AccessLevelExceededError, GrantInvalidError.
 * @example
 * defineGrant({ ...who, ...when, maximumFee, ...expandAccessLevel({ accessLevel: 'trade', presets: [swap, lending] }) })
 */
export function expandAccessLevel(access: FullAccess): FullAccessParts
export function expandAccessLevel(access: ReadAccess | TradeAccess): AccessParts
export function expandAccessLevel(access: ReadAccess | TradeAccess | FullAccess): AccessParts {
  const { accessLevel, signIn = [] } = access
  // A caller without types may hand presets to `read`: they are refused, not dropped.
  const presets = 'presets' in access ? access.presets : []
  for (const [index, preset] of presets.entries()) checkPreset(preset, accessLevel, index)
  const permissions = once(presets.flatMap((preset) => preset.permissions))
  const parts = {
    ...{ permissions, limits: mergeLimits(presets), allowOverlapping: areApart(permissions) },
    messages: [...presets.flatMap(({ messages = [] }) => messages), ...signIn.map(signInTo)],
    guards: once(presets.flatMap(({ guards = [] }) => guards)),
  }
  switch (accessLevel) {
    case 'read':
      if (signIn.length === 0) throw refused('"read" is sign-in messages: name the sites.')
      return parts
    case 'trade':
      if (presets.length === 0) throw refused('"trade" is venues: name their presets.')
      return parts
    case 'full':
      return { ...parts, ...fullTerms(access) }
    default:
      throw refused(`there is none of the name "${accessLevel satisfies never}".`)
  }
}

function checkPreset(preset: Preset, accessLevel: AccessLevel, index: number): void {
  if (accessLevel === 'full') return
  const names = preset.permissions.map(({ item }) => item?.name ?? 'any call')
  const what = `presets[${index}] (${[...new Set(names)].join(', ')})`
  const refuse = (needed: AccessLevel, reason: string): Error =>
    new AccessLevelExceededError({ accessLevel, needed, what, reason })
  if (preset.accessLevel !== 'trade') throw refuse('full', 'it can move assets to others.')
  for (const permission of preset.permissions) {
    const reason = movesToOthers(permission)
    if (reason) throw refuse('full', reason)
  }
  for (const message of preset.messages ?? []) {
    const reason = signsForOwners(message)
    if (reason) throw refuse('full', reason)
  }
  if (accessLevel === 'read') throw refuse('trade', '"read" is sign-in messages only.')
}

/** What `full` does not go without. */
function fullTerms(access: FullAccess): Pick<FullAccess, 'validAfter' | 'validUntil' | 'maximumFee'> {
  const { validAfter, validUntil, maximumFee } = access
  if (access.mayMoveAssetsToOthers !== true) {
    throw refused('"full" has to be asked for by name, with `mayMoveAssetsToOthers: true`.')
  }
  if (access.presets.length === 0) throw refused('"full" is what presets say: name them.')
  if (!(validUntil - validAfter < FULL_ACCESS_WINDOW_END)) {
    throw refused('"full" has an expiry, less than 90 days after its start.')
  }
  if (typeof maximumFee?.budget !== 'bigint') {
    throw refused('"full" has a fee budget in wei, which cannot be unlimited.')
  }
  return { validAfter, validUntil, maximumFee }
}

function mergeLimits(presets: readonly Preset[]): LimitDefinitions {
  const merged = new Map<string, LimitDefinition>()
  for (const [name, limit] of presets.flatMap(({ limits }) => Object.entries(limits))) {
    const known = merged.get(name)
    if (known && !isSame(known, limit)) {
      const reason = `two presets mean different limits by "${name}": give one of them another name.`
      throw new GrantInvalidError({ member: 'limits', reason })
    }
    merged.set(name, limit)
  }
  return Object.fromEntries(merged)
}

/** Without what is there already. */
function once<item extends object>(items: readonly item[]): readonly item[] {
  return items.filter((item, index) => items.findIndex((other) => isSame(item, other)) === index)
}

/** Whether permissions are about the same function, and never about the same call. */
function areApart(permissions: readonly PermissionDefinition[]): boolean {
  const pairs = overlaps(permissions).map((pair) => pair.map((index) => permissions[index]))
  return pairs.length > 0 && pairs.every(([one, other]) => one && other && areExclusive(one, other))
}

/** Signing in moves nothing by itself, so no limit could count it. */
function signInTo(site: string) {
  return signInMessage({ site, uncounted: true })
}

function refused(reason: string): Error {
  return new GrantInvalidError({ member: 'access level', reason })
}
