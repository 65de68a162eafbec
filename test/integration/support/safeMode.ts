import {
  type Abi,
  type Address,
  encodeDeployData,
  encodeFunctionData,
  erc20Abi,
  type Hash,
  type Hex,
} from 'viem'
import { artifact } from '../../../scripts/artifacts.ts'
import type { Grant } from '../../../sdk/core/grant.ts'
import type { Key } from '../../../sdk/core/key.ts'
import { sessionModuleAbi } from '../../../sdk/onchain/abis/sessionModule.ts'
import type { OwnerAccountPort } from '../../../sdk/onchain/accounts/index.ts'
import { deployContract } from '../../../sdk/onchain/actions/deployContract.ts'
import type { Call } from '../../../sdk/onchain/grant/call.ts'
import { hashGrant } from '../../../sdk/onchain/grant/hashGrant.ts'
import type { LocalSigner } from '../../../sdk/signers/localSigner.ts'
import { type Operation, sendOperation } from './operation.ts'
import { type Flavour, startWorld, UNIT, type World } from './world.ts'

/** An account with the module, and a bundler that enforces ERC-7562 for its operations. */
export type SafeMode = AsyncDisposable & {
  readonly world: World
  readonly account: OwnerAccountPort
  /** The recorded grantor. */
  readonly owner: LocalSigner
  /** The first key of every grant, unless it says otherwise. */
  readonly key: LocalSigner
  /** One token unit to the payee, allowed by permission 0. */
  readonly transfer: Call
  /** A grant like {@link World.define} makes it, with other parts; nobody knows it yet. */
  define(parts?: Partial<Grant>): Promise<Grant>
  /** As `define`, recorded by the account. */
  start(parts?: Partial<Grant>): Promise<Grant>
  /** The recorded grantor's approval. */
  approve(grant: Grant): Promise<{ key: Key; signature: Hex }>
  /** Sends one transfer under a grant through the bundler, or what else it is told to. */
  send(grant: Grant, more?: Partial<Operation>): ReturnType<typeof sendOperation>
  /** The module is called by somebody whose key is not needed for it: an account, a keeper. */
  callModuleAs(from: Address, functionName: string, args: readonly unknown[]): Promise<void>
  callAs(from: Address, call: Call): Promise<void>
  deploy(name: string, args?: readonly unknown[]): Promise<Address>
}

/** Starts a stack and an account on it. */
export async function startSafeMode(flavour: Flavour): Promise<SafeMode> {
  const world = await startWorld({ bundler: { safeMode: true } })
  const { stack, module, token, payee } = world
  const account = await world.account(flavour)
  const [owner, key] = [await world.signer(), await world.signer()]
  await world.owner(account, { grantor: owner }).installModule({ path: 'bundler' })
  const epochNow = async () => {
    const args = [account.address] as const
    const read = { address: module, abi: sessionModuleAbi, functionName: 'accountState', args } as const
    return (await stack.publicClient.readContract(read))[0]
  }
  const define: SafeMode['define'] = async (parts) => {
    const { grant } = await world.define(account, await epochNow(), { sessionKey: key.key })
    return { ...grant, ...parts }
  }
  const callAs: SafeMode['callAs'] = async (from, { to, data = '0x' }) => {
    await stack.testClient.impersonateAccount({ address: from })
    const hash = await stack.walletClient.sendTransaction({ account: from, to, data })
    await stack.testClient.stopImpersonatingAccount({ address: from })
    const { status } = await stack.publicClient.waitForTransactionReceipt({ hash })
    if (status !== 'success') throw new Error(`the call of ${to} by ${from} reverted`)
  }
  const callModuleAs: SafeMode['callModuleAs'] = (from, functionName, args) =>
    callAs(from, {
      to: module,
      data: encodeFunctionData({ abi: sessionModuleAbi as Abi, functionName, args }),
    })
  const data = encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args: [payee, UNIT] })
  const transfer: Call = { to: token, data }
  return {
    ...{ world, account, owner, key, transfer, define, callAs, callModuleAs },
    async start(parts) {
      const grant = await define(parts)
      await callModuleAs(account.address, 'grant', [hashGrant(grant, module), '0x'])
      return grant
    },
    async approve(grant) {
      return { key: owner.key, signature: await owner.sign({ hash: hashGrant(grant, module) }) }
    },
    send: (grant, more) =>
      sendOperation(world, {
        ...{ account, grant, calls: [transfer] },
        sign: (hash: Hash) => key.sign({ hash }),
        ...more,
      }),
    async deploy(name, args = []) {
      const { abi, bytecode } = artifact(name)
      const code = encodeDeployData({ abi, bytecode, args })
      const [sender] = stack.accounts
      return (await deployContract(stack.publicClient, { sender, bytecode: code })).address
    },
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  }
}
