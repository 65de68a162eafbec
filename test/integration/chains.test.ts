import { erc20Abi } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OwnerAccountPort } from '../../sdk/onchain/accounts/index.ts'
import { onChains } from '../../sdk/onchain/actions/onChains.ts'
import type { HolderClient } from '../../sdk/onchain/clients/createHolderClient.ts'
import { createOwnerClient, type OwnerClient } from '../../sdk/onchain/clients/createOwnerClient.ts'
import { createRelayerClient } from '../../sdk/onchain/clients/createRelayerClient.ts'
import { encodeSealedTerms } from '../../sdk/onchain/grant/encodeTerms.ts'
import type { LocalSigner } from '../../sdk/signers/localSigner.ts'
import { amend } from './support/amend.ts'
import { startWorld, UNIT, type World } from './support/world.ts'

const PATHS = ['direct', 'relayed'] as const

/** One chain of two, with the same account, module and grantor on both. */
type Place = { world: World; account: OwnerAccountPort; owner: OwnerClient; epoch: bigint }

let places: readonly [Place, Place]
let grantor: LocalSigner
const ruler = privateKeyToAccount(generatePrivateKey())

beforeAll(async () => {
  const worlds = await Promise.all([startPlace(31_337), startPlace(31_338)])
  grantor = await worlds[0].signer()
  const [one, other] = await Promise.all(worlds.map(setUp))
  if (!one || !other) throw new Error('unreachable: there are two')
  // The epochs differ, and the grant names both.
  await other.owner.revokeAll()
  places = [one, { ...other, epoch: other.epoch + 1n }]
})
afterAll(() => Promise.all((places ?? []).map(({ world }) => world[Symbol.asyncDispose]())))

const startPlace = (chainId: number) => startWorld({ bundler: false, chain: { chainId } })

async function setUp(world: World): Promise<Place> {
  const account = await world.account({ kind: 'EIP-7702', entryPoint: '0.8' }, ruler)
  const owner = world.owner(account, { grantor })
  const { epoch } = await owner.installModule()
  return { world, account, owner, epoch }
}

const calls = ({ world }: Place) => [
  { to: world.token, abi: erc20Abi, functionName: 'transfer', args: [world.payee, 60n * UNIT] } as const,
  { to: world.token, abi: erc20Abi, functionName: 'transfer', args: [world.payee, UNIT] } as const,
]
const small = (place: Place) => calls(place).slice(1)

/** One grant for both chains, one signature, and a holder on each. */
async function signed(members: Parameters<typeof amend>[1] = {}) {
  const [one, other] = places
  const key = await one.world.signer()
  const networks = places.map(({ world, epoch }) => ({ chainId: BigInt(world.stack.chain.id), epoch }))
  const defined = await one.world.define(one.account, one.epoch, { sessionKey: key.key })
  const granted = amend(defined, { networks, ...members })
  const approval = await one.owner.signGrant({ grant: granted.grant })
  const holders = await Promise.all(
    [one, other].map(async ({ world, account }) => {
      await world.stack.testClient.setBalance({ address: key.address, value: 10n ** 18n })
      const relayer: HolderClient['relayer'] = (relayed, context) =>
        world.relayer.carryUse({ relayed, context })
      return world.holder(granted, account, { signer: key, approval, relayer })
    }),
  )
  return { granted, key, approval, holders }
}

const each = <value>(values: readonly value[], work: (value: value, place: Place) => Promise<unknown>) =>
  Promise.all(values.map((value, index) => work(value, index === 0 ? places[0] : places[1])))

test('the module and the account have the same address on both chains', () => {
  const [one, other] = places
  expect(one.world.module).toBe(other.world.module)
  expect(one.account.address).toBe(other.account.address)
  expect(one.epoch).not.toBe(other.epoch)
})

