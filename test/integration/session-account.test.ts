import { createSmartAccountClient } from 'permissionless/clients'
import { encodeFunctionData, erc20Abi, hexToBytes, http, parseAbi } from 'viem'
import { createBundlerClient, toWebAuthnAccount, type UserOperation } from 'viem/account-abstraction'
import { generatePrivateKey } from 'viem/accounts'
import { createSiweMessage } from 'viem/siwe'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { BaseError } from '../../sdk/errors/base.ts'
import { decodeExecute } from '../../sdk/onchain/accounts/decodeExecution.ts'
import {
  createBotClient,
  memoryLedger,
  sessionTransport,
  toSessionAccount,
} from '../../sdk/onchain/bots/index.ts'
import { toLatchkeyError } from '../../sdk/onchain/errors/index.ts'
import { atMost } from '../../sdk/onchain/grant/conditions.ts'
import { signInMessage, typedDataMessage } from '../../sdk/onchain/grant/messageDefinition.ts'
import { balanceGuard } from '../../sdk/onchain/guards/index.ts'
import { packageArtifact, projectArtifact } from '../../scripts/local/artifacts.ts'
import { deployContract } from '../../sdk/onchain/actions/deployContract.ts'
import { webAuthnSigner } from '../../sdk/signers/index.ts'
import { softPasskey } from '../sdk/support/softPasskey.ts'
import { type CountedHolder, createHome, type Home, newHolder, transferOf } from './support/bots.ts'
import { startWorld, UNIT } from './support/world.ts'

let home: Home
let lane = 0

beforeAll(async () => {
  home = await createHome(await startWorld())
})
afterAll(() => home?.world[Symbol.asyncDispose]())

const transfer = (amount: bigint) => transferOf(home.world, amount)

async function clientsOf({ holder }: Pick<CountedHolder, 'holder'>) {
  lane += 10
  const account = await toSessionAccount({ client: holder, firstLane: lane, abis: [erc20Abi] })
  const transport = sessionTransport(http(home.world.stack.bundlerUrl, { retryCount: 0 }), account)
  const common = { account, chain: home.world.stack.chain, client: holder, pollingInterval: 20 }
  return {
    account,
    bundler: createBundlerClient({ ...common, transport }),
    permissionless: createSmartAccountClient({ ...common, bundlerTransport: transport }),
  }
}

test("viem's bundler client sends with a session key, the first use starting the grant", async () => {
  const { holder } = await newHolder(home)
  const { bundler } = await clientsOf({ holder })
  const before = await home.world.balance(home.world.payee)
  const hash = await bundler.sendUserOperation({ calls: [transfer(UNIT)] })
  await expect(bundler.waitForUserOperationReceipt({ hash })).resolves.toMatchObject({ success: true })
  await expect(holder.getGrantState({ grantId: holder.grantId })).resolves.toMatchObject({ status: 'live' })
  // Several at once take turns in lanes of their own; a batch is one use.
  const hashes = await Promise.all([
    bundler.sendUserOperation({ calls: [transfer(UNIT), { to: home.world.payee, value: 1n }] }),
    bundler.sendUserOperation({ calls: [transfer(UNIT)] }),
    bundler.sendUserOperation({ calls: [transfer(UNIT)] }),
  ])
  for (const each of hashes) {
    const receipt = bundler.waitForUserOperationReceipt({ hash: each })
    await expect(receipt).resolves.toMatchObject({ success: true })
  }
  await expect(home.world.balance(home.world.payee)).resolves.toBe(before + 4n * UNIT)
})

test("permissionless's client sends with a session key, and waits for it", async () => {
  const { holder } = await newHolder(home)
  const { permissionless } = await clientsOf({ holder })
  const before = await home.world.balance(home.world.payee)
  const { to, ...call } = transfer(UNIT)
  const transactionHash = await permissionless.sendTransaction({ to, data: encodeFunctionData(call) })
  const receipt = await home.world.stack.publicClient.getTransactionReceipt({ hash: transactionHash })
  expect(receipt.status).toBe('success')
  await expect(home.world.balance(home.world.payee)).resolves.toBe(before + UNIT)
})

