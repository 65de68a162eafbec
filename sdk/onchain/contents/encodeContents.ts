import type { Hex } from 'viem'
import type { Grant } from '../../core/grant.ts'
import { uintDigits } from '../../internal/words.ts'
import { encodeTerms } from '../grant/encodeTerms.ts'
import { limitDigits, permissionDigits } from '../grant/leafDigits.ts'
import { messageDigits } from '../grant/messageDigits.ts'

/** First byte of published contents. */
export const CONTENTS_VERSION = 1

/**
 * A grant as it is published in an event, a tenth of its JSON. With the wire format of docs/protocol.md:
 * `u8 version ‖ terms ‖ u16 n ‖ n permissions ‖ u16 n ‖ n limits ‖ [u8 n ‖ n messages, when the terms have any]`, each as in a use or
 * a message but without index and proof. Account and chain are those of the event.
 * @param chainId The chain on which it is published; not needed for a grant that holds on one.
 * @throws what `encodeTerms` throws.
 */
export function encodeContents(grant: Grant, chainId?: bigint | number): Hex {
  const { permissions, limits, messages } = grant
  return `0x${[
    uintDigits(CONTENTS_VERSION, 8, 'version'),
    encodeTerms(grant, chainId).slice(2),
    uintDigits(permissions.length, 16, 'number of permissions'),
    ...permissions.map(permissionDigits),
    uintDigits(limits.length, 16, 'number of limits'),
    ...limits.map((limit) => limitDigits(limit, '')),
    messages.length === 0 ? '' : uintDigits(messages.length, 8, 'number of messages'),
    ...messages.map(messageDigits),
  ].join('')}`
}
