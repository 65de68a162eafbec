import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  type Address,
  createWalletClient,
  encodeFunctionData,
  erc20Abi,
  getAddress,
  type Hex,
  type LocalAccount,
  numberToHex,
  parseEther,
  zeroAddress,
} from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { setBalance } from 'viem/actions'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { projectArtifact } from '../../scripts/local/artifacts.ts'
import { sessionModuleAbi } from '../../sdk/onchain/abis/sessionModule.ts'
import type { OwnerAccountPort } from '../../sdk/onchain/accounts/index.ts'
import * as onchain from '../../sdk/onchain/index.ts'
import { encodeExecution } from '../../sdk/onchain/accounts/encodeExecution.ts'
import { deployContract } from '../../sdk/onchain/actions/deployContract.ts'
import { createHolderClient } from '../../sdk/onchain/clients/createHolderClient.ts'
import type { OwnerClient } from '../../sdk/onchain/clients/createOwnerClient.ts'
import { toLatchkeyError } from '../../sdk/onchain/errors/index.ts'
import type { Call } from '../../sdk/onchain/grant/call.ts'
import { createSessionProvider } from '../../sdk/onchain/provider/index.ts'
import {
  buildRequest,
  contextAt,
  type GrantedRequestStore,
  memoryRequestStore,
  type PermissionAnswer,
  permissionRequestHandlers,
  type RequestProposal,
  type RequestProvider,
  type RequestTerms,
  readAnswers,
  requestPermissions,
  type SettledTerms,
  transferGrant,
} from '../../sdk/onchain/requests/index.ts'
import type { RequestPolicy } from '../../sdk/onchain/requests/requestPolicy.ts'
import { localSigner } from '../../sdk/signers/localSigner.ts'
import { startWorld, UNIT, type World } from './support/world.ts'

const PERIOD = 600
const OTHER = getAddress('0x00000000000000000000000000000000000a11ce')

let world: World
let account: OwnerAccountPort
let owner: OwnerClient
let now: number
let key: LocalAccount

beforeAll(async () => {
  world = await startWorld({ bundler: false })
  account = await world.account({ kind: 'EIP-7702', entryPoint: '0.8' })
  owner = world.owner(account, { grantor: await world.signer() })
  await owner.installModule()
})
afterAll(() => world?.[Symbol.asyncDispose]())

beforeEach(async () => {
  now = Number(await world.stack.clock.now())
  key = privateKeyToAccount(generatePrivateKey())
  await setBalance(world.stack.testClient, { address: key.address, value: parseEther('10') })
})

/** A wallet of one account whose owner approves, with what it was shown. */
function wallet(more: Partial<RequestPolicy> = {}) {
  const shown: RequestProposal[] = []
  const handlers = permissionRequestHandlers({
    owners: [owner],
    decide: (proposal) => shown.push(proposal) > 0,
    ...more,
  })
  const request: RequestProvider['request'] = async ({ method, params }) => handlers[method]?.(params)
  return { request, shown }
}

const terms = (more: Partial<RequestTerms> = {}): RequestTerms => ({
  ...{ chainId: world.stack.chain.id, sessionKey: key.address, token: world.token, amount: 50n * UNIT },
  ...{ validUntil: now + 3_599, recipients: 'anyone', ...more },
})

/** Asks as a dapp does that knows nothing of Latchkey. */
async function ask(asked: RequestTerms, more: Partial<RequestPolicy> = {}): Promise<PermissionAnswer> {
  const params = [buildRequest(asked)]
  const [answer] = (await wallet(more).request({
    method: 'wallet_requestExecutionPermissions',
    params,
  })) as PermissionAnswer[]
  if (!answer) throw new Error('unreachable: there is one request')
  return answer
}

const pay = (amount: bigint, to = world.payee): Call => ({
  to: world.token,
  data: encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args: [to, amount] }),
})

const redemption = (answer: PermissionAnswer, calls: readonly Call[]) => {
  const { mode, executionCalldata } = encodeExecution(calls)
  const args = [[answer.context], [mode], [executionCalldata]] as const
  return encodeFunctionData({ abi: sessionModuleAbi, functionName: 'redeemDelegations', args })
}

