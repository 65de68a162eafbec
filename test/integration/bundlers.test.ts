import { encodeFunctionData, erc20Abi } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OwnerAccountPort } from '../../sdk/onchain/accounts/index.ts'
import type { HolderClient } from '../../sdk/onchain/clients/createHolderClient.ts'
import type { OwnerClient } from '../../sdk/onchain/clients/createOwnerClient.ts'
import type { Call } from '../../sdk/onchain/grant/call.ts'
import type { DefineGrantParameters } from '../../sdk/onchain/grant/defineGrant.ts'
import { startWorld, type World } from './support/world.ts'

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

async function granted(
  change: Partial<DefineGrantParameters>,
  margins = { start: 0, end: 0 },
): Promise<HolderClient> {
  const signer = await world.signer()
  const defined = await world.define(account, epoch, { sessionKey: signer.key, ...change })
  await owner.grant({ grant: defined.grant })
  return world.holder(defined, account, { signer, margins })
}

function transfer(amount: bigint): Call {
  const data = encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args: [world.payee, amount] })
  return { to: world.token, data }
}

test('bundlers want some time on both sides of the window', async () => {
  const now = Number(await world.stack.clock.forward(1n))
  const early = await granted({ validAfter: now - 2, validUntil: now + 3_000 }, { start: 60, end: 30 })
  await expect(early.checkUse({ calls: [transfer(1n)], path: 'bundler' })).rejects.toMatchObject({
    name: 'BundlerMarginError',
    waitSeconds: expect.toSatisfy((seconds: number) => seconds > 0 && seconds <= 58),
  })
  await expect(early.use({ calls: [transfer(1n)], path: 'direct' })).resolves.toMatchObject({
    path: 'direct',
  })

  const late = await granted({ validAfter: now - 60, validUntil: now + 20 }, { start: 5, end: 30 })
  await expect(late.use({ calls: [transfer(1n)], path: 'bundler' })).rejects.toMatchObject({
    name: 'BundlerMarginError',
    waitSeconds: undefined,
  })
})

test('bundlers take operations of 8,192 bytes', async () => {
  const holder = await granted({})
  const calls = Array.from({ length: 60 }, () => transfer(1n))
  await expect(holder.use({ calls, path: 'bundler' })).rejects.toMatchObject({
    name: 'OperationTooLargeError',
    allowed: 8_192,
  })
  await expect(holder.use({ calls, path: 'direct' })).resolves.toMatchObject({ path: 'direct' })
})

test('an account that cannot pay for its operation is told so', async () => {
  const holder = await granted({})
  const { testClient } = world.stack
  const balance = await world.stack.publicClient.getBalance({ address: account.address })
  await testClient.setBalance({ address: account.address, value: 0n })
  const use = holder.use({ calls: [transfer(1n)], path: 'bundler' })
  await expect(use).rejects.toMatchObject({ name: 'AccountFundsInsufficientError', account: account.address })
  await testClient.setBalance({ address: account.address, value: balance })
})
