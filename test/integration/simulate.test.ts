import { type Address, custom, encodeFunctionData, erc20Abi, parseEther } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { projectArtifact } from '../../scripts/local/artifacts.ts'
import { UNLIMITED } from '../../sdk/core/constants.ts'
import type { Grant } from '../../sdk/core/grant.ts'
import type { OwnerAccountPort } from '../../sdk/onchain/accounts/index.ts'
import { deployContract } from '../../sdk/onchain/actions/deployContract.ts'
import type { SimulateUseReturnType, UseAllowed } from '../../sdk/onchain/actions/simulateUse.ts'
import type { UsePath } from '../../sdk/onchain/actions/usePath.ts'
import type { HolderClient } from '../../sdk/onchain/clients/createHolderClient.ts'
import type { OwnerClient } from '../../sdk/onchain/clients/createOwnerClient.ts'
import type { DefineGrantParameters, DefineGrantReturnType } from '../../sdk/onchain/grant/defineGrant.ts'
import { permission } from '../../sdk/onchain/grant/permission.ts'
import { balanceGuard } from '../../sdk/onchain/guards/balanceGuard.ts'
import type { LocalSigner } from '../../sdk/signers/localSigner.ts'
import { amend } from './support/amend.ts'
import { startWorld, UNIT, type World } from './support/world.ts'

// What the simulation says before anything is sent has to be what happens when it is. Every case is simulated and then done.

const PATHS: readonly UsePath[] = ['bundler', 'direct', 'relayed']

let world: World
let account: OwnerAccountPort
let owner: OwnerClient
let epoch: bigint
let guard: Address

beforeAll(async () => {
  world = await startWorld()
  account = await world.account({ kind: 'EIP-7702', entryPoint: '0.8' })
  owner = world.owner(account, { grantor: await world.signer() })
  ;({ epoch } = await owner.installModule())
  const { bytecode } = projectArtifact('contracts/guards/BalanceGuard.sol')
  const [sender] = world.stack.accounts
  guard = (await deployContract(world.stack.publicClient, { sender, bytecode })).address
})
afterAll(() => world?.[Symbol.asyncDispose]())

const transfer = (amount: bigint, to = world.payee) =>
  ({ to: world.token, abi: erc20Abi, functionName: 'transfer', args: [to, amount] }) as const

async function holderOf(
  more: Partial<DefineGrantParameters> = {},
  { members = {}, send = true }: { members?: Partial<Grant>; send?: boolean } = {},
): Promise<{ holder: HolderClient; granted: DefineGrantReturnType; key: LocalSigner }> {
  const key = await world.signer()
  const granted = amend(await world.define(account, epoch, { sessionKey: key.key, ...more }), members)
  if (send) await owner.grant({ grant: granted.grant })
  return { holder: connect(granted, key), granted, key }
}

function connect(granted: DefineGrantReturnType, signer: LocalSigner, more = {}): HolderClient {
  const relayer: HolderClient['relayer'] = (relayed, context) => world.relayer.carryUse({ relayed, context })
  return world.holder(granted, account, { signer, relayer, margins: { start: 0, end: 0 }, ...more })
}

type Asked = Parameters<HolderClient['simulateUse']>[0]

/** Simulates, sends, and expects that both say the same; returns what the simulation said. */
async function agree(holder: HolderClient, asked: Asked): Promise<SimulateUseReturnType> {
  const before = await world.stack.publicClient.getBlockNumber()
  const answer = await holder.simulateUse(asked)
  await expect(world.stack.publicClient.getBlockNumber()).resolves.toBe(before)
  const outcome = await holder.use(asked).catch((error: Error) => error)
  if (answer.allowed) expect(outcome).not.toBeInstanceOf(Error)
  else expect(outcome).toMatchObject({ name: answer.refusal.name, message: answer.refusal.message })
  return answer
}

async function allowed(holder: HolderClient, asked: Asked): Promise<UseAllowed> {
  const answer = await agree(holder, asked)
  if (!answer.allowed) throw answer.refusal
  return answer
}

