import { type Address, concatHex } from 'viem'
import type { Grant } from '../../core/grant.ts'
import { type Message, MessageKind } from '../../core/message.ts'
import type { BaseError } from '../../errors/base.ts'
import {
  MessageForbiddenError,
  MessageNotGrantedError,
  MessageTextMismatchError,
} from '../../errors/contractMessage.ts'
import { encodeMessageData, messageType } from './encodeMessageData.ts'
import { forbiddenReason } from './entryPoints.ts'
import { conditionError } from './match.ts'
import type { MessagePayload } from './messagePayload.ts'
import { messageMembers } from './messageType.ts'
import { signInProblem } from './signInText.ts'
import { encodeDomain } from './typedDataDomain.ts'

/** What is known besides the grant. */
export type MatchMessageOptions = {
  /** The chain that it is for. */
  chainId: bigint | number
  module?: Address | undefined
  /** The one more address that the account named at install. */
  adapter?: Address | undefined
}

export type MatchMessageReturnType =
  | { readonly matched: true; readonly index: number }
  | {
      readonly matched: false
      /** One for each message of the grant, in its order. */
      readonly reasons: readonly { readonly index: number; readonly error: BaseError }[]
    }

/** What stands for a selector in front of the members of typed data. */
const NO_SELECTOR = '0x00000000'

/** The first message of a grant that allows a payload, judged as the contract judges it, or why each does not. */
export function matchMessage(
  grant: Pick<Grant, 'account' | 'messages'>,
  payload: MessagePayload,
  options: MatchMessageOptions,
): MatchMessageReturnType {
  const reasons: { index: number; error: BaseError }[] = []
  for (const [index, message] of grant.messages.entries()) {
    const error = whyNotMessage(grant, message, payload, options)
    if (!error) return { matched: true, index }
    reasons.push({ index, error })
  }
  return { matched: false, reasons }
}

/** Why a message of a grant does not allow a payload; undefined when it does. */
export function whyNotMessage(
  { account }: Pick<Grant, 'account'>,
  message: Message,
  payload: MessagePayload,
  { chainId, ...own }: MatchMessageOptions,
): BaseError | undefined {
  if ('text' in payload) {
    if (message.kind !== MessageKind.signInText) return notGranted('It is a text, not typed data.')
    const expected = { site: message.contents, account, chainId: BigInt(chainId) }
    const reason = signInProblem(payload.text, expected)
    return reason === undefined ? undefined : new MessageTextMismatchError({ reason })
  }
  if (message.kind !== MessageKind.typedData) return notGranted('It is typed data, not a sign-in text.')
  if (encodeDomain(payload.domain).separator !== message.domain.toLowerCase()) {
    return notGranted('Its domain is another one.')
  }
  const { verifyingContract } = payload.domain
  const named = verifyingContract !== undefined && BigInt(verifyingContract) !== 0n
  if (named && forbiddenReason(verifyingContract, { account, ...own })) {
    return new MessageForbiddenError({ verifyingContract })
  }
  if (messageType(payload) !== message.contents) return notGranted(`Its type is ${messageType(payload)}.`)
  const data = concatHex([NO_SELECTOR, ...encodeMessageData(payload)])
  const members = messageMembers(message.contents)
  for (const condition of message.conditions) {
    const error = conditionError(condition, data, account, members)
    if (error) return error
  }
  return undefined
}

function notGranted(reason: string): BaseError {
  return new MessageNotGrantedError({ reason })
}
