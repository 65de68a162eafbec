import { type Hex, hexToBytes, type SignableMessage as PersonalMessage } from 'viem'
import { EncodingRangeError } from '../../../errors/encoding.ts'

/**
 * The text of a personal message: a grant allows texts, which the module reads, and no bytes that are none.
 * @throws EncodingRangeError.
 */
export function messageText(message: PersonalMessage): string {
  if (typeof message === 'string') return message
  const { raw } = message
  const bytes = typeof raw === 'string' ? hexToBytes(raw as Hex) : raw
  const text = decoded(bytes)
  if (text === undefined) throw new EncodingRangeError({ field: 'message', expected: 'a text in UTF-8' })
  return text
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}
