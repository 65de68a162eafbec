import { erc20Abi } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OwnerAccountPort } from '../../sdk/onchain/accounts/index.ts'
import type { HolderClient } from '../../sdk/onchain/clients/createHolderClient.ts'
import type { OwnerClient } from '../../sdk/onchain/clients/createOwnerClient.ts'
import { nativeLimit, tokenLimit } from '../../sdk/onchain/grant/limitDefinition.ts'
import { startWorld, UNIT, type World } from './support/world.ts'

const PATHS = ['bundler', 'direct', 'relayed'] as const
const PERIOD = 600

let world: World
let account: OwnerAccountPort
let owner: OwnerClient
let epoch: bigint

beforeAll(async () => {
  world = await startWorld()
  account = await world.account({ kind: 'EIP-7702', entryPoint: '0.8' })
  owner = world.owner(account)
  ;({ epoch } = await owner.installModule({ grantor: 'nobody' }))
})
afterAll(() => world?.[Symbol.asyncDispose]())

const transfer = (amount: bigint) =>
  ({ to: world.token, abi: erc20Abi, functionName: 'transfer', args: [world.payee, amount] }) as const

/** 40 dollars in each ten minutes, of which the first begins a minute ago. */
async function periodic(): Promise<HolderClient> {
  const key = await world.signer()
  const { token } = world
  const granted = await world.define(account, epoch, {
    sessionKey: key.key,
    limits: {
      dollars: tokenLimit({ token, amount: 40n * UNIT, period: PERIOD }),
      ether: nativeLimit({ amount: 1n }),
    },
  })
  await owner.grant({ grant: granted.grant })
  const relayer: HolderClient['relayer'] = (relayed, context) => world.relayer.carryUse({ relayed, context })
  return world.holder(granted, account, { signer: key, relayer })
}

test.for(PATHS)('a limit starts again in the next period on the %s path', async (path) => {
  const holder = await periodic()
  const { grant } = holder
  const end = grant.validAfter + PERIOD - 1
  await holder.use({ calls: [transfer(30n * UNIT)], path })
  await expect(holder.getRemaining({ grant })).resolves.toMatchObject([
    { spent: 30n * UNIT, remaining: 10n * UNIT, periodEnd: end },
    {},
  ])
  for (const check of [true, false]) {
    const refused = holder.use({ calls: [transfer(11n * UNIT)], path, check, relay: { minimumGas: 0n } })
    await expect(refused).rejects.toMatchObject({ name: 'LimitExceededError', remaining: 10n * UNIT })
  }
  await expect(holder.checkUse({ calls: [transfer(UNIT)], path })).resolves.toMatchObject({
    ...{ validUntil: end, endedBy: 'period' },
  })

  await world.stack.clock.forwardTo(BigInt(end + 6))
  await expect(holder.getRemaining({ grant })).resolves.toMatchObject([
    { spent: 0n, remaining: 40n * UNIT },
    {},
  ])
  await holder.use({ calls: [transfer(40n * UNIT)], path })
  await expect(holder.getRemaining({ grant })).resolves.toMatchObject([{ remaining: 0n }, {}])
})

test('at the end of a period a bundler is told to wait for the next one, and the direct path is open', async () => {
  const holder = await periodic()
  const end = holder.grant.validAfter + PERIOD - 1
  await world.stack.clock.forwardTo(BigInt(end - 10))
  const late = holder.use({ calls: [transfer(UNIT)], path: 'bundler' })
  await expect(late).rejects.toMatchObject({ name: 'BundlerMarginError', waitSeconds: expect.any(Number) })
  await holder.use({ calls: [transfer(UNIT)], path: 'direct' })
  await world.stack.clock.forwardTo(BigInt(end + 6))
  await holder.use({ calls: [transfer(UNIT)], path: 'bundler' })
})
