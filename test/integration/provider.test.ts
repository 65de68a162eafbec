import {
  type Address,
  createPublicClient,
  createWalletClient,
  custom,
  encodeFunctionData,
  erc20Abi,
  getTypesForEIP712Domain,
  hashMessage,
  http,
  type Hex,
  numberToHex,
  parseEther,
  serializeTypedData,
  stringToHex,
  RpcRequestError,
} from 'viem'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { ProviderRpcError } from '../../sdk/errors/provider.ts'
import {
  type BundleRecord,
  type CallsStatus,
  createSessionProvider,
  memoryBundleStore,
  type SessionProvider,
  type SessionProviderConfig,
} from '../../sdk/onchain/provider/index.ts'
import {
  ORDER_TYPES,
  payeeApproves,
  type ProviderScene,
  startProviderScene,
} from './support/providerScene.ts'
import { startWorld, UNIT, type World } from './support/world.ts'

let world: World
let scene: ProviderScene
let provider: SessionProvider
beforeAll(async () => {
  world = await startWorld()
  const account = await world.account({ kind: 'clone', entryPoint: '0.7' })
  scene = await startProviderScene(world, account)
  provider = createSessionProvider({ holder: scene.holder })
})
afterAll(() => world?.[Symbol.asyncDispose]())

const with_ = (more: Partial<SessionProviderConfig> = {}) =>
  createSessionProvider({ holder: scene.holder, ...more })

/** Asks as an application does that knows no types. */
const ask = (method: string, params: unknown = [], of = provider) =>
  of.request({ method, params } as never) as Promise<unknown>

/** What it is refused with. */
const refused = (method: string, params: unknown = [], of = provider): Promise<ProviderRpcError> =>
  ask(method, params, of).then(
    (result) => expect.fail(`${method} was answered with ${JSON.stringify(result)}`),
    (error: unknown) => {
      expect(error).toBeInstanceOf(ProviderRpcError)
      return error as ProviderRpcError
    },
  )

const transferData = (amount: bigint, to: Address = world.payee) =>
  encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args: [to, amount] })
const transfer = (amount = UNIT, more: object = {}) => ({
  ...{ from: scene.account.address, to: world.token, data: transferData(amount), ...more },
})
const sendCalls = (calls: readonly object[], more: object = {}) => [
  { version: '2.0.0', from: scene.account.address, atomicRequired: true, calls, ...more },
]
const status = async (id: unknown, of = provider) =>
  (await ask('wallet_getCallsStatus', [id], of)) as CallsStatus
const landed = async (id: unknown, of = provider) => {
  await expect
    .poll(async () => (await status(id, of)).status, { interval: 20, timeout: 10_000 })
    .not.toBe(100)
  return status(id, of)
}

