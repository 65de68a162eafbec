import {
  type Account,
  type Address,
  concatHex,
  createPublicClient,
  createTestClient,
  createWalletClient,
  encodeDeployData,
  encodeFunctionData,
  type Hash,
  type Hex,
  type HttpTransport,
  http,
  keccak256,
  numberToHex,
  type PrivateKeyAccount,
  type PublicClient,
  parseEther,
  type SignedAuthorization,
  stringToHex,
  type TestClient,
} from 'viem'
import { entryPoint07Abi, entryPoint07Address } from 'viem/account-abstraction'
import { privateKeyToAccount } from 'viem/accounts'
import { foundry } from 'viem/chains'
import { getContractAddress } from 'viem/utils'
import { startAnvil } from '../scripts/local/anvil.ts'
import { packageArtifact, projectArtifact } from '../scripts/local/artifacts.ts'

/** Unix seconds of the first block. Fixed, so that calldata and with it the gas is the same in every run. */
export const START = 2_000_000_000

/** A mined transaction. */
export type Sent = { readonly hash: Hash; readonly calldata: Hex; readonly gas: bigint }

/** A transaction to send. */
export type Transaction = {
  readonly to?: Address
  readonly data?: Hex
  readonly value?: bigint
  readonly authorizationList?: readonly SignedAuthorization[]
}

/** A chain with EntryPoint v0.7 and a token, and people with money. */
export type World = AsyncDisposable & {
  readonly chain: typeof foundry
  readonly rpcUrl: string
  readonly publicClient: PublicClient<HttpTransport, typeof foundry>
  readonly testClient: TestClient<'anvil', HttpTransport, typeof foundry>
  /** OpenZeppelin's ERC-20 with six decimals. Anyone may mint. */
  readonly token: Address
  /** Holds tokens and ether already, so that no transfer writes to an empty slot or creates an account. */
  readonly recipient: Address
  /** Five that are as the recipient, the recipient first. */
  readonly recipients: readonly Address[]
  /** Sends operations to the EntryPoint and is their beneficiary. */
  readonly bundler: PrivateKeyAccount
  /** The person of a name: always the same key. Holds 100 ether. */
  person(name: string): Promise<PrivateKeyAccount>
  /** Gives an account tokens, ether, and a deposit in the EntryPoint. */
  fund(account: Address): Promise<void>
  /** Sends a transaction of the sender's own and waits for it. Throws when it reverts. */
  send(sender: PrivateKeyAccount, transaction: Transaction): Promise<Sent>
  /**
   * Creates a contract and returns its address, which depends on the name alone: changing a contract must not change
   * how many zero bytes its address has.
   */
  deploy(name: string, creationCode: Hex): Promise<Address>
  /** 32 bytes that differ after every transaction, and do not depend on what was measured before. */
  salt(): Promise<Hex>
  /** Runs something and takes the chain back to where it was before. */
  undo<result>(work: () => Promise<result>): Promise<result>
}

const CREATE2_DEPLOYER: Address = '0x4e59b44847b379578588920ca78fbf26c0b4956c'
const ENTRY_POINT_SALT: Hex = '0x90d8084deab30c2a37c45e8d47f49f2f7965183cb6990a98943ef94940681de3'
const POLLING_INTERVAL_MS = 10

// The most that EIP-7825 lets one transaction use, so that nothing has to be estimated.
const GAS = 16_777_216n
const FEES = { maxFeePerGas: 20_000_000_000n, maxPriorityFeePerGas: 1_000_000_000n }

/** Starts the chain. It ends with `await using`, and with this process at the latest. */
export async function createWorld(): Promise<World> {
  const anvil = await startAnvil({
    ...{ hardfork: 'osaka', timestamp: START },
    // One rival's code exceeds it, see systems/kernel.ts.
    args: ['--disable-code-size-limit'],
  })
  try {
    const world = bindWorld(anvil.rpcUrl, () => anvil.stop())
    await deployEntryPoint(world)
    const token = await world.deploy('token', tokenCode())
    const funded = { ...world, token, fund: (account: Address) => fund(world, token, account) }
    for (const recipient of world.recipients) await funded.fund(recipient)
    return funded
  } catch (error) {
    await anvil.stop()
    throw error
  }
}

