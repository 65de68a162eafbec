import {
  connect,
  createConfig,
  createStorage,
  disconnect,
  getCallsStatus,
  getCapabilities,
  getConnection,
  readContract,
  reconnect,
  sendCalls,
  sendTransaction,
  showCallsStatus,
  signMessage,
  signTypedData,
  switchChain,
  verifyMessage,
  verifyTypedData,
  waitForCallsStatus,
  waitForTransactionReceipt,
  watchConnection,
  writeContract,
} from '@wagmi/core'
import { BrowserProvider, Contract, type JsonRpcSigner } from 'ethers'
import { erc20Abi, http, parseEther } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import {
  announceProvider,
  createSessionProvider,
  type SessionProvider,
} from '../../sdk/onchain/provider/index.ts'
import { sessionConnector } from '../../sdk/onchain/wagmi.ts'
import { type ProviderScene, startProviderScene } from './support/providerScene.ts'
import { startWorld, UNIT, type World } from './support/world.ts'

let world: World
let other: World
let scene: ProviderScene
let provider: SessionProvider
beforeAll(async () => {
  ;[world, other] = await Promise.all([
    startWorld(),
    startWorld({ bundler: false, chain: { chainId: 31_338 } }),
  ])
  // One account on two chains: the same EOA.
  const owner = privateKeyToAccount(generatePrivateKey())
  const flavour = { kind: 'EIP-7702', entryPoint: '0.8' } as const
  scene = await startProviderScene(world, await world.account(flavour, owner))
  const elsewhere = await startProviderScene(other, await other.account(flavour, owner))
  provider = createSessionProvider({ holder: scene.holder, otherHolders: [elsewhere.holder] })
})
afterAll(() => Promise.all([world?.[Symbol.asyncDispose](), other?.[Symbol.asyncDispose]()]))

/** A call as wagmi has it. */
const transfer = (amount: bigint, of = world) =>
  ({ address: of.token, abi: erc20Abi, functionName: 'transfer', args: [of.payee, amount] }) as const

