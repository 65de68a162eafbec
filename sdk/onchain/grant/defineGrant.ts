import { type Address, bytesToHex, getAddress, type Hash, type Hex, isHex } from 'viem'
import { type Clock, systemClock } from '../../core/clock.ts'
import { MAX_LEAVES, UNLIMITED_KEY_LIFETIME } from '../../core/constants.ts'
import { isTime } from '../../core/expiry.ts'
import type { Grant } from '../../core/grant.ts'
import type { Guard } from '../../core/guard.ts'
import { type Key, KeyKind, NO_KEY } from '../../core/key.ts'
import type { Limit } from '../../core/limit.ts'
import type { Permission } from '../../core/permission.ts'
import { GrantInvalidError, GrantWindowInvalidError } from '../../errors/grant.ts'
import { LimitUnknownError } from '../../errors/limit.ts'
import type { Annotations } from './annotations.ts'
import { checkMessageDefinitions } from './checkMessageDefinitions.ts'
import { checkParts } from './checkParts.ts'
import { checkOverlaps, checkSpends, checkTarget, checkTokens, overlaps } from './checkPermissions.ts'
import { EMPTY_PARTS } from './emptyParts.ts'
import {
  checkGuardedFee,
  type MaximumFeeDefinition,
  type PaymasterDefinition,
  resolveMaximumFee,
  resolvePaymaster,
} from './feeDefinition.ts'
import { hashGrant } from './hashGrant.ts'
import { type LimitDefinitions, resolveLimit } from './limitDefinition.ts'
import type { MessageDefinition } from './messageDefinition.ts'
import { type NetworksDefinition, resolveNetworks } from './networkDefinition.ts'
import type { PermissionDefinition } from './permissionDefinition.ts'
import { resolveSupersession, type SupersessionDefinition } from './supersessionDefinition.ts'
import type { GrantWarning } from './grantWarning.ts'
import { grantWarnings } from './warnings.ts'

export type DefineGrantParameters = NetworksDefinition & {
  account: Address
  /** The session module, the same on every chain. */
  module: Address
  /** First second, inclusive, unix seconds. */
  validAfter: number
  /** Last second, inclusive, unix seconds; below 2⁴⁷ and not past. */
  validUntil: number
  /** The first key: of kind `ecdsa`, `contract` or `verifier`. */
  sessionKey: Key
  /** What the grant allows, at most 1,024; none only where there are messages. The holder may use any of them. */
  permissions: readonly PermissionDefinition[]
  /** Limits by the name that permissions spend them by, at most 1,024. */
  limits?: LimitDefinitions
  /** What the key may sign for the account, at most 255. Nothing by default. */
  messages?: readonly MessageDefinition[]
  /** Checks of live state around the calls of every use, at most 255. They need a bound on fees, see `maximumFee`. */
  guards?: readonly Guard[]
  /** The most that operations may cost the account: `{ budget, price }` in wei, or `'unlimited'` by name. */
  maximumFee: MaximumFeeDefinition
  /** Which paymasters operations may name; `'none'` by default. One that takes tokens from the account has to be listed. */
  paymaster?: PaymasterDefinition
  /** The signer that may replace keys. Nobody by default. Asks for `keyLifetime`. */
  rotator?: Key
  /** The signer that may pause the grant and publish risk tiers, of kind `ecdsa` or `contract`. Nobody by default. */
  keeper?: Key
  /** A grant that this one ends and replaces in one step. */
  supersedes?: SupersessionDefinition
  /** Longest life of a key in seconds, or `UNLIMITED_KEY_LIFETIME`. Without it a key lives as long as the grant. */
  keyLifetime?: number
  /** Longest time in seconds for which a rotated key stays usable. None by default. */
  overlap?: number
  /** Most keys that are current at a time, 1 to 255. 1 by default. */
  maxKeys?: number
  /** Allows two permissions about the same target and function. The laxer one counts. */
  allowOverlapping?: boolean
  /** One more address that no session key may call, for a Safe its ERC-7579 adapter. */
  adapter?: Address
  /** 16 bytes; random by default. */
  salt?: Hex
  /** Tells whether the window is over already; the machine's clock by default. */
  clock?: Clock
}

