import {
  type Abi,
  type Account,
  type Address,
  type Chain,
  concat,
  encodeDeployData,
  encodeFunctionData,
  getContractAddress,
  type Hex,
  type PublicClient,
  type Transport,
  type WalletClient,
} from 'viem'
import type { Artifact } from './artifacts.ts'

/** The deterministic deployment proxy: calldata is a 32-byte salt and the creation code. */
const CREATE2_DEPLOYER: Address = '0x4e59b44847b379578588920ca78fbf26c0b4956c'

/** One call of a contract, as a transaction. */
export interface DeployerCall {
  to: Address
  abi: Abi
  functionName: string
  args: readonly unknown[]
  value?: bigint
}

/**
 * Sends transactions of one account in order, without making the caller wait for any: nonces are counted here and
 * created addresses are computed, so later transactions can refer to earlier ones at once. `settle` waits for all.
 */
export interface Deployer {
  readonly account: Address
  /** Creates a contract and returns the address it will have. */
  deploy(name: string, artifact: Artifact, args?: readonly unknown[]): Address
  /** Creates a contract through the CREATE2 deployer and returns the address it will have. */
  deployAt(name: string, bytecode: Hex, salt: Hex): Address
  /** Calls a contract. */
  call(name: string, call: DeployerCall): void
  /**
   * Waits for everything sent so far.
   *
   * @throws Error that names the transaction which failed or reverted.
   */
  settle(): Promise<void>
}

// Enough for the largest contract in use, and below the cap of EIP-7825: nothing has to be estimated.
const GAS = 8_000_000n
const FEES = { maxFeePerGas: 20_000_000_000n, maxPriorityFeePerGas: 1_000_000_000n }

/** Makes a {@link Deployer} of the wallet client's account, which must send nothing else until `settle` returns. */
export async function createDeployer(
  publicClient: PublicClient,
  walletClient: WalletClient<Transport, Chain, Account>,
): Promise<Deployer> {
  const account = walletClient.account.address
  let nonce = await publicClient.getTransactionCount({ address: account })
  let queue = Promise.resolve()

  // One block per transaction. Sent all at once they would share blocks, and what does not fit into a block's gas
  // limit would stay in the pool until somebody else sends something.
  const send = (name: string, transaction: { to?: Address; data: Hex; value?: bigint }): number => {
    const request = { ...transaction, ...FEES, gas: GAS, nonce, throwOnReceiptRevert: true }
    queue = queue.then(async () => {
      await walletClient.sendTransactionSync(request).catch((cause) => {
        throw new Error(`${name} failed on the local chain: ${(cause as Error).message}`, { cause })
      })
    })
    queue.catch(() => {}) // Reported by `settle`.
    return nonce++
  }
  return {
    account,
    deploy(name, { abi, bytecode }, args = []) {
      const nonce = send(name, { data: encodeDeployData({ abi, bytecode, args }) })
      return getContractAddress({ from: account, nonce: BigInt(nonce) })
    },
    deployAt(name, bytecode, salt) {
      send(name, { to: CREATE2_DEPLOYER, data: concat([salt, bytecode]) })
      return getContractAddress({ opcode: 'CREATE2', from: CREATE2_DEPLOYER, salt, bytecode })
    },
    call(name, { to, value = 0n, ...call }) {
      send(name, { to, value, data: encodeFunctionData(call) })
    },
    settle: () => queue,
  }
}
