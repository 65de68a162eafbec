import type { Hex } from 'viem'
import type { Grant } from '../../core/grant.ts'
import type { Key } from '../../core/key.ts'
import { UseInvalidError } from '../../errors/encoding.ts'
import { uintDigits } from '../../internal/words.ts'
import { encodeTerms, keyDigits } from '../grant/encodeTerms.ts'
import { hashKey } from '../grant/hash.ts'
import { grantRoots, hashGrantMessage } from '../grant/hashGrant.ts'
import { messageDigits } from '../grant/messageDigits.ts'
import { messagePayload, type SignableMessage } from './signableMessage.ts'

/** Bits of a message's flags. */
const MESSAGE_FLAGS = { otherKey: 1, wrapped: 2 } as const

export type EncodeMessageParameters = {
  grant: Grant
  /** Index of the grant's message that allows it: see `matchMessage`. */
  index: number
  message: SignableMessage
  /** The key that signs; the grant's first one by default. */
  key?: Key | undefined
  /** The chain that it is for; not needed for a grant that holds on one. */
  chainId?: bigint | number | undefined
  /** Whether the account hands on the hash wrapped in its own domain; false by default. */
  wrapped?: boolean | undefined
}

/**
 * A message as the module reads it, without the key's signature over `MessageUse` that follows: docs/protocol.md, section 3.
 * @throws UseInvalidError, NetworkNotGrantedError, EncodingRangeError, and what `checkParts` throws.
 */
export function encodeMessage(parameters: EncodeMessageParameters): Hex {
  const { grant, index, message, key = grant.sessionKey, chainId, wrapped = false } = parameters
  const granted = grant.messages[index]
  if (!granted) throw new UseInvalidError({ reason: `the grant has no message ${index}.` })
  const { permissionsRoot, limitsRoot } = grantRoots(grant)
  const otherKey = hashKey(key) !== hashKey(grant.sessionKey)
  const flags = (otherKey ? MESSAGE_FLAGS.otherKey : 0) | (wrapped ? MESSAGE_FLAGS.wrapped : 0)
  return `0x${[
    uintDigits(flags, 8, 'flags'),
    encodeTerms(grant, chainId).slice(2),
    otherKey ? keyDigits(key) : '',
    permissionsRoot.slice(2),
    limitsRoot.slice(2),
    uintDigits(index, 8, 'message index'),
    uintDigits(grant.messages.length, 8, 'number of messages'),
    ...grant.messages.map((each) => hashGrantMessage(each).slice(2)),
    messageDigits(granted),
    messagePayload(message).slice(2),
  ].join('')}`
}
