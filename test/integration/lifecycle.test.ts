import { encodeFunctionData, erc20Abi, parseEther } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { latchkeyAccountFactoryAbi as abi } from '../../sdk/onchain/abis/latchkeyAccountFactory.ts'
import { sessionModuleAbi } from '../../sdk/onchain/abis/sessionModule.ts'
import { cloneAddress, type OwnerAccountPort } from '../../sdk/onchain/accounts/index.ts'
import { signGrant } from '../../sdk/onchain/actions/signGrant.ts'
import type { HolderClient } from '../../sdk/onchain/clients/createHolderClient.ts'
import type { OwnerClient } from '../../sdk/onchain/clients/createOwnerClient.ts'
import { encodeContents } from '../../sdk/onchain/contents/encodeContents.ts'
import type { DefineGrantReturnType } from '../../sdk/onchain/grant/defineGrant.ts'
import { type LocalSigner, localSigner } from '../../sdk/signers/localSigner.ts'
import { FLAVOURS, startWorld, UNIT, type World } from './support/world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world?.[Symbol.asyncDispose]())

const transfer = (amount: bigint) =>
  ({ to: world.token, abi: erc20Abi, functionName: 'transfer', args: [world.payee, amount] }) as const

describe.for(FLAVOURS)('a $kind account on EntryPoint v$entryPoint', (flavour) => {
  let account: OwnerAccountPort
  let owner: OwnerClient
  let grantor: LocalSigner
  let epoch: bigint

  beforeAll(async () => {
    account = await world.account(flavour)
    grantor = await world.signer()
    owner = world.owner(account, { grantor })
  })

  async function signed(): Promise<{ granted: DefineGrantReturnType; holder: HolderClient }> {
    const key = await world.signer()
    const granted = await world.define(account, epoch, { sessionKey: key.key })
    const approval = await owner.signGrant({ grant: granted.grant })
    const relayer: HolderClient['relayer'] = (relayed, context) =>
      world.relayer.carryUse({ relayed, context })
    return { granted, holder: world.holder(granted, account, { signer: key, approval, relayer }) }
  }

  test('installs both types, the grantor and a grant in one batch', async () => {
    const key = await world.signer()
    const granted = await world.define(account, await owner.epochAfterInstall(), { sessionKey: key.key })
    const before = await owner.getInstalledTypes()
    const result = await owner.installModule({ grant: granted.grant })
    epoch = result.epoch

    expect(before).toEqual({ validator: false, executor: false })
    expect(result.userOpHash === undefined).toBe(flavour.kind === 'EIP-7702')
    expect(await owner.getInstalledTypes()).toEqual({ validator: true, executor: true })
    const state = await owner.getAccountState()
    expect(state).toMatchObject({ epoch: 2n, installed: true, adapter: undefined })
    expect(state.grantorId).toBeDefined()
    await expect(owner.getGrantState(granted)).resolves.toMatchObject({ status: 'live', keyCount: 1 })

    // Installed already: nothing to do but the grant.
    await expect(owner.installModule({ grant: granted.grant })).resolves.toMatchObject({ epoch: 2n })
  })

  test('is granted by transaction, used on every path and listed with its contents', async () => {
    const key = await world.signer()
    const granted = await world.define(account, epoch, { sessionKey: key.key })
    const { grantId } = await owner.grant({ grant: granted.grant })
    expect(grantId).toBe(granted.grantId)
    const holder = world.holder(granted, account, {
      signer: key,
      relayer: (relayed, context) => world.relayer.carryUse({ relayed, context }),
    })
    const before = await world.balance(world.payee)
    for (const path of ['bundler', 'direct', 'relayed'] as const) {
      const result = await holder.use({ calls: [transfer(5n * UNIT)], path })
      expect(result).toMatchObject({ path, grants: false, permissionIndexes: [0] })
    }
    expect((await world.balance(world.payee)) - before).toBe(15n * UNIT)

    const { grants } = await owner.listGrants()
    expect(grants.find((each) => each.grantId === grantId)).toMatchObject({
      contents: 'known',
      holds: 'now',
      grant: granted.grant,
      keys: [{ status: 'current', usable: true, validUntil: granted.grant.validUntil }],
      limits: [
        { limitId: 0, kind: 'token', token: world.token, amount: 100n * UNIT, spent: 15n * UNIT },
        { limitId: 1, kind: 'native', token: undefined, spent: 0n, remaining: parseEther('1.5') },
      ],
    })
    await expect(owner.getGrantContents({ grantId })).resolves.toEqual(granted.grant)
  })

  test.for(['bundler', 'direct', 'relayed'] as const)(
    'is granted by the first use on the %s path',
    async (path) => {
      const { granted, holder } = await signed()
      await expect(owner.getGrantState(granted)).resolves.toMatchObject({ status: 'unknown' })
      await expect(holder.use({ calls: [transfer(UNIT)], path })).resolves.toMatchObject({ grants: true })
      await expect(owner.getGrantState(granted)).resolves.toMatchObject({ status: 'live', keyCount: 1 })
      await expect(holder.use({ calls: [transfer(UNIT)], path })).resolves.toMatchObject({ grants: false })

      // Nobody published it: it is listed as unknown, and in full to whoever has the grant.
      const unknown = (await owner.listGrants()).grants.find(({ grantId }) => grantId === granted.grantId)
      expect(unknown).toMatchObject({ contents: 'unknown', note: expect.stringContaining('revoke') })
      const { grants } = await owner.listGrants({ known: [granted.grant] })
      expect(grants.find(({ grantId }) => grantId === granted.grantId)).toMatchObject({ contents: 'known' })
    },
  )

  test.for(['bundler', 'direct', 'relayed'] as const)(
    'batches calls of two permissions on the %s path',
    async (path) => {
      const { granted, holder } = await signed()
      const calls = [
        transfer(UNIT),
        { to: world.payee, value: parseEther('0.25') },
        transfer(2n * UNIT),
      ] as const
      const checked = await holder.checkUse({ calls, path })
      expect(checked.permissionIndexes).toEqual([0, 1, 0])
      expect([...checked.amounts]).toEqual([
        [0, 3n * UNIT],
        [1, parseEther('0.25')],
      ])
      const ether = () => world.stack.publicClient.getBalance({ address: world.payee })
      const before = await ether()
      await holder.use({ calls, path })
      expect((await ether()) - before).toBe(parseEther('0.25'))
      const remaining = await holder.getRemaining(granted)
      expect(remaining).toMatchObject([
        { name: 'dollars', remaining: 97n * UNIT },
        { name: 'ether', remaining: parseEther('1.25') },
      ])
    },
  )

  test('takes uses of two lanes at once', async () => {
    const { holder } = await signed()
    await holder.use({ calls: [transfer(UNIT)] })
    const results = await Promise.all(
      [1, 2].map((lane) => holder.use({ calls: [transfer(UNIT)], lane, path: 'bundler' })),
    )
    expect(results.map(({ userOpHash }) => userOpHash)).not.toContain(undefined)
  })

  test('uninstalls, which ends every grant', async () => {
    const { granted, holder } = await signed()
    await holder.use({ calls: [transfer(UNIT)], path: 'direct' })
    const { epoch: before } = await owner.getAccountState()
    await owner.uninstallModule()
    expect(await owner.getInstalledTypes()).toEqual({ validator: false, executor: false })
    const { installed, epoch: after, grantorId } = await owner.getAccountState()
    expect([installed, after, grantorId]).toEqual([false, before + 3n, undefined])
    for (const path of ['bundler', 'direct'] as const) {
      await expect(holder.use({ calls: [transfer(UNIT)], path })).rejects.toMatchObject({
        name: 'ModuleNotInstalledError',
      })
    }
    // Installed again, the grant stays dead.
    await owner.installModule()
    const use = holder.use({ calls: [transfer(UNIT)], path: 'direct' })
    await expect(use).rejects.toMatchObject({ name: 'GrantEpochEndedError', epoch: before })
    expect(granted.grant.networks[0]?.epoch).toBe(before)
  })
})

