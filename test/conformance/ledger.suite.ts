import { zeroHash } from 'viem'
import { describe, expect, it } from 'vitest'
import type { Intent, IntentStatus, Landing, Ledger } from '../../sdk/onchain/bots/index.ts'

/** An intent with everything in it that a ledger may have trouble with. */
export function anIntent(id: string, change: Partial<Intent> = {}): Intent {
  return {
    ...{ scope: 'chain account', id, revision: 0, status: 'open', digest: zeroHash },
    ...{ grantId: zeroHash, keyId: zeroHash, path: 'bundler' },
    calls: [{ to: '0x00000000000000000000000000000000000000Aa', value: 2n ** 200n, data: '0x1234' }],
    permissionIndexes: [0, 7],
    takes: [{ limitId: 3, amount: 2n ** 127n, period: 9 }],
    ...{ channel: 'channel', lane: 2, nonce: 2n ** 255n + 1n, nonceFixed: true },
    claim: { token: 'somebody', until: 1.5e12 },
    use: '0xabcd',
    attempts: [
      {
        ...{ kind: 'use', hash: zeroHash, payload: '{"quoted":"\\u0000 5n"}' },
        ...{ maxFeePerGas: 10n, maxPriorityFeePerGas: 0n, maximumFee: 2n ** 100n },
      },
    ],
    ...{ validUntil: 2_000_000_000, fromBlock: 12n, landing: undefined },
    ...change,
  }
}

/** What every ledger must do. `create` gives an empty one. */
export function ledgerSuite(name: string, create: () => Ledger): void {
  const statuses: readonly IntentStatus[] = [
    ...(['claimed', 'open', 'effective', 'reverted', 'cancelled', 'refused', 'displaced'] as const),
  ]

  describe(name, () => {
    it('keeps an intent as it was, under a new revision', async () => {
      const ledger = create()
      const landing: Landing = {
        ...{
          hash: zeroHash,
          kind: 'use',
          success: false,
          transactionHash: zeroHash,
          blockNumber: 77n,
          fee: 1n,
        },
        reason: 'It reverted: "no"',
      }
      for (const intent of [
        anIntent('a'),
        anIntent('b', { status: 'reverted', landing }),
        anIntent("c'; --"),
      ]) {
        const revision = await ledger.transact((page) => {
          page.putIntent(intent)
          return page.revision()
        })
        const kept = await ledger.transact((page) => page.intent(intent.scope, intent.id))
        expect(kept).toEqual({ ...intent, revision })
      }
      expect(await ledger.transact((page) => page.intent('chain account', 'd'))).toBeUndefined()
      expect(await ledger.transact((page) => page.intent('other', 'a'))).toBeUndefined()
      await ledger.close()
    })

    it('lists what is in flight, and what changed since a revision, the oldest change first', async () => {
      const ledger = create()
      await ledger.transact((page) => {
        for (const status of statuses) page.putIntent(anIntent(status, { status }))
        page.putIntent(anIntent('elsewhere', { scope: 'other' }))
      })
      const ids = (intents: readonly Intent[]) => intents.map(({ id }) => id)
      const inFlight = () => ledger.transact((page) => ids(page.intentsInFlight('chain account')))
      expect(await inFlight()).toEqual(['claimed', 'open'])
      const before = await ledger.transact((page) => page.revision())
      await ledger.transact((page) => page.putIntent(anIntent('claimed')))
      await ledger.transact((page) => page.putIntent(anIntent('open', { status: 'effective' })))
      expect(await inFlight()).toEqual(['claimed'])
      const since = await ledger.transact((page) => ids(page.intents('chain account', before)))
      expect(since).toEqual(['claimed', 'open'])
      const all = await ledger.transact((page) => page.intents('chain account'))
      expect(all).toHaveLength(statuses.length)
      await ledger.close()
    })

    it('forgets an intent', async () => {
      const ledger = create()
      await ledger.transact((page) => page.putIntent(anIntent('a')))
      await ledger.transact((page) => page.removeIntent('chain account', 'a'))
      expect(await ledger.transact((page) => page.intents('chain account'))).toEqual([])
      await ledger.close()
    })

    it('keeps sequences', async () => {
      const ledger = create()
      const read = () => ledger.transact((page) => page.sequence('channel'))
      expect(await read()).toEqual({ next: undefined, free: [] })
      for (const sequence of [
        { next: 2n ** 200n, free: [3n, 4n] },
        { next: undefined, free: [] },
      ]) {
        await ledger.transact((page) => page.putSequence('channel', sequence))
        expect(await read()).toEqual(sequence)
      }
      await ledger.close()
    })

    it('keeps all changes or none, and sees its own', async () => {
      const ledger = create()
      const failing = ledger.transact((page) => {
        page.putIntent(anIntent('a'))
        page.putSequence('channel', { next: 5n, free: [] })
        expect(page.intent('chain account', 'a')?.id).toBe('a')
        expect(page.sequence('channel').next).toBe(5n)
        throw new RangeError('no')
      })
      await expect(failing).rejects.toThrow(RangeError)
      const [intents, sequence] = await ledger.transact((page) => [
        page.intents('chain account'),
        page.sequence('channel'),
      ])
      expect([intents, sequence]).toEqual([[], { next: undefined, free: [] }])
      await ledger.transact((page) => page.putIntent(anIntent('b')), { durable: false })
      expect(await ledger.transact((page) => page.intents('chain account'))).toHaveLength(1)
      await ledger.close()
    })

    it('gives out nothing that could be changed behind its back', async () => {
      const ledger = create()
      const intent = anIntent('a')
      await ledger.transact((page) => page.putIntent(intent))
      Object.assign(intent, { id: 'changed' })
      const kept = await ledger.transact((page) => page.intent('chain account', 'a'))
      Object.assign(kept ?? {}, { status: 'effective' })
      const again = await ledger.transact((page) => page.intent('chain account', 'a'))
      expect(again).toMatchObject({ id: 'a', status: 'open' })
      await ledger.close()
    })

    it('runs one transaction after the other', async () => {
      const ledger = create()
      const count = () =>
        ledger.transact(
          (page) => {
            const { next = 0n } = page.sequence('counter')
            page.putSequence('counter', { next: next + 1n, free: [] })
          },
          { durable: false },
        )
      await Promise.all(Array.from({ length: 50 }, count))
      expect(await ledger.transact((page) => page.sequence('counter').next)).toBe(50n)
      await ledger.close()
    })
  })
}
