import {
  type Address,
  encodeFunctionData,
  encodePacked,
  getAddress,
  type Hash,
  http,
  parseEther,
  zeroHash,
} from 'viem'
import {
  createBundlerClient,
  entryPoint07Abi,
  formatUserOperationRequest,
  waitForUserOperationReceipt,
} from 'viem/account-abstraction'
import { readContract } from 'viem/actions'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { projectArtifact } from '../../scripts/local/artifacts.ts'
import { createDeployer } from '../../scripts/local/deployer.ts'
import { type LocalStack, startLocalStack } from '../../scripts/local/stack.ts'
import { toLatchkeyError } from '../../sdk/onchain/errors/toLatchkeyError.ts'

// The bundler in safe mode refuses what it must, from an account whose validator breaks ERC-7562 one rule at a time. Without
// this, what it takes in the other tests would say nothing. BLOBHASH and BLOBBASEFEE are left to the Solidity tests: alto does
// not know them for EntryPoint 0.7.

const ACCOUNT = projectArtifact('contracts/accounts/LatchkeyAccount.sol')
const FACTORY = projectArtifact('contracts/accounts/LatchkeyAccountFactory.sol')
const VALIDATOR = projectArtifact('contracts/mocks/MockRuleBreaker.sol')

/** By their numbers in `MockRuleBreaker.Deed`. */
const ALLOWED = [
  { deed: 'nothing', number: 0 },
  { deed: 'a word of the account, innermost in its mapping', number: 1 },
]

const REFUSED = [
  {
    deed: 'the account outermost in a mapping',
    number: 3,
    rule: 'STO-010',
    text: 'account has forbidden read from 0x',
  },
  {
    deed: 'a word too far from an associated one',
    number: 4,
    rule: 'STO-010',
    text: 'account has forbidden read from 0x',
  },
  { deed: 'foreign storage, read', number: 5, rule: 'STO-033', text: 'unstaked account accessed 0x' },
  {
    deed: 'foreign storage, written',
    number: 6,
    rule: 'STO-010',
    text: 'account has forbidden read from 0x',
  },
  {
    deed: 'foreign transient storage',
    number: 7,
    rule: 'STO-010',
    text: 'account has forbidden read from 0x',
  },
  { deed: 'TIMESTAMP', number: 8, rule: 'OP-011', text: 'account uses banned opcode: TIMESTAMP' },
  { deed: 'NUMBER', number: 9, rule: 'OP-011', text: 'account uses banned opcode: NUMBER' },
  { deed: 'BASEFEE', number: 10, rule: 'OP-011', text: 'account uses banned opcode: BASEFEE' },
  { deed: 'ORIGIN', number: 11, rule: 'OP-011', text: 'account uses banned opcode: ORIGIN' },
  { deed: 'GASPRICE', number: 12, rule: 'OP-011', text: 'account uses banned opcode: GASPRICE' },
  { deed: 'COINBASE', number: 13, rule: 'OP-011', text: 'account uses banned opcode: COINBASE' },
  { deed: 'PREVRANDAO', number: 14, rule: 'OP-011', text: 'account uses banned opcode: DIFFICULTY' },
  { deed: 'GASLIMIT', number: 15, rule: 'OP-011', text: 'account uses banned opcode: GASLIMIT' },
  { deed: 'BLOCKHASH', number: 16, rule: 'OP-011', text: 'account uses banned opcode: BLOCKHASH' },
  { deed: 'GAS that is no call’s', number: 19, rule: 'OP-012', text: 'account uses banned opcode: GAS' },
  { deed: 'BALANCE', number: 20, rule: 'OP-080', text: 'account uses banned opcode: BALANCE' },
  { deed: 'SELFBALANCE', number: 21, rule: 'OP-080', text: 'account uses banned opcode: SELFBALANCE' },
  {
    deed: 'the code of an address without',
    number: 22,
    rule: 'OP-041',
    text: 'account accesses un-deployed contract address',
  },
  {
    deed: 'a call to an address without code',
    number: 23,
    rule: 'OP-041',
    text: 'account accesses un-deployed contract address',
  },
  { deed: 'a call with value', number: 24, rule: 'OP-061', text: 'CALL with value' },
  { deed: 'a question to the EntryPoint', number: 25, rule: 'OP-054', text: 'illegal call into EntryPoint' },
  { deed: 'CREATE', number: 26, rule: 'OP-031', text: 'account uses banned opcode: CREATE' },
  { deed: 'CREATE2', number: 27, rule: 'OP-031', text: 'account uses banned opcode: CREATE' },
  { deed: 'SELFDESTRUCT', number: 28, rule: 'OP-011', text: 'account uses banned opcode: SELFDESTRUCT' },
  { deed: 'INVALID', number: 29, rule: 'OP-011', text: 'account uses banned opcode: INVALID' },
  { deed: 'running out of gas', number: 30, rule: 'OP-020', text: 'account internally reverts on oog' },
]

