import type { Hex } from 'viem'
import type { Grant } from '../../core/grant.ts'
import { type Limit, LimitKind } from '../../core/limit.ts'
import { CallKind, type Permission } from '../../core/permission.ts'
import { addressDigits, bytesDigits, uintDigits } from '../../internal/words.ts'
import { encodeTerms } from '../grant/encodeTerms.ts'
import { isPeriodic } from '../grant/period.ts'

/** First byte of published contents. */
export const CONTENTS_VERSION = 1

/** Bit of a limit's kind that says that its period follows. */
export const PERIODIC = 0x80

/**
 * A grant as it is published in an event, a tenth of its JSON. With the wire format of docs/protocol.md:
 * `u8 version ‖ terms ‖ u16 n ‖ n permissions ‖ u16 n ‖ n limits`, permissions and limits as in a use but without index and
 * proof. Account and chain are those of the event.
 * @throws PartUnsupportedError, EncodingRangeError.
 */
export function encodeContents(grant: Grant): Hex {
  return `0x${[
    uintDigits(CONTENTS_VERSION, 8, 'version'),
    encodeTerms(grant).slice(2),
    uintDigits(grant.permissions.length, 16, 'number of permissions'),
    ...grant.permissions.map(permissionDigits),
    uintDigits(grant.limits.length, 16, 'number of limits'),
    ...grant.limits.map(limitDigits),
  ].join('')}`
}

function permissionDigits(permission: Permission): string {
  const { conditions, spends } = permission
  return [
    uintDigits(permission.call, 8, 'permission.call'),
    addressDigits(permission.target, 'permission.target'),
    permission.call === CallKind.selector ? bytesDigits(permission.selector, 4, 'permission.selector') : '',
    numberDigits(permission.maxValue, 'permission.maxValue'),
    uintDigits(permission.worstTier, 8, 'permission.worstTier'),
    uintDigits(conditions.length, 8, 'number of conditions'),
    ...conditions.flatMap(({ operator, argument, values }) => [
      uintDigits(operator, 8, 'condition.operator'),
      numberDigits(argument, 'condition.argument'),
      uintDigits(values.length, 8, 'number of values'),
      ...values.map((value) => numberDigits(BigInt(value), 'condition.value')),
    ]),
    uintDigits(spends.length, 8, 'number of spends'),
    ...spends.flatMap(({ limit, source, argument }) => [
      uintDigits(limit, 16, 'spend.limit'),
      uintDigits(source, 8, 'spend.source'),
      numberDigits(argument, 'spend.argument'),
    ]),
  ].join('')
}

function limitDigits(limit: Limit): string {
  const periodic = isPeriodic(limit)
  return [
    uintDigits(limit.kind | (periodic ? PERIODIC : 0), 8, 'limit.kind'),
    periodic ? uintDigits(limit.period, 32, 'limit.period') : '',
    periodic ? uintDigits(limit.periodStart, 48, 'limit.periodStart') : '',
    limit.kind === LimitKind.token ? addressDigits(limit.token, 'limit.token') : '',
    numberDigits(limit.amount, 'limit.amount'),
  ].join('')
}

/** `var`: one byte n, then the number in its shortest n bytes. */
function numberDigits(value: bigint, field: string): string {
  const digits = uintDigits(value, 256, field).replace(/^(00)+/, '')
  return uintDigits(digits.length / 2, 8, field) + digits
}