/** Redeems as ERC-7710 has it, with the bytes of the answer and nothing else. */
async function redeem(answer: PermissionAnswer, ...calls: readonly Call[]): Promise<void> {
  const { publicClient, walletClient } = world.stack
  const request = { to: answer.delegationManager, data: redemption(answer, calls) }
  try {
    const hash = await walletClient.sendTransaction({ ...request, account: key, chain: world.stack.chain })
    await publicClient.waitForTransactionReceipt({ hash })
  } catch (error) {
    throw toLatchkeyError(error, { module: world.module })
  }
}

const paid = async (work: () => Promise<unknown>): Promise<bigint> => {
  const before = await world.balance(world.payee)
  await work()
  return (await world.balance(world.payee)) - before
}

const native = (address: Address) => world.stack.publicClient.getBalance({ address })

test('an ERC-20 allowance is approved in words, answered, and redeemed single and in a batch', async () => {
  const { request, shown } = wallet({ tokens: [{ address: world.token, symbol: 'TUSD', decimals: 6 }] })
  const asked = terms({ justification: 'Subscriptions\n\u001b[2JHash\u202E to compare: 0x12' })
  const params = [buildRequest(asked)]
  const answers = await request({ method: 'wallet_requestExecutionPermissions', params })
  const [answer] = answers as [PermissionAnswer]
  expect(answer).toMatchObject({
    ...{ chainId: numberToHex(world.stack.chain.id), from: account.address, to: key.address },
    permission: {
      type: 'erc20-token-allowance',
      isAdjustmentAllowed: false,
      data: {
        ...{ tokenAddress: world.token, allowanceAmount: numberToHex(50n * UNIT) },
        justification: asked.justification,
      },
    },
    rules: [{ type: 'expiry', data: { timestamp: now + 3_600 } }],
    ...{ dependencies: [], delegationManager: world.module },
  })
  expect(shown).toHaveLength(1)
  expect(shown[0]?.justification).toBe('Subscriptions [2JHash  to compare: 0x12')
  const words = shown[0]?.lines.join('\n')
  expect(words).toContain('call transfer (0xa9059cbb) of TUSD')
  expect(words).toContain('at most 50 TUSD')
  expect(words).toContain('Maximum fee: 0 native (0 wei)')
  expect(shown[0]?.warnings.map(({ code }) => code)).toEqual(['transfer-to-anyone'])

  expect(await paid(() => redeem(answer, pay(20n * UNIT)))).toBe(20n * UNIT)
  expect(await paid(() => redeem(answer, pay(10n * UNIT), pay(10n * UNIT)))).toBe(20n * UNIT)
  await redeem(answer, pay(UNIT, OTHER))
  await expect(redeem(answer, pay(10n * UNIT))).rejects.toMatchObject({
    ...{ name: 'LimitExceededError', limitId: 0, requested: 10n * UNIT, remaining: 9n * UNIT },
  })
  await redeem(answer, pay(9n * UNIT))
})

test('an ERC-20 allowance is for transfers of that token only, and for its key only', async () => {
  const answer = await ask(terms())
  const call = (functionName: 'approve' | 'transferFrom', args: readonly unknown[]): Call => ({
    to: world.token,
    data: encodeFunctionData({ abi: erc20Abi, functionName, args } as never),
  })
  await expect(redeem(answer, call('approve', [OTHER, 1n]))).rejects.toMatchObject({
    name: 'SelectorNotAllowedError',
  })
  const from = call('transferFrom', [account.address, OTHER, 1n])
  await expect(redeem(answer, from)).rejects.toMatchObject({ name: 'SelectorNotAllowedError' })
  await expect(redeem(answer, { to: OTHER, value: 1n })).rejects.toMatchObject({
    name: 'TargetNotAllowedError',
  })
  await expect(redeem(answer, { ...pay(UNIT), value: 1n })).rejects.toMatchObject({
    name: 'ValueExceededError',
  })
  const mine = key
  key = privateKeyToAccount(generatePrivateKey())
  await setBalance(world.stack.testClient, { address: key.address, value: parseEther('1') })
  await expect(redeem(answer, pay(UNIT))).rejects.toMatchObject({ name: 'CallerUnauthorizedError' })
  key = mine
  expect(await paid(() => redeem(answer, pay(UNIT)))).toBe(UNIT)
})