describe.for(PATHS)('on the %s path what is simulated is what happens:', (path) => {
  test('a use, with its gas, its window and what it changes', async () => {
    const { holder, granted } = await holderOf()
    const answer = await allowed(holder, { calls: [transfer(5n * UNIT), transfer(UNIT)], path })
    expect(answer).toMatchObject({
      path,
      permissionIndexes: [0, 0],
      grants: false,
      validUntil: granted.grant.validUntil,
      endedBy: 'grant',
      limits: [{ name: 'dollars', requested: 6n * UNIT, remaining: 100n * UNIT, left: 94n * UNIT }],
      effects: { balances: [{ token: world.token, change: -6n * UNIT }], approvals: [] },
      simulatedBy: 'eth_simulateV1',
    })
    await expect(holder.getRemaining(holder)).resolves.toMatchObject([{ remaining: 94n * UNIT }, {}])
    expect(answer.gas.payer).toBe({ bundler: 'account', direct: 'key', relayed: 'carrier' }[path])
    expect(answer.gas.used).toBeGreaterThan(50_000n)
  })

  test('native value', async () => {
    const { holder } = await holderOf()
    const { effects, limits } = await allowed(holder, { calls: [{ to: world.payee, value: 7n }], path })
    expect(effects).toEqual({ balances: [{ token: 'native', change: -7n }], approvals: [] })
    expect(limits).toMatchObject([{ name: 'ether', requested: 7n }])
  })

  test('an approval', async () => {
    const approve = permission({ abi: erc20Abi, target: world.token, functionName: 'approve' })
    const { holder } = await holderOf({ permissions: [approve], limits: {} })
    const calls = [
      { to: world.token, abi: erc20Abi, functionName: 'approve', args: [world.payee, 9n] },
    ] as const
    const { effects } = await allowed(holder, { calls, path })
    expect(effects).toEqual({
      balances: [],
      approvals: [{ token: world.token, spender: world.payee, amount: 9n }],
    })
  })

  test('the first use, which carries the approval', async () => {
    const { granted, key } = await holderOf({}, { send: false })
    const approval = await owner.signGrant({ grant: granted.grant })
    const answer = await allowed(connect(granted, key, { approval }), { calls: [transfer(UNIT)], path })
    expect(answer.grants).toBe(true)
  })

  test('a use inside its guard, and one that the guard undoes', async () => {
    const guards = [balanceGuard({ guard, token: world.token, spent: 10n * UNIT })]
    const maximumFee = { budget: parseEther('1'), price: UNLIMITED }
    const { holder } = await holderOf({}, { members: { guards, maximumFee } })
    await allowed(holder, { calls: [transfer(10n * UNIT)], path })
    const answer = await agree(holder, { calls: [transfer(11n * UNIT)], path })
    expect(answer).toMatchObject({ allowed: false, refusal: { errorName: 'BalanceTooLow' } })
  })

  test('what the grant refuses', async () => {
    const { holder } = await holderOf()
    const cases: readonly [Asked, string][] = [
      [{ calls: [transfer(51n * UNIT)], path }, 'ConditionFailedError'],
      [{ calls: [transfer(UNIT, world.token)], path }, 'ConditionFailedError'],
      [{ calls: [transfer(50n * UNIT), transfer(50n * UNIT), transfer(1n)], path }, 'LimitExceededError'],
      [{ calls: [{ to: world.payee, value: parseEther('2') }], path }, 'ValueExceededError'],
      [{ calls: [{ to: world.module }], path }, 'TargetForbiddenError'],
    ]
    for (const [asked, name] of cases) {
      await expect(agree(holder, asked)).resolves.toMatchObject({
        allowed: false,
        foundBy: 'check',
        refusal: { name },
      })
    }
  })

  test('nothing at all', async () => {
    const { holder } = await holderOf()
    const answer = await agree(holder, { calls: [], path })
    expect(answer).toMatchObject({ allowed: false, refusal: { name: 'UseInvalidError' } })
  })

  test('what the state refuses', async () => {
    const revoked = await holderOf()
    await owner.revokeGrant({ grantId: revoked.granted.grantId })
    const paused = await holderOf()
    await owner.pauseGrant({ grantId: paused.granted.grantId })
    const unknown = await holderOf({}, { send: false })
    for (const [{ holder }, name] of [
      [revoked, 'GrantEndedError'],
      [paused, 'GrantIsPausedError'],
      [unknown, 'GrantUnknownError'],
    ] as const) {
      const answer = await agree(holder, { calls: [transfer(UNIT)], path })
      expect(answer).toMatchObject({ allowed: false, refusal: { name } })
    }
  })

  test('calls that revert, though the grant allows them', async () => {
    const huge = permission({ abi: erc20Abi, target: world.token, functionName: 'transfer' })
    const { holder } = await holderOf({ permissions: [huge], limits: {} })
    const answer = await agree(holder, { calls: [transfer(10_000n * UNIT)], path })
    expect(answer).toMatchObject({
      allowed: false,
      refusal: { name: 'CallRevertedError', errorName: 'ERC20InsufficientBalance' },
    })
  })
})

test('an account that cannot pay the fee, on the path where it has to', async () => {
  const { holder, granted, key } = await holderOf()
  const balance = await world.stack.publicClient.getBalance({ address: account.address })
  await world.stack.testClient.setBalance({ address: account.address, value: 1n })
  const asked = { calls: [transfer(UNIT)] }
  const refused = await holder.simulateUse({ ...asked, path: 'bundler' })
  expect(refused).toMatchObject({ allowed: false, refusal: { name: 'AccountFundsInsufficientError' } })
  await expect(holder.use({ ...asked, path: 'bundler' })).rejects.toMatchObject({
    name: 'AccountFundsInsufficientError',
  })
  await allowed(connect(granted, key), { ...asked, path: 'direct' })
  await world.stack.testClient.setBalance({ address: account.address, value: balance })
})