export type DefineGrantReturnType = {
  readonly grant: Grant
  readonly grantId: Hash
  readonly module: Address
  /** What an owner should see before granting. */
  readonly warnings: readonly GrantWarning[]
  /** Names of functions and limits, for showing the grant to people. */
  readonly annotations: Annotations
}

export type DefineGrantErrorType = GrantInvalidError | GrantWindowInvalidError | LimitUnknownError

/**
 * A grant from names: refuses what the module would refuse at use, and what no owner can mean.
 *
 * @throws the errors of {@link DefineGrantErrorType} and of {@link checkParts}, and TargetForbiddenError, PermissionOverlapError,
 * LimitTokenMismatchError, MessageForbiddenError, EncodingRangeError.
 */
export function defineGrant(parameters: DefineGrantParameters): DefineGrantReturnType {
  checkWindow(parameters)
  checkKeyPolicy(parameters)
  const names = Object.keys(parameters.limits ?? {})
  const limits = Object.entries(parameters.limits ?? {}).map(([name, limit]) =>
    resolveLimit(name, limit, parameters.validAfter),
  )
  const permissions = parameters.permissions.map((definition) => resolvePermission(definition, names))
  checkPermissions(parameters, permissions, limits, names)
  const grant = assemble(parameters, permissions, limits, names)
  const module = getAddress(parameters.module)
  const { messages = [], adapter } = parameters
  const { account, networks } = grant
  checkMessageDefinitions(messages, { account, module, adapter, networks })
  checkParts(grant)
  checkGuardedFee(grant.guards, grant.maximumFee, grant.paymaster)
  return {
    grant,
    grantId: hashGrant(grant, module),
    module,
    warnings: [...grantWarnings(grant), ...chainWarnings(messages), ...overlapWarnings(permissions)],
    annotations: { functions: parameters.permissions.flatMap(annotate), limits: names },
  }
}

function assemble(
  parameters: DefineGrantParameters,
  permissions: readonly Permission[],
  limits: readonly Limit[],
  names: readonly string[],
): Grant {
  const { module, supersedes, messages = [], guards = [], salt } = parameters
  const account = getAddress(parameters.account)
  const maximumFee = resolveMaximumFee(parameters.maximumFee)
  const context = { module, account, limits, names, maximumFee }
  return {
    account,
    networks: resolveNetworks(parameters),
    permissions,
    limits,
    messages: messages.map(({ message }) => message),
    guards: guards.map(({ guard, config }) => ({ guard: getAddress(guard), config })),
    validAfter: parameters.validAfter,
    validUntil: parameters.validUntil,
    keyLifetime: parameters.keyLifetime ?? UNLIMITED_KEY_LIFETIME,
    overlap: parameters.overlap ?? 0,
    maxKeys: parameters.maxKeys ?? 1,
    maximumFee,
    paymaster: resolvePaymaster(parameters.paymaster ?? 'none'),
    rotator: parameters.rotator ?? NO_KEY,
    keeper: parameters.keeper ?? NO_KEY,
    identity: EMPTY_PARTS.identity,
    supersedes: supersedes ? resolveSupersession(supersedes, context) : EMPTY_PARTS.supersedes,
    sessionKey: parameters.sessionKey,
    salt: salt === undefined ? bytesToHex(crypto.getRandomValues(new Uint8Array(16))) : checkedSalt(salt),
  }
}

function resolvePermission(definition: PermissionDefinition, names: readonly string[]): Permission {
  const { target, call, selector, maxValue, conditions, worstTier } = definition
  const spends = definition.spends.map(({ limit, source, argument }) => {
    if (!names.includes(limit)) throw new LimitUnknownError({ limit, known: names })
    return { limit: names.indexOf(limit), source, argument }
  })
  return { target, call, selector, maxValue, conditions, spends, worstTier }
}

