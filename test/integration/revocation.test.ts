import { erc20Abi } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OwnerAccountPort } from '../../sdk/onchain/accounts/index.ts'
import { deployContract, deploymentAddress } from '../../sdk/onchain/actions/deployContract.ts'
import type { HolderClient } from '../../sdk/onchain/clients/createHolderClient.ts'
import type { OwnerClient } from '../../sdk/onchain/clients/createOwnerClient.ts'
import type { DefineGrantReturnType } from '../../sdk/onchain/grant/defineGrant.ts'
import { hashKey } from '../../sdk/onchain/grant/hash.ts'
import type { LocalSigner } from '../../sdk/signers/localSigner.ts'
import { startWorld, UNIT, type World } from './support/world.ts'

let world: World
let account: OwnerAccountPort
let owner: OwnerClient

beforeAll(async () => {
  world = await startWorld()
  account = await world.account({ kind: 'clone', entryPoint: '0.8' })
  owner = world.owner(account, { grantor: await world.signer() })
  await owner.installModule()
})
afterAll(() => world?.[Symbol.asyncDispose]())

const calls = () => [
  { to: world.token, abi: erc20Abi, functionName: 'transfer', args: [world.payee, UNIT] } as const,
]

/** A grant that the owner signed; `live` after its first use. */
async function signed(live = true) {
  const key = await world.signer()
  const { epoch } = await owner.getAccountState()
  const granted = await world.define(account, epoch, { sessionKey: key.key, maxKeys: 2 })
  const approval = await owner.signGrant({ grant: granted.grant })
  const relayer: HolderClient['relayer'] = (relayed, context) => world.relayer.carryUse({ relayed, context })
  const holder = world.holder(granted, account, { signer: key, approval, relayer })
  if (live) await holder.use({ calls: calls(), path: 'direct' })
  return { key, granted, holder }
}

async function expectDead(holder: HolderClient, name: string) {
  for (const path of ['bundler', 'direct', 'relayed'] as const) {
    await expect(holder.use({ calls: calls(), path })).rejects.toMatchObject({ name })
    const bypassed = holder.use({ calls: calls(), path, check: false, relay: { minimumGas: 0n } })
    await expect(bypassed).rejects.toMatchObject({ name })
  }
}

type Revoke = (granted: DefineGrantReturnType, key: LocalSigner) => Promise<unknown>

const grantRevocations: readonly [string, Revoke][] = [
  ['by the owner', ({ grantId }) => owner.revokeGrant({ grantId })],
  [
    'by a signature that a relayer carries',
    async ({ grantId }) => {
      const revocation = await owner.signGrantRevocation({ account: account.address, grantId })
      return world.relayer.carryRevocation({ revocation })
    },
  ],
]

describe.for(grantRevocations)('a grant is revoked %s', ([, revoke]) => {
  test.for([true, false])('(used before: %s)', async (live) => {
    const { granted, holder, key } = await signed(live)
    await revoke(granted, key)
    await expectDead(holder, 'GrantEndedError')
    await expect(owner.getGrantState(granted)).resolves.toMatchObject({ status: 'revoked' })
    await expect(owner.grant({ grant: granted.grant })).rejects.toMatchObject({ name: 'GrantEndedError' })
    // A second time does nothing, and breaks nothing.
    await revoke(granted, key)
    const { grants } = await owner.listGrants({ known: [granted.grant] })
    expect(grants.map(({ grantId }) => grantId)).not.toContain(granted.grantId)
  })
})

const keyRevocations: readonly [string, Revoke][] = [
  ['by the owner', ({ grant }, { key }) => owner.revokeKey({ grant, key })],
  ['by its holder', (granted, signer) => world.holder(granted, account, { signer }).revokeOwnKey()],
  [
    'by a signature that a relayer carries',
    async ({ grant }, { key }) =>
      world.relayer.carryRevocation({ revocation: await owner.signKeyRevocation({ grant, key }) }),
  ],
]

describe.for(keyRevocations)('a key is revoked %s', ([, revoke]) => {
  test('while the others of its grant go on', async () => {
    const { key, granted, holder } = await signed()
    const other = await world.signer()
    await owner.addKey({ grant: granted.grant, key: other.key })
    await revoke(granted, key)
    await expectDead(holder, 'KeyEndedError')
    await expect(owner.getKeyState({ grant: granted.grant })).resolves.toEqual({
      keyId: hashKey(key.key),
      status: 'ended',
      validUntil: 0,
    })
    await world.holder(granted, account, { signer: other }).use({ calls: calls(), path: 'direct' })
  })
})

