import {
  type Hash,
  hashMessage,
  hashTypedData,
  keccak256,
  type LocalAccount,
  parseSignature,
  serializeTransaction,
} from 'viem'
import { toAccount } from 'viem/accounts'
import { SignerUnsupportedError } from '../../../errors/key.ts'
import type { Signer } from '../../../signers/signer.ts'

/**
 * A signer as the sender of transactions, so that a key in an HSM can send too.
 * @throws SignerUnsupportedError when its key has no address.
 */
export function signerAccount(signer: Signer): LocalAccount {
  const { address } = signer
  if (!address)
    throw new SignerUnsupportedError({ reason: 'a key without an address sends no transactions.' })
  const sign = ({ hash }: { hash: Hash }) => signer.sign({ hash })
  return toAccount({
    address,
    sign,
    signMessage: ({ message }) => sign({ hash: hashMessage(message) }),
    signTypedData: (typedData) => sign({ hash: hashTypedData(typedData) }),
    async signTransaction(transaction, options) {
      const serializer = options?.serializer ?? serializeTransaction
      const signature = await sign({ hash: keccak256(await serializer(transaction)) })
      return serializer(transaction, parseSignature(signature))
    },
  })
}
