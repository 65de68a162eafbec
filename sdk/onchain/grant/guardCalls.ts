import { type Address, encodeFunctionData, type Hash, type Hex } from 'viem'
import type { Guard } from '../../core/guard.ts'
import { addressDigits, anyDigits, uintDigits } from '../../internal/words.ts'
import { sessionModuleAbi } from '../abis/sessionModule.ts'
import type { Call } from './call.ts'

/** Guards as the terms and the module's guard calls carry them: `u8 count`, then each `20B guard ‖ u16 length ‖ config`. */
export function encodeGuards(guards: readonly Guard[]): Hex {
  const each = guards.map(({ guard, config }) => {
    const digits = anyDigits(config, 'guard.config')
    return (
      addressDigits(guard, 'guard.guard') + uintDigits(digits.length / 2, 16, 'guard.config length') + digits
    )
  })
  return `0x${uintDigits(guards.length, 8, 'number of guards')}${each.join('')}`
}

/**
 * The calls of an operation under a grant: with guards they stand between the module's own two calls, without them they are as they
 * were. On the other paths the module asks the guards by itself.
 */
export function withGuardCalls(
  calls: readonly Call[],
  parameters: { module: Address; grantId: Hash; guards: readonly Guard[] },
): readonly Call[] {
  const { module, grantId, guards } = parameters
  if (guards.length === 0) return calls
  const ask = (functionName: 'guardBegin' | 'guardEnd'): Call => ({
    to: module,
    data: encodeFunctionData({
      abi: sessionModuleAbi,
      functionName,
      args: [grantId, encodeGuards(guards)],
    }),
  })
  return [ask('guardBegin'), ...calls, ask('guardEnd')]
}
