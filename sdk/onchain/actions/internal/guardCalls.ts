import type { Hex } from 'viem'
import type { Guard } from '../../../core/guard.ts'
import { addressDigits, anyDigits, uintDigits } from '../../../internal/words.ts'
import type { HolderClientBase } from '../../clients/holderClientBase.ts'
import type { Call } from '../../grant/match.ts'
import { moduleCall } from './moduleCall.ts'

/**
 * Calls as an operation carries them: those of a guarded grant between the module's two guard calls. On the other paths the module
 * asks the guards itself.
 */
export function withGuardCalls(client: HolderClientBase, calls: readonly Call[]): readonly Call[] {
  const { grant, grantId } = client
  if (grant.guards.length === 0) return calls
  const args = [grantId, encodeGuards(grant.guards)] as const
  return [moduleCall(client, 'guardBegin', args), ...calls, moduleCall(client, 'guardEnd', args)]
}

/** `u8 count`, then each `20B guard ‖ u16 length ‖ config`. */
function encodeGuards(guards: readonly Guard[]): Hex {
  const each = guards.map(({ guard, config }) => {
    const digits = anyDigits(config, 'guard.config')
    return addressDigits(guard, 'guard') + uintDigits(digits.length / 2, 16, 'guard.config') + digits
  })
  return `0x${uintDigits(guards.length, 8, 'number of guards')}${each.join('')}`
}