test('an EIP-7702 account can be set up and used through a bundler alone', async () => {
  const account = await world.account({ kind: 'EIP-7702', entryPoint: '0.8' })
  const owner = world.owner(account, { path: 'bundler' })
  const key = await world.signer()
  const granted = await world.define(account, await owner.epochAfterInstall(), { sessionKey: key.key })
  const { userOpHash } = await owner.installModule({ grantor: 'nobody', grant: granted.grant })
  expect(userOpHash).toBeDefined()
  await world.holder(granted, account, { signer: key }).use({ calls: [transfer(UNIT)], path: 'bundler' })
})

test('a clone is where its factory says', async () => {
  const account = await world.account({ kind: 'clone', entryPoint: '0.7' })
  const deployment = await account.deployment(world.relayer, 'bundler')
  const { factory } = deployment
  if (!factory) throw new Error('unreachable: it is not deployed')
  const implementation = await world.stack.publicClient.readContract({
    address: factory,
    abi,
    functionName: 'IMPLEMENTATION',
  })
  const owner = world.payee
  const salt = `0x${'5a'.repeat(32)}` as const
  const args = [owner, salt] as const
  const said = await world.stack.publicClient.readContract({
    address: factory,
    abi,
    functionName: 'accountAddress',
    args,
  })
  expect(cloneAddress({ owner, factory, implementation, salt })).toBe(said)
})

test('a wallet that shows typed data and a signer of bare hashes approve alike, without a node', async () => {
  const account = await world.account({ kind: 'clone', entryPoint: '0.7' })
  const wallet = privateKeyToAccount(generatePrivateKey())
  const { grant } = await world.define(account, 2n, { sessionKey: (await world.signer()).key })
  const { module } = world
  const signer = localSigner({ account: wallet })
  const approvals = await Promise.all(
    [wallet, signer].map((grantor) => signGrant({ module, grantor }, { grant })),
  )
  expect(approvals[0]).toEqual(approvals[1])
  await expect(signGrant({ module, grantor: undefined }, { grant })).rejects.toMatchObject({
    name: 'ClientIncompleteError',
    missing: 'grantor',
  })
})

test('published contents are believed only when they hash to the grantId', async () => {
  const account = await world.account({ kind: 'EIP-7702', entryPoint: '0.7' })
  const owner = world.owner(account)
  const { epoch } = await owner.installModule({ grantor: 'nobody' })
  const real = await world.define(account, epoch, { sessionKey: (await world.signer()).key })
  const other = await world.define(account, epoch, { sessionKey: (await world.signer()).key })
  const forged = { ...owner.grantCall({ grant: real.grant, publish: false }) }
  const contents = encodeContents(other.grant)
  const data = encodeFunctionData({
    abi: sessionModuleAbi,
    functionName: 'grant',
    args: [real.grantId, contents],
  })
  await owner.sendCalls({ calls: [{ ...forged, data }] })
  await expect(owner.getGrantContents(real)).resolves.toBeUndefined()
  await expect(owner.listGrants()).resolves.toMatchObject({ grants: [{ contents: 'unknown' }] })
  // Granting again does not start it twice, but publishes it.
  await owner.grant({ grant: real.grant })
  await expect(owner.getGrantContents(real)).resolves.toEqual(real.grant)
  await expect(owner.listGrants()).resolves.toMatchObject({ grants: [{ contents: 'known', holds: 'now' }] })
})
