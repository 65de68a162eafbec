import { MessageKind } from '../../../core/message.ts'
import type { MessageDefinition } from '../../grant/messageDefinition.ts'
import { ownerStructs } from '../../grant/ownerMessages.ts'

/**
 * Why a message plainly gives away what is the account's, also where its type was asked for by name; undefined when nothing plain
 * shows it.
 */
export function signsForOwners({ message }: MessageDefinition): string | undefined {
  if (message.kind !== MessageKind.typedData) return undefined
  const names = ownerStructs(message.contents)
  return names.length > 0 ? `it signs ${names.join(', ')} for the account.` : undefined
}