describe('a grant for two chains under one signature', () => {
  test.for(PATHS)('starts with its first use on each, on the %s path', async (path) => {
    const { granted, holders } = await signed()
    const [one, other] = places
    await holders[0]?.use({ calls: small(one), path })
    await expect(one.owner.getGrantState(granted)).resolves.toMatchObject({ status: 'live' })
    await expect(other.owner.getGrantState(granted)).resolves.toMatchObject({ status: 'unknown' })
    await expect(holders[1]?.use({ calls: small(other), path })).resolves.toMatchObject({ grants: true })
    // The limits of each chain are its own.
    await each(holders, async (holder) => {
      await expect(holder.getRemaining(granted)).resolves.toMatchObject([{ spent: UNIT }, {}])
    })
  })

  test('is granted by transaction and listed from what was published on each', async () => {
    const { granted } = await signed()
    const results = await onChains(
      places.map(({ owner }) => owner),
      (owner) => owner.grant({ grant: granted.grant }),
    )
    expect(results).toMatchObject([
      { chainId: 31_337, done: true },
      { chainId: 31_338, done: true },
    ])
    for (const { owner } of places) {
      const { grants } = await owner.listGrants()
      const listed = grants.find(({ grantId }) => grantId === granted.grantId)
      expect(listed).toMatchObject({ contents: 'known', published: true, holds: 'now', grant: granted.grant })
    }
  })

  test('rotates and revokes keys on each chain by itself', async () => {
    const { granted, key, holders } = await signed({ maxKeys: 2 })
    await each(holders, (holder, place) => holder.use({ calls: small(place), path: 'direct' }))
    const next = await places[0].world.signer()
    await onChains(
      places.map(({ owner }) => owner),
      (owner) => owner.rotateKey({ grant: granted.grant, newKey: next.key }),
    )
    await each(holders, async (holder, place) => {
      await expect(holder.use({ calls: small(place), path: 'direct' })).rejects.toMatchObject({
        name: 'KeyEndedError',
      })
      await expect(place.owner.getKeyState({ grant: granted.grant, key: next.key })).resolves.toMatchObject({
        status: 'current',
      })
    })
    // A key's end is signed once; its terms are told for each chain.
    const { grant } = granted
    const revocation = await places[1].owner.signKeyRevocation({ grant, key: next.key, chainId: 31_338 })
    expect(revocation.terms).toBe(encodeSealedTerms(grant, 31_338))
    await places[1].world.relayer.carryRevocation({ revocation })
    await expect(places[1].owner.getKeyState({ grant, key: next.key })).resolves.toMatchObject({
      status: 'ended',
    })
    expect(key.key).toEqual(grant.sessionKey)
  })

  test('does not hold on a third chain, nor in another epoch of one of them', async () => {
    const { granted } = await signed()
    const [one] = places
    const elsewhere = { ...one.world.stack.chain, id: 31_339 }
    const stranger = createOwnerClient({ ...one.world.config, account: one.account, chain: elsewhere })
    const refused = stranger.grant({ grant: granted.grant })
    await expect(refused).rejects.toMatchObject({ name: 'NetworkNotGrantedError', chainId: 31_339n })
    const networks = granted.grant.networks.map((network, index) =>
      index === 0 ? { ...network, epoch: network.epoch + 1n } : network,
    )
    const { holders } = await signed({ networks })
    for (const check of [true, false]) {
      const late = holders[0]?.use({ calls: small(one), path: 'direct', check })
      await expect(late).rejects.toMatchObject({ name: 'GrantEpochEndedError' })
    }
    await holders[1]?.use({ calls: small(places[1]), path: 'direct' })
  })
})

describe('revoking over both chains', () => {
  const owners = () => places.map(({ owner }) => owner)

  async function expectDead(holders: readonly HolderClient[], name: string) {
    await each(holders, async (holder, place) => {
      for (const path of PATHS) {
        const refused = holder.use({ calls: small(place), path, check: false, relay: { minimumGas: 0n } })
        await expect(refused).rejects.toMatchObject({ name })
      }
    })
  }

  test('ends a grant on each, used there or not', async () => {
    const { granted, holders } = await signed()
    await holders[0]?.use({ calls: small(places[0]), path: 'direct' })
    const results = await onChains(owners(), (owner) => owner.revokeGrant(granted))
    expect(results).toMatchObject([
      { chainId: 31_337, done: true, result: { blockNumber: expect.any(BigInt) } },
      { chainId: 31_338, done: true, result: { blockNumber: expect.any(BigInt) } },
    ])
    await expectDead(holders, 'GrantEndedError')
  })

  test('ends it by one signature that is carried to each', async () => {
    const { granted, holders } = await signed()
    await each(holders, (holder, place) => holder.use({ calls: small(place), path: 'direct' }))
    const { grantId } = granted
    const account = places[0].account.address
    const revocation = await places[0].owner.signGrantRevocation({ account, grantId })
    const results = await onChains(
      places.map(({ world }) => world.relayer),
      (relayer) => relayer.carryRevocation({ revocation }),
    )
    expect(results.every(({ done }) => done)).toBe(true)
    await expectDead(holders, 'GrantEndedError')
  })

  test('reports the chain on which it failed, and does the other all the same', async () => {
    const { granted, holders } = await signed()
    const [one, other] = places
    // Somebody without ether, on one chain only.
    const poor = privateKeyToAccount(generatePrivateKey())
    const { grantId } = granted
    const revocation = await one.owner.signGrantRevocation({ account: one.account.address, grantId })
    const relayers = [createRelayerClient({ ...one.world.config, sender: poor }), other.world.relayer]
    const results = await onChains(relayers, (relayer) => relayer.carryRevocation({ revocation }))
    expect(results).toMatchObject([
      { chainId: 31_337, done: false, error: { name: expect.stringMatching(/Error$/) } },
      { chainId: 31_338, done: true },
    ])
    await holders[0]?.use({ calls: small(one), path: 'direct' })
    await expect(other.owner.getGrantState(granted)).resolves.toMatchObject({ status: 'revoked' })
  })

  test('ends everything on each, by moving both epochs', async () => {
    const { holders } = await signed()
    const results = await onChains(owners(), (owner) => owner.revokeAll())
    expect(results.every(({ done }) => done)).toBe(true)
    await expectDead(holders, 'GrantEpochEndedError')
    const states = await onChains(owners(), (owner) => owner.getAccountState())
    const epochs = states.map((state) => (state.done ? state.result.epoch : undefined))
    expect(epochs).toEqual([places[0].epoch + 1n, places[1].epoch + 1n])
    places = [
      { ...places[0], epoch: places[0].epoch + 1n },
      { ...places[1], epoch: places[1].epoch + 1n },
    ]
  })
})
