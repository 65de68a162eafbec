import { erc20Abi } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OwnerAccountPort } from '../../sdk/onchain/accounts/index.ts'
import type { HolderClient } from '../../sdk/onchain/clients/createHolderClient.ts'
import type { OwnerClient } from '../../sdk/onchain/clients/createOwnerClient.ts'
import { startWorld, UNIT, type World } from './support/world.ts'

let world: World
let account: OwnerAccountPort
let owner: OwnerClient

beforeAll(async () => {
  world = await startWorld()
  account = await world.account({ kind: 'EIP-7702', entryPoint: '0.8' })
  owner = world.owner(account, { grantor: await world.signer() })
  await owner.installModule()
})
afterAll(() => world?.[Symbol.asyncDispose]())

const PATHS = ['bundler', 'direct', 'relayed'] as const

const calls = () => [
  { to: world.token, abi: erc20Abi, functionName: 'transfer', args: [world.payee, UNIT] } as const,
]

async function signed() {
  const key = await world.signer()
  const { epoch } = await owner.getAccountState()
  const granted = await world.define(account, epoch, { sessionKey: key.key })
  const approval = await owner.signGrant({ grant: granted.grant })
  const relayer: HolderClient['relayer'] = (relayed, context) => world.relayer.carryUse({ relayed, context })
  return { granted, holder: world.holder(granted, account, { signer: key, approval, relayer }) }
}

/** Refused by the check and, without it, by the module, on every path. */
async function expectRefused(holder: HolderClient, error: { name: string }) {
  for (const path of PATHS) {
    await expect(holder.use({ calls: calls(), path })).rejects.toMatchObject(error)
    const bypassed = holder.use({ calls: calls(), path, check: false, relay: { minimumGas: 0n } })
    await expect(bypassed).rejects.toMatchObject(error)
  }
}

async function expectUsable(holder: HolderClient) {
  for (const path of PATHS)
    await expect(holder.use({ calls: calls(), path })).resolves.toMatchObject({ path })
}

describe('a paused grant', () => {
  test('is refused on every path until the owner resumes it', async () => {
    const { granted, holder } = await signed()
    await expectUsable(holder)
    await owner.pauseGrant(granted)
    await expectRefused(holder, { name: 'GrantIsPausedError' })
    await expect(owner.getGrantState(granted)).resolves.toMatchObject({ status: 'live', paused: true })
    const { grants } = await owner.listGrants({ known: [granted.grant] })
    const listed = grants.find(({ grantId }) => grantId === granted.grantId)
    expect(listed).toMatchObject({ paused: true, holds: 'paused', published: false })

    await owner.resumeGrant(granted)
    await expectUsable(holder)
    await expect(owner.getGrantState(granted)).resolves.toMatchObject({ paused: false })
  })

  test('cannot start while it is paused, and can afterwards', async () => {
    const { granted, holder } = await signed()
    await owner.pauseGrant(granted)
    await expectRefused(holder, { name: 'GrantIsPausedError' })
    await owner.resumeGrant(granted)
    await expect(holder.use({ calls: calls() })).resolves.toMatchObject({ grants: true })
  })

  test('leaves other grants alone', async () => {
    const [one, other] = [await signed(), await signed()]
    await owner.pauseGrant(one.granted)
    await expectUsable(other.holder)
  })

  test('is paused and resumed twice without effect, and stays revoked', async () => {
    const { granted, holder } = await signed()
    await holder.use({ calls: calls() })
    for (const _ of [1, 2]) await owner.pauseGrant(granted)
    for (const _ of [1, 2]) await owner.resumeGrant(granted)
    await holder.use({ calls: calls() })
    await owner.revokeGrant(granted)
    await owner.resumeGrant(granted)
    await expectRefused(holder, { name: 'GrantEndedError' })
    // No key of a revoked grant is current.
    await expect(owner.getGrantState(granted)).resolves.toMatchObject({ status: 'revoked', keyCount: 0 })
  })
})

test('a paused account refuses every grant, and resuming it leaves those paused by themselves', async () => {
  const [one, other] = [await signed(), await signed()]
  await one.holder.use({ calls: calls() })
  await owner.pauseGrant(other.granted)
  await owner.pauseAccount()
  await expectRefused(one.holder, { name: 'AccountIsPausedError' })
  await expectRefused(other.holder, { name: 'AccountIsPausedError' })
  const list = await owner.listGrants({ known: [one.granted.grant] })
  expect(list.paused).toBe(true)
  const listed = list.grants.find(({ grantId }) => grantId === one.granted.grantId)
  expect(listed).toMatchObject({ paused: false, holds: 'paused' })

  await owner.resumeAccount()
  await expectUsable(one.holder)
  await expectRefused(other.holder, { name: 'GrantIsPausedError' })
  await expect(owner.getAccountState()).resolves.toMatchObject({ paused: false })
})

test("a holder's and a relayer's client have none of this, by type", async () => {
  const { granted, holder } = await signed()
  // @ts-expect-error pausing is the owner's
  expect(holder.pauseGrant).toBeUndefined()
  // @ts-expect-error resuming is the owner's
  expect(holder.resumeAccount).toBeUndefined()
  // @ts-expect-error so is resuming for a keeper
  expect(world.keeper(await world.signer()).resumeGrant).toBeUndefined()
  expect(granted.grantId).toBeDefined()
})
