import { describe, expect, it } from 'vitest'
import type { NonceAuthority } from '../../sdk/cex/nonces/nonceAuthority.ts'
import { NonceRangeError } from '../../sdk/errors/index.ts'

/** What every nonce authority must do. `create` gives a fresh one. */
export function nonceAuthoritySuite(name: string, create: () => NonceAuthority): void {
  describe(name, () => {
    it('starts at the floor and goes up by one', async () => {
      const authority = create()
      expect(await authority.next({ keyId: 'a', floor: 5n })).toBe(5n)
      expect(await authority.next({ keyId: 'a', floor: 5n })).toBe(6n)
    })

    it('goes up to the floor when time has gone on, and never down when a clock went back', async () => {
      const authority = create()
      expect(await authority.next({ keyId: 'a', floor: 1000n })).toBe(1000n)
      expect(await authority.next({ keyId: 'a', floor: 5000n })).toBe(5000n)
      expect(await authority.next({ keyId: 'a', floor: 10n })).toBe(5001n)
    })

    it('has a sequence for each key', async () => {
      const authority = create()
      expect(await authority.next({ keyId: 'a', floor: 7n })).toBe(7n)
      expect(await authority.next({ keyId: 'b', floor: 7n })).toBe(7n)
    })

    it('gives many callers at once different numbers', async () => {
      const authority = create()
      const all = await Promise.all(
        Array.from({ length: 300 }, () => authority.next({ keyId: 'a', floor: 1n })),
      )
      expect(new Set(all).size).toBe(300)
    })

    it('lets one send at a time, in the order of the numbers', async () => {
      const authority = create()
      const arrived: bigint[] = []
      let sending = 0
      let most = 0
      await Promise.all(
        Array.from({ length: 20 }, () =>
          authority.inTurn({ keyId: 'a', floor: 1n }, async (nonce) => {
            most = Math.max(most, ++sending)
            await new Promise((resolve) => setTimeout(resolve, Math.random() * 3))
            arrived.push(nonce)
            sending--
          }),
        ),
      )
      expect(most).toBe(1)
      expect(arrived).toEqual(Array.from({ length: 20 }, (_, index) => BigInt(index + 1)))
    })

    it('lets keys send beside one another', async () => {
      const authority = create()
      const first = Promise.withResolvers<void>()
      const waiting = authority.inTurn({ keyId: 'a', floor: 1n }, () => first.promise)
      expect(await authority.inTurn({ keyId: 'b', floor: 1n }, async (nonce) => nonce)).toBe(1n)
      first.resolve()
      await waiting
    })

    it('hands on what the sender answered, ends the turn when it failed, and keeps the number used', async () => {
      const authority = create()
      const failed = authority.inTurn({ keyId: 'a', floor: 1n }, async () => {
        throw new Error('no network')
      })
      await expect(failed).rejects.toThrow('no network')
      expect(await authority.inTurn({ keyId: 'a', floor: 1n }, async (nonce) => `${nonce}`)).toBe('2')
    })

    it('refuses a floor below zero or beyond 63 bits, and takes the largest', async () => {
      const authority = create()
      await expect(authority.next({ keyId: 'a', floor: -1n })).rejects.toThrow(NonceRangeError)
      await expect(authority.next({ keyId: 'a', floor: 2n ** 63n })).rejects.toThrow(NonceRangeError)
      expect(await authority.next({ keyId: 'a', floor: 2n ** 63n - 2000n })).toBe(2n ** 63n - 2000n)
    })
  })
}
