import { type Address, encodeFunctionData, type Hash, type Hex, slice } from 'viem'
import { call } from 'viem/actions'
import type { BaseError } from '../../errors/base.ts'
import { KeySignatureInvalidError } from '../../errors/contractKey.ts'
import { sessionModuleAbi } from '../abis/sessionModule.ts'
import type { ModuleClient } from '../clients/moduleClient.ts'
import { toLatchkeyError } from '../errors/toLatchkeyError.ts'

export type CheckMessageParameters = {
  account: Address
  /** What the module is asked about: the message's hash, wrapped if the account wraps. */
  hash: Hash
  /** The encoded message with the key's signature, without what routes it to the module. */
  message: Hex
  /** The key that signed, for the error. */
  keyId: Hash
}

export type CheckMessageErrorType = KeySignatureInvalidError | BaseError

/** ERC-1271. */
export const ERC1271_MAGIC = '0x1626ba7e'

/** Asks in the account's place; anybody but the account and the module may. */
const ASKING: Address = '0x00000000000000000000000000000000000a5c1d'

/**
 * Asks the module itself whether it would accept a message, as the account would. An account answers no more than no; here the
 * refusal comes with its reason.
 * @throws KeySignatureInvalidError and the module's errors, as typed errors.
 */
export async function checkMessage(client: ModuleClient, parameters: CheckMessageParameters): Promise<void> {
  const { account, hash, message, keyId } = parameters
  const args = [ASKING, hash, message] as const
  const data = encodeFunctionData({
    abi: sessionModuleAbi,
    functionName: 'isValidSignatureWithSender',
    args,
  })
  const answer = await call(client, { account, to: client.module, data }).catch((error: unknown) => {
    throw toLatchkeyError(error, { account, module: client.module, keyId })
  })
  if (slice(answer.data ?? '0x00000000', 0, 4) !== ERC1271_MAGIC)
    throw new KeySignatureInvalidError({ keyId })
}
