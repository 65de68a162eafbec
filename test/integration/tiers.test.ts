import { erc20Abi } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Tier } from '../../sdk/core/tier.ts'
import type { OwnerAccountPort } from '../../sdk/onchain/accounts/index.ts'
import { createBotClient, memoryLedger } from '../../sdk/onchain/bots/index.ts'
import type { HolderClient } from '../../sdk/onchain/clients/createHolderClient.ts'
import type { KeeperClient } from '../../sdk/onchain/clients/createKeeperClient.ts'
import type { OwnerClient } from '../../sdk/onchain/clients/createOwnerClient.ts'
import type { LocalSigner } from '../../sdk/signers/localSigner.ts'
import { amend } from './support/amend.ts'
import { startWorld, UNIT, type World } from './support/world.ts'

const PATHS = ['bundler', 'direct', 'relayed'] as const

let world: World
let account: OwnerAccountPort
let owner: OwnerClient
let epoch: bigint

beforeAll(async () => {
  world = await startWorld()
  account = await world.account({ kind: 'EIP-7702', entryPoint: '0.8' })
  owner = world.owner(account, { grantor: await world.signer() })
  ;({ epoch } = await owner.installModule())
})
afterAll(() => world?.[Symbol.asyncDispose]())

const transfer = (amount: bigint) =>
  ({ to: world.token, abi: erc20Abi, functionName: 'transfer', args: [world.payee, amount] }) as const

/** A grant whose transfers of the token are for tier B at most, and its transfers of native value for any. */
async function tiered(): Promise<{ holder: HolderClient; keeper: KeeperClient; signer: LocalSigner }> {
  const [key, signer] = [await world.signer(), await world.signer()]
  const defined = await world.define(account, epoch, { sessionKey: key.key })
  const permissions = defined.grant.permissions.map((permission, index) =>
    index === 0 ? { ...permission, worstTier: Tier.B } : permission,
  )
  const granted = amend(defined, { permissions, keeper: signer.key })
  await owner.grant({ grant: granted.grant })
  const relayer: HolderClient['relayer'] = (relayed, context) => world.relayer.carryUse({ relayed, context })
  const holder = world.holder(granted, account, { signer: key, relayer })
  return { holder, signer, keeper: world.keeper(signer) }
}

const soon = async (seconds = 3_600) => Number(await world.stack.clock.now()) + seconds

async function expectRefused(holder: HolderClient, error: { name: string }) {
  for (const path of PATHS) {
    for (const check of [true, false]) {
      const refused = holder.use({ calls: [transfer(UNIT)], path, check, relay: { minimumGas: 0n } })
      await expect(refused).rejects.toMatchObject(error)
    }
  }
}

async function expectUsable(holder: HolderClient) {
  for (const path of PATHS) await expect(holder.use({ calls: [transfer(UNIT)], path })).resolves.toBeDefined()
}

test('a bot does not take the end of a tier for that of what it signed: the keeper may publish it again', async () => {
  const { holder, keeper } = await tiered()
  await keeper.publishTier({ account: account.address, tier: Tier.B, validUntil: await soon(600) })
  const bot = createBotClient({ client: holder, ledger: memoryLedger(), path: 'direct' })
  await bot.sendIntent({ id: 'tiered', calls: [transfer(1n)] })
  const kept = await bot.ledger.transact((page) => page.intent(bot.scope, 'tiered'))
  expect(kept?.validUntil).toBe(holder.grant.validUntil)
  await expect(bot.waitForIntent({ id: 'tiered' })).resolves.toMatchObject({ status: 'effective' })
})

