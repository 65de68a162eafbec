import { inspect } from 'node:util'
import { encodeFunctionData, erc20Abi, parseEther, slice } from 'viem'
import { entryPoint08Address } from 'viem/account-abstraction'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OwnerAccountPort } from '../../sdk/onchain/accounts/index.ts'
import type { UsePath } from '../../sdk/onchain/actions/usePath.ts'
import type { HolderClient } from '../../sdk/onchain/clients/createHolderClient.ts'
import type { OwnerClient } from '../../sdk/onchain/clients/createOwnerClient.ts'
import type { DefineGrantParameters, DefineGrantReturnType } from '../../sdk/onchain/grant/defineGrant.ts'
import type { Call } from '../../sdk/onchain/grant/call.ts'
import type { LocalSigner } from '../../sdk/signers/localSigner.ts'
import { refusals } from './support/refusals.ts'
import { startWorld, UNIT, type World } from './support/world.ts'

const PATHS: readonly UsePath[] = ['bundler', 'direct', 'relayed']

let world: World
let account: OwnerAccountPort
let owner: OwnerClient
let epoch: bigint
let key: LocalSigner
let granted: DefineGrantReturnType
let holder: HolderClient

beforeAll(async () => {
  world = await startWorld()
  account = await world.account({ kind: 'EIP-7702', entryPoint: '0.8' })
  owner = world.owner(account, { grantor: await world.signer() })
  ;({ epoch } = await owner.installModule())
  ;({ key, granted, holder } = await grantOf())
})
afterAll(() => world?.[Symbol.asyncDispose]())

async function grantOf(more: Partial<DefineGrantParameters> = {}, send = true) {
  const signer = await world.signer()
  const defined = await world.define(account, epoch, { sessionKey: signer.key, ...more })
  if (send) await owner.grant({ grant: defined.grant })
  return { key: signer, granted: defined, holder: holderOf(defined, signer) }
}

function holderOf(defined: DefineGrantReturnType, signer: LocalSigner, more = {}): HolderClient {
  const relayer: HolderClient['relayer'] = (relayed, context) => world.relayer.carryUse({ relayed, context })
  return world.holder(defined, account, { signer, relayer, margins: { start: 0, end: 0 }, ...more })
}

function transfer(amount: bigint, to = world.payee): Call {
  const data = encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args: [to, amount] })
  return { to: world.token, data }
}

