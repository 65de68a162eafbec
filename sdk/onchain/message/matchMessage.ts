import { type Address, concatHex } from 'viem'
import type { Grant } from '../../core/grant.ts'
import { type Message, MessageKind } from '../../core/message.ts'
import type { BaseError } from '../../errors/base.ts'
import {
  MessageForbiddenError,
  MessageNotGrantedError,
  MessageTextMismatchError,
} from '../../errors/contractMessage.ts'
import { encodeType } from '../grant/eip712.ts'
import { forbiddenReason } from '../grant/entryPoints.ts'
import { conditionError, type MatchReason } from '../grant/match.ts'
import { messageMembers } from '../grant/messageType.ts'
import { domainFields } from './domainFields.ts'
import type { SignableMessage } from './signableMessage.ts'
import { signInProblem } from './signInText.ts'
import { typedDataFields } from './typedDataFields.ts'

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
  /** One reason for each message of the grant, in its order. */
  | { readonly matched: false; readonly reasons: readonly MatchReason[] }

/** What stands for a selector in front of the fields of typed data. */
const NO_SELECTOR = '0x00000000'

/** The first message of a grant that allows what is to be signed, judged as the contract judges it, or why each does not. */
export function matchMessage(
  grant: Pick<Grant, 'account' | 'messages'>,
  message: SignableMessage,
  options: MatchMessageOptions,
): MatchMessageReturnType {
  const reasons: MatchReason[] = []
  for (const [index, granted] of grant.messages.entries()) {
    const error = whyNotMessage(grant, granted, message, options)
    if (!error) return { matched: true, index }
    reasons.push({ index, error })
  }
  return { matched: false, reasons }
}

/** Why a message of a grant does not allow what is to be signed; undefined when it does. */
function whyNotMessage(
  { account }: Pick<Grant, 'account'>,
  granted: Message,
  message: SignableMessage,
  { chainId, ...own }: MatchMessageOptions,
): BaseError | undefined {
  if (typeof message === 'string') {
    if (granted.kind !== MessageKind.signInText) return notGranted('It is a text, not typed data.')
    const expected = { site: granted.contents, account, chainId: BigInt(chainId) }
    const reason = signInProblem(message, expected)
    return reason === undefined ? undefined : new MessageTextMismatchError({ reason })
  }
  if (granted.kind !== MessageKind.typedData) return notGranted('It is typed data, not a sign-in text.')
  const { domain, primaryType, types } = message
  if (domainFields(domain).separator !== granted.domain.toLowerCase()) {
    return notGranted('Its domain is another one.')
  }
  const { verifyingContract } = domain
  const named = verifyingContract !== undefined && BigInt(verifyingContract) !== 0n
  if (named && forbiddenReason(verifyingContract, { account, ...own })) {
    return new MessageForbiddenError({ verifyingContract })
  }
  const type = encodeType(primaryType, types)
  if (type !== granted.contents) return notGranted(`Its type is ${type}.`)
  const data = concatHex([NO_SELECTOR, typedDataFields(message)])
  const members = messageMembers(granted.contents)
  for (const condition of granted.conditions) {
    const error = conditionError(condition, data, account, members)
    if (error) return error
  }
  return undefined
}

function notGranted(reason: string): BaseError {
  return new MessageNotGrantedError({ reason })
}