describe('account and chain', () => {
  test('the account is the smart account, from the start', async () => {
    await expect(ask('eth_accounts')).resolves.toEqual([scene.account.address])
    await expect(ask('eth_requestAccounts')).resolves.toEqual([scene.account.address])
    await expect(ask('eth_chainId')).resolves.toBe(numberToHex(world.stack.chain.id))
    await expect(ask('net_version')).resolves.toBe(`${world.stack.chain.id}`)
  })

  test('it is hidden when the application gives it back, and asked for again', async () => {
    const own = with_()
    const heard: unknown[] = []
    own.on('connect', (info) => heard.push(info))
    own.on('accountsChanged', (accounts) => heard.push(accounts))
    const gone = (accounts: readonly Address[]) => heard.push(accounts)
    own.on('accountsChanged', gone)
    own.removeListener('accountsChanged', gone)
    const permission = [{ eth_accounts: {} }]
    await expect(ask('wallet_requestPermissions', permission, own)).resolves.toMatchObject([
      { parentCapability: 'eth_accounts', caveats: [{ value: [scene.account.address] }] },
    ])
    await ask('wallet_revokePermissions', permission, own)
    await expect(ask('eth_accounts', [], own)).resolves.toEqual([])
    await expect(ask('wallet_getPermissions', [], own)).resolves.toEqual([])
    expect(await refused('eth_sendTransaction', [transfer()], own)).toMatchObject({ code: 4100 })
    expect(await refused('wallet_getCapabilities', [scene.account.address], own)).toMatchObject({
      code: 4100,
    })
    await ask('eth_requestAccounts', [], own)
    expect(heard).toEqual([{ chainId: '0x7a69' }, [], [scene.account.address]])
    expect(await refused('wallet_requestPermissions', [{ everything: {} }], own)).toMatchObject({
      code: 4200,
    })
  })

  test('it refuses everything once it was disconnected, until it is asked for', async () => {
    const own = with_()
    const heard: unknown[] = []
    own.on('disconnect', ({ code }) => heard.push(code))
    own.on('accountsChanged', (accounts) => heard.push(accounts))
    own.disconnect()
    own.disconnect()
    expect(await refused('eth_blockNumber', [], own)).toMatchObject({ code: 4900 })
    await ask('eth_requestAccounts', [], own)
    await expect(ask('eth_blockNumber', [], own)).resolves.toMatch(/^0x/)
    expect(heard).toEqual([[], 4900, [scene.account.address]])
  })

  test('a listener that throws keeps no answer back', async () => {
    const own = with_()
    const later: (() => void)[] = []
    vi.stubGlobal('queueMicrotask', (task: () => void) => later.push(task))
    own.on('connect', () => {
      throw new Error('mine')
    })
    await expect(ask('eth_requestAccounts', [], own)).resolves.toHaveLength(1)
    expect(later).toHaveLength(1)
    expect(later[0]).toThrow('mine')
  })

  test('only chains with a holder are selected', async () => {
    await expect(ask('wallet_switchEthereumChain', [{ chainId: '0x7a69' }])).resolves.toBeNull()
    const error = await refused('wallet_switchEthereumChain', [{ chainId: '0x1' }])
    expect(error).toMatchObject({ code: 4902, shortMessage: 'No grant is at hand for chain 1.' })
  })

  test('cannot be made of two holders of one chain, of two accounts, or over methods that exist', async () => {
    const { holder } = scene
    expect(() => with_({ otherHolders: [holder] })).toThrow('two of its holders are on one chain')
    const other = {
      ...holder,
      chain: { ...holder.chain, id: 5 },
      accountPort: { ...holder.accountPort, address: world.payee },
    }
    expect(() => with_({ otherHolders: [other] })).toThrow('not of one account')
    expect(() => with_({ handlers: { eth_sign: async () => '0x' } })).not.toThrow()
    expect(() => with_({ handlers: { eth_call: async () => '0x' } })).toThrow(
      'eth_call has a handler already',
    )
    expect(() => with_({ lanes: [] })).toThrow('no lane')
    expect(() => with_({ path: 'relayed' as never })).toThrow('neither bundler nor direct')
    const alone = scene.holderWith({ bundlerTransport: undefined })
    expect(() => with_({ holder: alone, path: 'bundler' })).toThrow('chain 31337 has no bundler')
    expect(() => with_({ holder: alone })).not.toThrow()
    const mute = { ...holder, sender: undefined }
    expect(() => with_({ holder: mute, path: 'direct' })).toThrow('sends no transactions')
    expect(() => with_({ holder: mute })).not.toThrow()
  })
})

describe('methods', () => {
  test('that only read go to the node', async () => {
    await expect(ask('eth_getBalance', [scene.account.address, 'latest'])).resolves.toBe(
      numberToHex(await world.stack.publicClient.getBalance(scene.account)),
    )
    const client = createPublicClient({ chain: world.stack.chain, transport: custom(provider) })
    const { token } = world
    const read = {
      address: token,
      abi: erc20Abi,
      functionName: 'balanceOf',
      args: [scene.account.address],
    } as const
    // From the account, as libraries do that have a signer: a reading is no use.
    await expect(client.readContract({ ...read, account: scene.account.address })).resolves.toBe(
      await world.balance(scene.account.address),
    )
  })

  test('keep what a node says of a call that reverts, for the application to decode', async () => {
    const data = encodeFunctionData({
      ...{ abi: erc20Abi, functionName: 'transfer', args: [world.payee, 10n ** 30n] },
    })
    const error = await refused('eth_call', [
      { from: scene.account.address, to: world.token, data },
      'latest',
    ])
    // ERC20InsufficientBalance(address,uint256,uint256)
    expect(error).toMatchObject({ code: 3, data: expect.stringMatching(/^0xe450d38c/) })
  })

  test.for([
    ['eth_sign', ['0x', '0x'], 'A bare hash could be that of anything'],
    ['eth_signTransaction', [{}], 'signs no transactions'],
    ['eth_sendRawTransaction', ['0x'], 'Whoever signed'],
    ['wallet_addEthereumChain', [{}], 'whoever made the provider'],
    ['eth_signTypedData', [], 'never settled'],
    ['wallet_invented', [], 'The method wallet_invented is not supported.'],
    ['__proto__', [], 'not supported'],
    ['toString', [], 'not supported'],
  ] as const)('%s is refused', async ([method, params, reason]) => {
    const error = await refused(method, params)
    expect(error.code).toBe(4200)
    expect(error.message).toContain(reason)
    expect(error.docsPath).toBe('/docs/provider.md#codes')
  })

  test('a request that is none is refused', async () => {
    await expect(provider.request(undefined as never)).rejects.toMatchObject({ code: -32600 })
    await expect(provider.request({ method: 5 } as never)).rejects.toMatchObject({ code: -32600 })
  })

  test("of one's own are mounted by their name", async () => {
    const own = with_({
      handlers: {
        wallet_askAlso: async (params, { account, holder, holders }) => [
          params,
          account,
          holder.grantId,
          holders.size,
        ],
        wallet_refuse: async () => {
          throw new ProviderRpcError({ code: -32602, reason: 'not so' })
        },
      },
    })
    await expect(ask('wallet_askAlso', ['x'], own)).resolves.toEqual([
      ...[['x'], scene.account.address, scene.holder.grantId, 1],
    ])
    expect(await refused('wallet_refuse', [], own)).toMatchObject({ code: -32602, shortMessage: 'not so' })
  })
})

