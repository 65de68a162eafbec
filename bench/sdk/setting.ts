import {
  type Address,
  type Chain,
  type Client,
  createClient,
  encodeDeployData,
  erc20Abi,
  type Hex,
  http,
  type PrivateKeyAccount,
  parseEther,
  type Transport,
} from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { setBalance } from 'viem/actions'
import { projectArtifact } from '../../scripts/local/artifacts.ts'
import { type LocalStack, startLocalStack } from '../../scripts/local/stack.ts'
import { tokenAbi } from '../../scripts/local/uniswap-abi.ts'
import { delegatedAccount, entryPointOf, type OwnerAccountPort } from '../../sdk/onchain/accounts/index.ts'
import { deployContract } from '../../sdk/onchain/actions/deployContract.ts'
import { deployModule } from '../../sdk/onchain/actions/deployModule.ts'
import { createOwnerClient, type OwnerClient } from '../../sdk/onchain/owner.ts'

/** A funded EOA that delegates to the reference account, and has the session module installed. */
export type MeasuredAccount = {
  readonly owner: PrivateKeyAccount
  readonly port: OwnerAccountPort
  readonly client: OwnerClient
  readonly epoch: bigint
}

/** The same for all systems: chain, bundler, token, and a kind of account. */
export type Setting = AsyncDisposable & {
  readonly stack: LocalStack
  readonly bundlerUrl: string
  readonly module: Address
  readonly token: Address
  readonly recipient: Address
  /** A new account. All of them are alike. */
  account(): Promise<MeasuredAccount>
  fund(address: Address): Promise<void>
}

/** The one transfer that every intent is. */
export function transferOf({ token, recipient }: Setting) {
  return { to: token, abi: erc20Abi, functionName: 'transfer', args: [recipient, 1n] } as const
}

const VERSION = '0.8'
const TOKENS = 1_000_000n

/** Starts it. It ends with `await using`. */
export async function createSetting(): Promise<Setting> {
  const stack = await startLocalStack()
  const [sender, , , recipient] = stack.accounts
  if (!stack.bundlerUrl || !recipient)
    throw new Error('unreachable: the stack has a bundler and ten accounts')
  const deploy = async (source: string, args: readonly unknown[]): Promise<Address> => {
    const { abi, bytecode } = projectArtifact(source)
    const created = encodeDeployData({ abi, bytecode, args }) satisfies Hex
    return (await deployContract(stack.publicClient, { sender, bytecode: created })).address
  }
  const code = {
    extension: projectArtifact('contracts/SessionExtension.sol').bytecode,
    module: projectArtifact('contracts/SessionModule.sol').bytecode,
  }
  const { address: module } = await deployModule(stack.publicClient, { sender, code })
  const token = await deploy('contracts/mocks/MockERC20.sol', ['Test Dollar', 'TUSD', 6])
  const entryPoint = entryPointOf(VERSION).address
  const implementation = await deploy('contracts/accounts/LatchkeyAccount.sol', [entryPoint])
  const { chain, rpcUrl, bundlerUrl } = stack
  const fund = (address: Address) => setBalance(stack.testClient, { address, value: parseEther('100') })
  const mint = async (address: Address) => {
    const call = { address: token, abi: tokenAbi, functionName: 'mint', args: [address, TOKENS] } as const
    const hash = await stack.walletClient.writeContract(call)
    await stack.publicClient.waitForTransactionReceipt({ hash })
  }
  // So that no transfer is the one that writes to an empty slot.
  await mint(recipient.address)
  return {
    ...{ stack, bundlerUrl, module, token, recipient: recipient.address, fund },
    async account() {
      const owner = privateKeyToAccount(generatePrivateKey())
      const port = delegatedAccount({ owner, implementation, entryPoint: VERSION })
      await fund(port.address)
      await mint(port.address)
      const client = createOwnerClient({
        ...{ chain, transport: http(rpcUrl), bundlerTransport: http(bundlerUrl), module, account: port },
        pollingInterval: 10,
      })
      const { epoch } = await client.installModule({ grantor: 'nobody' })
      return { owner, port, client, epoch }
    },
    [Symbol.asyncDispose]: () => stack.stop(),
  }
}

/** A client to the node that asks often enough. */
export function nodeClient({ stack }: Setting, transport: Transport): Client<Transport, Chain, undefined> {
  return createClient({ chain: stack.chain, transport, pollingInterval: 10 })
}
