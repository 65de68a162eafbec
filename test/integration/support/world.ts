import { type Address, encodeDeployData, erc20Abi, type Hex, http, parseEther, parseGwei } from 'viem'
import { generatePrivateKey, type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import { readContract, setBalance } from 'viem/actions'
import { projectArtifact } from '../../../scripts/local/artifacts.ts'
import { type LocalStack, type LocalStackOptions, startLocalStack } from '../../../scripts/local/stack.ts'
import { tokenAbi } from '../../../scripts/local/uniswap-abi.ts'
import {
  cloneAccount,
  delegatedAccount,
  type EntryPointVersion,
  entryPointOf,
  erc7579Account,
  type OwnerAccountPort,
} from '../../../sdk/onchain/accounts/index.ts'
import { deployContract } from '../../../sdk/onchain/actions/deployContract.ts'
import { deployModule } from '../../../sdk/onchain/actions/deployModule.ts'
import {
  createHolderClient,
  type HolderClient,
  type HolderClientConfig,
} from '../../../sdk/onchain/clients/createHolderClient.ts'
import { createKeeperClient, type KeeperClient } from '../../../sdk/onchain/clients/createKeeperClient.ts'
import {
  createOwnerClient,
  type OwnerClient,
  type OwnerClientConfig,
} from '../../../sdk/onchain/clients/createOwnerClient.ts'
import { createRelayerClient, type RelayerClient } from '../../../sdk/onchain/clients/createRelayerClient.ts'
import { createRotatorClient, type RotatorClient } from '../../../sdk/onchain/clients/createRotatorClient.ts'
import type { ModuleClientConfig } from '../../../sdk/onchain/clients/moduleClient.ts'
import { atMost, equal } from '../../../sdk/onchain/grant/conditions.ts'
import {
  type DefineGrantParameters,
  type DefineGrantReturnType,
  defineGrant,
} from '../../../sdk/onchain/grant/defineGrant.ts'
import { nativeLimit, tokenLimit } from '../../../sdk/onchain/grant/limitDefinition.ts'
import { permission, transferPermission } from '../../../sdk/onchain/grant/permission.ts'
import { type LocalSigner, localSigner } from '../../../sdk/signers/localSigner.ts'
import type { Signer } from '../../../sdk/signers/signer.ts'

/** Which account of the matrix. */
export type Flavour = { readonly kind: 'clone' | 'EIP-7702'; readonly entryPoint: EntryPointVersion }

/** Those that every test of an account runs over; test/conformance has more. */
export const FLAVOURS: readonly Flavour[] = [
  { kind: 'clone', entryPoint: '0.7' },
  { kind: 'clone', entryPoint: '0.8' },
  { kind: 'EIP-7702', entryPoint: '0.7' },
  { kind: 'EIP-7702', entryPoint: '0.8' },
]

/** Decimal units of the test token. */
export const UNIT = 1_000_000n

/** A stack with the module, accounts and a token. */
export type World = AsyncDisposable & {
  readonly stack: LocalStack
  readonly module: Address
  readonly token: Address
  readonly payee: Address
  readonly config: ModuleClientConfig
  readonly relayer: RelayerClient
  /** A new account, of a new owner unless there is one already. */
  account(flavour: Flavour, owner?: PrivateKeyAccount): Promise<OwnerAccountPort>
  owner(account: OwnerAccountPort, more?: Partial<OwnerClientConfig>): OwnerClient
  holder(granted: DefineGrantReturnType, account: OwnerAccountPort, more: HolderMore): HolderClient
  rotator(signer: Signer): RotatorClient
  keeper(signer: LocalSigner): KeeperClient
  signer(): Promise<LocalSigner>
  define(account: OwnerAccountPort, epoch: bigint, more: DefineMore): Promise<DefineGrantReturnType>
  balance(of: Address): Promise<bigint>
}

type HolderMore = Pick<HolderClientConfig, 'signer'> & Partial<HolderClientConfig>
type DefineMore = Pick<DefineGrantParameters, 'sessionKey'> & Partial<DefineGrantParameters>

const POLLING_INTERVAL_MS = 20

/**
 * How clients find fees. With `steady` ones, the tip does not come from the chain: viem doubles it for bundlers, and on a chain with
 * nobody else the next one is the double of the last.
 */
export type WorldOptions = LocalStackOptions & { steadyFees?: boolean }

const STEADY_TIP = parseGwei('1')

/** Starts a stack and deploys what the tests need. */
export async function startWorld({ steadyFees = false, ...options }: WorldOptions = {}): Promise<World> {
  const stack = await startLocalStack(options)
  const [sender, , relayerAccount, payeeAccount] = stack.accounts
  if (!relayerAccount || !payeeAccount) throw new Error('unreachable: there are ten accounts')
  const deploy = (bytecode: Hex) =>
    deployContract(stack.publicClient, { sender, bytecode }).then((r) => r.address)
  const moduleCode = {
    extension: projectArtifact('contracts/SessionExtension.sol').bytecode,
    module: projectArtifact('contracts/SessionModule.sol').bytecode,
  }
  const { address: module } = await deployModule(stack.publicClient, { sender, code: moduleCode })
  const token = await deploy(creation('contracts/mocks/MockERC20.sol', ['Test Dollar', 'TUSD', 6]))
  const code = new Map<EntryPointVersion, Promise<AccountCode>>()
  const codeOf = (version: EntryPointVersion): Promise<AccountCode> => {
    const known = code.get(version) ?? deployAccounts(deploy, version)
    code.set(version, known)
    return known
  }
  const config: ModuleClientConfig = {
    chain: steadyFees ? { ...stack.chain, fees: { maxPriorityFeePerGas: STEADY_TIP } } : stack.chain,
    transport: http(stack.rpcUrl, { retryCount: 0 }),
    module,
    pollingInterval: POLLING_INTERVAL_MS,
    ...(stack.bundlerUrl ? { bundlerTransport: http(stack.bundlerUrl, { retryCount: 0 }) } : {}),
  }
  const fund = async (address: Address, ether = '10') =>
    setBalance(stack.testClient, { address, value: parseEther(ether) })
  const world: World = {
    ...{ stack, module, token, payee: payeeAccount.address, config },
    relayer: createRelayerClient({ ...config, sender: relayerAccount }),
    async account({ kind, entryPoint }, owner = privateKeyToAccount(generatePrivateKey())) {
      const { implementation, factory } = await codeOf(entryPoint)
      const port =
        kind === 'clone'
          ? cloneAccount({ owner, factory, implementation, entryPoint })
          : delegatedAccount({ owner, implementation, entryPoint })
      await fund(port.address)
      const hash = await stack.walletClient.writeContract({
        address: token,
        abi: tokenAbi,
        functionName: 'mint',
        args: [port.address, 1_000n * UNIT],
      })
      await stack.publicClient.waitForTransactionReceipt({ hash })
      return port
    },
    owner: (account, more) => createOwnerClient({ ...config, account, ...more }),
    holder: ({ grant, annotations }, account, more) => {
      const { address, entryPoint } = account
      const port = erc7579Account({ address, entryPoint: entryPoint.version })
      return createHolderClient({ ...config, grant, annotations, account: port, ...more })
    },
    rotator: (signer) => createRotatorClient({ ...config, signer }),
    keeper: (signer) => createKeeperClient({ ...config, signer }),
    async signer() {
      const signer = localSigner({ account: privateKeyToAccount(generatePrivateKey()) })
      await fund(signer.address)
      return signer
    },
    async define(account, epoch, more) {
      const now = Number(await stack.clock.now())
      return defineGrant({
        ...{ account: account.address, module, chainId: stack.chain.id, epoch },
        ...{ validAfter: now - 60, validUntil: now + 3_600, maximumFee: 'unlimited' },
        permissions: [
          permission({
            abi: erc20Abi,
            target: token,
            functionName: 'transfer',
            where: { recipient: equal(payeeAccount.address), amount: atMost(50n * UNIT) },
            spends: { amount: 'dollars' },
          }),
          transferPermission({
            target: payeeAccount.address,
            maxValue: parseEther('1'),
            spendsValue: 'ether',
          }),
        ],
        limits: {
          dollars: tokenLimit({ token, amount: 100n * UNIT }),
          ether: nativeLimit({ amount: parseEther('1.5') }),
        },
        clock: { now: () => now },
        ...more,
      })
    },
    balance: (of) =>
      readContract(stack.publicClient, {
        address: token,
        abi: erc20Abi,
        functionName: 'balanceOf',
        args: [of],
      }),
    [Symbol.asyncDispose]: () => stack.stop(),
  }
  return world
}

function creation(source: string, args: readonly unknown[]): Hex {
  const { abi, bytecode } = projectArtifact(source)
  return encodeDeployData({ abi, bytecode, args })
}

type AccountCode = { readonly implementation: Address; readonly factory: Address }

async function deployAccounts(
  deploy: (bytecode: Hex) => Promise<Address>,
  version: EntryPointVersion,
): Promise<AccountCode> {
  const { address } = entryPointOf(version)
  const implementation = await deploy(creation('contracts/accounts/LatchkeyAccount.sol', [address]))
  const factory = await deploy(creation('contracts/accounts/LatchkeyAccountFactory.sol', [implementation]))
  return { implementation, factory }
}
