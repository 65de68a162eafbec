import { erc20Abi } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { FLAVOURS, startWorld, UNIT, type World } from './support/world.ts'
import type { OwnerAccountPort } from '../../sdk/onchain/accounts/index.ts'
import type { OwnerClient } from '../../sdk/onchain/clients/createOwnerClient.ts'
import type { MaximumFeeDefinition } from '../../sdk/onchain/grant/index.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world?.[Symbol.asyncDispose]())

const calls = () => [
  { to: world.token, abi: erc20Abi, functionName: 'transfer', args: [world.payee, UNIT] } as const,
]

describe.for([FLAVOURS[0], FLAVOURS[3]])('a maximum fee on $kind, EntryPoint $entryPoint', (flavour) => {
  let account: OwnerAccountPort
  let owner: OwnerClient

  beforeAll(async () => {
    if (!flavour) throw new Error('unreachable: there are four')
    account = await world.account(flavour)
    owner = world.owner(account)
    await owner.installModule({ grantor: 'nobody' })
  })

  async function granted(maximumFee: MaximumFeeDefinition) {
    const key = await world.signer()
    const { epoch } = await owner.getAccountState()
    const defined = await world.define(account, epoch, { sessionKey: key.key, maximumFee })
    await owner.grant({ grant: defined.grant })
    return world.holder(defined, account, { signer: key })
  }

  test('counts the most that each operation could cost', async () => {
    const budget = 10n ** 18n
    const holder = await granted({ budget, price: 'unlimited' })
    let spent = 0n
    for (let operation = 0; operation < 2; operation++) {
      const prepared = await holder.prepareUse({ calls: calls(), path: 'bundler' })
      if (prepared.path !== 'bundler') throw new Error('unreachable: it was asked for')
      const { preVerificationGas, verificationGasLimit, callGasLimit, maxFeePerGas } = prepared.userOperation
      spent += (preVerificationGas + verificationGasLimit + callGasLimit) * maxFeePerGas
      await holder.sendUse(await holder.signUse(prepared))
      await expect(holder.getRemainingFee({ grant: holder.grant })).resolves.toEqual({
        ...{ budget, spent, remaining: budget - spent },
      })
    }
  })

  test('refuses an operation that could cost more, though not the other paths', async () => {
    const holder = await granted({ budget: 1n, price: 'unlimited' })
    for (const check of [true, false]) {
      const refused = holder.use({ calls: calls(), path: 'bundler', check })
      await expect(refused).rejects.toMatchObject({ name: 'FeeBudgetExceededError', remaining: 1n })
    }
    // The sender pays there.
    await holder.use({ calls: calls(), path: 'direct' })
  })

  test('bounds the price of gas', async () => {
    const cheap = await granted({ budget: 'unlimited', price: 1n })
    for (const check of [true, false]) {
      const refused = cheap.use({ calls: calls(), path: 'bundler', check })
      await expect(refused).rejects.toMatchObject({ name: 'FeePriceExceededError', allowed: 1n })
    }
    await cheap.use({ calls: calls(), path: 'direct' })
  })

  test('of nothing leaves the other paths', async () => {
    const nothing = await granted({ budget: 0n, price: 'unlimited' })
    const refused = nothing.use({ calls: calls(), path: 'bundler' })
    await expect(refused).rejects.toMatchObject({ name: 'FeeBudgetExceededError', remaining: 0n })
    await nothing.use({ calls: calls(), path: 'direct' })
  })
})
