import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { erc20Abi, http, type Transport } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OwnerAccountPort } from '../../sdk/onchain/accounts/index.ts'
import { type BotClient, createBotClient, memoryLedger } from '../../sdk/onchain/bots/index.ts'
import type { HolderClient, HolderClientConfig } from '../../sdk/onchain/clients/createHolderClient.ts'
import type { OwnerClient } from '../../sdk/onchain/clients/createOwnerClient.ts'
import type { DefineGrantParameters } from '../../sdk/onchain/grant/defineGrant.ts'
import { fileLedger } from '../../sdk/onchain/node.ts'
import { startWorld, UNIT, type World } from './support/world.ts'

let world: World
let folder: string
let account: OwnerAccountPort
let owner: OwnerClient
let epoch: bigint
let files = 0
let lane = 0

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-'))
  world = await startWorld()
  account = await world.account({ kind: 'EIP-7702', entryPoint: '0.8' })
  owner = world.owner(account, { grantor: await world.signer() })
  ;({ epoch } = await owner.installModule())
})
afterAll(async () => {
  await world?.[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

const newLedger = () => fileLedger({ path: join(folder, `${++files}.sqlite`) })
const transfer = (amount: bigint) =>
  ({ to: world.token, abi: erc20Abi, functionName: 'transfer', args: [world.payee, amount] }) as const

/** Counts requests by their methods. */
function counting(url: string | undefined): { transport: Transport; methods: string[] } {
  const methods: string[] = []
  const inner = http(url, { retryCount: 0 })
  const transport: Transport = (parameters) => {
    const made = inner(parameters)
    const request = (args: { method: string }, options: unknown) => {
      methods.push(args.method)
      return made.request(args as never, options as never)
    }
    return { ...made, request: request as typeof made.request }
  }
  return { transport, methods }
}

async function granted(
  change: Partial<DefineGrantParameters> = {},
  more: Partial<HolderClientConfig> = {},
): Promise<{ holder: HolderClient; methods: string[] }> {
  const signer = await world.signer()
  const defined = await world.define(account, epoch, { sessionKey: signer.key, ...change })
  const approval = await owner.signGrant({ grant: defined.grant })
  const node = counting(world.stack.rpcUrl)
  const bundler = counting(world.stack.bundlerUrl)
  const methods: string[] = []
  node.methods.push = bundler.methods.push = (...added) => methods.push(...added)
  const holder = world.holder(defined, account, {
    ...{ signer, approval, margins: { start: 0, end: 0 } },
    ...{ transport: node.transport, bundlerTransport: bundler.transport },
    ...more,
  })
  return { holder, methods }
}

/** A bot with lanes of its own: the tests share an account. */
function botOf(client: HolderClient, more: Partial<Parameters<typeof createBotClient>[0]> = {}): BotClient {
  lane += 10
  return createBotClient({ client, ledger: newLedger(), firstLane: lane, ...more })
}

for (const path of ['bundler', 'direct'] as const) {
  test(`a steady bot sends with one request (${path})`, async () => {
    const { holder, methods } = await granted()
    const bot = botOf(holder, { path })
    for (const id of ['one', 'two', 'three']) {
      methods.length = 0
      await bot.sendIntent({ id, calls: [transfer(UNIT)] })
      if (id !== 'one') {
        expect(methods, id).toEqual([path === 'bundler' ? 'eth_sendUserOperation' : 'eth_sendRawTransaction'])
      }
      await expect(bot.waitForIntent({ id })).resolves.toMatchObject({ status: 'effective', path })
    }
    await expect(holder.getRemaining({ grant: holder.grant })).resolves.toMatchObject([{ spent: 3n * UNIT }, {}])
  })
}

test('memory', async () => {
  const { holder } = await granted()
  const bot = botOf(holder, { ledger: memoryLedger() })
  await bot.sendIntent({ id: 'a', calls: [transfer(UNIT)] })
  await bot.waitForIntent({ id: 'a' })
})