/** Creation code of one of this project's contracts. */
export function projectCode(source: string, args: readonly unknown[] = []): Hex {
  const { abi, bytecode } = projectArtifact(source)
  return encodeDeployData({ abi, bytecode, args })
}

function bindWorld(rpcUrl: string, stop: () => Promise<void>): Omit<World, 'token' | 'fund'> {
  const shared = {
    ...{ chain: foundry, cacheTime: 0, pollingInterval: POLLING_INTERVAL_MS },
    transport: http(rpcUrl, { retryCount: 0, timeout: 60_000 }),
  }
  const publicClient = createPublicClient(shared)
  const testClient = createTestClient({ ...shared, mode: 'anvil' })
  const walletClient = createWalletClient(shared)

  const send: World['send'] = async (sender: Account, transaction) => {
    const receipt = await walletClient.sendTransactionSync({
      ...{ account: sender, gas: GAS, ...FEES, ...transaction },
      throwOnReceiptRevert: true,
    } as never)
    return { hash: receipt.transactionHash, calldata: transaction.data ?? '0x', gas: receipt.gasUsed }
  }
  const person: World['person'] = async (name) => {
    const account = accountOf(name)
    await testClient.setBalance({ address: account.address, value: parseEther('100') })
    return account
  }
  const first = accountOf('recipient').address
  const others = [2, 3, 4, 5].map((index) => accountOf(`recipient ${index}`).address)
  return {
    ...{ chain: foundry, rpcUrl, publicClient, testClient, send, person },
    ...{ recipient: first, recipients: [first, ...others] },
    bundler: accountOf('bundler'),
    async deploy(name, data) {
      const deployer = await person(`deployer of ${name}`)
      const nonce = await publicClient.getTransactionCount({ address: deployer.address })
      await send(deployer, { data })
      return getContractAddress({ from: deployer.address, nonce: BigInt(nonce) })
    },
    salt: async () => keccak256(numberToHex(await publicClient.getBlockNumber())),
    async undo(work) {
      const id = await testClient.snapshot()
      try {
        return await work()
      } finally {
        await testClient.revert({ id })
      }
    },
    [Symbol.asyncDispose]: stop,
  }
}

function accountOf(name: string): PrivateKeyAccount {
  return privateKeyToAccount(keccak256(stringToHex(`latchkey bench: ${name}`)))
}

async function deployEntryPoint(world: Omit<World, 'token' | 'fund'>): Promise<void> {
  const { bytecode } = packageArtifact('@account-abstraction/contracts-0.7/artifacts/EntryPoint.json')
  const deployer = await world.person('deployer')
  await world.send(deployer, { to: CREATE2_DEPLOYER, data: concatHex([ENTRY_POINT_SALT, bytecode]) })
  if (!(await world.publicClient.getCode({ address: entryPoint07Address })))
    throw new Error(`EntryPoint v0.7 is not at ${entryPoint07Address}`)
  await world.person('bundler')
}

function tokenCode(): Hex {
  return projectCode('contracts/mocks/MockERC20.sol', ['USD Coin', 'USDC', 6])
}

async function fund(world: Omit<World, 'token' | 'fund'>, token: Address, account: Address): Promise<void> {
  await world.testClient.setBalance({ address: account, value: parseEther('10') })
  const deployer = await world.person('deployer')
  const { abi } = projectArtifact('contracts/mocks/MockERC20.sol')
  const mint = encodeFunctionData({ abi, functionName: 'mint', args: [account, 1_000_000_000_000n] })
  await world.send(deployer, { to: token, data: mint })
  const deposit = encodeFunctionData({ abi: entryPoint07Abi, functionName: 'depositTo', args: [account] })
  await world.send(deployer, { to: entryPoint07Address, data: deposit, value: parseEther('10') })
}
