/** What a spend counts. */
export const SpendSource = {
  none: 0,
  /** The native value of the call, in wei. */
  nativeValue: 1,
  /** One argument of the call, in the limit's unit. */
  argument: 2,
  /** 1 per call. */
  call: 3,
} as const

export type SpendSource = (typeof SpendSource)[keyof typeof SpendSource]

/** What a call takes from one of the grant's limits. */
export type Spend = {
  /** Index of the limit in the grant. */
  readonly limit: number
  readonly source: SpendSource
  /** For source `argument`: where the amount stands, as in a condition. Otherwise 0. */
  readonly argument: bigint
}
