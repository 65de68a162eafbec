import { type Address, bytesToHex, getAddress, type Hash, type Hex, isHex } from 'viem'
import { type Clock, systemClock } from '../../core/clock.ts'
import { MAX_LEAVES, UNLIMITED_KEY_LIFETIME, UNTIERED } from '../../core/constants.ts'
import { isTime } from '../../core/expiry.ts'
import type { Grant } from '../../core/grant.ts'
import { type Key, KeyKind, NO_KEY } from '../../core/key.ts'
import type { Limit } from '../../core/limit.ts'
import type { Permission } from '../../core/permission.ts'
import { GrantInvalidError, GrantWindowInvalidError, PartUnsupportedError } from '../../errors/grant.ts'
import { KeyKindUnsupportedError, KeyMalformedError } from '../../errors/key.ts'
import { LimitUnknownError } from '../../errors/limit.ts'
import { byteLength } from '../../internal/words.ts'
import type { Annotations } from './annotations.ts'
import { checkOverlaps, checkShape, checkTarget, checkTokens, overlaps } from './checkPermissions.ts'
import { EMPTY_PARTS } from './emptyParts.ts'
import { hashGrant } from './hashGrant.ts'
import { type LimitDefinitions, resolveLimit } from './limitDefinition.ts'
import type { PermissionDefinition } from './permissionDefinition.ts'
import { type GrantWarning, grantWarnings } from './warnings.ts'

