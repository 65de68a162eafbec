import type { AbiFunction } from 'abitype'
import { type Hex, size } from 'viem'
import type { Permission } from '../../core/permission.ts'
import { SpendSource } from '../../core/spend.ts'
import type { BaseError } from '../../errors/base.ts'
import { ArgumentMalformedError, ArgumentMissingError } from '../../errors/permission.ts'
import type { Call } from './call.ts'
import { argumentText } from './nameArgument.ts'
import { resolveArgument } from './resolveArgument.ts'

/** What a call takes from one of the grant's limits, in the limit's unit. */
export type Take = { readonly limitId: number; readonly amount: bigint }

/** Where a sum of array elements stops, as in the module. */
const GREATEST = 2n ** 256n - 1n

/**
 * What a call takes from the limits that its permission spends, in the permission's order. One limit may come up twice.
 * @param item The function, for naming arguments.
 * @throws ArgumentMissingError, ArgumentMalformedError when the calldata does not lead to what is counted.
 */
export function takesOf(permission: Permission, call: Call, item?: AbiFunction): readonly Take[] {
  const { value = 0n, data = '0x' } = call
  return permission.spends.map(({ limit, source, argument }) => {
    if (source === SpendSource.nativeValue) return { limitId: limit, amount: value }
    if (source === SpendSource.call) return { limitId: limit, amount: 1n }
    return { limitId: limit, amount: sum(data, argument, item) }
  })
}

/** Why calldata does not lead to an argument. */
export function argumentError(
  problem: 'missing' | 'malformed',
  argument: bigint,
  data: Hex,
  item: AbiFunction | undefined,
): BaseError {
  const text = argumentText(item, argument)
  return problem === 'missing'
    ? new ArgumentMissingError({ argument: text, length: size(data) })
    : new ArgumentMalformedError({ argument: text })
}

function sum(data: Hex, argument: bigint, item: AbiFunction | undefined): bigint {
  let total = 0n
  let words = 1n
  for (let each = 0n; each < words; each++) {
    const found = resolveArgument(data, argument, each)
    if (typeof found === 'string') throw argumentError(found, argument, data, item)
    words = found.count
    if (found.word > GREATEST - total) return GREATEST
    total += found.word
  }
  return total
}