describe.for(['bundler', 'direct'] as const)('eth_sendTransaction on the %s path', (path) => {
  const on = () => with_({ path })

  test('makes the call and answers with the transaction', async () => {
    const before = await world.balance(world.payee)
    const hash = (await ask('eth_sendTransaction', [transfer()], on())) as Hex
    const receipt = await world.stack.publicClient.waitForTransactionReceipt({ hash })
    expect(receipt.status).toBe('success')
    await expect(world.balance(world.payee)).resolves.toBe(before + UNIT)
  })

  test('sends value, with fields that say nothing else', async () => {
    const { payee } = world
    const before = await world.stack.publicClient.getBalance({ address: payee })
    const asked = {
      to: payee,
      value: numberToHex(7n),
      gas: '0x5208',
      type: '0x2',
      chainId: '0x7a69',
      accessList: [],
    }
    const hash = (await ask('eth_sendTransaction', [asked], on())) as Hex
    await world.stack.publicClient.waitForTransactionReceipt({ hash })
    await expect(world.stack.publicClient.getBalance({ address: payee })).resolves.toBe(before + 7n)
  })

  test('pays the price of gas that it is told if it accepts one, and its own otherwise', async () => {
    const fees = {
      maxFeePerGas: numberToHex(7_000_000_007n),
      maxPriorityFeePerGas: numberToHex(1_000_000_007n),
    }
    for (const acceptFees of [true, false, undefined]) {
      const own = with_({ path, acceptFees })
      const hash = (await ask('eth_sendTransaction', [transfer(UNIT, fees)], own)) as Hex
      await world.stack.publicClient.waitForTransactionReceipt({ hash })
      const { input, maxFeePerGas } = await world.stack.publicClient.getTransaction({ hash })
      if (path === 'direct') expect(maxFeePerGas === 7_000_000_007n).toBe(acceptFees === true)
      // The packed fees of the operation.
      else {
        const packed = `${'3b9aca07'.padStart(32, '0')}${'1a13b8607'.padStart(32, '0')}`
        expect(input.includes(packed)).toBe(acceptFees === true)
      }
    }
  })

  test("several at once do not get in each other's way", async () => {
    const own = on()
    const before = await world.balance(world.payee)
    const hashes = await Promise.all([1, 2, 3].map(() => ask('eth_sendTransaction', [transfer()], own)))
    const [receipts] = [
      await Promise.all(
        hashes.map((hash) => world.stack.publicClient.waitForTransactionReceipt({ hash: hash as Hex })),
      ),
    ]
    expect(receipts.map((receipt) => receipt.status)).toEqual(['success', 'success', 'success'])
    await expect(world.balance(world.payee)).resolves.toBe(before + 3n * UNIT)
  })

  type Refusal = readonly [string, () => object, number, object]
  const refusals: readonly Refusal[] = [
    [
      'more than a call may take',
      () => transfer(51n * UNIT),
      4100,
      { data: { name: 'ConditionFailedError' }, shortMessage: expect.stringContaining('amount') },
    ],
    [
      'another recipient',
      () => ({ ...transfer(), data: transferData(UNIT, world.module) }),
      4100,
      { data: { name: 'ConditionFailedError' } },
    ],
    [
      'another function',
      () => ({
        ...transfer(),
        data: encodeFunctionData({ abi: erc20Abi, functionName: 'approve', args: [world.payee, 1n] }),
      }),
      4100,
      {
        data: {
          name: expect.stringMatching(/^(SelectorNotAllowed|PermissionNotGranted|CallNotAllowed)Error$/),
        },
      },
    ],
    ['another target', () => transfer(UNIT, { to: world.payee }), 4100, { cause: expect.any(Error) }],
    [
      'too much value',
      () => ({ from: scene.account.address, to: world.payee, value: numberToHex(parseEther('1') + 1n) }),
      4100,
      { data: { name: 'ValueExceededError' } },
    ],
    [
      'another sender',
      () => transfer(UNIT, { from: world.payee }),
      4100,
      { shortMessage: expect.stringContaining('not for') },
    ],
    [
      'a new contract',
      () => ({ from: scene.account.address, data: '0x6000' }),
      4100,
      { shortMessage: expect.stringContaining('deploys no contracts') },
    ],
    [
      'another chain',
      () => transfer(UNIT, { chainId: '0x1' }),
      4901,
      { shortMessage: expect.stringContaining('chain 1') },
    ],
    [
      'a nonce',
      () => transfer(UNIT, { nonce: '0x1' }),
      -32602,
      { shortMessage: expect.stringContaining('nonce') },
    ],
    ['blobs', () => transfer(UNIT, { type: '0x3', blobVersionedHashes: [] }), -32602, {}],
    ['authorizations', () => transfer(UNIT, { authorizationList: [] }), -32602, {}],
    [
      'two calldatas',
      () => transfer(UNIT, { input: '0x' }),
      -32602,
      { shortMessage: expect.stringContaining('differ') },
    ],
    [
      'no address',
      () => transfer(UNIT, { to: '0x1234' }),
      -32602,
      { shortMessage: expect.stringContaining('0.to: is not an address') },
    ],
    [
      'no quantity',
      () => transfer(UNIT, { value: '5' }),
      -32602,
      { shortMessage: expect.stringContaining('0.value') },
    ],
  ]
  test.for(refusals)('refuses %s', async ([, asked, code, more]) => {
    const before = await world.stack.publicClient.getBlockNumber({ cacheTime: 0 })
    expect(await refused('eth_sendTransaction', [asked()], on())).toMatchObject({ code, ...more })
    expect(await world.stack.publicClient.getBlockNumber({ cacheTime: 0 })).toBe(before)
  })

  test('tells calls that would revert, with the reason', async () => {
    await payeeApproves(world, scene.account.address, 0n)
    const data = encodeFunctionData({
      ...{ abi: erc20Abi, functionName: 'transferFrom', args: [world.payee, scene.account.address, 1n] },
    })
    const error = await refused('eth_sendTransaction', [transfer(UNIT, { data })], on())
    expect(error).toMatchObject({ code: 3, data: { name: 'CallRevertedError' } })
    expect(error.message).toContain('ERC20InsufficientAllowance')
  })
})

