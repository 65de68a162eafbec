import { erc20Abi } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OwnerAccountPort } from '../../sdk/onchain/accounts/index.ts'
import type { OwnerClient } from '../../sdk/onchain/clients/createOwnerClient.ts'
import type { DefineGrantParameters, DefineGrantReturnType } from '../../sdk/onchain/grant/defineGrant.ts'
import { hashKey } from '../../sdk/onchain/grant/hash.ts'
import type { LocalSigner } from '../../sdk/signers/localSigner.ts'
import { startWorld, UNIT, type World } from './support/world.ts'

let world: World
let account: OwnerAccountPort
let owner: OwnerClient
let epoch: bigint
let rotatorKey: LocalSigner

beforeAll(async () => {
  world = await startWorld()
  account = await world.account({ kind: 'EIP-7702', entryPoint: '0.7' })
  rotatorKey = await world.signer()
  owner = world.owner(account, { grantor: await world.signer() })
  ;({ epoch } = await owner.installModule())
})
afterAll(() => world?.[Symbol.asyncDispose]())

const transfer = (amount: bigint) =>
  ({ to: world.token, abi: erc20Abi, functionName: 'transfer', args: [world.payee, amount] }) as const

async function granted(more: Partial<DefineGrantParameters> = {}) {
  const first = await world.signer()
  const policy = { rotator: rotatorKey.key, keyLifetime: 600, overlap: 120 }
  const defined = await world.define(account, epoch, { sessionKey: first.key, ...policy, ...more })
  await owner.grant({ grant: defined.grant })
  return { first, second: await world.signer(), defined }
}

const use = (defined: DefineGrantReturnType, signer: LocalSigner, path: 'bundler' | 'direct' = 'direct') =>
  world.holder(defined, account, { signer }).use({ calls: [transfer(10n * UNIT)], path })

type Rotate = (parameters: {
  grant: DefineGrantReturnType['grant']
  newKey: LocalSigner['key']
  overlap?: number
}) => Promise<unknown>

const ways: readonly [string, Rotate][] = [
  ['by the owner', (parameters) => owner.rotateKey(parameters)],
  ["by the rotator's transaction", (parameters) => world.rotator(rotatorKey).rotateKey(parameters)],
  [
    "by the rotator's signature, carried by a relayer",
    async (parameters) => {
      const signed = await world.rotator(rotatorKey).signKeyRotation(parameters)
      return world.relayer.carryKeyRotation({ signed })
    },
  ],
]

describe.for(ways)('a key is rotated %s', ([, rotate]) => {
  test('at once: the old key is dead on both paths and what was spent stays spent', async () => {
    const { first, second, defined } = await granted()
    await use(defined, first)
    await rotate({ grant: defined.grant, newKey: second.key })
    for (const path of ['bundler', 'direct'] as const) {
      await expect(use(defined, first, path)).rejects.toMatchObject({
        name: 'KeyEndedError',
        keyId: hashKey(first.key),
      })
      await use(defined, second, path)
    }
    await expect(owner.getRemaining(defined)).resolves.toMatchObject([{ spent: 30n * UNIT }, { spent: 0n }])
    const dead = world.holder(defined, account, { signer: first })
    const bypassed = dead.use({ calls: [transfer(UNIT)], check: false, path: 'direct' })
    await expect(bypassed).rejects.toMatchObject({ name: 'KeyEndedError' })
  })

  test('with an overlap, at the end of which the old key is dead', async () => {
    const { first, second, defined } = await granted()
    await rotate({ grant: defined.grant, newKey: second.key, overlap: 60 })
    await expect(owner.getKeyState({ grant: defined.grant })).resolves.toMatchObject({ status: 'ending' })
    await use(defined, first)
    await use(defined, second)
    await world.stack.clock.forward(61n)
    await expect(use(defined, first)).rejects.toMatchObject({
      name: 'KeyExpiredError',
      keyId: hashKey(first.key),
    })
    await use(defined, second)
  })

  test('never back to a key that was there before', async () => {
    const { first, second, defined } = await granted()
    const { grant } = defined
    await rotate({ grant, newKey: second.key })
    await expect(rotate({ grant, newKey: first.key })).rejects.toMatchObject({ name: 'KeyEndedError' })
    const back = { grant, oldKey: second.key, newKey: first.key }
    await expect(rotate(back)).rejects.toMatchObject({
      name: 'KeyAlreadyUsedError',
      keyId: hashKey(first.key),
    })
  })

  test('within what the grant allows', async () => {
    const { second, defined } = await granted()
    const { grant } = defined
    const tooLong = rotate({ grant, newKey: second.key, overlap: 121 })
    await expect(tooLong).rejects.toMatchObject({
      name: 'KeyOverlapExceededError',
      requested: 121,
      allowed: 120,
    })
    const late = { grant, newKey: second.key, keyValidUntil: grant.validUntil }
    await expect(rotate(late)).rejects.toMatchObject({
      name: 'KeyExpiryInvalidError',
      requested: grant.validUntil,
    })
  })
})

