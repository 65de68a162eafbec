import { hexToString, stringToHex } from 'viem'
import { type Message, MessageKind } from '../../core/message.ts'
import { UseMalformedError } from '../../errors/encoding.ts'
import type { ByteReader } from './byteReader.ts'
import { readConditions } from './leafReaders.ts'

/** The next message of a grant. */
export function readMessage(reader: ByteReader): Message {
  const kind = reader.number(8)
  if (kind < MessageKind.typedData || kind > MessageKind.signInText) {
    throw new UseMalformedError({ reason: 'a message has an unknown kind.' })
  }
  const domain = reader.bytes(32)
  const bytes = reader.bytes(reader.number(16))
  const contents = hexToString(bytes)
  // Bytes that are no text would come back as others, and hash to something else.
  if (stringToHex(contents) !== bytes) throw new UseMalformedError({ reason: 'a message is no text.' })
  const uncounted = reader.number(8)
  if (uncounted > 1) throw new UseMalformedError({ reason: 'a message has an unknown flag.' })
  const conditions = readConditions(reader)
  return { kind: kind as MessageKind, domain, contents, conditions, uncounted: uncounted === 1 }
}
