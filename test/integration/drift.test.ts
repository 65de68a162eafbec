import { erc20Abi, toFunctionSelector } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Tier } from '../../sdk/core/tier.ts'
import { checkDrift } from '../../sdk/onchain/actions/checkDrift.ts'
import { createModuleClient } from '../../sdk/onchain/clients/createModuleClient.ts'
import type { DriftFinding } from '../../sdk/onchain/drift/driftFinding.ts'
import { readDriftState } from '../../sdk/onchain/drift/driftState.ts'
import { limitDrift } from '../../sdk/onchain/drift/limitDrift.ts'
import { countLimit } from '../../sdk/onchain/grant/limitDefinition.ts'
import { permission } from '../../sdk/onchain/grant/permission.ts'
import { amend } from './support/amend.ts'
import { deafNode } from './support/deafNode.ts'
import { another, drift, found } from './support/drift.ts'
import { type Scene, startScene } from './support/scene.ts'
import { UNIT, type World } from './support/world.ts'

let scene: Scene
let world: World

beforeAll(async () => {
  scene = await startScene()
  ;({ world } = scene)
})
afterAll(() => scene?.[Symbol.asyncDispose]())

/** One permission that may be used up to tier B. */
function tiered() {
  const functionName = 'transfer'
  return permission({ abi: erc20Abi, target: world.token, functionName, worstTier: 'B', spendsCall: 'calls' })
}

test.for(['isModuleInstalled(uint256,address,bytes)', 'hook()', 'getOwners()'])(
  'a node that does not answer %s is no finding',
  async (lost) => {
    const subject = await scene.grantOf()
    const { chain, rpcUrl } = world.stack
    const transport = deafNode(rpcUrl, ({ method, params }) => {
      return method === 'eth_call' && JSON.stringify(params).includes(toFunctionSelector(lost))
    })
    const client = createModuleClient({ chain, transport, module: world.module })
    await expect(drift({ ...scene, client }, subject)).rejects.toMatchObject({ name: 'RequestFailedError' })
  },
)

describe('the grant', () => {
  test('revoked, superseded, and neither', async () => {
    const [kept, revoked, old] = [await scene.grantOf(), await scene.grantOf(), await scene.grantOf()]
    await scene.owner.revokeGrant({ grantId: revoked.granted.grantId })
    const { epoch } = await scene.owner.getAccountState()
    const next = amend(await world.define(scene.account, epoch, { sessionKey: (await world.signer()).key }), {
      supersedes: { grantId: old.granted.grantId, carries: [0, 1] },
    })
    await scene.owner.supersede({ old: old.granted.grant, grant: next.grant })
    await expect(found(scene, kept)).resolves.toEqual([])
    await expect(found(scene, revoked)).resolves.toEqual(['error grant-revoked'])
    const { findings } = await drift(scene, old)
    expect(findings).toMatchObject([{ code: 'grant-superseded', facts: { successor: next.grantId } }])
  })

  test('unknown, waiting for its first use, and approved by somebody else', async () => {
    const unsent = await scene.grantOf({}, false)
    const { grant } = unsent.granted
    await expect(found(scene, unsent)).resolves.toEqual(['error grant-unknown'])
    const approval = await scene.owner.signGrant({ grant })
    await expect(found(scene, unsent, { approval })).resolves.toEqual([
      'warning grantor-not-owner',
      'notice grant-unused',
    ])
    const stranger = await scene.owner.signGrant({ grant, grantor: await world.signer() })
    await expect(found(scene, unsent, { approval: stranger })).resolves.toEqual([
      'error grantor-changed',
      'notice grant-unused',
    ])
  })

  test('another one than in the file, with what differs', async () => {
    const real = await scene.grantOf()
    const wider = amend(real.granted, {
      limits: real.granted.grant.limits.map((one) => ({ ...one, amount: one.amount * 2n })),
    })
    const { findings } = await drift(scene, { granted: wider })
    expect(findings).toMatchObject([{ code: 'grant-differs', facts: { otherId: real.granted.grantId } }])
    const differences = findings[0]?.facts['differences'] as readonly string[]
    expect(differences.some((line) => line.startsWith('- ') && line.includes('200'))).toBe(true)
    await expect(found(scene, real)).resolves.toEqual([])
  })

  test('of another epoch, of another chain, and of this one', async () => {
    const { owner, granted } = await another(scene)
    await expect(found(scene, { granted })).resolves.toEqual([])
    await owner.revokeAll()
    await expect(found(scene, { granted })).resolves.toEqual(['error epoch-moved'])
    const elsewhere = amend(granted, { networks: [{ chainId: 5n, epoch: 1n }] })
    await expect(found(scene, { granted: elsewhere })).resolves.toContain('error chain-not-granted')
  })

  test('paused by itself, with the account, and resumed', async () => {
    const granted = await scene.grantOf()
    await scene.owner.pauseGrant({ grantId: granted.granted.grantId })
    await scene.owner.pauseAccount()
    await expect(found(scene, granted)).resolves.toEqual(['error grant-paused', 'error account-paused'])
    await scene.owner.resumeAccount()
    await scene.owner.resumeGrant({ grantId: granted.granted.grantId })
    await expect(found(scene, granted)).resolves.toEqual([])
  })

  test('not begun, about to end, and neither', async () => {
    const now = Number(await world.stack.clock.now())
    const later = await scene.grantOf({ validAfter: now + 900, validUntil: now + 3_600 })
    const short = await scene.grantOf({ validUntil: now + 300 })
    await expect(found(scene, later)).resolves.toEqual(['warning grant-not-started'])
    await expect(found(scene, short)).resolves.toEqual(['warning grant-expires-soon'])
    await expect(found(scene, short, { soon: 60 })).resolves.toEqual([])
  })
})

