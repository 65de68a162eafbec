import { concatHex, type Hash, type Hex } from 'viem'
import type { BaseError } from '../../errors/base.ts'
import { signWith } from '../clients/grantor.ts'
import type { HolderClientBase } from '../clients/holderClientBase.ts'
import { encodeMessage } from '../message/encodeMessage.ts'
import { messageHash, type SignableMessage } from '../message/signableMessage.ts'
import { wrapHash } from '../message/wrapHash.ts'
import { messageUse } from '../messages.ts'
import { checkMessage } from './checkMessage.ts'
import { getAccountState } from './getAccountState.ts'
import { pickMessage } from './internal/pickMessage.ts'

export type SignMessageParameters = {
  /** Typed data, or a sign-in text (EIP-4361). */
  message: SignableMessage
  /** Whether to ask the module first, as the account would; true by default. */
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
 * @throws MessageNotGrantedError, MessageTextMismatchError, MessageForbiddenError, MessageCountedError, ConditionFailedError, and
 * what a use of the grant in this state throws (GrantUnknownError before its first use, GrantIsPausedError, KeyEndedError, ...).
 */
export async function signMessage(
  client: HolderClientBase,
  { message, check = true }: SignMessageParameters,
): Promise<SignMessageReturnType> {
  const { grant, grantId, accountPort: port, module, signer, keyId, chain } = client
  const { account } = grant
  const { adapter } = await getAccountState(client, { account })
  const index = pickMessage(client, { message, adapter, check })
  const hash = messageHash(message)
  const wrapped = port.wrapsMessages
  const asked = wrapped ? await wrapHash(client, { account, hash }) : hash
  const encoded = encodeMessage({ grant, index, message, key: signer.key, chainId: chain.id, wrapped })
  const typedData = messageUse(module, { account, chainId: BigInt(chain.id), grantId, hash: asked })
  const signed = concatHex([encoded, await signWith(signer, typedData)])
  if (check) await checkMessage(client, { account, hash: asked, message: signed, keyId })
  return {
    signature: port.encodeMessageSignature({ validator: module, signature: signed }),
    hash,
  }
}