describe('wagmi', () => {
  const items = new Map<string, string>()
  const start = () =>
    createConfig({
      chains: [world.stack.chain, other.stack.chain],
      transports: {
        [world.stack.chain.id]: http(world.stack.rpcUrl),
        [other.stack.chain.id]: http(other.stack.rpcUrl),
      },
      connectors: [sessionConnector({ provider })],
      pollingInterval: 20,
      storage: createStorage({
        storage: {
          getItem: (key) => items.get(key) ?? null,
          setItem: (key, value) => void items.set(key, value),
          removeItem: (key) => void items.delete(key),
        },
      }),
    })
  let config: ReturnType<typeof start>
  beforeAll(async () => {
    config = start()
    const [connector] = config.connectors
    if (!connector) throw new Error('unreachable: there is one connector')
    await connect(config, { connector })
  })

  test('connects to the smart account', () => {
    expect(getConnection(config)).toMatchObject({
      ...{ status: 'connected', address: scene.account.address, chainId: world.stack.chain.id },
      connector: { id: 'latchkey', name: 'Latchkey', type: 'latchkey' },
    })
  })

  test('sends transactions and writes contracts', async () => {
    const before = await world.balance(world.payee)
    const sent = await sendTransaction(config, { to: world.payee, value: 5n })
    await expect(waitForTransactionReceipt(config, { hash: sent })).resolves.toMatchObject({
      status: 'success',
    })
    const hash = await writeContract(config, transfer(UNIT))
    await expect(waitForTransactionReceipt(config, { hash })).resolves.toMatchObject({ status: 'success' })
    const read = {
      address: world.token,
      abi: erc20Abi,
      functionName: 'balanceOf',
      args: [world.payee],
    } as const
    await expect(readContract(config, read)).resolves.toBe(before + UNIT)
  })

  test('sends batches and waits for them', async () => {
    const { token: to, payee } = world
    const calls = [1n, 2n].map((amount) => ({
      ...{ to, abi: erc20Abi, functionName: 'transfer', args: [payee, amount] },
    }))
    const { id } = await sendCalls(config, { calls, forceAtomic: true })
    await expect(waitForCallsStatus(config, { id })).resolves.toMatchObject({ status: 'success' })
    const status = await getCallsStatus(config, { id })
    expect(status).toMatchObject({ statusCode: 200, atomic: true, receipts: [{ status: 'success' }] })
    expect(status.receipts?.[0]?.logs).toHaveLength(2)
    await showCallsStatus(config, { id })
    const capabilities = await getCapabilities(config)
    expect(capabilities).toMatchObject({
      [world.stack.chain.id]: { atomic: { status: 'supported' }, latchkey: { supported: true } },
      [other.stack.chain.id]: { atomic: { status: 'supported' } },
    })
  })

  test('signs messages that the account stands by', async () => {
    const message = scene.signIn()
    const { address } = scene.account
    const signature = await signMessage(config, { message })
    await expect(verifyMessage(config, { address, message, signature })).resolves.toBe(true)
    await expect(verifyMessage(config, { address, message: 'hello', signature })).resolves.toBe(false)
    const order = scene.order()
    const signed = await signTypedData(config, order)
    await expect(verifyTypedData(config, { address, ...order, signature: signed })).resolves.toBe(true)
  })

  test('hears the reason of a refusal', async () => {
    await expect(writeContract(config, transfer(51n * UNIT))).rejects.toThrow(/amount/)
    await expect(sendTransaction(config, { to: world.payee, value: parseEther('2') })).rejects.toThrow(
      /wei|value/i,
    )
    await expect(sendTransaction(config, { to: world.module, value: 0n })).rejects.toThrow(/never be called/)
    await expect(signMessage(config, { message: 'hello' })).rejects.toThrow(/sign in/)
    await expect(signTypedData(config, scene.order({ validTo: 3_000_000 }))).rejects.toThrow(/validTo/)
  })

  test('switches between chains with a grant, and not to another', async () => {
    const seen: (number | undefined)[] = []
    const stop = watchConnection(config, { onChange: ({ chainId }) => seen.push(chainId) })
    await expect(switchChain(config, { chainId: other.stack.chain.id })).resolves.toMatchObject({
      id: 31_338,
    })
    const before = await other.balance(other.payee)
    const hash = await writeContract(config, transfer(UNIT, other))
    await expect(waitForTransactionReceipt(config, { hash })).resolves.toMatchObject({ status: 'success' })
    await expect(other.balance(other.payee)).resolves.toBe(before + UNIT)
    await switchChain(config, { chainId: world.stack.chain.id })
    stop()
    expect(seen).toEqual([31_338, world.stack.chain.id])
    await expect(switchChain(config, { chainId: 1 as never })).rejects.toMatchObject({
      name: 'SwitchChainError',
    })
  })

  test('sends a batch to the chain that it names', async () => {
    const { token: to, payee } = other
    const before = await other.balance(payee)
    const calls = [{ to, abi: erc20Abi, functionName: 'transfer', args: [payee, UNIT] }] as const
    const { id } = await sendCalls(config, { chainId: 31_338 as never, calls })
    await expect(waitForCallsStatus(config, { id })).resolves.toMatchObject({
      status: 'success',
      chainId: 31_338,
    })
    await expect(other.balance(payee)).resolves.toBe(before + UNIT)
  })

  test('is connected again by itself, but not after it was disconnected', async () => {
    const again = start()
    await expect(reconnect(again)).resolves.toHaveLength(1)
    expect(getConnection(again)).toMatchObject({ status: 'connected', address: scene.account.address })
    await disconnect(again)
    expect(getConnection(again)).toMatchObject({ status: 'disconnected' })
    // Whoever else used the provider is told.
    expect(getConnection(config)).toMatchObject({ status: 'disconnected' })
    await expect(reconnect(start())).resolves.toHaveLength(0)
    const [connector] = config.connectors
    if (!connector) throw new Error('unreachable: there is one connector')
    await connect(config, { connector, chainId: 31_338 as never, withCapabilities: true })
    expect(getConnection(config)).toMatchObject({ status: 'connected', chainId: 31_338 })
    provider.disconnect()
    expect(getConnection(config)).toMatchObject({ status: 'disconnected' })
  })
})

