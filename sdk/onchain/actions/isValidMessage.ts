import { type Address, type Hash, type Hex, parseAbi } from 'viem'
import { readContract } from 'viem/actions'
import type { BaseError } from '../../errors/base.ts'
import { RequestFailedError } from '../../errors/client.ts'
import type { ModuleClient } from '../clients/moduleClient.ts'
import { toLatchkeyError } from '../errors/toLatchkeyError.ts'
import { ERC1271_MAGIC } from './checkMessage.ts'
import { resolveAccount } from './internal/resolveAccount.ts'

export type IsValidMessageParameters = {
  /** The client's account by default. */
  account?: Address | undefined
  /** Of the message: EIP-712 for typed data, EIP-191 for a text. */
  hash: Hash
  /** As an application gets it, `signMessage`'s for example. */
  signature: Hex
}

export type IsValidMessageReturnType = boolean

export type IsValidMessageErrorType = BaseError

const erc1271Abi = parseAbi(['function isValidSignature(bytes32, bytes) view returns (bytes4)'])

/**
 * Whether an account stands by a signature now, as an application asks it (ERC-1271). It may not a moment later. Some accounts say
 * no by a revert, which is no too.
 * @throws RequestFailedError when there is no answer.
 */
export async function isValidMessage(
  client: ModuleClient,
  parameters: IsValidMessageParameters,
): Promise<IsValidMessageReturnType> {
  const { hash, signature } = parameters
  const address = resolveAccount(client, parameters.account)
  const request = { address, abi: erc1271Abi, functionName: 'isValidSignature' } as const
  const answer = await readContract(client, { ...request, args: [hash, signature] }).catch(
    (error: unknown) => {
      const refusal = toLatchkeyError(error, { account: address, module: client.module })
      if (refusal instanceof RequestFailedError) throw refusal
      return undefined
    },
  )
  return answer === ERC1271_MAGIC
}
