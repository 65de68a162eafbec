import { erc20Abi } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { projectArtifact } from '../../scripts/local/artifacts.ts'
import { deployModule } from '../../sdk/onchain/actions/deployModule.ts'
import { createHolderClient } from '../../sdk/onchain/clients/createHolderClient.ts'
import { createOwnerClient } from '../../sdk/onchain/clients/createOwnerClient.ts'
import { erc7579Account } from '../../sdk/onchain/accounts/index.ts'
import { FLAVOURS, startWorld, UNIT, type World } from './support/world.ts'

let world: World
let next: `0x${string}`

beforeAll(async () => {
  world = await startWorld()
  const code = {
    extension: projectArtifact('contracts/SessionExtension.sol').bytecode,
    module: projectArtifact('contracts/SessionModule.sol').bytecode,
  }
  const [sender] = world.stack.accounts
  const salt = `0x${'5a'.repeat(32)}` as const
  next = (await deployModule(world.stack.publicClient, { sender, code, salt })).address
})
afterAll(() => world?.[Symbol.asyncDispose]())

const calls = () => [
  { to: world.token, abi: erc20Abi, functionName: 'transfer', args: [world.payee, UNIT] } as const,
]

describe.for(FLAVOURS)('a $kind account on EntryPoint v$entryPoint', (flavour) => {
  test('moves to another module in one batch, which ends what was and starts what is asked for', async () => {
    const account = await world.account(flavour)
    const grantor = await world.signer()
    const owner = world.owner(account, { grantor })
    const { epoch } = await owner.installModule()
    const key = await world.signer()
    const granted = await world.define(account, epoch, { sessionKey: key.key })
    await owner.grant({ grant: granted.grant })
    const holder = world.holder(granted, account, { signer: key })
    await holder.use({ calls: calls() })

    const plan = await owner.planMigration({ to: next, grants: [granted.grant] })
    expect(plan).toMatchObject({ from: world.module, to: next, epoch: 2n, grantor: grantor.key })
    expect(plan.ends).toMatchObject([{ grantId: granted.grantId, holds: 'now' }])
    expect(plan.calls).toHaveLength(6)
    expect(plan.starts[0]?.grantId).not.toBe(granted.grantId)
    await expect(owner.getInstalledTypes()).resolves.toEqual({ validator: true, executor: true })

    const { starts, transactionHash } = await owner.migrate({ to: next, grants: [granted.grant] })
    expect(transactionHash).toBeDefined()
    await expect(owner.getInstalledTypes()).resolves.toEqual({ validator: false, executor: false })
    await expect(owner.getAccountState()).resolves.toMatchObject({ installed: false, grantorId: undefined })
    await expect(holder.use({ calls: calls() })).rejects.toMatchObject({ name: 'ModuleNotInstalledError' })
    await expect(owner.listGrants()).resolves.toMatchObject({ grants: [{ holds: 'epoch ended' }] })

    const [started] = starts
    if (!started) throw new Error('unreachable: one was asked for')
    const config = { ...world.config, module: next }
    const there = createOwnerClient({ ...config, account, grantor })
    await expect(there.getInstalledTypes()).resolves.toEqual({ validator: true, executor: true })
    await expect(there.getAccountState()).resolves.toMatchObject({ epoch: 2n })
    const moved = createHolderClient({
      ...{ ...config, grant: started.grant, signer: key },
      account: erc7579Account({ address: account.address, entryPoint: flavour.entryPoint }),
    })
    await moved.use({ calls: calls(), path: 'bundler' })
    await moved.use({ calls: calls(), path: 'direct' })
    // The old module's count stays behind.
    await expect(moved.getRemaining(started)).resolves.toMatchObject([{ spent: 2n * UNIT }, {}])
  })
})

test('refuses a module that is not there, the same one, and a grant of somebody else', async () => {
  const account = await world.account({ kind: 'EIP-7702', entryPoint: '0.7' })
  const owner = world.owner(account)
  const { epoch } = await owner.installModule({ grantor: 'nobody' })
  const nowhere = world.payee
  await expect(owner.migrate({ to: nowhere })).rejects.toMatchObject({ name: 'ContractMissingError' })
  await expect(owner.migrate({ to: world.module })).rejects.toMatchObject({ name: 'GrantInvalidError' })
  const stranger = await world.account({ kind: 'EIP-7702', entryPoint: '0.7' })
  const { grant } = await world.define(stranger, epoch, { sessionKey: (await world.signer()).key })
  const asked = owner.migrate({ to: next, grants: [grant] })
  await expect(asked).rejects.toMatchObject({ name: 'GrantInvalidError' })
  await expect(owner.getInstalledTypes()).resolves.toEqual({ validator: true, executor: true })
  await expect(owner.migrate({ to: next })).resolves.toMatchObject({ starts: [], epoch: 2n })
})