test('what the grant does not allow is refused before the bundler is asked, as by the holder itself', async () => {
  const { holder, methods } = await newHolder(home)
  const { bundler, permissionless } = await clientsOf({ holder })
  const other = { ...transfer(UNIT), args: [holder.grant.account, UNIT] } as const
  const sending = bundler.sendUserOperation({ calls: [other] })
  await expect(sending).rejects.toMatchObject({ name: 'ConditionFailedError' })
  await expect(permissionless.sendTransaction({ calls: [other] })).rejects.toMatchObject({
    name: 'ConditionFailedError',
  })
  const tooMuch = bundler.sendUserOperation({
    calls: [transfer(50n * UNIT), transfer(50n * UNIT), transfer(1n)],
  })
  await expect(tooMuch).rejects.toMatchObject({ name: 'LimitExceededError', requested: 1n, remaining: 0n })
  expect(methods.filter((method) => method.includes('UserOperation'))).toEqual([])
  const hash = await bundler.sendUserOperation({ calls: [transfer(50n * UNIT), transfer(50n * UNIT)] })
  await expect(bundler.waitForUserOperationReceipt({ hash })).resolves.toMatchObject({ success: true })
})

test('what bundlers do not take is refused before it is signed', async () => {
  const { holder } = await newHolder(home, { maximumFee: { budget: 10n ** 18n, price: 10n ** 11n } })
  const { bundler, account } = await clientsOf({ holder })
  const calls = [transfer(1n)]
  const many = Array.from({ length: 60 }, () => transfer(1n))
  const gas = { callGasLimit: 10n ** 6n, verificationGasLimit: 500_000n, preVerificationGas: 100_000n }
  await expect(bundler.sendUserOperation({ calls: many, ...gas })).rejects.toMatchObject({
    name: 'OperationTooLargeError',
  })
  const operation = (await bundler.prepareUserOperation({ calls, ...gas })) as UserOperation
  await expect(
    account.signUserOperation({ ...operation, verificationGasLimit: 500_001n }),
  ).rejects.toMatchObject({ name: 'ValidationGasExceededError' })
  const dear = bundler.sendUserOperation({
    calls,
    ...gas,
    maxFeePerGas: 10n ** 11n + 1n,
    maxPriorityFeePerGas: 1n,
  })
  await expect(dear).rejects.toMatchObject({ name: 'FeePriceExceededError' })
  await expect(account.signUserOperation(operation)).resolves.toMatch(/^0x/)
})

test("a bundler's refusal keeps viem's errors and carries the typed one", async () => {
  const { holder } = await newHolder(home)
  const { bundler } = await clientsOf({ holder })
  const hash = await bundler.sendUserOperation({ calls: [transfer(UNIT)] })
  await bundler.waitForUserOperationReceipt({ hash })
  const next = await bundler.sendUserOperation({ calls: [transfer(UNIT)] })
  await bundler.waitForUserOperationReceipt({ hash: next })
  await home.owner.revokeGrant({ grantId: holder.grantId })
  // What it read before says that the grant is live: the contract refuses, through the bundler.
  const refusal: unknown = await bundler
    .sendUserOperation({ calls: [transfer(UNIT)] })
    .catch((error) => error)
  expect(refusal).toMatchObject({
    name: expect.stringMatching(/^UserOperationExecutionError|GrantEndedError$/),
  })
  const typed = toLatchkeyError(refusal)
  expect(typed).toBeInstanceOf(BaseError)
  expect(typed).toMatchObject({ name: 'GrantEndedError' })
})

test('calls that revert are named by the ABI that was given', async () => {
  const { holder } = await newHolder(home)
  const { account, bundler } = await clientsOf({ holder })
  const { stack, token, payee } = home.world
  await stack.testClient.impersonateAccount({ address: account.address })
  const balance = await home.world.balance(account.address)
  const keep = balance - UNIT
  const sent = await stack.walletClient.sendTransaction({
    ...{ account: account.address, to: token },
    data: encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args: [payee, keep] }),
  })
  await stack.publicClient.waitForTransactionReceipt({ hash: sent })
  const refusal: unknown = await bundler
    .sendUserOperation({ calls: [transfer(2n * UNIT)] })
    .catch((error) => error)
  expect(toLatchkeyError(refusal)).toMatchObject({
    ...{ name: 'CallRevertedError', reason: expect.stringMatching(/ERC20InsufficientBalance/) },
  })
  const hash = await bundler.sendUserOperation({ calls: [transfer(UNIT)] })
  await expect(bundler.waitForUserOperationReceipt({ hash })).resolves.toMatchObject({ success: true })
})

test('guard calls are added, and left out when the operation is read again', async () => {
  const { stack, token } = home.world
  const { bytecode } = projectArtifact('contracts/guards/BalanceGuard.sol')
  const { address: guard } = await deployContract(stack.publicClient, { sender: stack.accounts[0], bytecode })
  const { holder } = await newHolder(home, {
    guards: [balanceGuard({ guard, token, spent: 50n * UNIT })],
    maximumFee: { budget: 10n ** 18n, price: 10n ** 12n },
  })
  const { account, bundler } = await clientsOf({ holder })
  const call = { to: home.world.payee, value: 1n, data: '0x' } as const
  const callData = await account.encodeCalls([call])
  expect(decodeExecute(callData)).toHaveLength(3)
  const hash = await bundler.sendUserOperation({ calls: [call] })
  await expect(bundler.waitForUserOperationReceipt({ hash })).resolves.toMatchObject({ success: true })
})

