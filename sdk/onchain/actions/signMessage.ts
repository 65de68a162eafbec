import { concatHex, type Hash, type Hex } from 'viem'
import type { BaseError } from '../../errors/base.ts'
import { signWith } from '../clients/grantor.ts'
import type { HolderClientBase } from '../clients/holderClientBase.ts'
import { encodeMessage } from '../grant/encodeMessage.ts'
import { type MessagePayload, payloadHash, wrapHash } from '../grant/messagePayload.ts'
import { messageUse } from '../messages.ts'
import { checkMessage } from './checkMessage.ts'
import { pickMessage } from './internal/pickMessage.ts'
import { wrappingDomain } from './internal/wrappingDomain.ts'

export type SignMessageParameters = {
  /** Typed data as viem has it, or the text of a sign-in (EIP-4361): `{ text }`. */
  message: MessagePayload
  /** Whether to refuse what the grant does not allow, and to ask the module as the account would; true by default. */
  check?: boolean | undefined
}

export type SignMessageReturnType = {
  /** What an application hands to the account's `isValidSignature`. */
  readonly signature: Hex
  /** Of the message: EIP-712 for typed data, EIP-191 for a text. */
  readonly hash: Hash
}

export type SignMessageErrorType = BaseError

/**
 * Signs a message under the grant, in the account's name. Nothing is sent and nothing counted: the account's answer is a view, which
 * turns to no as soon as the key or the grant ends.
 * @throws MessageNotGrantedError, MessageTextMismatchError, MessageForbiddenError, ConditionFailedError, EncodingRangeError, and
 * what a use of the grant in this state throws (GrantUnknownError before its first use, GrantIsPausedError, KeyEndedError, ...).
 */
export async function signMessage(
  client: HolderClientBase,
  { message, check = true }: SignMessageParameters,
): Promise<SignMessageReturnType> {
  const { grant, grantId, accountPort: port, module, signer, keyId, chain } = client
  const { account } = grant
  const index = await pickMessage(client, { message, check })
  const hash = payloadHash(message)
  const wrapped = port.wrapsMessages
  const asked = wrapped ? wrapHash(hash, await wrappingDomain(client, account)) : hash
  const chainId = chain.id
  const encoded = encodeMessage({ grant, index, payload: message, key: signer.key, chainId, wrapped })
  const typedData = messageUse(module, { account, chainId: BigInt(chainId), grantId, hash: asked })
  const signed = concatHex([encoded, await signWith(signer, typedData)])
  if (check) await checkMessage(client, { account, hash: asked, message: signed, keyId })
  return { signature: port.encodeMessageSignature({ validator: module, signature: signed }), hash }
}