test('payees are kept as recipients', async () => {
  const answer = await ask(terms({ recipients: [world.payee, OTHER] }))
  await expect(redeem(answer, pay(UNIT, key.address))).rejects.toMatchObject({
    name: 'ConditionFailedError',
  })
  await redeem(answer, pay(UNIT, OTHER))
  expect(await paid(() => redeem(answer, pay(UNIT)))).toBe(UNIT)
})

test('a period starts again, and a context is for one of them', async () => {
  const answer = await ask(terms({ amount: 40n * UNIT, period: PERIOD, validAfter: now }))
  expect(answer.permission).toMatchObject({
    type: 'erc20-token-periodic',
    data: { periodAmount: numberToHex(40n * UNIT), periodDuration: PERIOD, startTime: now },
  })
  await redeem(answer, pay(30n * UNIT))
  await expect(redeem(answer, pay(11n * UNIT))).rejects.toMatchObject({
    ...{ name: 'LimitExceededError', requested: 11n * UNIT, remaining: 10n * UNIT },
  })

  await world.stack.clock.forwardTo(BigInt(now + PERIOD))
  await expect(redeem(answer, pay(UNIT))).rejects.toMatchObject({
    ...{ name: 'WindowMissedError', validAfter: now, validUntil: now + PERIOD - 1 },
  })
  const timestamp = now + PERIOD
  const again = { ...answer, context: contextAt({ context: answer.context, timestamp }) }
  await redeem(again, pay(40n * UNIT))
  await expect(redeem(again, pay(1n))).rejects.toMatchObject({ name: 'LimitExceededError', remaining: 0n })

  // A dapp that knows nothing of Latchkey asks the wallet for the context of now.
  await world.stack.clock.forwardTo(BigInt(now + 2 * PERIOD))
  const { request } = wallet()
  const listed = (await request({ method: 'wallet_getGrantedExecutionPermissions' })) as PermissionAnswer[]
  const fresh = listed.find(({ to }) => to === key.address)
  expect(fresh).toMatchObject({ permission: { data: { periodDuration: PERIOD } } })
  if (!fresh) throw new Error('unreachable: it was granted')
  expect(await paid(() => redeem(fresh, pay(40n * UNIT)))).toBe(40n * UNIT)
})

test('the expiry is the first second in which it is over, the start the first in which it holds', async () => {
  const { clock } = world.stack
  const window = { validAfter: now + 500, validUntil: now + 1_000 }
  const answer = await ask(terms(window))
  const periodic = await ask(terms({ ...window, period: PERIOD }))
  await clock.forwardTo(BigInt(now + 400))
  await expect(redeem(answer, pay(UNIT))).rejects.toMatchObject({ name: 'GrantNotStartedError' })
  await clock.forwardTo(BigInt(now + 500))
  await redeem(answer, pay(UNIT))
  await redeem(periodic, pay(UNIT))
  await clock.setNext(BigInt(now + 1_000))
  await redeem(answer, pay(UNIT))
  await clock.forwardTo(BigInt(now + 1_001))
  await expect(redeem(answer, pay(UNIT))).rejects.toMatchObject({
    ...{ name: 'GrantExpiredError', validUntil: now + 1_000 },
  })
  expect(answer.rules).toContainEqual({ type: 'expiry', data: { timestamp: now + 1_001 } })
})

test('native value goes to the payee without calldata, up to the amount, and starts again', async () => {
  const ether = { token: 'native', amount: parseEther('0.1'), recipients: [OTHER] } as const
  const once = await ask(terms(ether))
  const periodic = await ask(terms({ ...ether, period: PERIOD }))
  expect([once, periodic].map(({ permission }) => permission.type)).toEqual([
    'native-token-allowance',
    'native-token-periodic',
  ])
  const before = await native(OTHER)
  const send = (value: bigint, to: Address = OTHER, data: Hex = '0x'): Call => ({ to, value, data })
  for (const answer of [once, periodic]) {
    await redeem(answer, send(parseEther('0.06')))
    await expect(redeem(answer, send(parseEther('0.05')))).rejects.toMatchObject({
      ...{ name: 'LimitExceededError', remaining: parseEther('0.04') },
    })
    await expect(redeem(answer, send(1n, world.payee))).rejects.toMatchObject({
      name: 'TargetNotAllowedError',
    })
    await expect(redeem(answer, send(1n, OTHER, '0x12345678'))).rejects.toMatchObject({
      name: 'CallNotAllowedError',
    })
    await redeem(answer, send(parseEther('0.02')), send(parseEther('0.02')))
  }
  expect((await native(OTHER)) - before).toBe(parseEther('0.2'))

  await world.stack.clock.forwardTo(BigInt(now + PERIOD + 10))
  await expect(redeem(once, send(1n))).rejects.toMatchObject({ name: 'LimitExceededError', remaining: 0n })
  const { context } = periodic
  const next = { ...periodic, context: contextAt({ context, timestamp: now + PERIOD + 10 }) }
  await redeem(next, send(parseEther('0.1')))
})

