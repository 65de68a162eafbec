import { erc20Abi } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OwnerAccountPort } from '../../sdk/onchain/accounts/index.ts'
import { installedPaths } from '../../sdk/onchain/actions/installedPaths.ts'
import type { OwnerClient } from '../../sdk/onchain/clients/createOwnerClient.ts'
import { hashKey } from '../../sdk/onchain/grant/hash.ts'
import { startWorld, UNIT, type World } from './support/world.ts'

let world: World
let account: OwnerAccountPort
let owner: OwnerClient

beforeAll(async () => {
  world = await startWorld({ bundler: false })
  account = await world.account({ kind: 'EIP-7702', entryPoint: '0.8' })
  owner = world.owner(account)
})
afterAll(() => world?.[Symbol.asyncDispose]())

test('installs once: a second time nothing is sent, and another grantor has to be set', async () => {
  const [grantor, other] = [await world.signer(), await world.signer()]
  expect(installedPaths(await owner.getInstalledTypes())).toEqual([])
  const first = await owner.installModule({ grantor: grantor.key })
  expect(first).toMatchObject({ sent: true, epoch: 2n })
  expect(installedPaths(await owner.getInstalledTypes())).toEqual(['bundler', 'direct', 'relayed'])

  const again = await owner.installModule({ grantor: grantor.key })
  expect(again).toMatchObject({ sent: false, epoch: 2n, transactionHash: undefined })
  await expect(owner.installModule()).resolves.toMatchObject({ sent: false })
  for (const asked of [other.key, 'nobody'] as const) {
    const refused = owner.installModule({ grantor: asked })
    await expect(refused).rejects.toMatchObject({
      ...{ name: 'GrantorMismatchError', recorded: hashKey(grantor.key) },
    })
  }
  await owner.setGrantor({ grantor: other.key })
  await expect(owner.installModule({ grantor: other.key })).resolves.toMatchObject({ sent: false, epoch: 3n })
})

test('tells an unpublished grant that ended with its epoch from one that may still be used', async () => {
  const start = async () => {
    const key = await world.signer()
    const { epoch } = await owner.getAccountState()
    const granted = await world.define(account, epoch, { sessionKey: key.key })
    await owner.grant({ grant: granted.grant, publish: false })
    return { granted, holder: world.holder(granted, account, { signer: key }) }
  }
  const calls = [
    { to: world.token, abi: erc20Abi, functionName: 'transfer', args: [world.payee, UNIT] } as const,
  ]
  const one = await start()
  await one.holder.use({ calls, path: 'direct' })
  const before = await owner.listGrants()
  expect(before.grants).toMatchObject([{ contents: 'unknown', holds: 'unknown' }])

  await owner.revokeAll()
  const other = await start()
  await expect(one.holder.use({ calls, path: 'direct' })).rejects.toMatchObject({
    name: 'GrantEpochEndedError',
  })
  await other.holder.use({ calls, path: 'direct' })
  const after = await owner.listGrants()
  expect(after.grants).toMatchObject([
    { grantId: one.granted.grantId, holds: 'epoch ended', note: expect.stringContaining('it is over') },
    { grantId: other.granted.grantId, holds: 'unknown', note: expect.stringContaining('revoke') },
  ])
  const known = await owner.listGrants({ known: [one.granted.grant, other.granted.grant] })
  expect(known.grants).toMatchObject([
    { contents: 'known', published: false, holds: 'epoch ended' },
    { contents: 'known', published: false, holds: 'now' },
  ])
})
