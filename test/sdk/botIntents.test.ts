import { createClient, custom, zeroHash } from 'viem'
import { describe, expect, test } from 'vitest'
import { type Intent, type IntentStatus, memoryLedger } from '../../sdk/onchain/bots/index.ts'
import { advanceIntent, resendIntent } from '../../sdk/onchain/bots/internal/advanceIntent.ts'
import type { BotClientBase } from '../../sdk/onchain/bots/internal/botBase.ts'
import type { Carrier } from '../../sdk/onchain/bots/internal/carrier.ts'
import { findPlace, giveBack, useUp } from '../../sdk/onchain/bots/internal/claim.ts'
import { claimIntent } from '../../sdk/onchain/bots/internal/claimIntent.ts'
import { refuseIntent } from '../../sdk/onchain/bots/internal/closeIntent.ts'
import type { JudgedIntent } from '../../sdk/onchain/bots/internal/judgeIntent.ts'
import type { Situation } from '../../sdk/onchain/bots/internal/situation.ts'
import { replaceIntent } from '../../sdk/onchain/bots/replaceIntent.ts'
import { anIntent } from '../conformance/ledger.suite.ts'

const NOW = 1_000
const OWN = 'transactions of this key'
const OTHER = 'transactions of another key'
const direct = (id: string, change: Partial<Intent> = {}) =>
  anIntent(id, { path: 'direct', channel: OWN, lane: 0, nonce: 5n, takes: [], ...change })

/** A bot of the direct path whose chain is at second {@link NOW}, and what its carrier was asked. */
function botWith(change: Partial<Carrier> = {}) {
  const asked: string[] = []
  const note = <result>(name: string, result: result) => {
    return async (): Promise<result> => {
      asked.push(name)
      return result
    }
  }
  const [attempt] = anIntent('any').attempts
  if (!attempt) throw new Error('unreachable: it has one')
  const carrier: Carrier = {
    ...{ path: 'direct', lanes: [0], depth: 4, maxInFlight: 4, channel: () => OWN },
    ...{ nextNonce: note('nextNonce', 5n), isNonceUsed: note('isNonceUsed', false) },
    prepare: note('prepare', { ...attempt, maximumFee: 0n, hash: `0x${'11'.repeat(32)}` }),
    prepareCancel: note('prepareCancel', {
      ...attempt,
      maximumFee: 0n,
      kind: 'cancel',
      hash: `0x${'22'.repeat(32)}`,
    }),
    ...{ send: note('send', undefined), find: note('find', undefined), forget: () => {} },
    ...change,
  }
  const block = { number: '0x10', timestamp: `0x${NOW.toString(16)}`, transactions: [] }
  const node = createClient({ transport: custom({ request: async () => block }) })
  const situation = { state: { time: { latest: NOW, next: NOW, block: 16n }, grant: {} } }
  const bot = {
    holder: Object.assign(node, {
      grantId: zeroHash,
      keyId: zeroHash,
      grant: { account: anIntent('any').calls[0]?.to, limits: [], maximumFee: { budget: 0n } },
    }),
    ledger: memoryLedger(),
    ...{ scope: 'chain account', carrier, pollingInterval: 1, claimTime: 30_000, callsById: new Map() },
    situation: {
      ...{ peek: () => situation, get: async () => situation, refresh: async () => situation },
      drop: () => {},
    },
  } as unknown as BotClientBase
  const put = (...intents: readonly Intent[]) =>
    bot.ledger.transact((page) => {
      for (const intent of intents) page.putIntent(intent)
    })
  const kept = (id: string) => bot.ledger.transact((page) => page.intent(bot.scope, id))
  return { bot, asked, put, kept, situation: situation as unknown as Situation }
}