test('native value to anyone is refused, unless the owner names somebody and may', async () => {
  const anyone = terms({ token: 'native', amount: 1_000n })
  await expect(ask(anyone)).rejects.toMatchObject({
    ...{ name: 'RequestUnsupportedError', code: 4200, part: 'payee' },
    message: expect.stringContaining('there is no "anyone"'),
  })
  await expect(ask(anyone, { nativeRecipient: OTHER })).rejects.toMatchObject({ part: 'payee' })
  const answer = await ask({ ...anyone, isAdjustmentAllowed: true }, { nativeRecipient: OTHER })
  expect(answer.rules).toContainEqual({ type: 'payee', data: { addresses: [OTHER] } })
  await redeem(answer, { to: OTHER, value: 1_000n })
})

test('a contract may be the one that redeems', async () => {
  const { publicClient, accounts } = world.stack
  const { bytecode } = projectArtifact('contracts/mocks/MockPuppet.sol')
  const { address } = await deployContract(publicClient, { sender: accounts[0], bytecode })
  const answer = await ask(terms({ sessionKey: address }))
  const { abi } = projectArtifact('contracts/mocks/MockPuppet.sol')
  const act = (amount: bigint) =>
    world.stack.walletClient.writeContract({
      ...{ address, abi, functionName: 'act' },
      args: [world.module, redemption(answer, [pay(amount)])],
    })
  expect(await paid(() => act(UNIT))).toBe(UNIT)
  await expect(act(50n * UNIT)).rejects.toThrow()
  await expect(redeem(answer, pay(UNIT))).rejects.toMatchObject({ name: 'CallerUnauthorizedError' })
})

test('several requests are granted at once or not at all', async () => {
  const both = [terms(), terms({ token: 'native', amount: 5n, recipients: [OTHER] })]
  const grants = async () => (await owner.listGrants()).grants.length
  const before = await grants()
  const params = both.map(buildRequest)
  const method = 'wallet_requestExecutionPermissions'
  const once = wallet({ decide: ({ terms: { token } }) => token !== 'native' })
  await expect(once.request({ method, params })).rejects.toMatchObject({
    ...{ name: 'RequestRejectedError', code: 4001 },
  })
  expect(await grants()).toBe(before)

  const [first, second] = (await wallet().request({ method, params })) as [PermissionAnswer, PermissionAnswer]
  expect(await grants()).toBe(before + 2)
  await redeem(first, pay(UNIT))
  await redeem(second, { to: OTHER, value: 3n })

  // Both in one transaction, each under its own limit: all or nothing.
  const redeemBoth = (value: bigint) => {
    const executions = [encodeExecution([pay(2n * UNIT)]), encodeExecution([{ to: OTHER, value }])]
    return world.stack.walletClient.writeContract({
      ...{ account: key, address: world.module, abi: sessionModuleAbi, functionName: 'redeemDelegations' },
      args: [
        [first.context, second.context],
        executions.map(({ mode }) => mode),
        executions.map(({ executionCalldata }) => executionCalldata),
      ],
    })
  }
  const tooMuch = paid(() => redeemBoth(3n))
  await expect(tooMuch).rejects.toThrow('LimitExceeded')
  expect(await paid(() => redeemBoth(2n))).toBe(2n * UNIT)
})