describe('an application that knows nothing of session keys', () => {
  const own = () => createSessionProvider({ holder: scene.holder })

  test('lists it by what wagmi has for any wallet, and uses it', async () => {
    const target = new EventTarget()
    vi.stubGlobal('window', target)
    const stop = announceProvider({ provider: own(), rdns: 'com.example.desk', name: 'Desk', target })
    const config = createConfig({
      chains: [world.stack.chain],
      transports: { [world.stack.chain.id]: http(world.stack.rpcUrl) },
      storage: null,
      pollingInterval: 20,
    })
    const [connector] = config.connectors
    if (!connector) throw new Error('the wallet was not found')
    expect(connector).toMatchObject({ id: 'com.example.desk', name: 'Desk', type: 'injected' })
    await expect(connect(config, { connector })).resolves.toMatchObject({ accounts: [scene.account.address] })
    const hash = await writeContract(config, transfer(UNIT))
    await expect(waitForTransactionReceipt(config, { hash })).resolves.toMatchObject({ status: 'success' })
    await disconnect(config)
    stop()
  })

  test('finds it among the wallets of the page, until it is taken away', async () => {
    const target = new EventTarget()
    const window = target as never
    const found = () => BrowserProvider.discover({ window, timeout: 20 })
    const stop = announceProvider({ provider: own(), rdns: 'com.example.desk', target })
    const browser = await found()
    await expect(browser?.getSigner()).resolves.toMatchObject({ address: scene.account.address })
    browser?.destroy()
    stop()
    await expect(found()).resolves.toBeNull()
  })
})

describe('ethers', () => {
  let browser: BrowserProvider
  let signer: JsonRpcSigner
  let token: Contract
  const own = () => createSessionProvider({ holder: scene.holder })
  const abi = [
    'function transfer(address recipient, uint256 amount) returns (bool)',
    'function balanceOf(address) view returns (uint256)',
  ]

  beforeAll(async () => {
    browser = new BrowserProvider(own())
    signer = await browser.getSigner()
    token = new Contract(world.token, abi, signer)
  })
  afterAll(() => browser?.destroy())

  /** ethers knows the functions of a contract at run time only. */
  const call = (name: string, ...args: unknown[]) => token.getFunction(name)(...args)

  test('finds the account', async () => {
    expect(signer.address).toBe(scene.account.address)
    await expect(browser.getNetwork()).resolves.toMatchObject({ chainId: BigInt(world.stack.chain.id) })
  })

  test('writes and reads a contract', async () => {
    const before = await world.balance(world.payee)
    const response = await call('transfer', world.payee, UNIT)
    await expect(response.wait()).resolves.toMatchObject({ status: 1 })
    // Read as the account, which is no use of the grant.
    await expect(call('balanceOf', world.payee)).resolves.toBe(before + UNIT)
  })

  test('sends value', async () => {
    const response = await signer.sendTransaction({ to: world.payee, value: 3n })
    await expect(response.wait()).resolves.toMatchObject({ status: 1 })
  })

  test('signs messages that the account stands by', async () => {
    const { address } = scene.account
    const { publicClient } = world.stack
    const message = scene.signIn()
    const signature = (await signer.signMessage(message)) as `0x${string}`
    await expect(publicClient.verifyMessage({ address, message, signature })).resolves.toBe(true)
    const order = scene.order()
    const { domain, types, message: value } = order
    const signed = (await signer.signTypedData(domain, types as never, value)) as `0x${string}`
    await expect(publicClient.verifyTypedData({ address, ...order, signature: signed })).resolves.toBe(true)
  })

  test('sends a batch', async () => {
    const data = token.interface.encodeFunctionData('transfer', [world.payee, 1n])
    const calls = [
      { to: world.token, data },
      { to: world.payee, value: '0x1' },
    ]
    const asked = { version: '2.0.0', chainId: '0x7a69', from: signer.address, atomicRequired: true, calls }
    const { id } = await browser.send('wallet_sendCalls', [asked])
    const status = async () => (await browser.send('wallet_getCallsStatus', [id])).status
    await expect.poll(status, { interval: 20, timeout: 10_000 }).toBe(200)
  })

  test('hears the reason of a refusal', async () => {
    await expect(call('transfer', world.payee, 51n * UNIT)).rejects.toMatchObject({
      ...{ code: 'CALL_EXCEPTION', reason: expect.stringContaining('amount') },
      info: { error: { code: 4100, data: { name: 'ConditionFailedError' } } },
    })
    // Without an estimate first.
    await expect(call('transfer', world.payee, 51n * UNIT, { gasLimit: 100_000n })).rejects.toMatchObject({
      error: { code: 4100, message: expect.stringContaining('amount') },
    })
    await expect(signer.signMessage('hello')).rejects.toMatchObject({
      error: { code: 4100, data: { name: 'MessageTextMismatchError' } },
    })
    await expect(browser.send('eth_sign', [signer.address, '0x'])).rejects.toMatchObject({
      error: { code: 4200 },
    })
  })
})