describe('what another key or path has signed', () => {
  test('is not judged by the nonces of this key', async () => {
    const { bot, asked, put } = botWith({ isNonceUsed: async () => true })
    const theirs = direct('theirs', { channel: OTHER })
    await put(theirs)
    await expect(advanceIntent(bot, theirs, true)).resolves.toMatchObject({ status: 'open' })
    expect(asked).toEqual(['find'])
    const own = direct('own')
    await put(own)
    await expect(advanceIntent(bot, own, true)).resolves.toMatchObject({ status: 'displaced' })
  })

  test('is neither looked for nor sent on this path', async () => {
    const { bot, asked, put } = botWith({ isNonceUsed: async () => true })
    const theirs = anIntent('theirs', { validUntil: NOW - 1 })
    await put(theirs)
    await expect(advanceIntent(bot, theirs, true)).resolves.toBe(theirs)
    await expect(resendIntent(bot, theirs)).resolves.toEqual({ intent: theirs, refusal: undefined })
    expect(asked).toEqual([])
  })

  test.for([{ channel: OTHER }, { channel: OWN }])(
    'is signed again by that key only ($channel)',
    async (change) => {
      const { bot, put, kept, situation } = botWith()
      await put(direct('once', { ...change, status: 'refused' }))
      const verified = (await kept('once'))?.revision
      const request = { id: 'once', digest: zeroHash, calls: [], permissionIndexes: undefined }
      const judged = { takes: [], permissionIndexes: [], validUntil: NOW + 5, timestamp: NOW } as unknown
      const claiming = claimIntent(bot, request, judged as JudgedIntent, situation, verified)
      if (change.channel === OTHER) {
        await expect(claiming).rejects.toMatchObject({ name: 'IntentConflictError', id: 'once' })
        return
      }
      // What was signed before holds longer than what is signed now.
      await expect(claiming).resolves.toMatchObject({
        kind: 'claimed',
        intent: { nonce: 5n, validUntil: 2_000_000_000 },
      })
    },
  )

  test.for([
    { keyId: `0x${'ab'.repeat(32)}` },
    { grantId: `0x${'ab'.repeat(32)}` },
    { path: 'bundler' },
  ] as const)('is not replaced: %o', async (change) => {
    const { bot, asked, put } = botWith()
    await put(direct('theirs', change))
    const replacing = replaceIntent(bot, { id: 'theirs' })
    await expect(replacing).rejects.toMatchObject({ name: 'IntentConflictError' })
    expect(asked).toEqual([])
  })
})

test('what is being cancelled is replaced by nothing that has an effect', async () => {
  const { bot, asked, put } = botWith()
  const [use] = direct('any').attempts
  if (!use) throw new Error('unreachable: it has one')
  const cancel = { ...use, kind: 'cancel', hash: `0x${'33'.repeat(32)}` } as const
  await put(direct('cancelled', { attempts: [use, cancel] }))
  await replaceIntent(bot, { id: 'cancelled' })
  expect(asked).toContain('prepareCancel')
  expect(asked).not.toContain('prepare')
})

describe('a refusal', () => {
  test.for([{ validUntil: 2_000_000_001 }, { attempts: [...direct('').attempts, ...direct('').attempts] }])(
    'says nothing about what was signed again meanwhile: %o',
    async (change) => {
      const { bot, put, kept } = botWith()
      const before = direct('a')
      await put({ ...before, ...change })
      await expect(refuseIntent(bot, before, true)).resolves.toMatchObject({
        status: 'open',
        nonceFixed: true,
      })
      await expect(kept('a')).resolves.toMatchObject({ status: 'open', revision: 1 })
    },
  )

  test.for<[IntentStatus, readonly bigint[]]>([
    ['open', [5n]],
    ['refused', []],
  ])('gives a nonce back once: %s', async ([status, free]) => {
    const { bot, put } = botWith()
    const intent = direct('a', { status })
    await put(intent, direct('behind', { nonce: 6n }))
    await bot.ledger.transact((page) => page.putSequence(OWN, { next: 7n, free: [] }))
    await refuseIntent(bot, intent, true)
    await expect(bot.ledger.transact((page) => page.sequence(OWN).free)).resolves.toEqual(free)
  })
})

describe('nonces that were given back', () => {
  const inFlight = [direct('behind', { nonce: 5n })]

  test('stay known while others wait behind them, and say nothing about the next one', async () => {
    const { bot, put } = botWith()
    const last = direct('last', { nonce: 7n })
    await put(...inFlight, last)
    await bot.ledger.transact((page) => {
      page.putSequence(OWN, { next: 8n, free: [3n, 6n] })
      giveBack(page, last)
      expect(page.sequence(OWN)).toEqual({ next: undefined, free: [3n] })
      const parameters = { inFlight, fixed: undefined, known: new Map() }
      expect(findPlace(page, bot.carrier, parameters)).toMatchObject({ kind: 'placed', place: { nonce: 3n } })
      expect(findPlace(page, bot.carrier, parameters)).toEqual({ kind: 'unread', lane: 0 })
    })
  })

  test('are used when a later one is', async () => {
    const { bot } = botWith()
    await bot.ledger.transact((page) => {
      page.putSequence(OWN, { next: 9n, free: [3n, 6n, 8n] })
      useUp(page, OWN, 6n)
      expect(page.sequence(OWN)).toEqual({ next: 9n, free: [8n] })
    })
  })
})