test('the owner adjusts where the request allows it, and only there', async () => {
  const adjust: RequestPolicy['adjust'] = () => ({ amount: 7n * UNIT, validUntil: now + 999 })
  await expect(ask(terms(), { adjust })).rejects.toMatchObject({
    ...{ name: 'AdjustmentForbiddenError', code: 4001, fields: ['amount', 'validUntil'] },
  })
  // The same adjustment changes nothing of what is asked for exactly so.
  await ask(terms({ amount: 7n * UNIT, validUntil: now + 999 }), { adjust })
  const { request, shown } = wallet({ adjust })
  const answers = await requestPermissions(
    { request },
    { asked: [terms({ isAdjustmentAllowed: true })], module: world.module },
  )
  expect(shown[0]?.differences.map(({ field, verdict }) => [field, verdict])).toEqual([
    ['amount', 'narrower'],
    ['validUntil', 'narrower'],
  ])
  expect(answers[0]?.comparison.verdict).toBe('narrower')
  expect(answers[0]?.terms).toMatchObject({ amount: 7n * UNIT, validUntil: now + 999 })
})

test('a request without expiry needs a lifetime of the owner', async () => {
  const { validUntil: _, ...endless } = terms()
  await expect(ask(endless, { lifetime: 900 })).rejects.toMatchObject({ code: 4200, part: 'expiry' })
  const adjustable = { ...endless, isAdjustmentAllowed: true }
  await expect(ask(adjustable)).rejects.toMatchObject({ code: 4200, part: 'expiry' })
  const answer = await ask({ ...adjustable, validAfter: now }, { lifetime: 900 })
  expect(answer.rules).toEqual([{ type: 'expiry', data: { timestamp: now + 900 } }])
  await redeem(answer, pay(UNIT))
})

test('a signed grant starts with its first redemption, and the context goes on to serve', async () => {
  const store = memoryRequestStore()
  const mine = wallet({ store, start: 'signature' })
  const method = 'wallet_requestExecutionPermissions'
  const block = await world.stack.publicClient.getBlockNumber()
  const params = [buildRequest(terms({ justification: 'Later' })), buildRequest(terms())]
  const [first, second] = (await mine.request({ method, params })) as [PermissionAnswer, PermissionAnswer]
  expect(await world.stack.publicClient.getBlockNumber()).toBe(block)
  const listed = async () => {
    const all = await mine.request({ method: 'wallet_getGrantedExecutionPermissions', params: [] })
    return (all as PermissionAnswer[]).filter(({ to }) => to === key.address)
  }
  expect(await listed()).toEqual([first, second])

  await redeem(first, pay(20n * UNIT))
  await redeem(first, pay(30n * UNIT))
  await expect(redeem(first, pay(1n))).rejects.toMatchObject({ name: 'LimitExceededError', remaining: 0n })
  // Once the chain knows the grant, its context is shorter.
  const after = await listed()
  const data = expect.objectContaining({ justification: 'Later' })
  expect(after).toContainEqual({
    ...first,
    context: expect.any(String),
    permission: { ...first.permission, data },
  })
  expect(
    after.find(({ permission: { data: said } }) => 'justification' in said)?.context.length,
  ).toBeLessThan(first.context.length)

  // Revoked before it was ever used.
  const revoking = { method: 'wallet_revokeExecutionPermission' }
  await mine.request({ ...revoking, params: [{ permissionContext: second.context }] })
  await expect(redeem(second, pay(UNIT))).rejects.toMatchObject({ name: 'GrantEndedError' })
  expect(await listed()).toHaveLength(1)
})

test('a context revokes its grant, whichever period it is for, and only if it is one of ours', async () => {
  const { request } = wallet()
  const method = 'wallet_revokeExecutionPermission'
  const answer = await ask(terms({ period: PERIOD, validAfter: now }))
  const other = await ask(terms())
  const later = contextAt({ context: answer.context, timestamp: now + 2 * PERIOD })
  const no = wallet({ confirmRevocation: () => false })
  await expect(no.request({ method, params: { permissionContext: later } })).rejects.toMatchObject({
    code: 4001,
  })
  await redeem(answer, pay(UNIT))
  await expect(request({ method, params: { permissionContext: later } })).resolves.toEqual({})
  await expect(redeem(answer, pay(UNIT))).rejects.toMatchObject({ name: 'GrantEndedError' })
  const block = await world.stack.publicClient.getBlockNumber()
  await expect(request({ method, params: { permissionContext: answer.context } })).resolves.toEqual({})
  expect(await world.stack.publicClient.getBlockNumber()).toBe(block)
  await redeem(other, pay(UNIT))

  const unknown = await ask(terms({ validUntil: now + 77 }), {
    ...{ start: 'signature', store: memoryRequestStore() },
  })
  for (const permissionContext of [unknown.context, '0x1234', `${OTHER}${unknown.context.slice(42)}`]) {
    await expect(request({ method, params: { permissionContext } })).rejects.toMatchObject({
      ...{ name: 'ContextUnknownError', code: -32602 },
    })
  }
  await expect(request({ method, params: [] })).rejects.toMatchObject({ name: 'RequestMalformedError' })
})

