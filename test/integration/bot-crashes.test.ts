import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Address, erc20Abi, type Hex } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { setBalance } from 'viem/actions'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OwnerAccountPort } from '../../sdk/onchain/accounts/index.ts'
import { createBotClient, type IntentPath } from '../../sdk/onchain/bots/index.ts'
import type { OwnerClient } from '../../sdk/onchain/clients/createOwnerClient.ts'
import { atMost, equal } from '../../sdk/onchain/grant/conditions.ts'
import type { DefineGrantReturnType } from '../../sdk/onchain/grant/defineGrant.ts'
import { serializeGrantFile } from '../../sdk/onchain/grant/grantFile.ts'
import { tokenLimit } from '../../sdk/onchain/grant/limitDefinition.ts'
import { permission } from '../../sdk/onchain/grant/permission.ts'
import { fileLedger } from '../../sdk/onchain/bots/node.ts'
import { type LocalSigner, localSigner } from '../../sdk/signers/localSigner.ts'
import { type BotProcessConfig, type Death, runBotProcess } from './support/botProcessConfig.ts'
import { startWorld, UNIT, type World } from './support/world.ts'

let world: World
let folder: string
let account: OwnerAccountPort
let owner: OwnerClient
let epoch: bigint
let number = 0
// The owner's transactions follow one another.
let last: Promise<unknown> = Promise.resolve()

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

type Bot = { readonly granted: DefineGrantReturnType; readonly signer: LocalSigner; readonly privateKey: Hex }

/** A grant that allows transfers to one recipient, live on chain, and its key. */
async function newBot(recipient: Address, limit: bigint): Promise<Bot> {
  const privateKey = generatePrivateKey()
  const signer = localSigner({ account: privateKeyToAccount(privateKey) })
  const granted = await world.define(account, epoch, {
    sessionKey: signer.key,
    permissions: [
      permission({
        ...{ abi: erc20Abi, target: world.token, functionName: 'transfer' },
        where: { recipient: equal(recipient), amount: atMost(50n * UNIT) },
        spends: { amount: 'dollars' },
      }),
    ],
    limits: { dollars: tokenLimit({ token: world.token, amount: limit }) },
  })
  await setBalance(world.stack.testClient, { address: signer.address, value: 10n ** 18n })
  const granting = last.then(() => owner.grant({ grant: granted.grant }))
  last = granting.catch(() => undefined)
  await granting
  return { granted, signer, privateKey }
}

function configOf(
  bot: Bot,
  path: IntentPath,
  more: Pick<BotProcessConfig, 'intents' | 'die' | 'firstLane' | 'ledgerPath'>,
): BotProcessConfig {
  const { rpcUrl, bundlerUrl = '', chain } = world.stack
  return {
    ...{ rpcUrl, bundlerUrl, chainId: chain.id, entryPoint: '0.8', path, privateKey: bot.privateKey },
    grantFile: serializeGrantFile({ ...bot.granted, module: world.module }),
    ...more,
  }
}

function newRecipient(): Address {
  return privateKeyToAccount(generatePrivateKey()).address
}

const DEATHS: { readonly [path in IntentPath]: readonly Death[] } = {
  bundler: ['while claimed', 'after claimed', 'while open', 'after open', 'after sending', 'after effective'],
  direct: ['after claimed', 'before sending', 'after sending', 'while effective'],
}

for (const path of ['bundler', 'direct'] as const) {
  describe(`a bot that is killed takes up where it was (${path})`, { concurrent: true }, () => {
    test.for(DEATHS[path])('%s', async (die) => {
      const recipient = newRecipient()
      const bot = await newBot(recipient, 10n * UNIT)
      number += 1
      const [firstLane, ledgerPath] = [number * 4, join(folder, `${number}.sqlite`)]
      const intents = [{ id: 'pay', token: world.token, recipient, amount: `${UNIT}` }]
      const killed = await runBotProcess(configOf(bot, path, { intents, die, firstLane, ledgerPath }))
      expect(killed).toBeUndefined()

      const client = world.holder(bot.granted, account, { signer: bot.signer, margins: { start: 0, end: 0 } })
      const ledger = fileLedger({ path: ledgerPath })
      const again = createBotClient({ client, ledger, path, firstLane })
      await again.recoverIntents()
      const args = [recipient, UNIT] as const
      const calls = [{ to: world.token, abi: erc20Abi, functionName: 'transfer', args }] as const
      await again.sendIntent({ id: 'pay', calls })
      await expect(again.waitForIntent({ id: 'pay' })).resolves.toMatchObject({ status: 'effective' })
      expect(await world.balance(recipient)).toBe(UNIT)
      // Once more, and nothing happens; nothing stays reserved either.
      await again.recoverIntents()
      await expect(again.sendIntent({ id: 'pay', calls })).resolves.toMatchObject({ status: 'effective' })
      expect(await world.balance(recipient)).toBe(UNIT)
      const { limits } = await again.getConsumption()
      expect(limits).toMatchObject([{ reserved: 0n, consumed: UNIT, effective: UNIT }])
      const more = [recipient, 9n * UNIT] as const
      await again.sendIntent({ id: 'pay more', calls: [{ ...calls[0], args: more }] })
      await again.waitForIntent({ id: 'pay more' })
      expect(await world.balance(recipient)).toBe(10n * UNIT)
      await ledger.close()
    })
  })
}

test('bots of two processes that share a limit do not pass it together', async () => {
  const recipient = newRecipient()
  const bot = await newBot(recipient, 5n * UNIT)
  const [firstLane, ledgerPath] = [900, join(folder, 'shared.sqlite')]
  const intentsOf = (name: string) =>
    [1, 2, 3, 4, 5].map((each) => ({
      id: `${name} ${each}`,
      token: world.token,
      recipient,
      amount: `${UNIT}`,
    }))
  const told = await Promise.all(
    ['one', 'other'].map((name) =>
      runBotProcess(configOf(bot, 'bundler', { intents: intentsOf(name), firstLane, ledgerPath })),
    ),
  )
  const results = told.flatMap((each) => each ?? []).sort()
  expect(results.filter((result) => result === 'effective')).toHaveLength(5)
  // Refused before anything was sent, by what is spent and by what is in flight: nobody asked the contract.
  const refused = results.filter((result) => result !== 'effective')
  expect(refused).toHaveLength(5)
  for (const name of refused) expect(['LimitExceededError', 'LimitReservedError']).toContain(name)
  expect(await world.balance(recipient)).toBe(5n * UNIT)
})