describe('the key', () => {
  test('unknown, replaced, ending, and the one in its place', async () => {
    const granted = await scene.grantOf({ overlap: 300, maxKeys: 3 })
    const { grant } = granted.granted
    const next = await world.signer()
    await expect(found(scene, granted, { key: next.key })).resolves.toEqual(['error key-unknown'])
    await scene.owner.rotateKey({ grant, newKey: next.key, overlap: 200 })
    await expect(found(scene, granted)).resolves.toEqual(['warning key-ending'])
    await expect(found(scene, granted, { key: next.key })).resolves.toEqual([])
    await scene.owner.revokeKey({ grant, key: granted.key.key })
    await expect(found(scene, granted)).resolves.toEqual(['error key-ended'])
  })

  test('about to end before its grant', async () => {
    const granted = await scene.grantOf({ keyLifetime: 300 })
    await expect(found(scene, granted)).resolves.toEqual(['warning key-expires-soon'])
    await expect(found(scene, granted, { soon: 30 })).resolves.toEqual([])
  })
})

describe('what is left', () => {
  test('of limits: nothing, little, and enough', async () => {
    const granted = await scene.grantOf()
    const pay = (amount: bigint) => granted.holder.use({ calls: [scene.transfer(amount)], path: 'direct' })
    await pay(50n * UNIT)
    await expect(found(scene, granted)).resolves.toEqual([])
    await pay(45n * UNIT)
    await expect(found(scene, granted)).resolves.toEqual(['warning limit-low'])
    await pay(5n * UNIT)
    const { findings } = await drift(scene, granted)
    expect(findings).toMatchObject([
      { code: 'limit-exhausted', message: 'Nothing is left of limit 0 "dollars".' },
    ])
  })

  test('of the maximum fee: little, and enough', async () => {
    const probe = await scene.grantOf({ maximumFee: { budget: 10n ** 18n, price: 10n ** 12n } })
    await probe.holder.use({ calls: [scene.transfer(1n)], path: 'bundler' })
    const { spent = 0n } = (await probe.holder.getRemainingFee(probe.holder)) ?? {}
    await expect(found(scene, probe)).resolves.toEqual([])
    const tight = await scene.grantOf({ maximumFee: { budget: (spent * 13n) / 10n, price: 10n ** 12n } })
    await tight.holder.use({ calls: [scene.transfer(1n)], path: 'bundler' })
    await expect(found(scene, tight, { low: 50 })).resolves.toEqual(['warning fee-budget-low'])
  })

  test('of the calm that the keeper has published', async () => {
    const keeper = await world.signer()
    const { granted } = await scene.grantOf({
      keeper: keeper.key,
      limits: { calls: countLimit({ amount: 9n }) },
      permissions: [tiered()],
    })
    await expect(found(scene, { granted })).resolves.toEqual(['error tier-blocks'])
    const says = async (tier: Tier, seconds: number) => {
      const now = Number(await world.stack.clock.now())
      await world
        .keeper(keeper)
        .publishTier({ account: scene.account.address, tier, validUntil: now + seconds })
    }
    await says(Tier.C, 3_000)
    await expect(found(scene, { granted })).resolves.toEqual(['error tier-blocks'])
    await says(Tier.B, 3_000)
    await expect(found(scene, { granted })).resolves.toEqual([])
    await says(Tier.B, 100)
    await expect(found(scene, { granted })).resolves.toEqual(['notice tier-ends-soon'])
  })
})

test('the maximum fee, to the last wei', async () => {
  const { granted } = await scene.grantOf()
  const read = await readDriftState(scene.client, {
    ...{ grant: granted.grant, key: granted.grant.sessionKey, annotations: undefined },
  })
  const left = (remaining: bigint) => {
    const state = { ...read, fee: { budget: 100n, spent: 100n - remaining, remaining } }
    return limitDrift({ grant: granted.grant, state, low: 10, soon: 600 }).map(({ code }) => code)
  }
  expect([left(0n), left(9n), left(10n)]).toEqual([['fee-budget-exhausted'], ['fee-budget-low'], []])
})

test('a module that is not there', async () => {
  const { granted } = await scene.grantOf()
  const { address: module } = await world.signer()
  const elsewhere = createModuleClient({ ...world.config, module })
  const { usable, findings } = await checkDrift(elsewhere, { grant: granted.grant })
  expect({ usable, findings }).toMatchObject({ usable: false, findings: [{ code: 'module-missing' }] })
})

test('errors come first, and only they make a grant unusable', async () => {
  const granted = await scene.grantOf({ validUntil: Number(await world.stack.clock.now()) + 300 })
  await expect(drift(scene, granted)).resolves.toMatchObject({
    usable: true,
    findings: [{ severity: 'warning' }],
  })
  await scene.owner.pauseGrant({ grantId: granted.granted.grantId })
  const { usable, findings } = await drift(scene, granted)
  expect(usable).toBe(false)
  expect(findings.map(({ severity }: DriftFinding) => severity)).toEqual(['error', 'warning'])
})

test('a grant, and a key, that is over', async () => {
  const now = Number(await world.stack.clock.now())
  const over = await scene.grantOf({ validUntil: now + 100 })
  const brief = await scene.grantOf({ validAfter: now - 10, validUntil: now + 9_000, keyLifetime: 110 })
  await world.stack.clock.forward(200n)
  await expect(found(scene, over)).resolves.toEqual(['error grant-expired', 'error key-expired'])
  await expect(found(scene, brief)).resolves.toEqual(['error key-expired'])
})
