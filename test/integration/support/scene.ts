import { erc20Abi, type Hash, slice } from 'viem'
import { getUserOperationHash, type UserOperation } from 'viem/account-abstraction'
import { expect } from 'vitest'
import type { OwnerAccountPort } from '../../../sdk/onchain/accounts/index.ts'
import type { HolderClient } from '../../../sdk/onchain/clients/createHolderClient.ts'
import type { HolderClientConfig } from '../../../sdk/onchain/clients/createHolderClient.ts'
import { createModuleClient, type ReadClient } from '../../../sdk/onchain/clients/createModuleClient.ts'
import type { OwnerClient } from '../../../sdk/onchain/clients/createOwnerClient.ts'
import type { DefineGrantParameters, DefineGrantReturnType } from '../../../sdk/onchain/grant/defineGrant.ts'
import { useHash } from '../../../sdk/onchain/grant/encodeUse.ts'
import type { LocalSigner } from '../../../sdk/signers/localSigner.ts'
import { type Flavour, startWorld, type World } from './world.ts'

/** A grant with its key and the holder's client. */
export type Granted = {
  readonly granted: DefineGrantReturnType
  readonly key: LocalSigner
  readonly holder: HolderClient
}

/** A world with one account, its owner, and a client of anybody. */
export type Scene = AsyncDisposable & {
  readonly world: World
  readonly account: OwnerAccountPort
  readonly owner: OwnerClient
  readonly client: ReadClient
  /** A new grant in the account's epoch, recorded unless told otherwise. */
  grantOf(more?: Partial<DefineGrantParameters>, send?: boolean): Promise<Granted>
  connect(granted: DefineGrantReturnType, key: LocalSigner, more?: Partial<HolderClientConfig>): HolderClient
  transfer(amount: bigint, to?: `0x${string}`): TransferCall
}

export type TransferCall = {
  readonly to: `0x${string}`
  readonly abi: typeof erc20Abi
  readonly functionName: 'transfer'
  readonly args: readonly [`0x${string}`, bigint]
}

/** Starts a {@link Scene}. */
export async function startScene(flavour: Flavour = { kind: 'EIP-7702', entryPoint: '0.8' }): Promise<Scene> {
  const world = await startWorld()
  const account = await world.account(flavour)
  const owner = world.owner(account, { grantor: await world.signer() })
  await owner.installModule()
  const connect: Scene['connect'] = (granted, signer, more = {}) => {
    const relayer: HolderClient['relayer'] = (relayed, context) =>
      world.relayer.carryUse({ relayed, context })
    return world.holder(granted, account, { signer, relayer, margins: { start: 0, end: 0 }, ...more })
  }
  return {
    ...{ world, account, owner, connect, client: createModuleClient(world.config) },
    async grantOf(more = {}, send = true) {
      const { epoch } = await owner.getAccountState()
      const key = await world.signer()
      const granted = await world.define(account, epoch, { sessionKey: key.key, ...more })
      if (send) await owner.grant({ grant: granted.grant })
      return { granted, key, holder: connect(granted, key) }
    },
    transfer: (amount, to = world.payee) => ({
      ...{ to: world.token, abi: erc20Abi, functionName: 'transfer', args: [to, amount] },
    }),
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  }
}

/** A signed operation that nobody has sent. */
export async function signedOperation(
  holder: HolderClient,
  asked: Parameters<HolderClient['prepareUse']>[0],
): Promise<UserOperation> {
  const use = await holder.signUse(await holder.prepareUse({ ...asked, path: 'bundler' }))
  return use.path === 'bundler' ? use.userOperation : expect.fail('unreachable')
}

/** The same operation with other members, signed again: what the SDK would never prepare. */
export async function resigned(
  holder: HolderClient,
  operation: UserOperation,
  members: Partial<UserOperation>,
): Promise<UserOperation> {
  const { address: entryPointAddress, version: entryPointVersion } = holder.accountPort.entryPoint
  const userOperation = { ...operation, ...members } as UserOperation
  const userOpHash = getUserOperationHash({
    ...{ chainId: holder.chain.id, entryPointAddress, entryPointVersion },
    userOperation: { ...userOperation, signature: '0x' },
  })
  const use = slice(operation.signature, 0, (operation.signature.length - 2) / 2 - 65)
  const prepared = { path: 'bundler', userOperation, userOpHash, use, useHash: useHash(use), context: {} }
  const done = await holder.signUse(prepared as never)
  return done.path === 'bundler' ? done.userOperation : expect.fail('unreachable')
}

/** Sends by the direct path what is refused, and returns the hash of its transaction. */
export async function failedTransaction(
  { world }: Scene,
  holder: HolderClient,
  calls: readonly unknown[],
): Promise<Hash> {
  const use = holder.use({ calls: calls as never, path: 'direct', check: false, gas: 600_000n })
  await expect(use).rejects.toThrow()
  const { transactions } = await world.stack.publicClient.getBlock()
  return transactions[0] ?? expect.fail('nothing was sent')
}
