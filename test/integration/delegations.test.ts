import { erc20Abi } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OwnerAccountPort } from '../../sdk/onchain/accounts/index.ts'
import type { HolderClient } from '../../sdk/onchain/clients/createHolderClient.ts'
import type { OwnerClient } from '../../sdk/onchain/clients/createOwnerClient.ts'
import type { LocalSigner } from '../../sdk/signers/localSigner.ts'
import { startWorld, UNIT, type World } from './support/world.ts'

let world: World
let key: LocalSigner
let accounts: { account: OwnerAccountPort; owner: OwnerClient }[]

beforeAll(async () => {
  world = await startWorld({ bundler: false })
  key = await world.signer()
  accounts = []
  for (const entryPoint of ['0.7', '0.8'] as const) {
    const account = await world.account({ kind: 'EIP-7702', entryPoint })
    const owner = world.owner(account, { grantor: await world.signer() })
    await owner.installModule()
    accounts.push({ account, owner })
  }
})
afterAll(() => world?.[Symbol.asyncDispose]())

const transfer = (amount: bigint) =>
  [{ to: world.token, abi: erc20Abi, functionName: 'transfer', args: [world.payee, amount] }] as const

/** One signed grant of the key in each account. */
async function holders(signer = key): Promise<HolderClient[]> {
  return Promise.all(
    accounts.map(async ({ account, owner }) => {
      const { epoch } = await owner.getAccountState()
      const granted = await world.define(account, epoch, { sessionKey: signer.key })
      const approval = await owner.signGrant({ grant: granted.grant })
      return world.holder(granted, account, { signer, approval })
    }),
  )
}

const prepare = (holder: HolderClient, amount: bigint) =>
  holder.prepareUse({ path: 'direct', calls: transfer(amount) })

test('uses grants of two accounts in one transaction, starting both', async () => {
  const clients = await holders()
  const [first] = clients
  const before = await world.balance(world.payee)
  const uses = await Promise.all(clients.map((holder, index) => prepare(holder, BigInt(index + 1) * UNIT)))
  const sent = await first?.redeemDelegations({ uses })
  expect(sent?.receipt.status).toBe('success')
  expect((await world.balance(world.payee)) - before).toBe(3n * UNIT)
  for (const [index, holder] of clients.entries()) {
    const { grant, grantId } = holder
    await expect(holder.getGrantState({ grantId })).resolves.toMatchObject({ status: 'live' })
    const spent = BigInt(index + 1) * UNIT
    await expect(holder.getRemaining({ grant })).resolves.toMatchObject([{ spent }, {}])
  }
})

test('uses one grant twice, which counts both', async () => {
  const [holder] = await holders()
  if (!holder) throw new Error('unreachable: there are two accounts')
  await holder.use({ path: 'direct', calls: transfer(UNIT) })
  const uses = await Promise.all([prepare(holder, 40n * UNIT), prepare(holder, 50n * UNIT)])
  await holder.redeemDelegations({ uses })
  const { grant } = holder
  await expect(holder.getRemaining({ grant })).resolves.toMatchObject([{ remaining: 9n * UNIT }, {}])
  // Each fits what is left by itself; together they do not, and neither happens.
  const tooMuch = await Promise.all([prepare(holder, 5n * UNIT), prepare(holder, 5n * UNIT)])
  await expect(holder.redeemDelegations({ uses: tooMuch })).rejects.toMatchObject({
    ...{ name: 'LimitExceededError', limitId: 0, requested: 5n * UNIT, remaining: 4n * UNIT },
  })
  await expect(holder.getRemaining({ grant })).resolves.toMatchObject([{ remaining: 9n * UNIT }, {}])
})

test('is all or nothing across accounts', async () => {
  const clients = await holders()
  const [first, second] = clients
  if (!first || !second) throw new Error('unreachable: there are two accounts')
  const uses = await Promise.all(clients.map((holder) => prepare(holder, UNIT)))
  const revoking = accounts[1]?.owner
  await revoking?.revokeGrant({ grantId: second.grantId })
  await expect(first.redeemDelegations({ uses })).rejects.toMatchObject({ name: 'GrantEndedError' })
  await expect(first.getGrantState({ grantId: first.grantId })).resolves.toMatchObject({ status: 'unknown' })
})

test("refuses another key's use, a use for another path, and none", async () => {
  const [mine] = await holders()
  const stranger = await world.signer()
  const [theirs] = await holders(stranger)
  if (!mine || !theirs) throw new Error('unreachable: there are two accounts')
  const uses = [await prepare(theirs, UNIT)]
  await expect(mine.redeemDelegations({ uses })).rejects.toMatchObject({ name: 'CallerUnauthorizedError' })
  const relayed = await mine.prepareUse({ path: 'relayed', calls: transfer(UNIT), relay: { minimumGas: 0n } })
  await expect(mine.redeemDelegations({ uses: [relayed] })).rejects.toMatchObject({ name: 'UseInvalidError' })
  await expect(mine.redeemDelegations({ uses: [] })).rejects.toMatchObject({ name: 'UseInvalidError' })
  // The allowed twin.
  await theirs.redeemDelegations({ uses })
})