test('a signed rotation holds once, and only with the right signer', async () => {
  const { second, defined } = await granted()
  const { grant } = defined
  const stranger = await world.signer()
  const forged = await world.rotator(stranger).signKeyRotation({ grant, newKey: second.key })
  await expect(world.relayer.carryKeyRotation({ signed: forged })).rejects.toMatchObject({
    name: 'KeySignatureInvalidError',
  })
  await expect(world.rotator(stranger).rotateKey({ grant, newKey: second.key })).rejects.toMatchObject({
    name: 'CallerUnauthorizedError',
    caller: stranger.address,
  })
  const signed = await world.rotator(rotatorKey).signKeyRotation({ grant, newKey: second.key })
  await world.relayer.carryKeyRotation({ signed })
  await expect(world.relayer.carryKeyRotation({ signed })).rejects.toMatchObject({
    name: 'RotationSequenceMismatchError',
    sequence: 0,
    expected: 1,
  })
  const expired = await world
    .rotator(rotatorKey)
    .signKeyRotation({ grant, oldKey: second.key, newKey: stranger.key, validUntil: 1 })
  await expect(world.relayer.carryKeyRotation({ signed: expired })).rejects.toMatchObject({
    name: 'SignatureExpiredError',
    validUntil: 1,
  })
})

test('several keys share the limits of their grant', async () => {
  const { first, second, defined } = await granted({ maxKeys: 2 })
  const { grant } = defined
  await owner.addKey({ grant, key: second.key })
  const third = await world.signer()
  await expect(owner.addKey({ grant, key: third.key })).rejects.toMatchObject({
    name: 'KeyCountExceededError',
    requested: 3n,
    allowed: 2n,
  })
  await Promise.all([use(defined, first), use(defined, second, 'bundler')])
  await expect(owner.getRemaining(defined)).resolves.toMatchObject([{ spent: 20n * UNIT }, { spent: 0n }])
  const { grants } = await owner.listGrants()
  const listed = grants.find(({ grantId }) => grantId === defined.grantId)
  expect(listed).toMatchObject({
    keys: [
      { keyId: hashKey(first.key), status: 'current', usable: true },
      { keyId: hashKey(second.key), status: 'current', usable: true },
    ],
  })
})

test('the rotator ends a key, and only the owner can add one then', async () => {
  const { first, second, defined } = await granted()
  const { grant } = defined
  await world.rotator(rotatorKey).revokeKey({ grant, key: first.key })
  await expect(use(defined, first)).rejects.toMatchObject({ name: 'KeyEndedError' })
  const rotate = world.rotator(rotatorKey).rotateKey({ grant, newKey: second.key })
  await expect(rotate).rejects.toMatchObject({ name: 'KeyEndedError' })
  await owner.addKey({ grant, key: second.key })
  await use(defined, second)
})
