import type { LocalAccount } from 'viem'
import { SignerUnsupportedError } from '../../errors/key.ts'
import type { AccountOwner } from './accountOwner.ts'
import { ECDSA_STUB_SIGNATURE } from './ecdsaStubSignature.ts'

export type EcdsaOwnerParameters = {
  /** Holds the owner's key. */
  account: LocalAccount
  /**
   * What the validator wants signed: the operation's hash as it is (`hash`), or as an EIP-191 message of its 32 bytes (`message`), as
   * most published ECDSA validators do and as wallets can.
   */
  form: 'hash' | 'message'
}

/**
 * An owner with one ECDSA key.
 * @throws SignerUnsupportedError when the account cannot sign a bare hash and has to.
 */
export function ecdsaOwner({ account, form }: EcdsaOwnerParameters): AccountOwner {
  const { sign } = account
  if (form === 'hash' && !sign)
    throw new SignerUnsupportedError({ reason: 'the owner has to sign a bare hash.' })
  return {
    stubSignature: ECDSA_STUB_SIGNATURE,
    signUserOperation: ({ userOpHash }) =>
      form === 'hash' && sign
        ? sign({ hash: userOpHash })
        : account.signMessage({ message: { raw: userOpHash } }),
  }
}
