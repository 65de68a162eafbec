import { type Address, concatHex, type Hex } from 'viem'
import type { Grant } from '../../core/grant.ts'
import type { Key } from '../../core/key.ts'
import { UseInvalidError } from '../../errors/encoding.ts'
import { uintDigits } from '../../internal/words.ts'
import { encodeTerms, keyDigits } from './encodeTerms.ts'
import { hashKey } from './hash.ts'
import { grantRoots, hashGrantMessage } from './hashGrant.ts'
import { messageDigits } from './messageDigits.ts'
import { type MessagePayload, payloadDigits } from './messagePayload.ts'

/** Bits of a message's flags. */
const MESSAGE_FLAGS = { otherKey: 1, wrapped: 2 } as const

export type EncodeMessageParameters = {
  grant: Grant
  /** Index in the grant of the message that allows it: see `matchMessage`. */
  index: number
  payload: MessagePayload
  /** The key that signs; the grant's first one by default. */
  key?: Key
  /** The chain that it is for; not needed for a grant that holds on one. */
  chainId?: bigint | number
  /** Whether the account hands on what it is asked about wrapped in its own domain; false by default. */
  wrapped?: boolean
}

/**
 * A message without the key's signature over `MessageUse`, which follows it. An account takes it with the module's address in front:
 * see {@link messageSignature}.
 * @throws UseInvalidError, NetworkNotGrantedError, EncodingRangeError, and what `checkParts` throws.
 */
export function encodeMessage(parameters: EncodeMessageParameters): Hex {
  const { grant, index, payload, key = grant.sessionKey, chainId, wrapped = false } = parameters
  const message = grant.messages[index]
  if (!message) throw new UseInvalidError({ reason: `the grant has no message ${index}.` })
  const otherKey = hashKey(key) !== hashKey(grant.sessionKey)
  const flags = (otherKey ? MESSAGE_FLAGS.otherKey : 0) | (wrapped ? MESSAGE_FLAGS.wrapped : 0)
  const { permissionsRoot, limitsRoot } = grantRoots(grant)
  return `0x${[
    uintDigits(flags, 8, 'flags'),
    encodeTerms(grant, chainId).slice(2),
    otherKey ? keyDigits(key) : '',
    permissionsRoot.slice(2),
    limitsRoot.slice(2),
    uintDigits(index, 8, 'index'),
    uintDigits(grant.messages.length, 8, 'number of messages'),
    ...grant.messages.map((each) => hashGrantMessage(each).slice(2)),
    messageDigits(message),
    payloadDigits(payload),
  ].join('')}`
}

/** What the account is given as its signature: whose word it is, the encoded message, and the key's signature of it. */
export function messageSignature(module: Address, encoded: Hex, signature: Hex): Hex {
  return concatHex([module.toLowerCase() as Hex, encoded, signature])
}