test('a node that is down keeps no context of another chain from being revoked', async () => {
  const request = () => Promise.reject(new Error('the node is down'))
  const down = { ...owner, chain: { ...owner.chain, id: 5 }, request } as typeof owner
  const both = wallet({ owners: [down, owner] })
  const method = 'wallet_revokeExecutionPermission'
  const answer = await ask(terms())
  await expect(both.request({ method, params: { permissionContext: answer.context } })).resolves.toEqual({})
  await expect(redeem(answer, pay(UNIT))).rejects.toMatchObject({ name: 'GrantEndedError' })
  // Whether it is one of that chain's, nobody can tell now.
  const signed = await ask(terms(), { start: 'signature', store: memoryRequestStore() })
  await expect(both.request({ method, params: { permissionContext: signed.context } })).rejects.toMatchObject(
    { code: -32603 },
  )
})

test('lists what is granted, not what is over, revoked or of another form', async () => {
  const { request } = wallet()
  const listed = async () => {
    const all = await request({ method: 'wallet_getGrantedExecutionPermissions' })
    return (all as PermissionAnswer[]).filter(({ to }) => to === key.address)
  }
  const live = await ask(terms({ recipients: [world.payee] }))
  const coming = await ask(terms({ validAfter: now + 1_000 }))
  const short = await ask(terms({ validUntil: now + 300 }))
  const epoch = (await owner.getAccountState()).epoch
  const form = await world.define(account, epoch, { sessionKey: localSigner({ account: key }).key })
  await owner.grant({ grant: form.grant })
  expect(await listed()).toEqual([live, coming, short])
  await world.stack.clock.forwardTo(BigInt(now + 301))
  expect(await listed()).toEqual([live, coming])

  const grantOf = (answer: PermissionAnswer) => {
    const granted = readAnswers({ result: [answer], module: world.module })[0]?.granted
    if (!granted) throw new Error('unreachable: the module is the manager')
    return granted
  }
  const { grantId } = grantOf(live)
  await owner.pauseGrant({ grantId })
  await expect(redeem(live, pay(UNIT))).rejects.toMatchObject({ name: 'GrantIsPausedError' })
  expect(await listed()).toEqual([live, coming])
  await owner.resumeGrant({ grantId })
  await redeem(live, pay(UNIT))

  // What the key of the request cannot use any more is none of its permissions.
  const newKey = (await world.signer()).key
  await owner.rotateKey({ grant: grantOf(coming).grant, newKey })
  expect(await listed()).toEqual([live])
  await owner.revokeGrant({ grantId })
  expect(await listed()).toEqual([])
})