test('eth_estimateGas refuses what would not be sent, where libraries look for the reason', async () => {
  await expect(ask('eth_estimateGas', [transfer()])).resolves.toMatch(/^0x/)
  const error = await refused('eth_estimateGas', [transfer(51n * UNIT)])
  expect(error).toMatchObject({
    ...{
      code: 4100,
      data: { name: 'ConditionFailedError', message: expect.stringMatching(/^execution reverted: /) },
    },
  })
  // Of somebody else it is none of the grant's business.
  await expect(
    ask('eth_estimateGas', [{ from: world.payee, to: world.payee, value: '0x1' }, 'latest']),
  ).resolves.toMatch(/^0x/)
})

describe('messages', () => {
  const verify = (signature: unknown): { address: Address; signature: Hex } => ({
    address: scene.account.address,
    signature: signature as Hex,
  })

  test('a sign-in text is signed so that the account stands by it', async () => {
    const message = scene.signIn()
    const signature = await ask('personal_sign', [stringToHex(message), scene.account.address])
    const { publicClient } = world.stack
    await expect(publicClient.verifyMessage({ ...verify(signature), message })).resolves.toBe(true)
    await expect(publicClient.verifyMessage({ ...verify(signature), message: `${message}!` })).resolves.toBe(
      false,
    )
    await expect(ask('personal_sign', [message, scene.account.address])).resolves.toBe(signature)
  })

  const texts: readonly (readonly [string, () => string, string])[] = [
    ['of another site', () => scene.signIn({ domain: 'other.example' }), 'MessageTextMismatchError'],
    ['for another account', () => scene.signIn({ address: world.payee }), 'MessageTextMismatchError'],
    ['of another kind', () => 'hello', 'MessageTextMismatchError'],
  ]
  test.for(texts)('a text %s is refused', async ([, message, name]) => {
    const error = await refused('personal_sign', [stringToHex(message()), scene.account.address])
    expect(error).toMatchObject({ code: 4100, data: { name } })
  })

  test('bytes that are no text are refused, and another account', async () => {
    const error = await refused('personal_sign', ['0xff', scene.account.address])
    expect(error).toMatchObject({
      code: 4100,
      data: { name: 'MessageNotGrantedError', details: ['It is no text.'] },
    })
    const hash = hashMessage(scene.signIn())
    expect(await refused('personal_sign', [hash, scene.account.address])).toMatchObject({ code: 4100 })
    expect(await refused('personal_sign', [stringToHex(scene.signIn()), world.payee])).toMatchObject({
      code: 4100,
    })
    expect(await refused('personal_sign', [stringToHex('hello')])).toMatchObject({ code: -32602 })
  })

  test('typed data is signed so that the account stands by it, as text or as an object', async () => {
    const order = scene.order()
    const text = serializeTypedData({
      ...order,
      types: { EIP712Domain: getTypesForEIP712Domain(order), ...ORDER_TYPES },
    } as never)
    for (const data of [text, JSON.parse(text) as unknown, order]) {
      const signature = await ask('eth_signTypedData_v4', [scene.account.address, data])
      await expect(
        world.stack.publicClient.verifyTypedData({ ...verify(signature), ...order }),
      ).resolves.toBe(true)
    }
  })

  type Refusal = readonly [string, () => unknown, number, object]
  const refusals: readonly Refusal[] = [
    [
      'for another receiver',
      () => scene.order({ receiver: world.payee }),
      4100,
      { data: { name: 'ConditionFailedError' } },
    ],
    [
      'for too long',
      () => scene.order({ validTo: 2_000_001 }),
      4100,
      { data: { name: 'ConditionFailedError' } },
    ],
    [
      'of another domain',
      () => ({ ...scene.order(), domain: { name: 'Other' } }),
      4100,
      { data: { name: 'MessageNotGrantedError' } },
    ],
    [
      'of another type',
      () => ({ ...scene.order(), primaryType: 'Asset', message: { token: world.token, amount: 1n } }),
      ...([4100, { data: { name: 'MessageNotGrantedError' } }] as const),
    ],
    [
      'whose domain has another type',
      () => ({
        ...scene.order(),
        types: { ...ORDER_TYPES, EIP712Domain: [{ name: 'name', type: 'string' }] },
      }),
      ...([-32602, { shortMessage: expect.stringContaining('EIP712Domain') }] as const),
    ],
    [
      'with a member missing',
      () => scene.order({ memo: undefined }),
      -32602,
      { data: { name: 'EncodingRangeError' } },
    ],
    ['that is no JSON', () => '{', -32602, { shortMessage: expect.stringContaining('no JSON') }],
    ['that is nothing', () => 5, -32602, {}],
  ]
  test.for(refusals)('typed data %s is refused', async ([, data, code, more]) => {
    const error = await refused('eth_signTypedData_v4', [scene.account.address, data()])
    expect(error).toMatchObject({ code, ...more })
  })
})

