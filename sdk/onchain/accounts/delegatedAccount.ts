import { type Address, concatHex, type LocalAccount } from 'viem'
import { getCode, signAuthorization } from 'viem/actions'
import { SignerUnsupportedError } from '../../errors/key.ts'
import type { OwnerAccountPort } from './accountPort.ts'
import type { EntryPointVersion } from './entryPoint.ts'
import { customOwnerAccount } from './customOwnerAccount.ts'
import { ecdsaOwner } from './ecdsaOwner.ts'

export type DelegatedAccountParameters = {
  /** The EOA, which is the account and its owner at once. */
  owner: LocalAccount
  /** LatchkeyAccount that the EOA delegates to; its EntryPoint is the account's. */
  implementation: Address
  entryPoint: EntryPointVersion
}

/**
 * An EOA that delegates to the reference account by EIP-7702. The authorization is signed when the EOA does not delegate to
 * the implementation yet, and comes along with its first operation or transaction. Its owner may send calls by the EOA's own
 * transactions, without a bundler.
 * @throws SignerUnsupportedError when the owner cannot sign a bare hash or an authorization.
 */
export function delegatedAccount(parameters: DelegatedAccountParameters): OwnerAccountPort {
  const { owner, implementation, entryPoint } = parameters
  if (!owner.signAuthorization)
    throw new SignerUnsupportedError({ reason: 'the owner has to sign EIP-7702 authorizations.' })
  const port = customOwnerAccount({
    ...{ address: owner.address, entryPoint, label: 'reference account (EIP-7702)' },
    owner: ecdsaOwner({ account: owner, form: 'hash' }),
    self: owner,
  })
  const delegation = concatHex(['0xef0100', implementation]).toLowerCase()
  return {
    ...port,
    async deployment(client, carrier) {
      const code = await getCode(client, { address: owner.address })
      if (code?.toLowerCase() === delegation) return {}
      const executor = carrier === 'self' ? ({ executor: 'self' } as const) : {}
      const request = { account: owner, contractAddress: implementation, ...executor }
      return { authorization: await signAuthorization(client, request) }
    },
  }
}