test('signs the messages that the grant allows, and no others', async () => {
  const types = {
    Order: [
      { name: 'maker', type: 'address' },
      { name: 'amount', type: 'uint256' },
    ],
  } as const
  const domain = {
    name: 'Book',
    version: '1',
    chainId: home.world.stack.chain.id,
    verifyingContract: home.world.token,
  }
  const { holder } = await newHolder(home, {
    messages: [
      signInMessage({ site: 'site.example', uncounted: true }),
      typedDataMessage({
        ...{ domain, types, primaryType: 'Order', receiver: 'maker' },
        ...{ where: { amount: atMost(5n) }, uncounted: true },
      }),
    ],
  })
  const { account } = await clientsOf({ holder })
  await home.owner.grant({ grant: holder.grant })
  const { publicClient, chain } = home.world.stack
  const text = createSiweMessage({
    ...{ domain: 'site.example', uri: 'https://site.example/', version: '1', nonce: 'abcdefgh12345678' },
    ...{ address: account.address, chainId: chain.id },
  })
  for (const message of [text, { raw: new TextEncoder().encode(text) }]) {
    const signature = await account.signMessage({ message })
    const verified = publicClient.verifyMessage({ address: account.address, message, signature })
    await expect(verified).resolves.toBe(true)
  }
  const order = (amount: bigint) => ({
    ...{ domain, types, primaryType: 'Order' as const },
    message: { maker: account.address, amount },
  })
  const signature = await account.signTypedData(order(5n))
  const verified = publicClient.verifyTypedData({ address: account.address, ...order(5n), signature })
  await expect(verified).resolves.toBe(true)
  await expect(account.signTypedData(order(6n))).rejects.toMatchObject({ name: 'ConditionFailedError' })
  await expect(account.signMessage({ message: 'hello' })).rejects.toMatchObject({ name: /Message/ })
  await expect(account.signMessage({ message: { raw: '0xff' } })).rejects.toMatchObject({
    name: 'EncodingRangeError',
  })
  expect(account.sign).toBeUndefined()
})

test('reads back the calls of an operation, and refuses what is none', async () => {
  const { holder } = await newHolder(home)
  const { account } = await clientsOf({ holder })
  const calls = [{ to: home.world.payee, value: 3n, data: '0x' }] as const
  expect(decodeExecute(await account.encodeCalls(calls))).toEqual(calls)
  const other = encodeFunctionData({ abi: parseAbi(['function other()']), functionName: 'other' })
  expect(() => decodeExecute(other)).toThrow(expect.objectContaining({ name: 'ExecutionMalformedError' }))
  const delegating = `0xe9ae5c53ff${(await account.encodeCalls(calls)).slice(12)}` as const
  expect(() => decodeExecute(delegating)).toThrow(
    expect.objectContaining({ name: 'ExecutionModeUnsupportedError' }),
  )
})

test('a passkey signs operations too, with gas for what its stub does not show', async () => {
  const { stack } = home.world
  const { bytecode } = packageArtifact('@openzeppelin/contracts/build/contracts/ERC7913WebAuthnVerifier.json')
  const { address: verifier } = await deployContract(stack.publicClient, {
    sender: stack.accounts[0],
    bytecode,
  })
  const { id, publicKey, getFn } = softPasskey(hexToBytes(generatePrivateKey()))
  const passkey = toWebAuthnAccount({ credential: { id, publicKey }, getFn, rpId: 'app.example.com' })
  const signer = webAuthnSigner({ verifier, account: passkey })
  const { holder } = await newHolder(home, { sessionKey: signer.key }, { signer })
  const { bundler } = await clientsOf({ holder })
  const pay = { to: home.world.payee, value: 1n } as const
  const hash = await bundler.sendUserOperation({ calls: [pay] })
  await expect(bundler.waitForUserOperationReceipt({ hash })).resolves.toMatchObject({ success: true })
  const bot = createBotClient({ client: holder, ledger: memoryLedger(), firstLane: 5_000 })
  for (const name of ['estimated', 'remembered']) {
    await bot.sendIntent({ id: name, calls: [pay] })
    await expect(bot.waitForIntent({ id: name })).resolves.toMatchObject({ status: 'effective' })
  }
  // Its key has no address, so it sends no transactions of its own.
  expect(() => createBotClient({ client: holder, ledger: memoryLedger(), path: 'direct' })).toThrow(
    expect.objectContaining({ name: 'SignerUnsupportedError' }),
  )
})