describe.for(['bundler', 'direct'] as const)('EIP-5792 on the %s path', (path) => {
  test('a batch is made as one, and its status has one receipt with its own logs', async () => {
    const own = with_({ path })
    const before = await world.balance(world.payee)
    const calls = [
      { to: world.token, data: transferData(UNIT) },
      { to: world.payee, value: '0x1' },
      { to: world.token, data: transferData(2n * UNIT), value: '0x0' },
    ]
    const { id } = (await ask('wallet_sendCalls', sendCalls(calls), own)) as { id: string }
    expect(id).toMatch(/^0x[0-9a-f]{64}$/)
    const done = await landed(id, own)
    expect(done).toMatchObject({
      ...{ version: '2.0.0', id, chainId: '0x7a69', status: 200, atomic: true },
      receipts: [
        {
          status: '0x1',
          transactionHash: expect.stringMatching(/^0x/),
          gasUsed: expect.stringMatching(/^0x/),
        },
      ],
    })
    expect(done.receipts?.[0].logs.map(({ address }) => address.toLowerCase())).toEqual([
      ...[world.token.toLowerCase(), world.token.toLowerCase()],
    ])
    await expect(world.balance(world.payee)).resolves.toBe(before + 3n * UNIT)
  })

  test('it is pending until it is in a block, and a process that was not there can ask', async () => {
    const bundles = memoryBundleStore()
    const own = with_({ path, bundles })
    const { testClient } = world.stack
    await testClient.setAutomine(false)
    try {
      const asked = sendCalls([{ to: world.token, data: transferData(UNIT) }], { id: `${path}-own-id` })
      await expect(ask('wallet_sendCalls', asked, own)).resolves.toEqual({ id: `${path}-own-id` })
      await expect(status(`${path}-own-id`, own)).resolves.toMatchObject({ status: 100, atomic: true })
      expect(await status(`${path}-own-id`, own)).not.toHaveProperty('receipts')
      expect(await refused('wallet_sendCalls', asked, own)).toMatchObject({ code: 5720 })
      await inPool(transferData(UNIT))
    } finally {
      await testClient.mine({ blocks: 1 })
      await testClient.setAutomine(true)
    }
    const later = with_({ path, bundles })
    await expect(landed(`${path}-own-id`, later)).resolves.toMatchObject({ status: 200 })
    // Another process that does not share the storage knows nothing of it.
    expect(await refused('wallet_getCallsStatus', [`${path}-own-id`], with_())).toMatchObject({ code: 5730 })
  })

  test('calls that revert on chain are told, with nothing of them done', async () => {
    const own = with_({ path })
    const { testClient, publicClient } = world.stack
    const approved = await payeeApproves(world, scene.account.address)
    await publicClient.waitForTransactionReceipt({ hash: approved })
    const take = encodeFunctionData({
      ...{ abi: erc20Abi, functionName: 'transferFrom', args: [world.payee, scene.account.address, 1n] },
    })
    const before = await world.balance(world.payee)
    await testClient.setAutomine(false)
    let id = ''
    try {
      const calls = [
        { to: world.token, data: transferData(UNIT) },
        { to: world.token, data: take },
      ]
      const sent = (await ask('wallet_sendCalls', sendCalls(calls), own)) as { id: string }
      id = sent.id
      await inPool(take)
      await payeeApproves(world, scene.account.address, 0n)
    } finally {
      await testClient.mine({ blocks: 1 })
      await testClient.setAutomine(true)
    }
    const done = await landed(id, own)
    expect(done).toMatchObject({ status: 500, receipts: [{ status: '0x0', logs: [] }] })
    await expect(world.balance(world.payee)).resolves.toBe(before)
  })

  test('what the grant refuses is never sent, and its id stays free', async () => {
    const own = with_({ path })
    const bad = [
      { to: world.token, data: transferData(UNIT) },
      { to: world.token, data: transferData(51n * UNIT) },
    ]
    const error = await refused('wallet_sendCalls', sendCalls(bad, { id: 'again' }), own)
    expect(error).toMatchObject({ code: 4100, data: { name: 'ConditionFailedError' } })
    expect(await refused('wallet_getCallsStatus', ['again'], own)).toMatchObject({ code: 5730 })
    await ask('wallet_sendCalls', sendCalls(bad.slice(0, 1), { id: 'again' }), own)
    await expect(landed('again', own)).resolves.toMatchObject({ status: 200 })
  })
})