describe.for(PATHS)('on the %s path, the SDK before sending and the contract alike refuse', (path) => {
  const cases: readonly [string, () => readonly Call[], Record<string, unknown>, string?][] = [
    [
      'another recipient',
      () => [transfer(UNIT, world.token)],
      { name: 'ConditionFailedError', argument: 'recipient' },
    ],
    [
      'too much at once',
      () => [transfer(50n * UNIT + 1n)],
      {
        name: 'ConditionFailedError',
        argument: 'amount',
        operator: 'at most',
        asked: '50000001',
        allowed: '50000000',
      },
    ],
    [
      'more than a limit has left',
      () => [transfer(50n * UNIT), transfer(50n * UNIT), transfer(1n)],
      { name: 'LimitExceededError', limitId: 0 },
    ],
    [
      'another function',
      () => [
        {
          to: world.token,
          data: encodeFunctionData({ abi: erc20Abi, functionName: 'approve', args: [world.payee, 1n] }),
        },
      ],
      { name: 'SelectorNotAllowedError', allowed: '0xa9059cbb' },
    ],
    [
      'too much native value',
      () => [{ to: world.payee, value: parseEther('1') + 1n }],
      { name: 'ValueExceededError', value: parseEther('1') + 1n, allowed: parseEther('1') },
    ],
    [
      'native value where there is none allowed',
      () => [{ ...transfer(UNIT), value: 1n }],
      { name: 'ValueExceededError', value: 1n, allowed: 0n },
    ],
    [
      'calldata that ends early',
      () => [{ to: world.token, data: slice(transfer(UNIT).data ?? '0x', 0, 67) }],
      { name: 'ArgumentMissingError', argument: 'amount', length: 67 },
    ],
    [
      'calldata where there is none allowed',
      () => [{ to: world.payee, data: '0x12345678' }],
      { name: 'CallNotAllowedError' },
    ],
    [
      'one bad call in a batch',
      () => [transfer(UNIT), transfer(60n * UNIT)],
      { name: 'ConditionFailedError', asked: '60000000' },
    ],
  ]

  test.for(cases)('%s', async ([, calls, expected]) => {
    const { checked, byContract } = await refusals(holder, calls(), path)
    expect(checked).toMatchObject(expected)
    expect(byContract).toMatchObject(expected)
    expect(checked.cause).toBeUndefined()
    expect(byContract.cause).toBeInstanceOf(Error)
  })

  test('targets that nobody may ever call, and those that the grant does not name', async () => {
    for (const to of [account.address, world.module, entryPoint08Address]) {
      const use = holder.use({ calls: [{ to }], path })
      await expect(use).rejects.toMatchObject({ name: 'TargetForbiddenError', target: to })
    }
    const [stranger] = world.stack.accounts
    const { checked, byContract } = await refusals(holder, [{ to: stranger.address }], path)
    expect(checked).toMatchObject({
      name: 'PermissionNotGrantedError',
      reasons: [{ index: 0 }, { index: 1 }],
    })
    expect(byContract).toMatchObject({ name: 'TargetNotAllowedError', target: stranger.address })
  })

  test('nothing at all', async () => {
    const { checked, byContract } = await refusals(holder, [], path)
    expect([checked.name, byContract.name]).toEqual(['UseInvalidError', 'UseInvalidError'])
  })

  test('a grant that the chain does not know', async () => {
    const unknown = await grantOf({}, false)
    const { checked, byContract } = await refusals(unknown.holder, [transfer(UNIT)], path)
    expect(checked).toMatchObject({ name: 'GrantUnknownError', grantId: unknown.granted.grantId })
    expect(byContract).toMatchObject({ name: 'GrantUnknownError', grantId: unknown.granted.grantId })
  })

  test('an approval by somebody else', async () => {
    const unknown = await grantOf({}, false)
    const approval = await owner.signGrant({ grant: unknown.granted.grant, grantor: await world.signer() })
    const other = holderOf(unknown.granted, unknown.key, { approval })
    const { checked, byContract } = await refusals(other, [transfer(UNIT)], path)
    expect([checked.name, byContract.name]).toEqual(['GrantorMismatchError', 'GrantorMismatchError'])
  })

  test('an approval of something else', async () => {
    const unknown = await grantOf({}, false)
    const approval = await owner.signGrant({ grant: granted.grant })
    const other = holderOf(unknown.granted, unknown.key, { approval })
    const use = other.use({ calls: [transfer(UNIT)], path, relay: { minimumGas: 0n } })
    await expect(use).rejects.toMatchObject({ name: 'GrantorSignatureInvalidError' })
  })

  test('a key that does not belong to the grant', async () => {
    const stranger = holderOf(granted, await world.signer())
    const { checked, byContract } = await refusals(stranger, [transfer(UNIT)], path)
    expect([checked.name, byContract.name]).toEqual(['KeyUnknownError', 'KeyUnknownError'])
  })

  test('a signature that is not by the key', async () => {
    const thief = await world.signer()
    const forged = holderOf(granted, { ...key, sign: thief.sign })
    const use = forged.use({ calls: [transfer(UNIT)], path, check: false })
    const names = {
      bundler: 'KeySignatureInvalidError',
      relayed: 'KeySignatureInvalidError',
      direct: expect.any(String),
    }
    await expect(use).rejects.toMatchObject({ name: names[path] })
  })

  test('a revoked grant', async () => {
    const revoked = await grantOf()
    await owner.revokeGrant({ grantId: revoked.granted.grantId })
    const { checked, byContract } = await refusals(revoked.holder, [transfer(UNIT)], path)
    expect(checked).toMatchObject({ name: 'GrantEndedError', grantId: revoked.granted.grantId })
    expect(byContract).toMatchObject({ name: 'GrantEndedError', grantId: revoked.granted.grantId })
  })

  test('a grant that has not started', async () => {
    const now = Number(await world.stack.clock.now())
    const later = await grantOf({ validAfter: now + 1_000, validUntil: now + 3_000 })
    const { checked, byContract } = await refusals(later.holder, [transfer(UNIT)], path)
    expect(checked).toMatchObject({ name: 'GrantNotStartedError', validAfter: now + 1_000 })
    expect(byContract).toMatchObject({ name: 'GrantNotStartedError', validAfter: now + 1_000 })
  })

  test('a grant that is over, and a key that ends before its grant', async () => {
    const now = Number(await world.stack.clock.now())
    const short = await grantOf({ validAfter: now - 10, validUntil: now + 100 })
    const brief = await grantOf({ validAfter: now - 10, validUntil: now + 9_000, keyLifetime: 110 })
    await world.stack.clock.forward(150n)
    const over = await refusals(short.holder, [transfer(UNIT)], path)
    expect(over.checked).toMatchObject({ name: 'GrantExpiredError', validUntil: now + 100 })
    expect(over.byContract).toMatchObject({ name: 'GrantExpiredError', validUntil: now + 100 })
    const ended = await refusals(brief.holder, [transfer(UNIT)], path)
    expect(ended.checked).toMatchObject({ name: 'KeyExpiredError', validUntil: now + 100 })
    expect(ended.byContract).toMatchObject({ name: 'KeyExpiredError', validUntil: now + 100 })
  })

  test('calls that revert, with their reason', async () => {
    // More than the account has, though the grant would allow it.
    const rich = await grantOf()
    const half = await owner.sendCalls({ calls: [transfer((await world.balance(account.address)) - UNIT)] })
    expect(half.receipt.status).toBe('success')
    const calls = [
      { to: world.token, abi: erc20Abi, functionName: 'transfer', args: [world.payee, 2n * UNIT] },
    ] as const
    await expect(rich.holder.use({ calls, path })).rejects.toMatchObject({
      name: 'CallRevertedError',
      reason: expect.stringContaining('ERC20InsufficientBalance'),
    })
    const payback = encodeFunctionData({
      abi: erc20Abi,
      functionName: 'transfer',
      args: [account.address, 500n * UNIT],
    })
    const payee = world.stack.accounts[3]
    if (!payee) throw new Error('unreachable')
    await world.stack.walletClient.sendTransaction({ account: payee, to: world.token, data: payback })
  })
})

