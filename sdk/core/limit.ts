import type { Address } from 'viem'

/** What the amount of a limit counts. */
export const LimitKind = {
  /** Padding of the tree; never named by a spend that works. */
  none: 0,
  /** Wei. */
  native: 1,
  /** The token's smallest unit. */
  token: 2,
  /** Uses. */
  count: 3,
} as const

export type LimitKind = (typeof LimitKind)[keyof typeof LimitKind]

/** How much all calls that name it may spend together, across all keys of the grant. */
export type Limit = {
  readonly kind: LimitKind
  /** What the amount counts, shown to the owner; zero for native value. */
  readonly token: Address
  /** Cap in the smallest unit, inclusive, below 2¹²⁸. */
  readonly amount: bigint
  /** Seconds after which the count starts again, or `LIFETIME`. */
  readonly period: number
  /** When the first period starts, unix seconds; 0 with `LIFETIME`. */
  readonly periodStart: number
}