function annotate({ target, item }: PermissionDefinition): Annotations['functions'] {
  return item ? [{ target, item }] : []
}

function overlapWarnings(permissions: readonly Permission[]): readonly GrantWarning[] {
  return overlaps(permissions).map(([first, second]) => ({
    code: 'permissions-overlap',
    message: `Permissions ${first} and ${second} are about the same calls: the laxer one counts.`,
    permission: second,
  }))
}

/** Of a message only the hash of its domain is granted, so what the domain lacks can be told here only. */
function chainWarnings(messages: readonly MessageDefinition[]): readonly GrantWarning[] {
  return messages.flatMap(({ domain }, index): readonly GrantWarning[] => {
    if (!domain || domain.chainId !== undefined) return []
    const message = `Message ${index}: its domain names no chain, so what is signed may count on others too.`
    return [{ code: 'message-any-chain', message }]
  })
}

function checkedSalt(salt: Hex): Hex {
  if (isHex(salt) && salt.length === 34) return salt
  throw new GrantInvalidError({ member: 'salt', reason: 'it has 16 bytes.' })
}

function checkWindow({ validAfter, validUntil, clock = systemClock }: DefineGrantParameters): void {
  const refuse = (reason: string): Error => new GrantWindowInvalidError({ validAfter, validUntil, reason })
  if (!isTime(validAfter) || !isTime(validUntil)) {
    throw refuse('both are whole unix seconds, from 0 to 2^47 - 1.')
  }
  if (validUntil === 0) throw refuse('an end of 0 would mean for ever.')
  if (validAfter > validUntil) throw refuse('it ends before it starts.')
  if (validUntil < clock.now()) throw refuse('it is over already.')
}

function checkKeyPolicy(parameters: DefineGrantParameters): void {
  const { rotator = NO_KEY, keyLifetime, overlap = 0, maxKeys = 1 } = parameters
  const refuse = (member: string, reason: string): Error => new GrantInvalidError({ member, reason })
  if (rotator.kind !== KeyKind.none && keyLifetime === undefined) {
    throw refuse('keyLifetime', 'with a rotator, say how long a key may live (or UNLIMITED_KEY_LIFETIME).')
  }
  if (keyLifetime !== undefined && !isWhole(keyLifetime, 1, UNLIMITED_KEY_LIFETIME)) {
    throw refuse('keyLifetime', 'it is a whole number of seconds, from 1 to 2^32 - 1.')
  }
  if (!isWhole(overlap, 0, 2 ** 32 - 1))
    throw refuse('overlap', 'it is a whole number of seconds below 2^32.')
  if (!isWhole(maxKeys, 1, 255)) throw refuse('maxKeys', 'it is a whole number from 1 to 255.')
}

function checkPermissions(
  parameters: DefineGrantParameters,
  permissions: readonly Permission[],
  limits: readonly Limit[],
  names: readonly string[],
): void {
  const refuse = (member: string, least: number): Error =>
    new GrantInvalidError({ member, reason: `there are ${least} to ${MAX_LEAVES} of them.` })
  // A key that only signs messages needs none: the tree's only leaf is then the padding, which no call matches.
  const least = (parameters.messages ?? []).length > 0 ? 0 : 1
  if (permissions.length < least || permissions.length > MAX_LEAVES) throw refuse('permissions', least)
  if (limits.length > MAX_LEAVES) throw refuse('limits', 0)
  for (const [index, permission] of permissions.entries()) {
    checkTarget(permission.target, parameters)
    checkSpends(permission, limits, names)
    if (!parameters.permissions[index]?.allowTokenMismatch) checkTokens(permission, limits, names)
  }
  if (!parameters.allowOverlapping) checkOverlaps(permissions)
}

function isWhole(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most
}
