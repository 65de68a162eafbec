import { createSmartAccountClient } from 'permissionless/clients'
import { createClient, encodeFunctionData, type Hash } from 'viem'
import {
  createBundlerClient,
  entryPoint08Abi,
  entryPoint08Address,
  getUserOperationHash,
  type SmartAccount,
  toSmartAccount,
  type UserOperation,
} from 'viem/account-abstraction'
import { readContract, sendTransaction, waitForTransactionReceipt } from 'viem/actions'
import { encodeExecute } from '../../sdk/onchain/accounts/index.ts'
import type { Meter } from './meter.ts'
import { type MeasuredAccount, nodeClient, type Setting, transferOf } from './setting.ts'
import type { Prepare } from './system.ts'

/** The account's owner, through viem's bundler client. */
export const viemBundler: Prepare = async (setting, meter) => {
  const { client, account } = await ownersAccount(setting, meter)
  const transport = meter.transport(setting.bundlerUrl)
  const bundler = createBundlerClient({ account, client, transport, pollingInterval: 10 })
  const calls = [transferOf(setting)]
  return {
    ...{ system: 'viem', path: 'bundler' },
    async send() {
      const hash = await bundler.sendUserOperation({ calls })
      return () => bundler.waitForUserOperationReceipt({ hash })
    },
  }
}

/** The same through permissionless's client. */
export const permissionlessBundler: Prepare = async (setting, meter) => {
  const { client, account } = await ownersAccount(setting, meter)
  const bundler = createSmartAccountClient({
    ...{ account, client, chain: setting.stack.chain, pollingInterval: 10 },
    bundlerTransport: meter.transport(setting.bundlerUrl),
  })
  const calls = [transferOf(setting)]
  return {
    ...{ system: 'permissionless', path: 'bundler' },
    async send() {
      const hash = await bundler.sendUserOperation({ calls })
      return () => bundler.waitForUserOperationReceipt({ hash })
    },
  }
}

/** The account's owner, by the account's own transaction, through viem's `sendTransaction`. */
export const viemDirect: Prepare = async (setting, meter) => {
  const { owner } = await setting.account()
  const { stack } = setting
  const transport = meter.transport(stack.rpcUrl)
  const client = createClient({ account: owner, chain: stack.chain, transport, pollingInterval: 10 })
  const { to, ...call } = transferOf(setting)
  return {
    ...{ system: 'viem', path: 'direct' },
    async send() {
      const data = encodeExecute([{ to, data: encodeFunctionData(call) }])
      const hash: Hash = await sendTransaction(client, { to: owner.address, data })
      return () => waitForTransactionReceipt(client, { hash })
    },
  }
}

async function ownersAccount(setting: Setting, meter: Meter) {
  const measured = await setting.account()
  const client = nodeClient(setting, meter.transport(setting.stack.rpcUrl))
  return { client, account: await ownerAccount(client, setting, measured) }
}

/** The reference account as viem knows it, signed for by its owner. One nonce key, which is a used one from the second time on. */
function ownerAccount(
  client: ReturnType<typeof nodeClient>,
  { stack }: Setting,
  { port }: MeasuredAccount,
): Promise<SmartAccount> {
  const refuse = async (): Promise<never> => {
    throw new Error('not measured')
  }
  const address = entryPoint08Address
  const hashOf = (userOperation: UserOperation): Hash =>
    getUserOperationHash({
      ...{ chainId: stack.chain.id, entryPointAddress: address, entryPointVersion: '0.8' },
      userOperation: { ...userOperation, signature: '0x' },
    })
  return toSmartAccount({
    client,
    entryPoint: { address, version: '0.8', abi: entryPoint08Abi },
    getAddress: async () => port.address,
    encodeCalls: async (calls) => port.encodeCalls(calls),
    getFactoryArgs: async () => ({ factory: undefined, factoryData: undefined }),
    getNonce: () =>
      readContract(client, {
        ...{ address, abi: entryPoint08Abi, functionName: 'getNonce' },
        args: [port.address, port.ownerNonceKey({ lane: 0 })],
      }),
    getStubSignature: async () => port.stubSignature,
    signUserOperation: ({ chainId: _, ...operation }) =>
      port.signUserOperation({ userOpHash: hashOf({ sender: port.address, ...operation } as UserOperation) }),
    signMessage: refuse,
    signTypedData: refuse,
  })
}
