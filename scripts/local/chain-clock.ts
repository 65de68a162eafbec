import type { PublicClient, TestClient } from 'viem'

/**
 * The local chain's time. All times are unix seconds.
 *
 * The chain's time follows the machine's, plus whatever it was moved by. It can never go back. A contract that is
 * read (`eth_call`) sees the time of the latest block, which stands still while nothing is mined: so moving the
 * time mines a block. The local bundler judges validity by this clock too, see alto-clock.ts; but it simulates on
 * the latest block as well, and so refuses what begins after that block.
 */
export interface ChainClock {
  /** The time that a block mined now would get. */
  now(): Promise<bigint>
  /** Moves the time forward by seconds and mines a block. Returns the block's time. */
  forward(seconds: bigint): Promise<bigint>
  /** Moves the time forward to a time and mines a block that has exactly it. */
  forwardTo(timestamp: bigint): Promise<void>
  /**
   * Sets the time of the next block without mining it, to place a transaction on the very second of a bound.
   * Later blocks follow on from there.
   */
  setNext(timestamp: bigint): Promise<void>
}

/** Binds a {@link ChainClock} to a local chain. */
export function createChainClock(publicClient: PublicClient, testClient: TestClient<'anvil'>): ChainClock {
  const latest = async () => (await publicClient.getBlock({ blockTag: 'latest' })).timestamp
  return {
    now: async () => (await publicClient.getBlock({ blockTag: 'pending' })).timestamp,
    async forward(seconds) {
      await testClient.increaseTime({ seconds: Number(seconds) })
      await testClient.mine({ blocks: 1 })
      return latest()
    },
    async forwardTo(timestamp) {
      await testClient.setNextBlockTimestamp({ timestamp })
      await testClient.mine({ blocks: 1 })
    },
    setNext: (timestamp) => testClient.setNextBlockTimestamp({ timestamp }),
  }
}