test('offers every type that can be kept on every chain, and refuses accounts and chains that are not there', async () => {
  const { request } = wallet()
  const ruleTypes = ['expiry', 'payee', 'redeemer']
  const each = { chainIds: [numberToHex(world.stack.chain.id)], ruleTypes }
  await expect(request({ method: 'wallet_getSupportedExecutionPermissions', params: [] })).resolves.toEqual({
    ...{ 'native-token-allowance': each, 'native-token-periodic': each },
    ...{ 'erc20-token-allowance': each, 'erc20-token-periodic': each },
  })
  await expect(ask(terms({ chainId: 5 }))).rejects.toMatchObject({ name: 'ChainNotOfferedError', code: 4901 })
  await expect(ask(terms({ account: OTHER }))).rejects.toMatchObject({
    ...{ name: 'AccountNotOfferedError', code: 4100 },
  })
  await ask(terms({ account: account.address }))

  const second = await world.account({ kind: 'EIP-7702', entryPoint: '0.8' })
  const owners = [owner, world.owner(second)]
  const params = [terms(), terms({ account: second.address })].map(buildRequest)
  const method = 'wallet_requestExecutionPermissions'
  await expect(wallet({ owners }).request({ method, params })).rejects.toMatchObject({
    ...{ code: 4200, part: 'from', message: expect.stringContaining('by one account') },
  })
  await expect(ask(terms({ account: second.address }), { owners })).rejects.toMatchObject({
    ...{ code: 4200, message: expect.stringContaining('not installed') },
  })
  const grantor = await world.signer()
  owners[1] = world.owner(second, { grantor })
  await owners[1].installModule()
  // Each account answers for its own grants on its own chain, whether on chain or only signed.
  const store = memoryRequestStore()
  const theirs = terms({ account: second.address })
  const live = await ask(theirs, { owners, store })
  const signed = await ask(theirs, { owners, store, start: 'signature' })
  const { epoch } = await owners[1].getAccountState()
  const settled = { ...terms({ chainId: 5, account: second.address, validAfter: now }), validUntil: now + 99 }
  const elsewhere = transferGrant({ terms: settled as SettledTerms, module: world.module, epoch })
  const approval = { key: grantor.key, signature: '0x00' } as const
  const said = { isAdjustmentAllowed: false, justification: undefined, redeemers: undefined }
  await store.add([{ grant: elsewhere.grant, approval, ...said }])
  const both = wallet({ owners, store })
  const listed = (await both.request({
    method: 'wallet_getGrantedExecutionPermissions',
  })) as PermissionAnswer[]
  expect(listed.filter(({ to }) => to === key.address).slice(-2)).toEqual([live, signed])
  expect(listed.filter(({ from }) => from === second.address)).toHaveLength(2)
  const params2 = { permissionContext: signed.context }
  await both.request({ method: 'wallet_revokeExecutionPermission', params: params2 })
  await expect(redeem(signed, pay(UNIT))).rejects.toMatchObject({ name: 'GrantEndedError' })
  await redeem(live, pay(UNIT))
})

test('what fails elsewhere has a code and its cause, and a grant of an epoch that moved on is not made', async () => {
  const signing = world.owner(account)
  await expect(ask(terms(), { owners: [signing], start: 'signature' })).rejects.toMatchObject({
    ...{ name: 'RequestUnansweredError', code: -32603, cause: { name: 'ClientIncompleteError' } },
  })
  const slow: RequestPolicy['decide'] = async () => Boolean(await owner.revokeAll())
  await expect(ask(terms(), { decide: slow })).rejects.toMatchObject({
    ...{ code: -32603, cause: { name: 'GrantEpochEndedError' } },
  })
  const before = await ask(terms())
  await redeem(before, pay(UNIT))
  await owner.revokeAll()
  const after = await ask(terms())
  const listed = (await wallet().request({
    method: 'wallet_getGrantedExecutionPermissions',
  })) as PermissionAnswer[]
  expect(listed).toEqual([after])
})

test('a holder reads the answer, and uses the grant with a client of its own', async () => {
  const asked = [terms({ redeemers: [key.address] })]
  const answers = await requestPermissions(wallet(), { asked, module: world.module })
  const [{ granted, comparison }] = answers as [(typeof answers)[number]]
  expect(comparison).toMatchObject({ verdict: 'same' })
  if (!granted) throw new Error('unreachable: the module is the manager')
  const signer = localSigner({ account: key })
  const holder = createHolderClient({ ...world.config, ...granted, account, signer })
  const prepare = (amount: bigint) => holder.prepareUse({ path: 'direct', calls: [pay(amount)] })
  const uses = [await prepare(20n * UNIT), await prepare(30n * UNIT)]
  expect(await paid(() => holder.redeemDelegations({ uses }))).toBe(50n * UNIT)
  await expect(holder.checkUse({ calls: [pay(1n)] })).rejects.toMatchObject({
    ...{ name: 'LimitExceededError', requested: 1n, remaining: 0n },
  })
})