/** Until a transaction that carries these bytes waits for its block. */
async function inPool(bytes: Hex) {
  const waiting = async () => {
    const { pending } = await world.stack.testClient.getTxpoolContent()
    const all = Object.values(pending).flatMap((of) => Object.values(of))
    return all.some(({ input }) => input.includes(bytes.slice(2)))
  }
  await expect.poll(waiting, { interval: 20, timeout: 10_000 }).toBe(true)
}

describe('EIP-5792', () => {
  const one = () => [{ to: world.token, data: transferData(UNIT) }]

  type Refusal = readonly [string, () => unknown, number, string]
  const refusals: readonly Refusal[] = [
    ['another version', () => sendCalls(one(), { version: '1.0' }), -32000, 'Version 2.0.0'],
    [
      'a capability that is needed',
      () => sendCalls(one(), { capabilities: { paymasterService: { url: 'x' } } }),
      5700,
      'paymasterService',
    ],
    [
      'a capability that one call needs',
      () => sendCalls([{ ...one()[0], capabilities: { gasLimitOverride: { value: '0x1' } } }]),
      ...([5700, 'gasLimitOverride'] as const),
    ],
    ['a chain without a grant', () => sendCalls(one(), { chainId: '0x1' }), 5710, 'chain 1'],
    ['another account', () => sendCalls(one(), { from: world.payee }), 4100, 'not for'],
    ['a new contract', () => sendCalls([{ data: '0x6000' }]), 4100, 'deploys no contracts'],
    ['no calls', () => sendCalls([]), -32602, '0.calls'],
    [
      'a batch that does not say whether it has to be atomic',
      () => sendCalls(one(), { atomicRequired: undefined }),
      -32602,
      'atomicRequired',
    ],
    ['an unknown field', () => sendCalls(one(), { sponsor: true }), -32602, 'Unrecognized key'],
    ['an id that is too long', () => sendCalls(one(), { id: 'x'.repeat(8_195) }), -32602, '0.id'],
    [
      'a batch that is too large for a bundler',
      () =>
        sendCalls(
          Array.from({ length: 60 }, () => one()[0] ?? {}).map((call) => ({
            ...call,
            data: transferData(1n),
          })),
        ),
      ...([5740, 'bundlers take 8192'] as const),
    ],
  ]
  test.for(refusals)('refuses %s', async ([, params, code, reason]) => {
    const error = await refused('wallet_sendCalls', params())
    expect(error.code).toBe(code)
    expect(error.message).toContain(reason)
  })

  test('takes the twins of what it refuses: optional capabilities, its chain, no account, either kind of atomicity', async () => {
    const optional = { paymasterService: { url: 'x', optional: true } }
    const calls = [{ ...one()[0], capabilities: { gasLimitOverride: { value: '0x1', optional: true } } }]
    const more = { capabilities: optional, chainId: '0x7a69', from: undefined, atomicRequired: false }
    const { id } = (await ask('wallet_sendCalls', sendCalls(calls, more))) as { id: string }
    await expect(landed(id)).resolves.toMatchObject({ status: 200, atomic: true })
    const own = with_()
    const heard = new Promise((resolve) => own.on('message', resolve))
    await expect(ask('wallet_showCallsStatus', [id], own).catch(({ code }) => code)).resolves.toBe(5730)
    const { id: second } = (await ask('wallet_sendCalls', sendCalls(one()), own)) as { id: string }
    await landed(second, own)
    await expect(ask('wallet_showCallsStatus', [second], own)).resolves.toBeNull()
    await expect(heard).resolves.toMatchObject({
      type: 'wallet_showCallsStatus',
      data: { id: second, status: 200 },
    })
  })

  test('says that batches are atomic, and what the grant allows in words', async () => {
    const answer = await ask('wallet_getCapabilities', [scene.account.address, ['0x7a69', '0x1']])
    const { grantId } = scene.holder
    expect(answer).toMatchObject({
      '0x7a69': { atomic: { status: 'supported' }, latchkey: { supported: true, grantId } },
    })
    expect(Object.keys(answer as object)).toEqual(['0x7a69'])
    expect(JSON.parse(JSON.stringify(answer))).toEqual(answer)
    expect(JSON.stringify(answer)).toContain('sign in to book.example')
    expect(await refused('wallet_getCapabilities', [world.payee])).toMatchObject({ code: 4100 })
  })

  test('a batch that lost its nonce to another one will not be', async () => {
    const bundles = memoryBundleStore()
    const own = with_({ bundles })
    const { id } = (await ask('wallet_sendCalls', sendCalls(one()), own)) as { id: string }
    await landed(id, own)
    const record = (await bundles.get(id)) as BundleRecord
    const lost = {
      ...record,
      id: 'lost',
      reference: { ...record.reference, userOpHash: `0x${'11'.repeat(32)}` },
    }
    await bundles.add(lost as BundleRecord)
    await expect(status('lost', own)).resolves.toMatchObject({ status: 400 })
    const { reference: _reference, ...unsigned } = record
    await bundles.add({ ...unsigned, id: 'crashed' })
    await expect(status('crashed', own)).resolves.toMatchObject({ status: 400 })
    await bundles.add({ ...record, id: 'foreign', account: world.payee })
    expect(await refused('wallet_getCallsStatus', ['foreign'], own)).toMatchObject({ code: 5730 })
    await bundles.add({ ...record, id: 'elsewhere', chainId: 5 })
    expect(await refused('wallet_getCallsStatus', ['elsewhere'], own)).toMatchObject({ code: 5710 })
  })
})

