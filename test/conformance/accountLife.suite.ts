import { type Address, erc20Abi } from 'viem'
import { createSiweMessage } from 'viem/siwe'
import { beforeAll, expect, test } from 'vitest'
import { MODULE_TYPE } from '../../sdk/onchain/accounts/accountPort.ts'
import { sendCalls } from '../../sdk/onchain/actions/sendCalls.ts'
import { createHolderClient } from '../../sdk/onchain/clients/createHolderClient.ts'
import type { Relayer } from '../../sdk/onchain/clients/holderClientBase.ts'
import type { OwnerClient } from '../../sdk/onchain/clients/createOwnerClient.ts'
import type { DefineGrantReturnType } from '../../sdk/onchain/grant/defineGrant.ts'
import { hashKey } from '../../sdk/onchain/grant/hash.ts'
import { signInMessage, typedDataMessage } from '../../sdk/onchain/grant/messageDefinition.ts'
import type { LocalSigner } from '../../sdk/signers/localSigner.ts'
import { UNIT } from '../integration/support/world.ts'
import type { AccountCase, MadeAccount } from './support/accountCases.ts'
import type { AccountWorld } from './support/accountWorld.ts'

const ORDER_TYPES = {
  Order: [
    { name: 'receiver', type: 'address' },
    { name: 'amount', type: 'uint256' },
  ],
} as const

/** An order book off chain. */
const BOOK: Address = '0x00000000000000000000000000000000000b00c5'

/**
 * The life of a grant on one account, through the real bundler, from the account's first operation on. The tests follow one
 * another on the same account, and their names are the operations of the conformance table.
 */
