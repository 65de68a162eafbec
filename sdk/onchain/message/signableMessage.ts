import {
  concatHex,
  type Hash,
  type Hex,
  hashMessage,
  hashTypedData,
  size,
  stringToHex,
  type TypedDataDomain,
} from 'viem'
import type { Grant } from '../../core/grant.ts'
import { type Message, MessageKind } from '../../core/message.ts'
import { MessageNotGrantedError, MessageTextMismatchError } from '../../errors/contractMessage.ts'
import { uintDigits } from '../../internal/words.ts'
import { encodeType } from '../grant/eip712.ts'
import { domainFields } from './domainFields.ts'
import { type TypedDataStruct, typedDataFields } from './typedDataFields.ts'

/** What a key can sign under a grant: typed data, or a sign-in text (EIP-4361). */
export type SignableMessage = (TypedDataStruct & { readonly domain: TypedDataDomain }) | string

/** A message that is found in its grant. */
export type MatchedMessage = {
  /** Its place among the grant's messages. */
  readonly index: number
  readonly granted: Message
  /** What is asked about: the hash that the application hands to the account. */
  readonly hash: Hash
  /** What the module builds that hash from. */
  readonly payload: Hex
}

/**
 * Finds what a grant says of a message: for typed data the one with its domain and type, for a sign-in text the one of its site.
 * Conditions are not looked at: the module does.
 * @throws MessageNotGrantedError, MessageTextMismatchError, EncodingRangeError.
 */
export function matchMessage(grant: Pick<Grant, 'messages'>, message: SignableMessage): MatchedMessage {
  return typeof message === 'string' ? matchText(grant, message) : matchTypedData(grant, message)
}

function matchTypedData(
  { messages }: Pick<Grant, 'messages'>,
  message: Exclude<SignableMessage, string>,
): MatchedMessage {
  const { domain, types, primaryType } = message
  const { encoded, separator } = domainFields(domain)
  const contents = encodeType(primaryType, types)
  const index = messages.findIndex(
    (one) =>
      one.kind === MessageKind.typedData &&
      one.domain.toLowerCase() === separator &&
      one.contents === contents,
  )
  const granted = messages[index]
  if (!granted) throw new MessageNotGrantedError({ reason: `It is ${primaryType} of ${domain.name ?? '?'}.` })
  const fields = typedDataFields(message)
  const { EIP712Domain: _, ...own } = types
  return {
    index,
    granted,
    hash: hashTypedData({ domain, types: own, primaryType, message: message.message } as never),
    payload: concatHex([encoded, `0x${uintDigits(size(fields), 16, 'message fields')}`, fields]),
  }
}

function matchText({ messages }: Pick<Grant, 'messages'>, text: string): MatchedMessage {
  const index = messages.findIndex(
    ({ kind, contents }) =>
      kind === MessageKind.signInText && text.startsWith(`${contents} wants you to sign in with your `),
  )
  const granted = messages[index]
  if (!granted) throw new MessageTextMismatchError({ reason: 'The grant names no site that it begins with.' })
  const bytes = stringToHex(text)
  const payload = concatHex([`0x${uintDigits(size(bytes), 16, 'sign-in text')}`, bytes])
  return { index, granted, hash: hashMessage(text), payload }
}
