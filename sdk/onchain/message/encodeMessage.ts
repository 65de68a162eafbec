import { concatHex, type Hex, size, stringToHex } from 'viem'
import type { Grant } from '../../core/grant.ts'
import type { Key } from '../../core/key.ts'
import type { Message } from '../../core/message.ts'
import { anyDigits, bytesDigits, uintDigits } from '../../internal/words.ts'
import { encodeTerms, keyDigits } from '../grant/encodeTerms.ts'
import { conditionDigits } from '../grant/encodeUse.ts'
import { hashKey } from '../grant/hash.ts'
import { grantRoots, hashMessage } from '../grant/hashGrant.ts'
import type { MatchedMessage } from './signableMessage.ts'

/** Bits of a message's flags. */
const MESSAGE_FLAGS = { otherKey: 1, wrapped: 2 } as const

export type EncodeMessageParameters = {
  grant: Grant
  /** As `matchMessage` found it. */
  matched: MatchedMessage
  /** The key that signs; the grant's first one by default. */
  key?: Key | undefined
  /** Whether the account hands on the hash wrapped in its own domain. */
  wrapped?: boolean | undefined
}

/**
 * A message as the module reads it, without the key's signature that follows: docs/protocol.md, section 3.
 * @throws EncodingRangeError, PartUnsupportedError.
 */
export function encodeMessage(parameters: EncodeMessageParameters): Hex {
  const { grant, matched, key = grant.sessionKey, wrapped = false } = parameters
  const { permissionsRoot, limitsRoot } = grantRoots(grant)
  const otherKey = hashKey(key) !== hashKey(grant.sessionKey)
  const flags = (otherKey ? MESSAGE_FLAGS.otherKey : 0) | (wrapped ? MESSAGE_FLAGS.wrapped : 0)
  const listed = grant.messages.map((message) => hashMessage(message).slice(2))
  return concatHex([
    `0x${uintDigits(flags, 8, 'flags')}`,
    encodeTerms(grant),
    otherKey ? `0x${keyDigits(key)}` : '0x',
    permissionsRoot,
    limitsRoot,
    `0x${uintDigits(matched.index, 8, 'message index')}${uintDigits(listed.length, 8, 'messages')}`,
    `0x${listed.join('')}`,
    `0x${messageDigits(matched.granted)}`,
    matched.payload,
  ])
}

function messageDigits({ kind, domain, contents, uncounted, conditions }: Message): string {
  const bytes = stringToHex(contents)
  return [
    uintDigits(kind, 8, 'message.kind'),
    bytesDigits(domain, 32, 'message.domain'),
    uintDigits(size(bytes), 16, 'message.contents'),
    anyDigits(bytes, 'message.contents'),
    uintDigits(uncounted ? 1 : 0, 8, 'message.uncounted'),
    uintDigits(conditions.length, 8, 'number of conditions'),
    ...conditions.map(conditionDigits),
  ].join('')
}
