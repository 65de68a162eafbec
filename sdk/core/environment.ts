/** Which of a venue's systems: its `production`, its `testnet`, or a `local` server for tests. A key belongs to one of them. */
export const ENVIRONMENTS = ['production', 'testnet', 'local'] as const

/** One of `ENVIRONMENTS`. */
export type Environment = (typeof ENVIRONMENTS)[number]
