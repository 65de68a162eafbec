import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { erc20Abi, HttpRequestError, http, RpcRequestError, type Transport } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type BotClient, type BotClientConfig, createBotClient } from '../../sdk/onchain/bots/index.ts'
import type { HolderClientBase } from '../../sdk/onchain/clients/holderClientBase.ts'
import { atMost, equal } from '../../sdk/onchain/grant/conditions.ts'
import { tokenLimit } from '../../sdk/onchain/grant/limitDefinition.ts'
import { permission } from '../../sdk/onchain/grant/permission.ts'
import { fileLedger } from '../../sdk/onchain/bots/node.ts'
import { createHome, type Home, heldUp, newHolder, transferOf } from './support/bots.ts'
import { startWorld, UNIT } from './support/world.ts'

let home: Home
let folder: string
let files = 0
let lane = 0

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-'))
  home = await createHome(await startWorld())
})
afterAll(async () => {
  await home?.world[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

/** For a machine that is busy. */
const PATIENT = { timeout: 20_000 }
const PATHS = ['bundler', 'direct'] as const
const newLedger = () => fileLedger({ path: join(folder, `${++files}.sqlite`) })
const transfer = (amount: bigint) => transferOf(home.world, amount)
const SEND = { bundler: 'eth_sendUserOperation', direct: 'eth_sendRawTransaction' } as const

/** A bot with lanes of its own: the tests share an account. */
function botOf(client: HolderClientBase, more: Partial<BotClientConfig> = {}): BotClient {
  lane += 10
  return createBotClient({ client, ledger: newLedger(), firstLane: lane, ...more })
}

/** A grant that lets more be sent than the account has. */
const beyondBalance = () => ({
  permissions: [
    permission({
      ...{ abi: erc20Abi, target: home.world.token, functionName: 'transfer' },
      where: { recipient: equal(home.world.payee), amount: atMost(10_000n * UNIT) },
      spends: { amount: 'dollars' },
    }),
  ],
  limits: { dollars: tokenLimit({ token: home.world.token, amount: 30_000n * UNIT }) },
})

describe.each(PATHS)('on the path %s', (path) => {
  test('a steady bot sends with one request', async () => {
    const { holder, methods } = await newHolder(home)
    const bot = botOf(holder, { path })
    for (const id of ['grants', 'reads again', 'third', 'fourth']) {
      methods.length = 0
      await bot.sendIntent({ id, calls: [transfer(UNIT)] })
      if (id.endsWith('th') || id === 'third') expect(methods).toEqual([SEND[path]])
      await expect(bot.waitForIntent({ id })).resolves.toMatchObject({ status: 'effective', path })
    }
    const remaining = await holder.getRemaining({ grant: holder.grant })
    expect(remaining).toMatchObject([{ spent: 4n * UNIT }, {}])
  })

  test('as many as allowed are in flight at once, and the next one waits for its turn', async () => {
    const { holder } = await newHolder(home)
    const bot = botOf(holder, { path })
    await bot.sendIntent({ id: 'first', calls: [transfer(1n)] })
    await bot.waitForIntent({ id: 'first' })
    await heldUp(home, async () => {
      const sent = await Promise.all(
        ['a', 'b', 'c', 'd'].map((id) => bot.sendIntent({ id, calls: [transfer(1n)] })),
      )
      const places = sent.map(({ lane: used, nonce }) => (path === 'bundler' ? used : nonce))
      expect(new Set(places).size).toBe(4)
      const fifth = bot.sendIntent({ id: 'e', calls: [transfer(1n)], busyTimeout: 100 })
      await expect(fifth).rejects.toMatchObject({ name: 'LanesBusyError', inFlight: 4, allowed: 4 })
    })
    await bot.sendIntent({ id: 'e', calls: [transfer(1n)] })
    for (const id of ['a', 'b', 'c', 'd', 'e']) {
      await expect(bot.waitForIntent({ id })).resolves.toMatchObject({ status: 'effective' })
    }
  })

  test('one id is one thing, done once', async () => {
    const { holder } = await newHolder(home)
    const bot = botOf(holder, { path })
    const before = await home.world.balance(home.world.payee)
    await bot.sendIntent({ id: 'once', calls: [transfer(UNIT)] })
    await bot.sendIntent({ id: 'once', calls: [transfer(UNIT)] })
    const { transactionHash } = await bot.waitForIntent({ id: 'once' })
    const again = bot.sendIntent({ id: 'once', calls: [transfer(UNIT)] })
    await expect(again).resolves.toMatchObject({ status: 'effective', transactionHash })
    await expect(home.world.balance(home.world.payee)).resolves.toBe(before + UNIT)
    const other = bot.sendIntent({ id: 'once', calls: [transfer(2n * UNIT)] })
    await expect(other).rejects.toMatchObject({ name: 'IntentConflictError', id: 'once' })
    await expect(bot.waitForIntent({ id: 'twice' })).rejects.toMatchObject({ name: 'IntentUnknownError' })
    // What was done is told, also when it could not be done any more.
    await home.owner.revokeGrant({ grantId: holder.grantId })
    const told = bot.sendIntent({ id: 'once', calls: [transfer(UNIT)], fresh: true })
    await expect(told).resolves.toMatchObject({ status: 'effective', transactionHash })
    const refused = bot.sendIntent({ id: 'new', calls: [transfer(UNIT)] })
    await expect(refused).rejects.toMatchObject({ name: 'GrantEndedError' })
  })

  test('a request that was taken without an answer is found out about, and not sent as another', async () => {
    const { stack, payee } = home.world
    let losing = false
    const lossy = (url: string | undefined): Transport => {
      const inner = http(url, { retryCount: 0 })
      return (parameters) => {
        const made = inner(parameters)
        const request = async (args: { method: string }, options: unknown) => {
          const answer = await made.request(args as never, options as never)
          if (!losing || args.method !== SEND[path]) return answer
          losing = false
          throw new HttpRequestError({ url: 'http://far.example', details: 'connection reset' })
        }
        return { ...made, request: request as typeof made.request }
      }
    }
    const transports = { transport: lossy(stack.rpcUrl), bundlerTransport: lossy(stack.bundlerUrl) }
    const { holder } = await newHolder(home, {}, transports)
    const bot = botOf(holder, { path })
    const before = await home.world.balance(payee)
    losing = true
    const sending = bot.sendIntent({ id: 'lost', calls: [transfer(UNIT)] })
    await expect(sending).rejects.toMatchObject({ name: 'RequestFailedError' })
    await expect(bot.getIntent({ id: 'lost' })).resolves.toMatchObject({ status: 'open' })
    await bot.sendIntent({ id: 'lost', calls: [transfer(UNIT)] })
    await expect(bot.waitForIntent({ id: 'lost' })).resolves.toMatchObject({
      status: 'effective',
      attempts: 1,
    })
    await expect(home.world.balance(payee)).resolves.toBe(before + UNIT)
  })

  test('what can never get on chain any more gives back what it reserved', async () => {
    const { holder } = await newHolder(home)
    const { owner } = home
    const ledger = newLedger()
    const bot = botOf(holder, { path, ledger })
    await bot.sendIntent({ id: 'grants', calls: [transfer(1n)] })
    await bot.waitForIntent({ id: 'grants' })
    // Signed and written down, but never sent: the process ended in between.
    const cut = createBotClient({ client: holder, ledger, path, firstLane: lane })
    Object.assign(cut.carrier, { send: async () => ({ kind: 'unanswered', error: new Error('gone') }) })
    await expect(cut.sendIntent({ id: 'lost', calls: [transfer(50n * UNIT)] })).rejects.toThrow('gone')
    const { limits } = await bot.getConsumption()
    expect(limits).toMatchObject([{ reserved: 50n * UNIT }, {}])
    await owner.pauseGrant({ grantId: holder.grantId })
    const recovered = await bot.recoverIntents()
    expect(recovered).toMatchObject([{ id: 'lost', status: path === 'bundler' ? 'refused' : 'open' }])
    await owner.resumeGrant({ grantId: holder.grantId })
    await bot.sendIntent({ id: 'lost', calls: [transfer(50n * UNIT)] })
    const report = await bot.waitForIntent({ id: 'lost' })
    expect(report.status).toBe(path === 'bundler' ? 'effective' : 'reverted')
    expect((await bot.getConsumption()).limits).toMatchObject([{ reserved: 0n }, {}])
  })

  test('a replacement has the same nonce and higher fees, and one of the two gets on chain', async () => {
    const { holder } = await newHolder(home)
    const bot = botOf(holder, { path })
    const before = await home.world.balance(home.world.payee)
    await heldUp(home, async () => {
      const first = await bot.sendIntent({ id: 'stuck', calls: [transfer(UNIT)] })
      const waiting = bot.waitForIntent({ id: 'stuck', timeout: 50 })
      await expect(waiting).rejects.toMatchObject({ name: 'IntentPendingError', id: 'stuck' })
      const second = await bot.replaceIntent({ id: 'stuck' })
      expect(second).toMatchObject({ status: 'open', nonce: first.nonce, lane: first.lane, attempts: 2 })
      expect(second.hash).not.toBe(first.hash)
    })
    await expect(bot.waitForIntent({ id: 'stuck' })).resolves.toMatchObject({
      status: 'effective',
      attempts: 2,
    })
    await expect(home.world.balance(home.world.payee)).resolves.toBe(before + UNIT)
    const late = bot.replaceIntent({ id: 'stuck' })
    await expect(late).rejects.toMatchObject({ name: 'IntentClosedError', status: 'effective' })
  })

  test('what intents in flight have reserved is refused to others, and comes free', async () => {
    const { holder } = await newHolder(home)
    const ledger = newLedger()
    const bot = botOf(holder, { path, ledger })
    const other = botOf(holder, { path, ledger })
    await heldUp(home, async () => {
      await bot.sendIntent({ id: 'half', calls: [transfer(50n * UNIT)] })
      await bot.sendIntent({ id: 'more', calls: [transfer(40n * UNIT)] })
      const tooMuch = other.sendIntent({ id: 'rest', calls: [transfer(11n * UNIT)] })
      await expect(tooMuch).rejects.toMatchObject({
        ...{ name: 'LimitReservedError', limitId: 0, requested: 11n * UNIT, remaining: 10n * UNIT },
        reserved: 90n * UNIT,
      })
      await other.sendIntent({ id: 'rest', calls: [transfer(10n * UNIT)] })
    })
    for (const id of ['half', 'more', 'rest']) await other.waitForIntent({ id })
    const over = bot.sendIntent({ id: 'over', calls: [transfer(1n)] })
    await expect(over).rejects.toMatchObject({ name: 'LimitExceededError', remaining: 0n })
    await expect(bot.getConsumption()).resolves.toMatchObject({
      limits: [{ name: 'dollars', reserved: 0n, consumed: 100n * UNIT, effective: 100n * UNIT }, {}],
    })
  })

  test('calls that revert on chain hold up nobody, and what they consumed is told apart', async () => {
    const { holder } = await newHolder(home, beyondBalance())
    const bot = botOf(holder, { path })
    for (const id of ['grants', 'measured']) {
      await bot.sendIntent({ id, calls: [transfer(UNIT)] })
      await bot.waitForIntent({ id })
    }
    // From here on all lanes are used ones, whose gas is known.
    await heldUp(home, () =>
      Promise.all(['a', 'b', 'c'].map((id) => bot.sendIntent({ id, calls: [transfer(UNIT)] }))),
    )
    for (const id of ['a', 'b', 'c']) await bot.waitForIntent({ id })
    await heldUp(home, async () => {
      await bot.sendIntent({ id: 'good', calls: [transfer(UNIT)] })
      // Gas is known, so nothing simulates it: found out on chain.
      await bot.sendIntent({ id: 'bad', calls: [transfer(9_000n * UNIT)] })
      await bot.sendIntent({ id: 'good too', calls: [transfer(UNIT)] })
    })
    await expect(bot.waitForIntent({ id: 'good too' })).resolves.toMatchObject({ status: 'effective' })
    const bad = await bot.waitForIntent({ id: 'bad' })
    expect(bad).toMatchObject({
      status: 'reverted',
      reason: expect.stringMatching(/ERC20InsufficientBalance/),
    })
    await expect(bot.waitForIntent({ id: 'good' })).resolves.toMatchObject({ status: 'effective' })
    const consumed = (path === 'bundler' ? 9_007n : 7n) * UNIT
    const told = await bot.getConsumption()
    expect(told.limits).toMatchObject([{ reserved: 0n, consumed, effective: 7n * UNIT }])
    expect(told.failed).toMatchObject([{ id: 'bad', effective: new Map() }])
    await expect(holder.getRemaining({ grant: holder.grant })).resolves.toMatchObject([{ spent: consumed }])
    // What is measured anew is simulated, and refused before it is sent.
    const fresh = bot.sendIntent({ id: 'worse', calls: [transfer(9_000n * UNIT)] })
    await expect(fresh).rejects.toMatchObject({ name: 'CallRevertedError' })
    await expect(bot.getIntent({ id: 'worse' })).rejects.toMatchObject({ name: 'IntentUnknownError' })
  })

  test('nonces that somebody else used are found out and taken anew', async () => {
    const { holder } = await newHolder(home)
    const bot = botOf(holder, { path })
    await bot.sendIntent({ id: 'one', calls: [transfer(1n)] })
    await bot.waitForIntent({ id: 'one' })
    const stranger = createBotClient({ client: holder, ledger: newLedger(), path, firstLane: lane })
    for (const id of ['theirs', 'theirs too']) {
      await stranger.sendIntent({ id, calls: [transfer(1n)] })
      await stranger.waitForIntent({ id })
    }
    await bot.sendIntent({ id: 'two', calls: [transfer(1n)] })
    await expect(bot.waitForIntent({ id: 'two' })).resolves.toMatchObject({ status: 'effective' })
  })

  test('refuses by what it read just now, never by what it read before', async () => {
    const { holder } = await newHolder(home)
    const { owner } = home
    const bot = botOf(holder, { path })
    for (const id of ['grants', 'reads']) {
      await bot.sendIntent({ id, calls: [transfer(1n)] })
      await bot.waitForIntent({ id })
    }
    await owner.pauseGrant({ grantId: holder.grantId })
    // It still believes that the grant is live: the contract refuses, and that is remembered.
    const believing = bot.sendIntent({ id: 'paused', calls: [transfer(1n)] })
    if (path === 'bundler') await expect(believing).rejects.toMatchObject({ name: 'GrantIsPausedError' })
    else {
      await believing
      await expect(bot.waitForIntent({ id: 'paused' })).resolves.toMatchObject({ status: 'reverted' })
    }
    const knowing = bot.sendIntent({ id: 'still paused', calls: [transfer(1n)] })
    await expect(knowing).rejects.toMatchObject({ name: 'GrantIsPausedError' })
    await owner.resumeGrant({ grantId: holder.grantId })
    await bot.sendIntent({ id: 'still paused', calls: [transfer(1n)] })
    await expect(bot.waitForIntent({ id: 'still paused' })).resolves.toMatchObject({ status: 'effective' })
  })
})

test('operations cannot be cancelled, transactions can', async () => {
  const { holder } = await newHolder(home)
  const through = botOf(holder, { path: 'bundler' })
  const direct = botOf(holder, { path: 'direct' })
  const before = await home.world.balance(home.world.payee)
  await heldUp(home, async () => {
    await through.sendIntent({ id: 'operation', calls: [transfer(UNIT)] })
    const cancelling = through.cancelIntent({ id: 'operation' })
    await expect(cancelling).rejects.toMatchObject({ name: 'CancelUnsupportedError' })
    await direct.sendIntent({ id: 'transaction', calls: [transfer(UNIT)] })
    await direct.cancelIntent({ id: 'transaction' })
  })
  await expect(through.waitForIntent({ id: 'operation' })).resolves.toMatchObject({ status: 'effective' })
  await expect(direct.waitForIntent({ id: 'transaction' })).resolves.toMatchObject({
    ...{ status: 'cancelled', consumed: new Map() },
  })
  await expect(home.world.balance(home.world.payee)).resolves.toBe(before + UNIT)
  const again = direct.sendIntent({ id: 'transaction', calls: [transfer(UNIT)] })
  await expect(again).rejects.toMatchObject({ name: 'IntentClosedError', status: 'cancelled' })
})

test('a transaction that no node takes does not hold up those behind it', async () => {
  let refusing = false
  let open = (): void => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  const inner = http(home.world.stack.rpcUrl, { retryCount: 0 })
  const transport: Transport = (parameters) => {
    const made = inner(parameters)
    const request = async (args: { method: string }, options: unknown) => {
      if (!refusing || args.method !== 'eth_sendRawTransaction')
        return made.request(args as never, options as never)
      refusing = false
      await opened
      throw new RpcRequestError({ body: args, url: '', error: { code: -32_000, message: 'no such luck' } })
    }
    return { ...made, request: request as typeof made.request }
  }
  const { holder } = await newHolder(home, {}, { transport })
  const bot = botOf(holder, { path: 'direct' })
  for (const id of ['grants', 'reads']) {
    await bot.sendIntent({ id, calls: [transfer(1n)] })
    await bot.waitForIntent({ id })
  }
  refusing = true
  const unlucky = bot.sendIntent({ id: 'unlucky', calls: [transfer(1n)] })
  await expect.poll(() => refusing, PATIENT).toBe(false)
  const behind = await bot.sendIntent({ id: 'behind', calls: [transfer(1n)] })
  open()
  await expect(bot.waitForIntent({ id: 'behind' })).resolves.toMatchObject({ status: 'effective' })
  // It is tried once more by itself: what stands in its place is on chain, so it goes behind the other.
  expect((await unlucky).nonce).toBeGreaterThan(behind.nonce)
  await expect(bot.waitForIntent({ id: 'unlucky' })).resolves.toMatchObject({ status: 'effective' })
})

test('a transaction that cannot be signed does not hold up those behind it', async () => {
  const { holder } = await newHolder(home)
  const bot = botOf(holder, { path: 'direct' })
  await bot.sendIntent({ id: 'grants', calls: [transfer(1n)] })
  await bot.waitForIntent({ id: 'grants' })
  const { prepare } = bot.carrier
  let open = (): void => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  let asked = false
  Object.assign(bot.carrier, {
    prepare: async (request: Parameters<typeof prepare>[0]) => {
      if (asked) return prepare(request)
      asked = true
      await opened
      throw new Error('the signer is away')
    },
  })
  const unlucky = bot.sendIntent({ id: 'unlucky', calls: [transfer(1n)] })
  await expect.poll(() => asked, PATIENT).toBe(true)
  await bot.sendIntent({ id: 'behind', calls: [transfer(1n)] })
  open()
  await expect(unlucky).rejects.toThrow('the signer is away')
  await expect(bot.waitForIntent({ id: 'behind' })).resolves.toMatchObject({ status: 'effective' })
  expect(bot.callsById.size).toBe(0)
})

test('what is too large for bundlers is refused before it is sent, and goes on the direct path', async () => {
  const { holder, methods } = await newHolder(home)
  const calls = Array.from({ length: 60 }, () => transfer(1n))
  const refused = botOf(holder).sendIntent({ id: 'large', calls })
  await expect(refused).rejects.toMatchObject({
    ...{ name: 'OperationTooLargeError', allowed: 8_192 },
    message: expect.stringContaining('direct path'),
  })
  expect(methods).not.toContain('eth_sendUserOperation')
  const direct = botOf(holder, { path: 'direct' })
  await direct.sendIntent({ id: 'large', calls })
  await expect(direct.waitForIntent({ id: 'large' })).resolves.toMatchObject({ status: 'effective' })
})

test('operations in flight reserve the fee budget too', async () => {
  const budget = 10n ** 16n
  const { holder } = await newHolder(home, { maximumFee: { budget, price: 10n ** 12n } })
  const bot = botOf(holder)
  await bot.sendIntent({ id: 'grants', calls: [transfer(1n)] })
  const { feeCounted, feePaid } = await bot.waitForIntent({ id: 'grants' })
  expect(feeCounted).toBeGreaterThan(feePaid)
  await expect(holder.getRemainingFee({ grant: holder.grant })).resolves.toMatchObject({ spent: feeCounted })
  await heldUp(home, async () => {
    const ids = ['a', 'b', 'c', 'd']
    const price = { maxFeePerGas: 20n * 10n ** 9n, maxPriorityFeePerGas: 10n ** 9n }
    const dear = createBotClient({
      ...{ client: holder, ledger: bot.ledger, firstLane: lane, estimateFees: async () => price },
    })
    const sent = await Promise.allSettled(ids.map((id) => dear.sendIntent({ id, calls: [transfer(1n)] })))
    const names = sent.map((one) => (one.status === 'rejected' ? (one.reason as Error).name : 'sent'))
    expect(new Set(names)).toEqual(new Set(['sent', 'FeeBudgetExceededError']))
  })
})

test('forgets what it read when the module tells of the account', async () => {
  const { holder } = await newHolder(home)
  const bot = botOf(holder)
  for (const id of ['grants', 'reads']) {
    await bot.sendIntent({ id, calls: [transfer(1n)] })
    await bot.waitForIntent({ id })
  }
  const unwatch = bot.watchState({ interval: 20 })
  await expect.poll(() => bot.situation.peek(), PATIENT).toBeDefined()
  await home.owner.pauseGrant({ grantId: holder.grantId })
  await expect.poll(() => bot.situation.peek(), PATIENT).toBeUndefined()
  unwatch()
  const refused = bot.sendIntent({ id: 'paused', calls: [transfer(1n)] })
  await expect(refused).rejects.toMatchObject({ name: 'GrantIsPausedError' })
})

test('forgets intents that are long on chain, and none that may still get there', async () => {
  const { holder } = await newHolder(home)
  const bot = botOf(holder)
  await bot.sendIntent({ id: 'old', calls: [transfer(1n)] })
  const { blockNumber = 0n } = await bot.waitForIntent({ id: 'old' })
  await heldUp(home, async () => {
    await bot.sendIntent({ id: 'new', calls: [transfer(1n)] })
    await expect(bot.forgetIntents({ beforeBlock: blockNumber })).resolves.toBe(0)
    await expect(bot.forgetIntents({ beforeBlock: blockNumber + 100n })).resolves.toBe(1)
  })
  await expect(bot.getIntent({ id: 'old' })).rejects.toMatchObject({ name: 'IntentUnknownError' })
  await expect(bot.waitForIntent({ id: 'new' })).resolves.toMatchObject({ status: 'effective' })
})

test('settings have bounds', async () => {
  const { holder } = await newHolder(home)
  for (const wrong of [{ maxInFlight: 0 }, { feeBump: 9 }, { gasMargin: -1 }, { maxInFlight: 1.5 }]) {
    expect(() => botOf(holder, wrong)).toThrow(expect.objectContaining({ name: 'EncodingRangeError' }))
  }
  expect(() => botOf(holder, { feeBump: 10, maxInFlight: 1 })).not.toThrow()
})
