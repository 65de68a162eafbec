import { type Address, isAddressEqual } from 'viem'
import { type Limit, LimitKind } from '../../core/limit.ts'
import { Operator } from '../../core/parameterCondition.ts'
import { CallKind, type Permission } from '../../core/permission.ts'
import { SpendSource } from '../../core/spend.ts'
import { LimitInvalidError, LimitTokenMismatchError } from '../../errors/limit.ts'
import { PermissionOverlapError, TargetForbiddenError } from '../../errors/permission.ts'
import { type ForbiddenTargets, forbiddenReason } from './entryPoints.ts'

const KIND_TEXT: Record<LimitKind, string> = {
  [LimitKind.none]: 'nothing',
  [LimitKind.native]: 'native value',
  [LimitKind.token]: 'a token',
  [LimitKind.count]: 'calls',
}

const SOURCE_TEXT: Record<SpendSource, string> = {
  [SpendSource.none]: 'nothing',
  [SpendSource.nativeValue]: 'native value',
  [SpendSource.argument]: 'an argument',
  [SpendSource.call]: 'calls',
}

/** What a permission is about. */
type Callee = Pick<Permission, 'target' | 'call' | 'selector'>

/** Refuses a target that no session key may ever call. */
export function checkTarget(target: Address, own: ForbiddenTargets): void {
  const reason = forbiddenReason(target, own)
  if (reason) throw new TargetForbiddenError({ target, reason })
}

/** Refuses limits that a spend cannot draw on, by their names. */
export function checkSpends(
  { spends }: Permission,
  limits: readonly Limit[],
  names: readonly string[],
): void {
  for (const { limit, source } of spends) {
    const kind = limits[limit]?.kind ?? LimitKind.none
    // A source has the number of the kind of limit that it fits.
    if (Number(source) === Number(kind)) continue
    throw new LimitInvalidError({
      limit: names[limit] ?? `${limit}`,
      reason: `it counts ${KIND_TEXT[kind]}, not ${SOURCE_TEXT[source]}.`,
    })
  }
}

/**
 * Refuses to count calls against a limit of a token that nothing ties them to: the target is another contract, and no
 * argument has to equal the token.
 */
export function checkTokens(
  permission: Permission,
  limits: readonly Limit[],
  names: readonly string[],
): void {
  const { target, conditions, spends } = permission
  for (const { limit: index, source } of spends) {
    const limit = limits[index]
    if (source !== SpendSource.argument || !limit || isAddressEqual(limit.token, target)) continue
    const { token } = limit
    const tied = conditions.some(
      ({ operator, values }) => operator === Operator.equal && BigInt(values[0] ?? '0x0') === BigInt(token),
    )
    if (!tied) throw new LimitTokenMismatchError({ limit: names[index] ?? `${index}`, token, target })
  }
}

/** Pairs of permissions about the same target and function. Any selector covers every one. */
export function overlaps(permissions: readonly Callee[]): readonly (readonly [number, number])[] {
  const byTarget = new Map<string, number[]>()
  for (const [index, { target }] of permissions.entries()) {
    const indexes = byTarget.get(target.toLowerCase()) ?? []
    byTarget.set(target.toLowerCase(), [...indexes, index])
  }
  return [...byTarget.values()].flatMap((indexes) =>
    indexes.flatMap((second, at) =>
      indexes
        .slice(0, at)
        .filter((first) => sameCalls(permissions[first], permissions[second]))
        .map((first) => [first, second] as const),
    ),
  )
}

/** Refuses two permissions about the same target and function: the holder would pick the laxer one. */
export function checkOverlaps(permissions: readonly Permission[]): void {
  const [indexes] = overlaps(permissions)
  const second = indexes && permissions[indexes[1]]
  if (second) throw new PermissionOverlapError({ indexes, target: second.target, selector: second.selector })
}

function sameCalls(one: Callee | undefined, other: Callee | undefined): boolean {
  if (!one || !other) return false
  if (one.call === CallKind.empty || other.call === CallKind.empty) return one.call === other.call
  if (one.call === CallKind.anySelector || other.call === CallKind.anySelector) return true
  return one.selector.toLowerCase() === other.selector.toLowerCase()
}