test('an answer that is wider than what was asked is refused, with the contexts to revoke it by', async () => {
  const asked = [terms({ isAdjustmentAllowed: true, validAfter: now })]
  const generous = () =>
    wallet({ adjust: () => ({ amount: 60n * UNIT, validUntil: now + 9_999, recipients: [OTHER] }) })
  const { module } = world
  const refused = await requestPermissions(generous(), { asked, module }).catch((error: unknown) => error)
  expect(refused).toMatchObject({
    ...{ name: 'AnswerWiderError', fields: ['amount', 'validUntil'], contexts: [expect.any(String)] },
    message: expect.stringContaining(`amount: asked ${50n * UNIT}, given ${60n * UNIT}`),
  })
  const { contexts } = refused as { contexts: readonly Hex[] }
  const params = { permissionContext: contexts[0] }
  await wallet().request({ method: 'wallet_revokeExecutionPermission', params })

  const [answer] = await requestPermissions(generous(), {
    ...{ asked, module, acceptWider: ['amount', 'validUntil'] },
  })
  expect(answer?.comparison.fields.filter(({ verdict }) => verdict !== 'same')).toMatchObject([
    { field: 'amount', verdict: 'wider' },
    { field: 'validUntil', verdict: 'wider' },
    { field: 'recipients', verdict: 'narrower' },
  ])
})

test('an answer that says other than its context grants is found out', async () => {
  const answer = await ask(terms())
  const { module } = world
  const { permission } = answer
  const lie = (more: Partial<PermissionAnswer>) => () =>
    readAnswers({ result: [{ ...answer, ...more }], module })
  expect(lie({})()).toHaveLength(1)
  const data = { ...permission.data, allowanceAmount: numberToHex(1_000n * UNIT) }
  for (const more of [
    { permission: { ...permission, data } },
    { from: OTHER },
    { to: OTHER },
    { rules: [{ type: 'expiry', data: { timestamp: now + 9_000 } }] },
    { context: `${answer.context}00` as const },
    { context: `${zeroAddress}${answer.context.slice(42)}` as const },
  ]) {
    expect(lie(more)).toThrow(expect.objectContaining({ name: 'AnswerInvalidError' }))
  }
})

test('a store of its own keeps what is not on chain', async () => {
  const records: Parameters<GrantedRequestStore['add']>[0][] = []
  const store: GrantedRequestStore = {
    add: async (granted) => void records.push(granted),
    list: async () => records.flat(),
  }
  await ask(terms({ isAdjustmentAllowed: true }), { store })
  expect(records).toMatchObject([[{ isAdjustmentAllowed: true, approval: undefined }]])
})

test('a provider answers with the handlers, and keeps the codes of their refusals', async () => {
  const signer = await world.signer()
  const { epoch } = await owner.getAccountState()
  const granted = await world.define(account, epoch, { sessionKey: signer.key })
  const handlers = permissionRequestHandlers({
    owners: [owner],
    decide: ({ terms: { amount } }) => amount < 100n,
  })
  const provider = createSessionProvider({ holder: world.holder(granted, account, { signer }), handlers })
  const { module } = world
  const answers = await requestPermissions(provider, { asked: [terms({ amount: 99n })], module })
  for (const { answer } of answers) expect(await paid(() => redeem(answer, pay(99n)))).toBe(99n)
  expect(answers).toHaveLength(1)
  const refused = requestPermissions(provider, { asked: [terms({ amount: 100n })], module })
  await expect(refused).rejects.toMatchObject({
    ...{ name: 'ProviderRpcError', code: 4001, cause: { name: 'RequestRejectedError' } },
  })
  const native = requestPermissions(provider, { asked: [terms({ token: 'native' })], module })
  await expect(native).rejects.toMatchObject({
    ...{ code: 4200, data: { name: 'RequestUnsupportedError', part: 'payee' } },
  })
})

test('the examples of the page run as they stand there', async () => {
  const page = await readFile(join(import.meta.dirname, '../../docs/permission-requests.md'), 'utf8')
  const blocks = [...page.matchAll(/^```js\n(.*?)^```$/gms)].map(([, block]) => block)
  expect(blocks).toHaveLength(3)
  const { stack, config, token: usdc, module, payee } = world
  const shown: unknown[] = []
  const application = createWalletClient({ account: key, chain: stack.chain, transport: config.transport })
  const scope = {
    ...{ ...onchain, encodeExecution, encodeFunctionData, erc20Abi, sessionModuleAbi },
    ...{ owner, usdc, module, payee, now, chain: stack.chain, transport: config.transport, application },
    ...{ signer: localSigner({ account: key }), confirm: (proposal: unknown) => shown.push(proposal) > 0 },
  }
  const Program = Object.getPrototypeOf(async () => {}).constructor
  const run = new Program(...Object.keys(scope), blocks.join('\n'))
  expect(await paid(() => run(...Object.values(scope)))).toBe(3_000_000n)
  expect(shown).toHaveLength(1)
})