const epochRevocations: readonly [string, () => Promise<unknown>][] = [
  ['by the owner', () => owner.revokeAll()],
  [
    'by a signature that a relayer carries',
    async () => {
      const { epoch } = await owner.getAccountState()
      const chainId = world.stack.chain.id
      const revocation = await owner.signEpochRevocation({ account: account.address, chainId, epoch })
      return world.relayer.carryRevocation({ revocation })
    },
  ],
  ['by recording another grantor', async () => owner.setGrantor({ grantor: (await world.signer()).key })],
]

describe.for(epochRevocations)('everything is revoked %s', ([, revoke]) => {
  test('also what was signed and never used', async () => {
    const used = await signed()
    const unused = await signed(false)
    await revoke()
    await expectDead(used.holder, 'GrantEpochEndedError')
    await expectDead(unused.holder, 'GrantEpochEndedError')
    const { grants } = await owner.listGrants({ known: [used.granted.grant] })
    const listed = grants.find(({ grantId }) => grantId === used.granted.grantId)
    expect(listed).toMatchObject({ contents: 'known', holds: 'epoch ended' })
    const grantor = owner.grantor
    if (grantor && 'key' in grantor) await owner.setGrantor({ grantor: grantor.key })
  })
})

test('a signed revocation is refused from anybody but the grantor, and for another epoch', async () => {
  const { granted, holder } = await signed()
  const stranger = await world.signer()
  const { grantId, grant } = granted
  const forged = await owner.signGrantRevocation({ account: account.address, grantId, grantor: stranger })
  await expect(world.relayer.carryRevocation({ revocation: forged })).rejects.toMatchObject({
    name: 'GrantorMismatchError',
    grantorId: hashKey(stranger.key),
  })
  const other = await owner.signGrantRevocation({
    account: account.address,
    grantId: grant.salt.padEnd(66, '0') as `0x${string}`,
  })
  await expect(world.relayer.carryRevocation({ revocation: { ...other, grantId } })).rejects.toMatchObject({
    name: 'GrantorSignatureInvalidError',
  })
  const { epoch } = await owner.getAccountState()
  const stale = { account: account.address, chainId: world.stack.chain.id, epoch: epoch - 1n }
  const revocation = await owner.signEpochRevocation(stale)
  await expect(world.relayer.carryRevocation({ revocation })).rejects.toMatchObject({
    name: 'GrantEpochEndedError',
    epoch: epoch - 1n,
    current: epoch,
  })
  await holder.use({ calls: calls(), path: 'direct' })
})

test('a relayed use is carried once, and not after it was cancelled', async () => {
  const { holder } = await signed()
  const carry = async (nonce?: bigint) => {
    const relay = nonce === undefined ? {} : { relay: { nonce } }
    const use = await holder.signUse(await holder.prepareUse({ calls: calls(), path: 'relayed', ...relay }))
    if (use.path !== 'relayed') throw new Error('unreachable')
    return use.relayed
  }
  const first = await carry()
  await world.relayer.carryUse({ relayed: first })
  await expect(world.relayer.carryUse({ relayed: first })).rejects.toMatchObject({
    name: 'NonceMismatchError',
    nonce: 0n,
    expected: 1n,
  })
  const unordered = (1n << 255n) | 7n
  const second = await carry(unordered)
  await holder.cancelNonce({ nonce: unordered })
  await expect(world.relayer.carryUse({ relayed: second })).rejects.toMatchObject({ name: 'NonceUsedError' })
  const third = await carry()
  const starved = { ...third, relay: { ...third.relay, minimumGas: 10n ** 9n } }
  await expect(world.relayer.carryUse({ relayed: starved })).rejects.toMatchObject({
    name: 'KeySignatureInvalidError',
  })
  const elsewhere = { ...third, chainId: 1 }
  await expect(world.relayer.carryUse({ relayed: elsewhere })).rejects.toMatchObject({
    name: 'GrantInvalidError',
  })
})

test('a relayer that gives too little gas is refused', async () => {
  const { holder } = await signed()
  const relay = { minimumGas: 2_000_000_000n }
  await expect(holder.use({ calls: calls(), path: 'relayed', relay })).rejects.toMatchObject({
    name: 'GasInsufficientError',
    minimum: 2_000_000_000n,
  })
})

test('deploying a contract again finds it where it is', async () => {
  // Returns eleven bytes of zeros as code.
  const bytecode = '0x600b6000f3'
  const [sender] = world.stack.accounts
  const first = await deployContract(world.relayer, { sender, bytecode })
  expect(first).toEqual({ address: deploymentAddress(bytecode), deployed: true })
  await expect(deployContract(world.relayer, { sender, bytecode })).resolves.toEqual({
    ...first,
    deployed: false,
  })
  await expect(deployContract(world.relayer, { sender, bytecode: '0xfe' })).rejects.toMatchObject({
    name: 'CallRevertedError',
  })
})
