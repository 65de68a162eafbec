import { concatHex, type Hex } from 'viem'
import type { Grant } from '../../core/grant.ts'
import type { Key } from '../../core/key.ts'
import { uintDigits } from '../../internal/words.ts'
import { encodeTerms, keyDigits } from '../grant/encodeTerms.ts'
import { hashKey } from '../grant/hash.ts'
import { grantRoots, hashGrantMessage } from '../grant/hashGrant.ts'
import { messageDigits } from '../grant/messageDigits.ts'
import type { MatchedMessage } from './signableMessage.ts'

/** Bits of a message's flags. */
const MESSAGE_FLAGS = { otherKey: 1, wrapped: 2 } as const

export type EncodeMessageParameters = {
  grant: Grant
  /** The chain that it is for; not needed for a grant that holds on one. */
  chainId?: bigint | number | undefined
  /** As `matchMessage` found it. */
  matched: MatchedMessage
  /** The key that signs; the grant's first one by default. */
  key?: Key | undefined
  /** Whether the account hands on the hash wrapped in its own domain. */
  wrapped?: boolean | undefined
}

/**
 * A message as the module reads it, without the key's signature that follows: docs/protocol.md, section 3.
 * @throws NetworkNotGrantedError, EncodingRangeError.
 */
export function encodeMessage(parameters: EncodeMessageParameters): Hex {
  const { grant, matched, chainId, key = grant.sessionKey, wrapped = false } = parameters
  const { permissionsRoot, limitsRoot } = grantRoots(grant)
  const otherKey = hashKey(key) !== hashKey(grant.sessionKey)
  const flags = (otherKey ? MESSAGE_FLAGS.otherKey : 0) | (wrapped ? MESSAGE_FLAGS.wrapped : 0)
  const listed = grant.messages.map((message) => hashGrantMessage(message).slice(2))
  return concatHex([
    `0x${uintDigits(flags, 8, 'flags')}`,
    encodeTerms(grant, chainId),
    otherKey ? `0x${keyDigits(key)}` : '0x',
    permissionsRoot,
    limitsRoot,
    `0x${uintDigits(matched.index, 8, 'message index')}${uintDigits(listed.length, 8, 'messages')}`,
    `0x${listed.join('')}`,
    `0x${messageDigits(matched.granted)}`,
    matched.payload,
  ])
}