export function accountLifeSuite(world: () => AccountWorld, one: AccountCase): void {
  const { make, makeTrusting, silent = false } = one
  let made: MadeAccount
  let owner: OwnerClient
  let grantor: LocalSigner
  let key: LocalSigner
  let granted: DefineGrantReturnType

  beforeAll(async () => {
    made = await make(world())
    grantor = await world().signer()
    key = await world().signer()
    owner = world().owner(made.port, { grantor, path: 'bundler' })
  })

  const transfer = (amount = UNIT) =>
    ({
      to: world().token,
      abi: erc20Abi,
      functionName: 'transfer',
      args: [world().payee, amount],
    }) as const
  const holderOf = (defined: DefineGrantReturnType, signer: LocalSigner, more = {}) =>
    world().holder(defined, made.port, { signer, account: made.holderPort, ...more })
  const define = async (signer: LocalSigner, more = {}) => {
    const { epoch } = await owner.getAccountState()
    return world().define(made.port, epoch, { sessionKey: signer.key, ...more })
  }
  const grant = async (more = {}) => {
    const signer = await world().signer()
    const defined = await define(signer, more)
    await owner.grant({ grant: defined.grant })
    return { signer, defined }
  }

  test('create the account', async () => {
    const { port } = made
    expect(await port.deployment(owner, 'bundler')).not.toEqual({})
    const { stack, payee } = world()
    const before = await stack.publicClient.getBalance({ address: payee })
    await sendCalls(owner, { calls: [{ to: payee, value: 1n }] })
    expect(await stack.publicClient.getBalance({ address: payee })).toBe(before + 1n)
    expect(await stack.publicClient.getCode({ address: port.address })).toBeDefined()
    expect(await port.deployment(owner, 'bundler')).toEqual({})
    await sendCalls(owner, { calls: [{ to: payee, value: 1n }], lane: 1 })
  })

  test('install both types, record the grantor', async () => {
    await expect(owner.getInstalledTypes()).resolves.toEqual({ validator: false, executor: false })
    await expect(owner.installModule()).resolves.toMatchObject({ sent: true, epoch: 2n })
    await expect(owner.getInstalledTypes()).resolves.toEqual({ validator: true, executor: true })
    const state = await owner.getAccountState()
    expect(state).toMatchObject({ installed: true, grantorId: hashKey(grantor.key) })
    expect(state.adapter).toBe(made.port.adapter)
    await expect(owner.installModule()).resolves.toMatchObject({ sent: false, epoch: 2n })
  })

  test('grant', async () => {
    granted = await define(key, { maxKeys: 2 })
    await owner.grant({ grant: granted.grant })
    await expect(owner.listGrants()).resolves.toMatchObject({
      grants: [{ grantId: granted.grantId, holds: 'now' }],
    })
  })

  test('use through the bundler', async () => {
    const holder = holderOf(granted, key)
    await holder.use({ calls: [transfer()], path: 'bundler' })
    await holder.use({ calls: [transfer(), transfer()], path: 'bundler', lane: 1 })
    await expect(owner.getRemaining(granted)).resolves.toMatchObject([{ spent: 3n * UNIT }, {}])
  })

  test('use directly', async () => {
    const holder = holderOf(granted, key)
    await holder.use({ calls: [transfer()], path: 'direct' })
    await holder.use({ calls: [transfer(), transfer()], path: 'direct' })
    await expect(owner.getRemaining(granted)).resolves.toMatchObject([{ spent: 6n * UNIT }, {}])
  })

  test('use through a relayer', async () => {
    const { relayer } = world()
    const carry: Relayer = (relayed, context) => relayer.carryUse({ relayed, context })
    await holderOf(granted, key, { relayer: carry }).use({ calls: [transfer()], path: 'relayed' })
    await expect(owner.getRemaining(granted)).resolves.toMatchObject([{ spent: 7n * UNIT }, {}])
  })

  test('refuse a use beyond the grant', async () => {
    const holder = holderOf(granted, key)
    const calls = [transfer(51n * UNIT)]
    for (const path of ['bundler', 'direct'] as const) {
      const name = 'ConditionFailedError'
      await expect(holder.use({ calls, path })).rejects.toMatchObject({ name })
      // By the contract itself, whose reason a silent account swallows.
      const unchecked = holder.use({ calls, path, check: false, permissionIndexes: [0] })
      const swallowed = silent && path === 'bundler'
      await expect(unchecked).rejects.toMatchObject({ name: swallowed ? 'OperationRefusedError' : name })
    }
    await expect(owner.getRemaining(granted)).resolves.toMatchObject([{ spent: 7n * UNIT }, {}])
  })

  test('grant with the first use', async () => {
    for (const path of ['bundler', 'direct'] as const) {
      const signer = await world().signer()
      const defined = await define(signer)
      const approval = await owner.signGrant({ grant: defined.grant })
      const holder = holderOf(defined, signer, { approval })
      await expect(holder.use({ calls: [transfer()], path })).resolves.toMatchObject({ grants: true })
      await expect(holder.use({ calls: [transfer()], path })).resolves.toMatchObject({ grants: false })
    }
  })

  test('rotate a key', async () => {
    const next = await world().signer()
    await owner.rotateKey({ grant: granted.grant, newKey: next.key })
    for (const path of ['bundler', 'direct'] as const) {
      const old = holderOf(granted, key).use({ calls: [transfer()], path })
      await expect(old).rejects.toMatchObject({ name: 'KeyEndedError' })
      await holderOf(granted, next).use({ calls: [transfer()], path })
    }
    key = next
  })

  test('sign in', async () => {
    const messages = [signInMessage({ site: 'site.example', uncounted: true })]
    const { signer, defined } = await grant({ messages })
    const fields = { domain: 'site.example', uri: 'https://site.example/', version: '1' } as const
    const chainId = world().stack.chain.id
    const { address } = made.port
    const message = createSiweMessage({ ...fields, address, chainId, nonce: 'abcdefgh12345678' })
    const signed = await holderOf(defined, signer).signMessage({ message })
    await expect(owner.isValidMessage(signed)).resolves.toBe(true)
    await owner.revokeGrant(defined)
    await expect(owner.isValidMessage(signed)).resolves.toBe(false)
  })

  test('sign typed data', async () => {
    const chainId = world().stack.chain.id
    const domain = { name: 'Order Book', version: '2', chainId, verifyingContract: BOOK } as const
    const shared = { domain, types: ORDER_TYPES, primaryType: 'Order' } as const
    const messages = [typedDataMessage({ ...shared, receiver: 'receiver', uncounted: true })]
    const { signer, defined } = await grant({ messages })
    const holder = holderOf(defined, signer)
    const order = (receiver: Address) => ({ ...shared, message: { receiver, amount: 5n } })
    const signed = await holder.signMessage({ message: order(made.port.address) })
    await expect(owner.isValidMessage(signed)).resolves.toBe(true)
    const elsewhere = holder.signMessage({ message: order(world().payee) })
    await expect(elsewhere).rejects.toMatchObject({ name: 'ConditionFailedError' })
    await owner.revokeKey({ grant: defined.grant, key: signer.key })
    await expect(owner.isValidMessage(signed)).resolves.toBe(false)
  })

  test('revoke a key, a grant', async () => {
    for (const end of ['key', 'grant'] as const) {
      const { signer, defined } = await grant()
      await holderOf(defined, signer).use({ calls: [transfer()], path: 'bundler' })
      if (end === 'key') await owner.revokeKey({ grant: defined.grant, key: signer.key })
      else await owner.revokeGrant(defined)
      for (const path of ['bundler', 'direct'] as const) {
        const name = end === 'key' ? 'KeyEndedError' : 'GrantEndedError'
        const use = holderOf(defined, signer).use({ calls: [transfer()], path })
        await expect(use).rejects.toMatchObject({ name })
      }
    }
  })

  test('uninstall in one batch', async () => {
    const { port } = made
    // Installed later, so in front of ours where the account keeps its modules in a list.
    const [module] = world().otherModules
    const types = [MODULE_TYPE.validator, MODULE_TYPE.executor]
    const install = await port.installCalls({ client: owner, module, initData: '0x', types })
    await sendCalls(owner, { calls: install })
    await owner.uninstallModule()
    await expect(owner.getInstalledTypes()).resolves.toEqual({ validator: false, executor: false })
    for (const path of ['bundler', 'direct'] as const) {
      const use = holderOf(granted, key).use({ calls: [transfer()], path })
      await expect(use).rejects.toMatchObject({ name: 'ModuleNotInstalledError' })
    }
    await sendCalls(owner, { calls: await port.uninstallCalls({ client: owner, module, types }) })
  })

  test('install again', async () => {
    await owner.installModule()
    await expect(owner.getInstalledTypes()).resolves.toEqual({ validator: true, executor: true })
    const dead = holderOf(granted, key).use({ calls: [transfer()], path: 'direct' })
    await expect(dead).rejects.toMatchObject({ name: 'GrantEpochEndedError' })
    const { signer, defined } = await grant()
    await holderOf(defined, signer).use({ calls: [transfer()], path: 'bundler' })
    ;[granted, key] = [defined, signer]
  })

  test('migrate to another module', async () => {
    const [, to] = world().otherModules
    const { starts } = await owner.migrate({ to, grants: [granted.grant] })
    await expect(owner.getInstalledTypes()).resolves.toEqual({ validator: false, executor: false })
    const [started] = starts
    if (!started) throw new Error('unreachable: one was asked for')
    const moved = createHolderClient({
      ...{ ...world().config, module: to, grant: started.grant, signer: key, account: made.holderPort },
    })
    await expect(moved.getAccountState()).resolves.toMatchObject({ adapter: made.port.adapter })
    await moved.use({ calls: [transfer()], path: 'bundler' })
    await moved.use({ calls: [transfer()], path: 'direct' })
  })

  if (!makeTrusting) return
  test('report a missing attestation', async () => {
    const { address: attester } = await world().signer()
    await world().attest({ by: attester, module: world().ownerValidator, type: MODULE_TYPE.validator })
    for (const deployed of [false, true]) {
      const { port } = await makeTrusting(world(), attester)
      const client = world().owner(port)
      if (deployed) await sendCalls(client, { calls: [{ to: world().payee, value: 1n }] })
      await expect(client.installModule({ grantor: 'nobody' })).rejects.toMatchObject({
        ...{ name: 'AttestationMissingError', registry: world().registry, module: world().module },
        ...{ attesters: [attester] },
      })
      expect(await world().stack.publicClient.getCode({ address: port.address })).toEqual(
        deployed ? expect.anything() : undefined,
      )
    }
    const { port } = await makeTrusting(world(), attester)
    for (const type of Object.values(MODULE_TYPE)) {
      await world().attest({ by: attester, module: world().module, type })
    }
    await world().owner(port).installModule({ grantor: 'nobody' })
  })
}
