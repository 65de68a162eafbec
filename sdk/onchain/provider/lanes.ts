import { PROVIDER_CODE, ProviderRpcError } from '../../errors/provider.ts'
import { sleep } from '../../internal/sleep.ts'

/** A lane that was taken. It is given back in one of two ways. */
export type Lane = {
  readonly number: number
  /** What used it is on chain, or will never be. */
  free(): void
  /**
   * What used it is on its way; `landed` tells whether it still is. What a bundler dropped never lands: after a while the lane is taken
   * anyway, for something with the same nonce, so that one of the two lands at most.
   */
  pending(landed: () => Promise<boolean>): void
}

/** Lanes that are taken one at a time, so that no two operations take the same nonce. */
export type Lanes = {
  /**
   * The first lane that is free, or the first that becomes free.
   * @throws ProviderRpcError with -32002 when none does within the time.
   */
  take(): Promise<Lane>
}

export type CreateLanesParameters = {
  numbers: readonly number[]
  /** Milliseconds between looks at the lanes. */
  pollingInterval: number
  /** Milliseconds until waiting ends, and after which what is under way may have been dropped. */
  timeout: number
}

type State = 'free' | 'taken' | { readonly landed: () => Promise<boolean>; readonly since: number }

/** Lanes with these numbers, all free. */
export function createLanes({ numbers, pollingInterval, timeout }: CreateLanesParameters): Lanes {
  const states = new Map<number, State>(numbers.map((number) => [number, 'free']))
  const lane = (number: number): Lane => {
    states.set(number, 'taken')
    return {
      number,
      free: () => void states.set(number, 'free'),
      pending: (landed) => void states.set(number, { landed, since: performance.now() }),
    }
  }
  const look = async (): Promise<Lane | undefined> => {
    for (const [number, state] of states) if (state === 'free') return lane(number)
    for (const [number, state] of states) {
      if (typeof state === 'string') continue
      states.set(number, 'taken')
      const landed = (await state.landed().catch(() => false)) || performance.now() - state.since > timeout
      if (landed) return lane(number)
      states.set(number, state)
    }
    return undefined
  }
  return {
    async take() {
      const end = performance.now() + timeout
      for (;;) {
        const found = await look()
        if (found) return found
        if (performance.now() > end) {
          throw new ProviderRpcError({
            code: PROVIDER_CODE.unavailable,
            reason: `${numbers.length} requests of this account are still under way. Ask again when one has ended.`,
          })
        }
        await sleep(pollingInterval)
      }
    },
  }
}
