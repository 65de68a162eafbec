import { type Address, encodeDeployData, type Hex, http, type LocalAccount, parseUnits } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { parseEther } from 'viem/utils'
import {
  cloneAccount,
  delegatedAccount,
  type EntryPointVersion,
  entryPointOf,
  type OwnerAccountPort,
} from '../../sdk/onchain/accounts/index.ts'
import { deployContract } from '../../sdk/onchain/actions/deployContract.ts'
import { deployModule } from '../../sdk/onchain/actions/deployModule.ts'
import type { ModuleClientConfig } from '../../sdk/onchain/clients/moduleClient.ts'
import { artifact } from '../artifacts.ts'
import type { LocalStack } from '../local/stack.ts'
import type { Uniswap } from '../local/uniswap.ts'
import { tokenAbi } from '../local/uniswap-abi.ts'

/** What the lifecycle is shown on: a chain with Uniswap and the module, and two accounts with money. */
export type World = {
  readonly stack: LocalStack
  readonly uniswap: Uniswap
  readonly module: Address
  readonly config: ModuleClientConfig
  readonly accounts: readonly { readonly label: string; readonly port: OwnerAccountPort }[]
  /** Pays the gas of whatever it carries. */
  readonly relayer: LocalAccount
  fund(address: Address): Promise<void>
}

/** Deploys the module and the accounts on a local stack and gives each account 10,000 USDC and 10 ether. */
export async function createWorld(stack: LocalStack, log: (line: string) => void): Promise<World> {
  const { uniswap, bundlerUrl } = stack
  const [sender, relayer] = stack.accounts
  if (!uniswap || !bundlerUrl || !relayer) throw new Error('The stack needs Uniswap and a bundler.')
  const deploy = async (bytecode: Hex) =>
    (await deployContract(stack.publicClient, { sender, bytecode })).address
  const code = {
    extension: artifact('SessionExtension').bytecode,
    module: artifact('SessionModule').bytecode,
  }
  const { address: module } = await deployModule(stack.publicClient, { sender, code })
  log(`session module at ${module}`)
  const config: ModuleClientConfig = {
    ...{ chain: stack.chain, module, pollingInterval: 10 },
    transport: http(stack.rpcUrl, { retryCount: 0 }),
    bundlerTransport: http(bundlerUrl, { retryCount: 0 }),
  }
  const owner = () => privateKeyToAccount(generatePrivateKey())
  const accounts = [
    {
      label: 'clone, EntryPoint v0.7',
      port: cloneAccount({ owner: owner(), ...(await deployAccount('0.7')) }),
    },
    {
      label: 'EIP-7702, EntryPoint v0.8',
      port: delegatedAccount({ owner: owner(), ...(await deployAccount('0.8')) }),
    },
  ]
  const fund = (address: Address) => stack.testClient.setBalance({ address, value: parseEther('10') })
  for (const { port } of accounts) {
    await fund(port.address)
    const args = [port.address, parseUnits('10000', 6)] as const
    const hash = await stack.walletClient.writeContract({
      ...{ address: uniswap.usdc, abi: tokenAbi, functionName: 'mint', args },
    })
    await stack.publicClient.waitForTransactionReceipt({ hash })
  }
  return { stack, uniswap, module, config, accounts, relayer, fund }

  async function deployAccount(entryPoint: EntryPointVersion) {
    const implementation = await deploy(creation('LatchkeyAccount', entryPointOf(entryPoint).address))
    const factory = await deploy(creation('LatchkeyAccountFactory', implementation))
    return { entryPoint, implementation, factory }
  }
}

function creation(name: string, argument: Address): Hex {
  const { abi, bytecode } = artifact(name)
  return encodeDeployData({ abi, bytecode, args: [argument] })
}