test('a transaction that reverts on chain tells why', async () => {
  const use = holder.use({ calls: [transfer(51n * UNIT)], path: 'direct', check: false, gas: 500_000n })
  await expect(use).rejects.toMatchObject({ name: 'ConditionFailedError', asked: '51000000' })
})

test('a holder picks the permission itself', async () => {
  const use = (index: number) =>
    holder.use({ calls: [transfer(1n)], permissionIndexes: [index], path: 'direct' })
  await expect(use(0)).resolves.toMatchObject({ permissionIndexes: [0] })
  await expect(use(1)).rejects.toMatchObject({ name: 'TargetNotAllowedError' })
  await expect(use(2)).rejects.toMatchObject({ name: 'UseInvalidError' })
})

test('no error says a signature', async () => {
  const { use: encoded, ...prepared } = await holder.prepareUse({ calls: [transfer(1n)], path: 'bundler' })
  const signed = await holder.signUse({ ...prepared, use: encoded })
  if (signed.path !== 'bundler') throw new Error('unreachable')
  const { signature } = signed.userOperation
  const tampered = { ...signed, userOperation: { ...signed.userOperation, callGasLimit: 99_999n } }
  const error = await holder.sendUse(tampered).catch((thrown: Error) => thrown)
  expect(error).toMatchObject({ name: 'KeySignatureInvalidError' })
  const text = inspect(error, { depth: 10 })
  expect(text).not.toContain(signature.slice(-100, -10))
  expect(text).not.toContain(encoded.slice(40, 140))
})