export type DefineGrantParameters = {
  account: Address
  /** The session module, the same on every chain. */
  module: Address
  /** The chain that the grant holds on. */
  chainId: bigint | number
  /** The account's epoch now: `accountState(account).epoch`. */
  epoch: bigint
  /** First second, inclusive, unix seconds. */
  validAfter: number
  /** Last second, inclusive, unix seconds; below 2⁴⁷ and not past. */
  validUntil: number
  /** The first key; this version takes `ecdsa` keys. */
  sessionKey: Key
  /** What the grant allows, 1 to 1,024. The holder may use any of them. */
  permissions: readonly PermissionDefinition[]
  /** Limits by the name that permissions spend them by, at most 1,024. */
  limits?: LimitDefinitions
  /** This version enforces no cap on fees, so the owner says so: only `'unlimited'` is taken. */
  maximumFee: 'unlimited'
  /** Operations with a paymaster are refused: only `'none'`, the default, is taken. */
  paymaster?: 'none'
  /** The signer that may replace keys. Nobody by default. Asks for `keyLifetime`. */
  rotator?: Key
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

export type DefineGrantErrorType =
  | GrantInvalidError
  | GrantWindowInvalidError
  | KeyKindUnsupportedError
  | KeyMalformedError
  | LimitUnknownError
  | PartUnsupportedError

/**
 * A grant from names: refuses what the module would refuse at use, and what no owner can mean.
 *
 * @throws the errors of {@link DefineGrantErrorType}, and TargetForbiddenError, PermissionOverlapError,
 * PermissionInvalidError, LimitInvalidError, LimitTokenMismatchError, EncodingRangeError.
 */
export function defineGrant(parameters: DefineGrantParameters): DefineGrantReturnType {
  checkAsked(parameters)
  checkWindow(parameters)
  checkKeys(parameters)
  const names = Object.keys(parameters.limits ?? {})
  const limits = Object.entries(parameters.limits ?? {}).map(([name, limit]) =>
    resolveLimit(name, limit, parameters.validAfter),
  )
  const permissions = parameters.permissions.map((definition) => resolvePermission(definition, names))
  checkAll(parameters, permissions, limits, names)
  const grant = assemble(parameters, permissions, limits)
  const module = getAddress(parameters.module)
  const overlapping = overlaps(permissions).map(
    ([first, second]): GrantWarning => ({
      code: 'permissions-overlap',
      message: `Permissions ${first} and ${second} are about the same calls: the laxer one counts.`,
      permission: second,
    }),
  )
  return {
    grant,
    grantId: hashGrant(grant, module),
    module,
    warnings: [...grantWarnings(grant), ...overlapping],
    annotations: { functions: parameters.permissions.flatMap(annotate), limits: names },
  }
}

function assemble(parameters: DefineGrantParameters, permissions: Permission[], limits: Limit[]): Grant {
  return {
    account: getAddress(parameters.account),
    networks: [{ chainId: BigInt(parameters.chainId), epoch: parameters.epoch }],
    permissions,
    limits,
    ...EMPTY_PARTS,
    validAfter: parameters.validAfter,
    validUntil: parameters.validUntil,
    keyLifetime: parameters.keyLifetime ?? UNLIMITED_KEY_LIFETIME,
    overlap: parameters.overlap ?? 0,
    maxKeys: parameters.maxKeys ?? 1,
    rotator: parameters.rotator ?? NO_KEY,
    sessionKey: parameters.sessionKey,
    salt: parameters.salt ?? bytesToHex(crypto.getRandomValues(new Uint8Array(16))),
  }
}

function resolvePermission(definition: PermissionDefinition, names: readonly string[]): Permission {
  const { target, call, selector, maxValue, conditions } = definition
  const spends = definition.spends.map(({ limit, source, argument }) => {
    if (!names.includes(limit)) throw new LimitUnknownError({ limit, known: names })
    return { limit: names.indexOf(limit), source, argument }
  })
  return { target, call, selector, maxValue, conditions, spends, worstTier: UNTIERED }
}

function annotate({ target, item }: PermissionDefinition): Annotations['functions'] {
  return item ? [{ target, item }] : []
}

function checkAsked({ maximumFee, paymaster, chainId, epoch, salt }: DefineGrantParameters): void {
  if (maximumFee !== 'unlimited')
    throw new PartUnsupportedError({ part: 'maximumFee', expected: "'unlimited'" })
  if (paymaster !== undefined && paymaster !== 'none') {
    throw new PartUnsupportedError({ part: 'paymaster', expected: "'none'" })
  }
  const refuse = (member: string, reason: string): Error => new GrantInvalidError({ member, reason })
  if (typeof chainId !== 'bigint' && !Number.isSafeInteger(chainId))
    throw refuse('chainId', 'it is a whole number.')
  if (chainId <= 0) throw refuse('chainId', 'it is above 0.')
  if (typeof epoch !== 'bigint' || epoch < 0n || epoch >> 64n !== 0n) {
    throw refuse('epoch', 'it is a bigint below 2^64.')
  }
  if (salt !== undefined && !(isHex(salt) && salt.length === 34)) throw refuse('salt', 'it has 16 bytes.')
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

function checkKeys(parameters: DefineGrantParameters): void {
  const { sessionKey, rotator = NO_KEY, keyLifetime, overlap = 0, maxKeys = 1 } = parameters
  checkKey(sessionKey, 'session key')
  if (rotator.kind !== KeyKind.none) checkKey(rotator, 'rotator')
  else if (rotator.key !== '0x')
    throw new KeyMalformedError({ kind: rotator.kind, length: byteLength(rotator.key) })
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

function checkKey({ kind, key }: Key, role: string): void {
  if (kind !== KeyKind.ecdsa) throw new KeyKindUnsupportedError({ kind, role })
  if (!isHex(key) || byteLength(key) !== 20 || BigInt(key) === 0n) {
    throw new KeyMalformedError({ kind, length: byteLength(key) })
  }
}

function checkAll(
  parameters: DefineGrantParameters,
  permissions: readonly Permission[],
  limits: readonly Limit[],
  names: readonly string[],
): void {
  const refuse = (member: string): Error =>
    new GrantInvalidError({
      member,
      reason: `there are ${member === 'limits' ? 0 : 1} to ${MAX_LEAVES} of them.`,
    })
  if (permissions.length < 1 || permissions.length > MAX_LEAVES) throw refuse('permissions')
  if (limits.length > MAX_LEAVES) throw refuse('limits')
  for (const [index, permission] of permissions.entries()) {
    checkTarget(permission.target, parameters)
    checkShape(permission, limits, names)
    if (!parameters.permissions[index]?.allowTokenMismatch) checkTokens(permission, limits, names)
  }
  if (!parameters.allowOverlapping) checkOverlaps(permissions)
}

function isWhole(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most
}