describe('a permission for tier B at most', () => {
  test('is refused before anything was published, and in C and D; used in A and B', async () => {
    const { holder, keeper, signer } = await tiered()
    const of = { account: account.address, keeper: signer.key }
    await expect(owner.getTier(of)).resolves.toEqual({ tier: Tier.D, validUntil: 0 })
    await expectRefused(holder, { name: 'TierExceededError' })
    const validUntil = await soon()
    for (const tier of [Tier.A, Tier.C, Tier.B, Tier.D] as const) {
      await keeper.publishTier({ account: account.address, tier, validUntil })
      await expect(owner.getTier(of)).resolves.toEqual({ tier, validUntil })
      const { grants } = await owner.listGrants()
      const listed = grants.find(({ grantId }) => grantId === holder.grantId)
      expect(listed).toMatchObject({ tier: { tier, validUntil } })
      if (tier <= Tier.B) await expectUsable(holder)
      else await expectRefused(holder, { name: 'TierExceededError' })
    }
    // The other permission asks for no tier.
    await holder.use({ calls: [{ to: world.payee, value: 1n }] })
  })

  test('holds no longer than its tier', async () => {
    const { holder, keeper, signer } = await tiered()
    const validUntil = await soon(100)
    await keeper.publishTier({ account: account.address, tier: Tier.A, validUntil })
    await expect(holder.checkUse({ calls: [transfer(UNIT)] })).resolves.toMatchObject({ validUntil })
    await expectUsable(holder)
    // Bundlers want more time than is left, and waiting does not help.
    const short = await soon(20)
    await keeper.publishTier({ account: account.address, tier: Tier.A, validUntil: short })
    await expect(holder.use({ calls: [transfer(UNIT)], path: 'bundler' })).rejects.toMatchObject({
      ...{ name: 'BundlerMarginError', waitSeconds: undefined },
    })
    await holder.use({ calls: [transfer(UNIT)], path: 'direct' })
    await world.stack.clock.forward(30n)
    await expect(owner.getTier({ account: account.address, keeper: signer.key })).resolves.toEqual({
      ...{ tier: Tier.D, validUntil: short },
    })
    const checked = holder.use({ calls: [transfer(UNIT)], path: 'direct' })
    await expect(checked).rejects.toMatchObject({ name: 'TierExceededError' })
    const bypassed = holder.use({ calls: [transfer(UNIT)], path: 'direct', check: false })
    await expect(bypassed).rejects.toMatchObject({ name: 'WindowMissedError' })
  })

  test('listens to its own keeper only', async () => {
    const { holder, keeper } = await tiered()
    const stranger = world.keeper(await world.signer())
    const publication = { account: account.address, tier: Tier.A, validUntil: await soon() }
    await stranger.publishTier(publication)
    await expectRefused(holder, { name: 'TierExceededError' })
    await keeper.publishTier(publication)
    await expectUsable(holder)
  })
})

test('no tier is published that is none or over already', async () => {
  const { keeper } = await tiered()
  const past = (await soon()) - 7_200
  const of = { account: account.address }
  const over = keeper.publishTier({ ...of, tier: Tier.A, validUntil: past })
  await expect(over).rejects.toMatchObject({ name: 'TierInvalidError' })
  const none = keeper.publishTier({ ...of, tier: 4 as Tier, validUntil: await soon() })
  await expect(none).rejects.toMatchObject({ name: 'TierInvalidError' })
})

describe('a keeper', () => {
  test('pauses a grant that names it, which only the owner resumes', async () => {
    const { holder, keeper } = await tiered()
    const validUntil = await soon()
    await keeper.publishTier({ account: account.address, tier: Tier.A, validUntil })
    await expectUsable(holder)
    await keeper.pauseGrant({ grant: holder.grant })
    await expectRefused(holder, { name: 'GrantIsPausedError' })
    await owner.resumeGrant(holder)
    await expectUsable(holder)
  })

  test('pauses no grant that does not name it', async () => {
    const { holder } = await tiered()
    const stranger = world.keeper(await world.signer())
    const refused = stranger.pauseGrant({ grant: holder.grant })
    await expect(refused).rejects.toMatchObject({ name: 'CallerUnauthorizedError' })
    await expect(owner.getGrantState(holder)).resolves.toMatchObject({ paused: false })
  })
})