let stack: LocalStack
let entryPoint: Address
let account: Address
let validator: Address

beforeAll(async () => {
  stack = await startLocalStack({ bundler: { safeMode: true } })
  entryPoint = stack.entryPoints['0.7']
  validator = await deploy()
})
afterAll(() => stack?.stop())

describe('taken in safe mode', () => {
  test.for(ALLOWED)('$deed', async ({ number }) => {
    const bundler = createBundlerClient({ transport: http(stack.bundlerUrl), pollingInterval: 20 })
    const { success } = await waitForUserOperationReceipt(bundler, { hash: await send(number) })
    expect(success).toBe(true)
  })
})

describe('refused in safe mode', () => {
  test.for(REFUSED)('$deed', async ({ number, rule, text }) => {
    const refusal = await send(number).catch((error: unknown) => error)
    expect(refusal).toMatchObject({ details: expect.stringContaining(text) })
    expect(toLatchkeyError(refusal)).toMatchObject({
      name: 'ValidationRuleBrokenError',
      rule,
      entity: entityOf(text),
    })
  })
})

/** alto says of some rules only that they were broken. */
function entityOf(text: string): string | undefined {
  return text.startsWith('account') || text.startsWith('unstaked account') ? 'account' : undefined
}

/** Deploys an account with the double as its validator, both with some ether, and returns the double. */
async function deploy(): Promise<Address> {
  const { publicClient, walletClient, testClient } = stack
  const deployer = await createDeployer(publicClient, walletClient)
  const implementation = deployer.deploy('implementation', ACCOUNT, [entryPoint])
  const factory = deployer.deploy('factory', FACTORY, [implementation])
  const double = deployer.deploy('validator', VALIDATOR)
  const args = [deployer.account, zeroHash]
  deployer.call('account', { to: factory, abi: FACTORY.abi, functionName: 'createAccount', args })
  await deployer.settle()
  const read = { address: factory, abi: FACTORY.abi, functionName: 'accountAddress', args }
  account = getAddress(String(await readContract(publicClient, read)))
  for (const address of [account, double, entryPoint]) {
    await testClient.setBalance({ address, value: parseEther('1') })
  }
  await testClient.impersonateAccount({ address: entryPoint })
  const hash = await walletClient.writeContract({
    account: entryPoint,
    address: account,
    abi: ACCOUNT.abi,
    functionName: 'installModule',
    args: [1n, double, '0x'],
  })
  await publicClient.waitForTransactionReceipt({ hash })
  return double
}

/** Hands the bundler an operation whose validation does the deed. Each deed has a nonce key of its own: none waits for another. */
async function send(deed: number): Promise<Hash> {
  const nonceKey = (BigInt(validator) << 32n) | BigInt(deed)
  const call = encodePacked(['address', 'uint256'], [stack.accounts[1].address, 0n])
  const operation = formatUserOperationRequest({
    sender: account,
    nonce: await readContract(stack.publicClient, {
      address: entryPoint,
      abi: entryPoint07Abi,
      functionName: 'getNonce',
      args: [account, nonceKey],
    }),
    callData: encodeFunctionData({ abi: ACCOUNT.abi, functionName: 'execute', args: [zeroHash, call] }),
    callGasLimit: 100_000n,
    verificationGasLimit: 500_000n,
    preVerificationGas: 100_000n,
    maxFeePerGas: 3_000_000_000n,
    maxPriorityFeePerGas: 1_000_000_000n,
    signature: encodePacked(['uint8'], [deed]),
  })
  const bundler = createBundlerClient({ transport: http(stack.bundlerUrl, { retryCount: 0 }) })
  return bundler.request({ method: 'eth_sendUserOperation', params: [operation, entryPoint] })
}
