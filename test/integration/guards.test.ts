import { type Address, erc20Abi, parseEther } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { projectArtifact } from '../../scripts/local/artifacts.ts'
import { UNLIMITED } from '../../sdk/core/constants.ts'
import type { Grant } from '../../sdk/core/grant.ts'
import type { OwnerAccountPort } from '../../sdk/onchain/accounts/index.ts'
import { deployContract } from '../../sdk/onchain/actions/deployContract.ts'
import type { HolderClient } from '../../sdk/onchain/clients/createHolderClient.ts'
import type { OwnerClient } from '../../sdk/onchain/clients/createOwnerClient.ts'
import { balanceGuard } from '../../sdk/onchain/guards/balanceGuard.ts'
import { amend } from './support/amend.ts'
import { FLAVOURS, startWorld, UNIT, type World } from './support/world.ts'

const PATHS = ['bundler', 'direct', 'relayed'] as const

let world: World
let guard: Address

beforeAll(async () => {
  world = await startWorld()
  const { bytecode } = projectArtifact('contracts/guards/BalanceGuard.sol')
  const [sender] = world.stack.accounts
  guard = (await deployContract(world.stack.publicClient, { sender, bytecode })).address
})
afterAll(() => world?.[Symbol.asyncDispose]())

const transfer = (amount: bigint) =>
  ({ to: world.token, abi: erc20Abi, functionName: 'transfer', args: [world.payee, amount] }) as const

/** At most that much of the token less than before. */
const spending = (spent: bigint) => balanceGuard({ guard, token: world.token, spent })

const maximumFee = { budget: parseEther('1'), price: UNLIMITED }

async function guarded(
  account: OwnerAccountPort,
  owner: OwnerClient,
  members: Partial<Grant> = {},
): Promise<HolderClient> {
  const { epoch } = await owner.getAccountState()
  const key = await world.signer()
  const defined = await world.define(account, epoch, { sessionKey: key.key })
  const guards = [spending(10n * UNIT)]
  const granted = amend(defined, { guards, maximumFee, ...members })
  await owner.grant({ grant: granted.grant })
  const relayer: HolderClient['relayer'] = (relayed, context) => world.relayer.carryUse({ relayed, context })
  return world.holder(granted, account, { signer: key, relayer, margins: { start: 0, end: 0 } })
}

describe.for(FLAVOURS)('a guarded grant of a $kind account on EntryPoint v$entryPoint', (flavour) => {
  let account: OwnerAccountPort
  let owner: OwnerClient

  beforeAll(async () => {
    account = await world.account(flavour)
    owner = world.owner(account)
    await owner.installModule({ grantor: 'nobody' })
  })

  test.for(PATHS)('is used within its guard on the %s path, alone and in a batch', async (path) => {
    const holder = await guarded(account, owner)
    const before = await world.balance(world.payee)
    await holder.use({ calls: [transfer(10n * UNIT)], path })
    await holder.use({ calls: [transfer(4n * UNIT), transfer(6n * UNIT)], path })
    expect((await world.balance(world.payee)) - before).toBe(20n * UNIT)
    await expect(holder.getRemaining(holder)).resolves.toMatchObject([{ spent: 20n * UNIT }, {}])
  })

  test.for(PATHS)('is undone by its guard on the %s path', async (path) => {
    const holder = await guarded(account, owner)
    const before = await world.balance(account.address)
    for (const calls of [[transfer(10n * UNIT + 1n)], [transfer(6n * UNIT), transfer(5n * UNIT)]]) {
      const refused = holder.use({ calls, path, relay: { minimumGas: 0n } })
      await expect(refused).rejects.toMatchObject({ name: 'CallRevertedError' })
    }
    expect(await world.balance(account.address)).toBe(before)
    await holder.use({ calls: [transfer(UNIT)], path })
  })
})

test('several guards all have to agree', async () => {
  const account = await world.account({ kind: 'EIP-7702', entryPoint: '0.8' })
  const owner = world.owner(account)
  await owner.installModule({ grantor: 'nobody' })
  const guards = [spending(10n * UNIT), balanceGuard({ guard, token: world.token, received: 0n })]
  const holder = await guarded(account, owner, { guards })
  for (const path of PATHS) {
    const refused = holder.use({ calls: [transfer(UNIT)], path, relay: { minimumGas: 0n } })
    await expect(refused).rejects.toMatchObject({ name: 'CallRevertedError' })
    await holder.use({ calls: [transfer(0n)], path })
  }
})

test('without a fee budget it takes no operation, and is used on the other paths', async () => {
  const account = await world.account({ kind: 'EIP-7702', entryPoint: '0.7' })
  const owner = world.owner(account)
  await owner.installModule({ grantor: 'nobody' })
  const unlimited = { budget: UNLIMITED, price: UNLIMITED }
  const holder = await guarded(account, owner, { maximumFee: unlimited })
  for (const check of [true, false]) {
    const refused = holder.use({ calls: [transfer(UNIT)], path: 'bundler', check })
    await expect(refused).rejects.toMatchObject({ name: 'FeeUnboundedError' })
  }
  await holder.use({ calls: [transfer(UNIT)], path: 'direct' })
  await holder.use({ calls: [transfer(UNIT)], path: 'relayed' })
})

test('its fee budget counts what operations could have cost at most, and then takes no more', async () => {
  const account = await world.account({ kind: 'EIP-7702', entryPoint: '0.8' })
  const owner = world.owner(account)
  await owner.installModule({ grantor: 'nobody' })
  const probe = await guarded(account, owner)
  await expect(probe.getRemainingFee(probe)).resolves.toMatchObject({ spent: 0n, remaining: parseEther('1') })
  await probe.use({ calls: [transfer(UNIT)], path: 'bundler' })
  const counted = await probe.getRemainingFee(probe)
  const spent = counted?.spent ?? 0n
  expect(spent).toBeGreaterThan(0n)
  const { grants } = await owner.listGrants()
  expect(grants.find(({ grantId }) => grantId === probe.grantId)).toMatchObject({ fee: counted })

  const holder = await guarded(account, owner, { maximumFee: { budget: spent / 2n, price: UNLIMITED } })
  for (const check of [true, false]) {
    const refused = holder.use({ calls: [transfer(UNIT)], path: 'bundler', check })
    await expect(refused).rejects.toMatchObject({ name: 'FeeBudgetExceededError', remaining: spent / 2n })
  }
  await holder.use({ calls: [transfer(UNIT)], path: 'direct' })
  const cheap = await guarded(account, owner, { maximumFee: { budget: parseEther('1'), price: 2n } })
  const refused = cheap.use({ calls: [transfer(UNIT)], path: 'bundler' })
  await expect(refused).rejects.toMatchObject({ name: 'FeePriceExceededError', allowed: 2n })
})