test('an operation that fails in a transaction that succeeds is told', async () => {
  const { testClient, publicClient } = world.stack
  const approved = await payeeApproves(world, scene.account.address)
  await publicClient.waitForTransactionReceipt({ hash: approved })
  const data = encodeFunctionData({
    ...{ abi: erc20Abi, functionName: 'transferFrom', args: [world.payee, scene.account.address, 1n] },
  })
  await testClient.setAutomine(false)
  const asked = refused('eth_sendTransaction', [transfer(UNIT, { data })])
  try {
    await inPool(data)
    await payeeApproves(world, scene.account.address, 0n)
  } finally {
    await testClient.mine({ blocks: 1 })
    await testClient.setAutomine(true)
  }
  const error = await asked
  expect(error).toMatchObject({ code: 3, data: { name: 'CallRevertedError', counted: true } })
  expect(error.message).toContain('ERC20InsufficientAllowance')
  const { transactionHash: hash, userOpHash } = error.data as { transactionHash: Hex; userOpHash: Hex }
  expect(userOpHash).toMatch(/^0x[0-9a-f]{64}$/)
  await expect(publicClient.getTransactionReceipt({ hash })).resolves.toMatchObject({ status: 'success' })
})

describe('what is lost on the way', () => {
  const one = (id: string) => sendCalls([{ to: world.token, data: transferData(UNIT) }], { id })

  /** A bundler or node that answers everything but one method. */
  const without = (url: string | undefined, lost: string, then: 'before' | 'after') => {
    const inner = http(url, { retryCount: 0 })({})
    return custom(
      {
        async request(asked: { method: string }) {
          if (asked.method !== lost) return inner.request(asked as never)
          if (then === 'after') await inner.request(asked as never)
          throw new Error('socket hang up')
        },
      },
      { retryCount: 0 },
    )
  }

  test.for([
    ['bundler', 'eth_sendUserOperation'],
    ['direct', 'eth_sendRawTransaction'],
  ] as const)('a batch that may be under way stays known: %s', async ([path, method]) => {
    const { bundlerUrl, rpcUrl } = world.stack
    const more = (then: 'before' | 'after') =>
      path === 'bundler'
        ? { bundlerTransport: without(bundlerUrl, method, then) }
        : { transport: without(rpcUrl, method, then) }
    const own = with_({ path, holder: scene.holderWith(more('after')) })
    expect(await refused('wallet_sendCalls', one('after'), own)).toMatchObject({
      ...{ code: -32603, data: { name: 'RequestFailedError' } },
    })
    await expect(landed('after', own)).resolves.toMatchObject({ status: 200 })
    expect(await refused('wallet_sendCalls', one('after'), own)).toMatchObject({ code: 5720 })
    const never = with_({ path, holder: scene.holderWith(more('before')) })
    expect(await refused('wallet_sendCalls', one('before'), never)).toMatchObject({ code: -32603 })
    await expect(status('before', never)).resolves.toMatchObject({ status: 100 })
  })

  test('a batch that is said to be waiting already stays known', async () => {
    const inner = http(world.stack.bundlerUrl, { retryCount: 0 })({})
    const twice = custom(
      {
        async request(asked: { method: string }) {
          const answer = await inner.request(asked as never)
          if (asked.method !== 'eth_sendUserOperation') return answer
          const error = { code: -32_602, message: 'already known' }
          throw new RpcRequestError({ body: asked, url: '', error })
        },
      },
      { retryCount: 0 },
    )
    const own = with_({ holder: scene.holderWith({ bundlerTransport: twice }) })
    const error = await refused('wallet_sendCalls', one('known'), own)
    expect(error).toMatchObject({ data: { name: 'AlreadyPendingError' } })
    await expect(landed('known', own)).resolves.toMatchObject({ status: 200 })
    expect(await refused('wallet_sendCalls', one('known'), own)).toMatchObject({ code: 5720 })
  })

  test('a batch that was lost before it was signed leaves its id free', async () => {
    const bundles = memoryBundleStore()
    const bundlerTransport = without(world.stack.bundlerUrl, 'eth_estimateUserOperationGas', 'before')
    const lost = with_({ bundles, holder: scene.holderWith({ bundlerTransport }) })
    expect(await refused('wallet_sendCalls', one('unsigned'), lost)).toMatchObject({ code: -32603 })
    const own = with_({ bundles })
    await ask('wallet_sendCalls', one('unsigned'), own)
    await expect(landed('unsigned', own)).resolves.toMatchObject({ status: 200 })
  })

  test('a transaction whose answer is lost is known by its operation', async () => {
    const holder = scene.holderWith({
      bundlerTransport: without(world.stack.bundlerUrl, 'eth_getUserOperationReceipt', 'before'),
    })
    const before = await world.balance(world.payee)
    const error = await refused('eth_sendTransaction', [transfer()], with_({ holder }))
    expect(error).toMatchObject({ data: { userOpHash: expect.stringMatching(/^0x[0-9a-f]{64}$/) } })
    // It takes effect all the same.
    const balance = () => world.balance(world.payee)
    await expect.poll(balance, { interval: 20, timeout: 10_000 }).toBe(before + UNIT)
  })
})

