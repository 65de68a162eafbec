import { erc20Abi, parseEther, parseGwei } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { FEE_LIMIT_ID } from '../../sdk/core/constants.ts'
import type { Grant } from '../../sdk/core/grant.ts'
import type { OwnerAccountPort } from '../../sdk/onchain/accounts/index.ts'
import type { HolderClient } from '../../sdk/onchain/clients/createHolderClient.ts'
import type { OwnerClient } from '../../sdk/onchain/clients/createOwnerClient.ts'
import type { DefineGrantReturnType } from '../../sdk/onchain/grant/defineGrant.ts'
import type { LocalSigner } from '../../sdk/signers/localSigner.ts'
import { amend } from './support/amend.ts'
import { startWorld, UNIT, type World } from './support/world.ts'

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

type Granted = { granted: DefineGrantReturnType; key: LocalSigner; holder: HolderClient }

const maximumFee = { budget: parseEther('1'), price: parseGwei('1000') }

/** A grant of which 30 dollars and 0.5 ether are spent. */
async function spentGrant(members: Partial<Grant> = {}): Promise<Granted> {
  const key = await world.signer()
  const granted = amend(await world.define(account, epoch, { sessionKey: key.key }), members)
  await owner.grant({ grant: granted.grant })
  const holder = world.holder(granted, account, { signer: key })
  await holder.use({ calls: [transfer(30n * UNIT), { to: world.payee, value: parseEther('0.5') }] })
  return { granted, key, holder }
}

/** Another grant for the same key that takes the place of the first one. */
async function successor(
  { granted, key }: Granted,
  carries: readonly number[],
  members: Partial<Grant> = {},
) {
  const defined = await world.define(account, epoch, { sessionKey: key.key })
  return amend(defined, { ...members, supersedes: { grantId: granted.grantId, carries } })
}

test('ends one grant and starts another in one step, and carries what was asked for', async () => {
  const first = await spentGrant()
  const next = await successor(first, [0])
  const plan = await owner.planSupersession({ old: first.granted.grant, grant: next.grant })
  expect(plan).toMatchObject({
    ...{ grantId: next.grantId, oldGrantId: first.granted.grantId, old: 'live' },
    limits: [
      { limitId: 0, choice: 'carry', spent: 30n * UNIT, remaining: 70n * UNIT },
      { limitId: 1, choice: 'zero', spent: 0n, remaining: parseEther('1.5') },
    ],
  })
  await owner.supersede({ old: first.granted.grant, grant: next.grant })
  await expect(owner.getGrantState(first.granted)).resolves.toMatchObject({ status: 'revoked' })
  await expect(owner.getGrantState(next)).resolves.toMatchObject({ status: 'live', superseded: true })
  await expect(owner.getRemaining(next)).resolves.toMatchObject([
    { remaining: 70n * UNIT },
    { remaining: parseEther('1.5') },
  ])
  const { grants } = await owner.listGrants()
  expect(grants.map(({ grantId }) => grantId)).not.toContain(first.granted.grantId)
  expect(grants.find(({ grantId }) => grantId === next.grantId)).toMatchObject({
    ...{ published: true, supersedes: { grantId: first.granted.grantId, done: true } },
  })
  await expect(first.holder.use({ calls: [transfer(UNIT)] })).rejects.toMatchObject({
    name: 'GrantEndedError',
  })
  const holder = world.holder(next, account, { signer: first.key })
  const tooMuch = holder.use({ calls: [transfer(40n * UNIT), transfer(31n * UNIT)] })
  await expect(tooMuch).rejects.toMatchObject({ name: 'LimitExceededError' })
  await holder.use({ calls: [transfer(40n * UNIT), transfer(30n * UNIT)] })
})

