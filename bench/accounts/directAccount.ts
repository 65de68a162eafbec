import type { Address, PrivateKeyAccount } from 'viem'
import { entryPoint07Address } from 'viem/account-abstraction'
import { encodeExecute } from '../../sdk/onchain/accounts/encodeExecution.ts'
import type { Call } from '../../sdk/onchain/grant/call.ts'
import { projectCode, type Sent, type World } from '../world.ts'

/** The account of the direct workloads: an EOA with code by EIP-7702. */
export type DirectAccount = {
  readonly label: string
  readonly address: Address
  /** The EOA itself. */
  readonly owner: PrivateKeyAccount
}

/** A funded EOA that delegates to OpenZeppelin's ERC-7579 account. */
export async function createDirectAccount(world: World): Promise<DirectAccount> {
  const implementation = await world.deploy(
    'reference account',
    projectCode('contracts/accounts/LatchkeyAccount.sol', [entryPoint07Address]),
  )
  const owner = await createDelegatedOwner(world, implementation)
  return { label: 'OpenZeppelin AccountERC7579 5.7.0 by EIP-7702', address: owner.address, owner }
}

/** A funded EOA that delegates to an implementation. */
export async function createDelegatedOwner(
  world: World,
  implementation: Address,
): Promise<PrivateKeyAccount> {
  const owner = await world.person('delegating owner')
  await world.fund(owner.address)
  const nonce = await world.publicClient.getTransactionCount({ address: owner.address })
  const authorization = await owner.signAuthorization({
    ...{ contractAddress: implementation, chainId: world.chain.id },
    // Its own transaction has raised the nonce by one when the authorization is read.
    nonce: nonce + 1,
  })
  await world.send(owner, { to: owner.address, authorizationList: [authorization] })
  return owner
}

/** Calls by the owner's own transaction, through the account's `execute`. */
export async function ownerTransaction(
  world: World,
  account: DirectAccount,
  calls: readonly Call[],
): Promise<Sent> {
  return world.send(account.owner, { to: account.address, data: encodeExecute(calls) })
}