describe('viem', () => {
  test('a wallet client on the provider writes and batches', async () => {
    const { chain, publicClient } = world.stack
    const client = createWalletClient({
      account: provider.account,
      chain,
      transport: custom(provider),
      pollingInterval: 20,
    })
    const before = await world.balance(world.payee)
    const hash = await client.writeContract({
      ...{ address: world.token, abi: erc20Abi, functionName: 'transfer', args: [world.payee, UNIT] },
    })
    await expect(publicClient.waitForTransactionReceipt({ hash })).resolves.toMatchObject({
      status: 'success',
    })
    const { id } = await client.sendCalls({
      calls: [1n, 2n].map((amount) => ({
        ...{ to: world.token, abi: erc20Abi, functionName: 'transfer', args: [world.payee, amount * UNIT] },
      })),
      forceAtomic: true,
    })
    await expect(client.waitForCallsStatus({ id })).resolves.toMatchObject({
      status: 'success',
      atomic: true,
    })
    await expect(world.balance(world.payee)).resolves.toBe(before + 4n * UNIT)
    await expect(client.getCapabilities()).resolves.toMatchObject({
      [chain.id]: { atomic: { status: 'supported' } },
    })
  })

  test('tells the reason, and keeps the typed error', async () => {
    const client = createWalletClient({
      ...{ account: provider.account, chain: world.stack.chain, transport: custom(provider) },
    })
    const asked = client.writeContract({
      ...{ address: world.token, abi: erc20Abi, functionName: 'transfer', args: [world.payee, 51n * UNIT] },
    })
    const error = await asked.catch((thrown: unknown) => thrown as Error)
    expect((error as Error).message).toContain('amount')
    let cause: unknown = error
    const names: string[] = []
    for (; cause instanceof Error; cause = cause.cause) names.push(cause.name)
    expect(names).toEqual(
      expect.arrayContaining(['UnauthorizedProviderError', 'ProviderRpcError', 'ConditionFailedError']),
    )
  })
})