test('shows what differs, and only that', async () => {
  const first = await spentGrant()
  const [dollars, ether] = first.granted.grant.limits
  if (!dollars || !ether) throw new Error('unreachable: it has two limits')
  const { permissions, validAfter, validUntil, salt } = first.granted.grant
  const same = { permissions, validAfter, salt, limits: [{ ...dollars, amount: 200n * UNIT }, ether] }
  const next = await successor(first, [0, 1], { ...same, validUntil: validUntil + 60 })
  const { annotations } = first.granted
  const plan = await owner.planSupersession({
    ...{ old: first.granted.grant, grant: next.grant, words: { annotations } },
  })
  const text = plan.difference.join('\n')
  expect(text).toMatch(/^- .*100000000/m)
  expect(text).toMatch(/^\+ .*200000000/m)
  expect(text).toMatch(/^\+ Until: /m)
  expect(text).not.toContain('transfer')
  expect(text).not.toContain('Salt')
})

test.for(['bundler', 'direct'] as const)(
  'a signed grant does it with its first use on the %s path',
  async (path) => {
    const first = await spentGrant()
    const next = await successor(first, [0, 1])
    const approval = await owner.signGrant({ grant: next.grant })
    const holder = world.holder(next, account, { signer: first.key, approval })
    await expect(owner.getGrantState(first.granted)).resolves.toMatchObject({ status: 'live' })
    await holder.use({ calls: [transfer(UNIT)], path })
    await expect(owner.getGrantState(first.granted)).resolves.toMatchObject({ status: 'revoked' })
    await expect(owner.getRemaining(next)).resolves.toMatchObject([
      { remaining: 69n * UNIT },
      { remaining: parseEther('1') },
    ])
  },
)

test('carries the fee budget that was used', async () => {
  const first = await spentGrant({ maximumFee })
  const before = await owner.getRemainingFee(first.granted)
  const next = await successor(first, [FEE_LIMIT_ID], { maximumFee })
  const plan = await owner.supersede({ old: first.granted.grant, grant: next.grant })
  expect(plan.fee).toMatchObject({ choice: 'carry', spent: before?.spent })
  await expect(owner.getRemainingFee(next)).resolves.toEqual(before)
})

describe('is refused', () => {
  test('for a pair that does not belong together', async () => {
    const [first, other] = [await spentGrant(), await spentGrant()]
    const next = await successor(first, [0])
    const wrong = owner.supersede({ old: other.granted.grant, grant: next.grant })
    await expect(wrong).rejects.toMatchObject({ name: 'GrantInvalidError' })
  })

  test('when a carried limit counts something else', async () => {
    const first = await spentGrant()
    const [dollars, ether] = first.granted.grant.limits
    if (!dollars || !ether) throw new Error('unreachable: it has two limits')
    for (const [limits, carries] of [
      [[ether, dollars], [0]],
      [[dollars, ether], [2]],
      [[{ ...dollars, token: world.payee }, ether], [0]],
      [[dollars, ether], [FEE_LIMIT_ID]],
    ] as const) {
      const next = amend(first.granted, {
        ...{ limits, supersedes: { grantId: first.granted.grantId, carries } },
      })
      const plan = owner.planSupersession({ old: first.granted.grant, grant: next.grant })
      await expect(plan).rejects.toMatchObject({ name: 'GrantInvalidError', member: 'supersedes' })
    }
  })

  test('for a second successor, which would spend once more what is left', async () => {
    const first = await spentGrant()
    const [next, another] = [await successor(first, [0]), await successor(first, [0])]
    await owner.supersede({ old: first.granted.grant, grant: next.grant })
    const again = owner.supersede({ old: first.granted.grant, grant: another.grant })
    await expect(again).rejects.toMatchObject({ name: 'GrantEndedError', grantId: first.granted.grantId })
    await expect(owner.getGrantState(another)).resolves.toMatchObject({ status: 'unknown' })
  })

  test('for a revoked successor, and for one of another epoch', async () => {
    const first = await spentGrant()
    const next = await successor(first, [])
    await owner.revokeGrant(next)
    const ended = owner.supersede({ old: first.granted.grant, grant: next.grant })
    await expect(ended).rejects.toMatchObject({ name: 'GrantEndedError' })
    const chainId = BigInt(world.stack.chain.id)
    const late = await successor(first, [], { networks: [{ chainId, epoch: epoch + 1n }] })
    const early = owner.supersede({ old: first.granted.grant, grant: late.grant })
    await expect(early).rejects.toMatchObject({ name: 'GrantEpochEndedError' })
    await first.holder.use({ calls: [transfer(UNIT)] })
  })
})