test('a key that cannot pay for its transaction, on the path where it has to', async () => {
  const { holder, key } = await holderOf()
  await world.stack.testClient.setBalance({ address: key.address, value: 1n })
  const answer = await agree(holder, { calls: [transfer(UNIT)], path: 'direct' })
  expect(answer).toMatchObject({ refusal: { name: 'SenderFundsInsufficientError', sender: key.address } })
  await allowed(holder, { calls: [transfer(UNIT)], path: 'relayed' })
  await allowed(holder, { calls: [transfer(UNIT)], path: 'bundler' })
})

test('a relayed use by its nonce', async () => {
  const { holder } = await holderOf()
  const asked = { calls: [transfer(UNIT)], path: 'relayed' } as const
  await allowed(holder, { ...asked, relay: { nonce: 0n } })
  for (const [nonce, name] of [
    [0n, 'NonceMismatchError'],
    [2n, 'NonceMismatchError'],
  ] as const) {
    const answer = await agree(holder, { ...asked, relay: { nonce } })
    expect(answer).toMatchObject({ allowed: false, refusal: { name } })
  }
  const unordered = 2n ** 255n + 300n
  await allowed(holder, { ...asked, relay: { nonce: unordered } })
  const again = await agree(holder, { ...asked, relay: { nonce: unordered } })
  expect(again).toMatchObject({ allowed: false, refusal: { name: 'NonceUsedError' } })
  await allowed(holder, { ...asked, relay: { nonce: unordered + 1n } })
})

test('a path that is not installed, and one that is', async () => {
  const lone = await world.account({ kind: 'EIP-7702', entryPoint: '0.7' })
  const itsOwner = world.owner(lone, { grantor: await world.signer() })
  const { epoch: first } = await itsOwner.installModule()
  const key = await world.signer()
  const granted = await world.define(lone, first + 1n, { sessionKey: key.key })
  await itsOwner.sendCalls({
    calls: [
      {
        to: lone.address,
        data: encodeFunctionData({
          abi: projectArtifact('contracts/accounts/LatchkeyAccount.sol').abi,
          functionName: 'uninstallModule',
          args: [2n, world.module, '0x'],
        }),
      },
    ],
  })
  await itsOwner.grant({ grant: granted.grant })
  const holder = world.holder(granted, lone, { signer: key, margins: { start: 0, end: 0 } })
  const answer = await agree(holder, { calls: [transfer(UNIT)], path: 'direct' })
  expect(answer).toMatchObject({ refusal: { name: 'ModuleNotInstalledError', type: 'executor' } })
  await allowed(holder, { calls: [transfer(UNIT)], path: 'bundler' })
})

test('nothing that is sent to the node is signed', async () => {
  const { granted, key } = await holderOf()
  const sign: LocalSigner['sign'] = () => expect.fail('it was asked to sign')
  const holder = connect(granted, { ...key, sign })
  for (const path of PATHS) {
    await expect(holder.simulateUse({ calls: [transfer(UNIT)], path })).resolves.toMatchObject({
      allowed: true,
    })
  }
})

test('a node without eth_simulateV1 tells refusals, but no effects', async () => {
  const huge = permission({ abi: erc20Abi, target: world.token, functionName: 'transfer' })
  const { granted, key } = await holderOf({ permissions: [huge], limits: {} })
  const real = world.config.transport({ chain: world.stack.chain, retryCount: 0 })
  const transport = custom({
    async request({ method, params }) {
      if (method !== 'eth_simulateV1') return real.request({ method, params })
      throw Object.assign(new Error('the method eth_simulateV1 does not exist'), { code: -32601 })
    },
  })
  const holder = connect(granted, key, { transport })
  for (const path of PATHS) {
    const answer = await holder.simulateUse({ calls: [transfer(UNIT)], path })
    expect(answer).toMatchObject({ allowed: true, effects: undefined, simulatedBy: 'eth_call' })
    const refused = await holder.simulateUse({ calls: [transfer(10_000n * UNIT)], path })
    expect(refused).toMatchObject({ allowed: false, refusal: { errorName: 'ERC20InsufficientBalance' } })
  }
})

test('a node that gives no answer refuses nothing', async () => {
  const { granted, key } = await holderOf()
  const transport = custom({ request: () => Promise.reject(new Error('socket hang up')) }, { retryCount: 0 })
  const holder = connect(granted, key, { transport })
  await expect(holder.simulateUse({ calls: [transfer(UNIT)], path: 'direct' })).rejects.toMatchObject({
    name: 'RequestFailedError',
  })
})
